"""What a user is told when the input cannot be used: every problem at once, each with its place and its fix."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One thing wrong with the input.

    place : where, e.g. ``holdings.lots[3].acquired`` or ``row 12, column quantity``
    value : what stood there, as the user wrote it ("" where nothing did)
    message : what is wrong and how to fix it, one or two sentences
    """

    place: str
    value: str
    message: str

    def __str__(self) -> str:
        shown = self.value if len(self.value) <= 60 else self.value[:57] + "..."
        return f"{self.place}: {self.message}" + (f" (found: {shown!r})" if self.value else "")


class InputError(ValueError):
    """The user's input cannot be used. Holds every problem found, never only the first."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = list(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))
