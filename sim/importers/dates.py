"""Days as brokers write them. An order of day and month that the file does not settle is never guessed."""

import re
from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from sim.scenario.days import EARLIEST


class AmbiguousDateError(ValueError):
    """A day that reads both ways: the user says which, for the whole file."""


class DateOrder(StrEnum):
    """How `03/04/2024` is meant."""

    MONTH_FIRST = "mdy"
    DAY_FIRST = "dmy"


_NULLS = frozenset({"", "-", "--", "n/a", "na", "none", "null", "various", "multiple", "unknown", "not available"})
_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS = {name: n for n, name in enumerate(_MONTH_NAMES, start=1)}
# bounded: what no note and no time ever holds must not be tried at every length (tests/house/test_patterns.py)
_TIME = (
    r"(?:[\sT;,]{1,9}\d{1,2}:?\d{2}(?::?\d{2})?(?:\.\d{1,9})?(?:\s{0,9}[AP]M)?(?:\s{0,9}[A-Z]{1,4}|[-+]\d{2}:?\d{2})?)?"
)
_NOTE = r"(?:\s{0,9}\([^)]{0,60}\))?"
_TAIL = _TIME + _NOTE
_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})" + _TAIL, re.IGNORECASE)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})" + _TAIL, re.IGNORECASE)
_NUMERIC = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})" + _TAIL, re.IGNORECASE)
_MONTH_NAME = re.compile(r"([A-Z]{3})[a-z]{0,6}\.?[-\s](\d{1,2}),?[-\s](\d{4})" + _TAIL, re.IGNORECASE)
_DAY_MONTH_NAME = re.compile(r"(\d{1,2})[-\s]([A-Z]{3})[a-z]{0,6}\.?,?[-\s](\d{4})" + _TAIL, re.IGNORECASE)
_SHORT_YEAR = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{2}" + _TAIL, re.IGNORECASE)
_SERIAL = re.compile(r"\d{5}(\.\d+)?")


def is_undated(text: str) -> bool:
    """True where a file says that it does not know one date (`--`, `n/a`, `Various`)."""
    return text.strip().lower() in _NULLS


def is_date(text: str) -> bool:
    """True for a cell written as a day, whether there is such a day or not."""
    cleaned = text.strip()
    ways = (_YEAR_FIRST, _COMPACT, _NUMERIC, _MONTH_NAME, _DAY_MONTH_NAME, _SHORT_YEAR)
    return any(way.fullmatch(cleaned) for way in ways)


def settled_order(values: Iterable[str]) -> DateOrder | None:
    """The order of day and month that a column's own values prove, or None where every one reads both ways.

    Raises
    ------
    ValueError
        where the values contradict each other
    """
    first, second = False, False
    for value in values:
        found = _NUMERIC.fullmatch(value.strip())
        if found:
            first |= int(found[1]) > 12
            second |= int(found[3]) > 12
    if first and second:
        raise ValueError("some dates have the day first and some the month first; write them all as YYYY-MM-DD")
    if not (first or second):
        return None
    return DateOrder.DAY_FIRST if first else DateOrder.MONTH_FIRST


def contradicting(values: Iterable[tuple[int, str]]) -> tuple[tuple[int, str], tuple[int, str]]:
    """Return one value that has the day first and one that has the month first, each with its row."""
    day_first, month_first = (0, ""), (0, "")
    for row, value in values:
        if found := _NUMERIC.fullmatch(value.strip()):
            day_first = (row, value) if int(found[1]) > 12 else day_first
            month_first = (row, value) if int(found[3]) > 12 else month_first
    return day_first, month_first


class DateReader:
    """Reads the dates of one file and remembers in which ways they were written.

    order : how `03/04/2024` is meant; None makes every such date an error that asks for the order
    latest : later days are errors (a lot cannot be acquired tomorrow)
    """

    def __init__(self, order: DateOrder | None, latest: date) -> None:
        self.order = order
        self.latest = latest
        self.ways: dict[str, str] = {}

    def read(self, text: str) -> date | None:
        """The day in `text`, or None where the file says it has none.

        Raises
        ------
        ValueError
            with the fix, where the text is no date, no existing day, ambiguous, or out of range
        """
        cleaned = text.strip()
        if is_undated(cleaned):
            return None
        way, parts = self._parts(cleaned)
        self.ways.setdefault(way, cleaned)
        try:
            day = date(*parts)
        except ValueError:
            raise ValueError("is a date that does not exist" + self._order_hint(way)) from None
        if day > self.latest:
            raise ValueError(f"is after {self.latest}; a date in the future cannot be right")
        if day < EARLIEST:
            raise ValueError("is before 1900; check the year")
        return day

    def mixed(self) -> str:
        """A sentence where dates were written in more than one way, else an empty string."""
        if len(self.ways) < 2:
            return ""
        shown = ", ".join(f"{example!r} ({way})" for way, example in self.ways.items())
        return f"dates are written in more than one way: {shown}; check that each was read correctly"

    def _parts(self, text: str) -> tuple[str, tuple[int, int, int]]:
        if found := _YEAR_FIRST.fullmatch(text):
            return "year first", (int(found[1]), int(found[3]), int(found[4]))
        if found := _COMPACT.fullmatch(text):
            return "YYYYMMDD", (int(found[1]), int(found[2]), int(found[3]))
        if (found := _MONTH_NAME.fullmatch(text)) and found[1].lower() in _MONTHS:
            return "month name", (int(found[3]), _MONTHS[found[1].lower()], int(found[2]))
        if (found := _DAY_MONTH_NAME.fullmatch(text)) and found[2].lower() in _MONTHS:
            return "month name", (int(found[3]), _MONTHS[found[2].lower()], int(found[1]))
        if found := _NUMERIC.fullmatch(text):
            return self._numeric(int(found[1]), int(found[3]), int(found[4]))
        if _SHORT_YEAR.fullmatch(text):
            raise ValueError("has a two-digit year; write it as YYYY-MM-DD")
        if _SERIAL.fullmatch(text):
            raise ValueError("looks like a spreadsheet's day number; format the column as a date, YYYY-MM-DD")
        raise ValueError("is not a date; write it as YYYY-MM-DD")

    def _numeric(self, first: int, second: int, year: int) -> tuple[str, tuple[int, int, int]]:
        if self.order is None and first != second:
            raise AmbiguousDateError(
                "can be read day first or month first; write it as YYYY-MM-DD or say which order it is"
            )
        if self.order is DateOrder.DAY_FIRST:
            return "day first", (year, second, first)
        return "month first", (year, first, second)

    def _order_hint(self, way: str) -> str:
        return f", read {way}; if the file means the other order, say so" if way in ("month first", "day first") else ""
