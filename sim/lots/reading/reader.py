"""The state of reading a ledger: accounts and lots met so far, problems found."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from sim.errors import Problem
from sim.lots.events import Account
from sim.lots.reading.cells import CellError
from sim.lots.reading.read_table import Cells
from sim.scenario.days import EARLIEST

_Value = TypeVar("_Value")


@dataclass
class Reader:
    """The state of one reading: accounts and lots met so far, problems found."""

    problems: list[Problem]
    accounts: dict[str, tuple[Account, int]] = field(default_factory=dict)
    lots: dict[str, int] = field(default_factory=dict)
    date_format: str = ""
    last_day: date = EARLIEST
    unknown: dict[tuple[str, str], date] = field(default_factory=dict)
    row: int = 0

    def problem(self, column: str, value: str, message: str) -> None:
        self.problems.append(Problem(f"row {self.row}, column {column}", value, message))

    def cell(self, cells: Cells, column: str, parse: Callable[[str], _Value]) -> _Value | None:
        """Return the parsed cell, or None after noting what is wrong with it."""
        text = cells.get(column, "")
        try:
            return parse(text)
        except CellError as error:
            self.problem(column, text, str(error))
            return None
