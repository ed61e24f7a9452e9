"""Between the document's JSON and what a widget holds: dates, percentages, and text that should have been a number."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from sim.api.scenario import EARLIEST, LATEST
from ui.fields import Field, Kind

DAY = "MM/DD/YYYY"
LARGEST = 1e15  # a browser's number input keeps whole numbers to 2^53; nothing here is near that
_DAY = re.compile(r"(?P<iso>(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2}))(?:T.*)?")
_COMPACT = re.compile(r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})")
_AMERICAN = re.compile(r"(?P<month>\d{1,2})[/-](?P<day>\d{1,2})[/-](?P<year>\d{4})")
_POINTS = re.compile(r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})")
NUMBERS = (Kind.USD, Kind.NUMBER, Kind.PERCENT)


def as_day(value: Any) -> date | None:
    """Return the day that an ISO text says, None where it says none that a calendar shows."""
    match = _DAY.fullmatch(value) if isinstance(value, str) else None
    try:
        day = date.fromisoformat(match["iso"]) if match else None
    except ValueError:
        return None
    return day if day is not None and EARLIEST <= day <= LATEST else None


def day_text(value: Any) -> str:
    """Return a day as Americans write it; what is none as it was typed."""
    day = as_day(value)
    return f"{day:%m/%d/%Y}" if day is not None else "" if value is None else str(value)


def fits(field: Field, value: Any) -> bool:
    """Return whether the field's own widget can show the value; a missing one is shown as empty."""
    if field.kind is Kind.FLAG:
        return isinstance(value, bool) or value is None
    if value is None:
        return True
    if field.kind in NUMBERS:
        return _is_number(value)
    if field.kind is Kind.WHOLE:
        return _is_number(value) and float(value).is_integer()
    return as_day(value) is not None if field.kind is Kind.DATE else isinstance(value, str)


def _is_number(value: Any) -> bool:
    return (
        isinstance(value, int | float)
        and not isinstance(value, bool)
        and math.isfinite(value)
        and abs(value) <= LARGEST
    )


def to_widget(kind: Kind, value: Any) -> Any:
    """Return what the widget shows for a value that fits it."""
    if value is None:
        return "" if kind is Kind.TEXT else None
    if kind is Kind.PERCENT:
        return round(value * 100, 10)
    if kind in NUMBERS:
        return float(value)
    if kind is Kind.WHOLE:
        return int(value)
    return as_day(value) if kind is Kind.DATE else value


def from_widget(kind: Kind, value: Any) -> Any:
    """Return what the document keeps for what the widget holds."""
    if isinstance(value, str) and kind not in (Kind.TEXT, Kind.CHOICE, Kind.ACCOUNT, Kind.SYMBOL, Kind.LOCALITY):
        return from_text(kind, value)
    if kind is Kind.PERCENT and value is not None:
        return round(value / 100, 12)
    if isinstance(value, float) and value.is_integer() and kind is Kind.WHOLE:
        return int(value)
    return value.isoformat() if isinstance(value, date) else value


def from_text(kind: Kind, text: str) -> Any:
    """Return the number or day a text says, the text itself where it says none: nothing typed is lost."""
    text = text.strip()
    if kind is Kind.FLAG:
        return {"true": True, "yes": True, "false": False, "no": False}.get(text.lower(), text)
    if kind is Kind.DATE:
        return _day_text(text)
    if kind in (*NUMBERS, Kind.WHOLE):
        try:
            number = float(text.replace("$", "").replace(",", "").replace("%", ""))
        except ValueError:
            return text or None
        if kind is Kind.PERCENT:
            return round(number / 100, 12)
        return int(number) if number.is_integer() and abs(number) < LARGEST else number
    return text


def _day_text(text: str) -> str | None:
    """Return the day a text says as ISO text; one that no calendar has, or that could be read two ways, as typed.

    What is read: 2021-03-15, 20210315, 3/15/2021, 03-15-2021, and 15.3.2022 as it is written where points part days.
    """
    for pattern in (_DAY, _COMPACT, _AMERICAN, _POINTS):
        match = pattern.fullmatch(text)
        if match:
            parts = match.groupdict()
            found = f"{parts['year']}-{int(parts['month']):02}-{int(parts['day']):02}"
            return found if as_day(found) is not None else text
    return text or None


def after_edits(
    rows: Iterable[Mapping[str, Any]],
    changes: Mapping[str, Any] | None,
    read: Callable[[dict[str, Any]], dict[str, Any]] = dict,
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return the rows of a table after its editor's changes: those it began with, less deleted ones, and the added.

    read : what a row keeps of the cells that the editor tells
    """
    said = changes or {}
    result = [dict(row) for row in rows]
    for index, cells in (said.get("edited_rows") or {}).items():
        result[int(index)].update(read(cells))
    deleted = set(said.get("deleted_rows") or [])
    kept = [row for index, row in enumerate(result) if index not in deleted]
    return kept, [read(cells) for cells in said.get("added_rows") or []]
