"""What the cells of a table of clients say: amounts, days, ages, filing statuses and states."""

from collections.abc import Callable, Mapping
from typing import Any

from sim.book.clients.fields import Cell
from sim.importers.dates import DateOrder, DateReader
from sim.importers.tables import heading_key
from sim.importers.values import amount, is_null
from sim.scenario.days import LATEST
from sim.scenario.enums import STATES, FilingStatus

STATUSES: Mapping[str, FilingStatus] = {
    "married filing jointly": FilingStatus.MARRIED_FILING_JOINTLY,
    "married filing separately": FilingStatus.MARRIED_FILING_SEPARATELY,
    "head of household": FilingStatus.HEAD_OF_HOUSEHOLD,
    "qualifying surviving spouse": FilingStatus.SURVIVING_SPOUSE,
}
"""Beside the words of a scenario's own; `married` alone does not say which return is filed."""
MOST_AGE = 150


class Reader:
    """Reads the cells of one table, whose days are all written in one order."""

    def __init__(self, order: DateOrder | None) -> None:
        self._days = DateReader(order, LATEST)
        self._readers: dict[Cell, Callable[[str], Any]] = {
            Cell.TEXT: str,
            Cell.AMOUNT: _amount,
            Cell.DAY: self._days.read,
            Cell.AGE: _age,
            Cell.STATUS: _status,
            Cell.STATE: _state,
        }

    def value(self, cell: Cell, text: str) -> Any:
        """Return what a cell holds, None where it is empty.

        Raises
        ------
        ValueError
            What is wrong and how to fix it, as the end of a sentence that begins with "This".
        """
        return None if is_null(text) else self._readers[cell](text)


def _amount(text: str) -> float:
    found = amount(text)
    if found is not None and found < 0:
        raise ValueError("must not be below 0")
    return float(found or 0)


def _age(text: str) -> int:
    if not (text.isascii() and text.isdecimal()) or int(text[:9]) > MOST_AGE:
        raise ValueError("must be an age in whole years")
    return int(text)


def _status(text: str) -> str:
    key = heading_key(text)
    try:
        return str(STATUSES[key] if key in STATUSES else FilingStatus(key.replace(" ", "_")))
    except ValueError:
        raise ValueError(f"is no filing status; write one of: {', '.join(FilingStatus)}") from None


def _state(text: str) -> str:
    if text.upper() not in STATES:
        raise ValueError("is not a US state; write its two letters, e.g. CA or DC")
    return text.upper()
