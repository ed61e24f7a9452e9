"""One client of a book, and the clients of a book as they are read one after another."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from sim.errors import Problem


@dataclass(frozen=True)
class Client:
    """One household.

    Attributes
    ----------
    id : str
        What tells it from the others: a name of a file without its ending, a cell, the name of a saved plan.
    place : str
        Where it stands, as the user knows it: ``row 7``, ``smith.json``.
    text : str
        Its plan as JSON; "" where it could not be read.
    assumed : tuple of str
        What the row does not say, so that the template's stands for it.
    problems : tuple of Problem
        Why it could not be read.
    headings : mapping
        The table's heading of each place of the plan that a cell filled.
    """

    id: str
    place: str
    text: str = ""
    assumed: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    headings: Mapping[str, str] = field(default_factory=dict)

    def located(self, problem: Problem) -> Problem:
        """Return a problem of the plan with the row, the column or the file that is to be corrected."""
        heading = next((name for place, name in self.headings.items() if problem.place.startswith(place)), None)
        where = problem.place if heading is None else f"column {heading}"
        return replace(problem, place=f"{self.place}, {where}" if where else self.place)


@dataclass(frozen=True)
class Clients:
    """A book's clients: how many, what reads them (each time from the beginning), and what the user should know."""

    count: int
    read: Callable[[], Iterator[Client]]
    notices: tuple[str, ...] = ()
