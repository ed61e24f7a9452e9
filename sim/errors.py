"""What a user is told when the input cannot be used: every problem at once, each with its place and its fix."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One thing wrong with the input.

    Attributes
    ----------
    place : str
        Where, e.g. ``holdings.lots[3].acquired`` or ``row 12, column quantity``.
    value : str
        What stood there, as the user wrote it; "" where nothing did.
    message : str
        What is wrong and how to fix it, one or two sentences.

    See Also
    --------
    InputError : Holds every problem found.

    Examples
    --------
    >>> from sim.api import Problem
    >>> print(Problem("row 12, column quantity", "ten", "Not a number; write digits only."))
    row 12, column quantity: Not a number; write digits only. (found: 'ten')
    """

    place: str
    value: str
    message: str

    def __str__(self) -> str:
        value = str(self.value)  # of a choice its own word: its repr is Python's
        shown = value if len(value) <= 60 else value[:57] + "..."
        return f"{self.place}: {self.message}" + (f" (found: {shown!r})" if self.value else "")


class InputError(ValueError):
    """The user's input cannot be used. Holds every problem found, never only the first.

    Attributes
    ----------
    problems : list of Problem
        At least one, in the order of the input.

    See Also
    --------
    Problem : One of them.

    Examples
    --------
    >>> from sim.api import InputError, parse_scenario
    >>> try:
    ...     parse_scenario("[]")
    ... except InputError as error:
    ...     print(error.problems[0].message)
    A scenario is a JSON object in {braces}.
    """

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = list(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))
