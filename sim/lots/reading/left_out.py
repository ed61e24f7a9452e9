"""Rows of a ledger that are left out where the user asks for the rest."""

from collections.abc import Iterable
from dataclasses import dataclass

from sim.errors import Problem


@dataclass(frozen=True, slots=True)
class LeftOut:
    """One problem of a row that is left out, with the symbol and the dollars that the row names."""

    problem: Problem
    symbol: str
    amount: str

    def __str__(self) -> str:
        dollars = f"; dollars of the row: {self.amount}" if self.amount else ""
        return f"left out: {self.problem}{dollars}"


def row_of(problem: Problem) -> int:
    """Return the row that a problem of a ledger names."""
    return int(problem.place.split()[1].rstrip(","))


def in_order_of_rows(problems: Iterable[Problem]) -> list[Problem]:
    """Return problems by row."""
    return sorted(problems, key=row_of)
