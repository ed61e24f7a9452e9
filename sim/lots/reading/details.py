"""The columns that only some rows have: what a spin-off or a merger gives, what a gift was worth."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

from sim.lots.events import PURCHASES, Action
from sim.lots.reading.cells import CellError, day, number, positive_number
from sim.lots.reading.read_table import Cells
from sim.lots.reading.reader import Reader

_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class Details:
    """What a row says in these columns; nothing where it has none or where it is wrong."""

    new_symbol: str = ""
    basis_share: Fraction | None = None
    fair_value: Decimal | None = None
    acquired: date | None = None


_OWNERS: dict[str, tuple[tuple[Action, ...], str]] = {
    "new_symbol": ((Action.SPIN_OFF, Action.MERGER, Action.CONVERT), "a spin-off, a merger or a conversion"),
    "basis_share": ((Action.SPIN_OFF,), "a spin-off"),
    "fair_value": ((Action.GIFT, Action.MERGER), "a gift or a merger with cash"),
    "acquired": ((Action.GIFT, *PURCHASES), "a gift, or a purchase that stands for several,"),
}
_WHAT_PART = "write the part of the basis that goes to the new shares, like 25% or 0.25; the company's Form 8937 has it"
_WHAT_A_GIFT_WAS_WORTH = (
    "missing: the value of all these shares on the day of the gift [USD]; below the donor's basis it is the basis "
    "for a loss"
)
_WHAT_A_MERGER_GAVE = "missing: the value of all new shares of the account [USD]; with cash, the gain depends on it"
_WHEN_THE_DONOR_BOUGHT = (
    "missing: the day on which the donor acquired the shares; if nobody knows it, write the day of the gift, and a "
    "sale is short-term for a year"
)


def details(reader: Reader, cells: Cells, action: Action | None, happened: date) -> Details:
    """Return these columns of a row, every problem noted."""
    if action is None:
        return Details()
    for column, (actions, who) in _OWNERS.items():
        if cells.get(column) and action not in actions:
            reader.problem(column, cells[column], f"only {who} has this; leave it empty here")
    return Details(
        new_symbol=_new_symbol(reader, cells, action),
        basis_share=_needed(reader, cells, "basis_share", _part, f"missing: {_WHAT_PART}")
        if action is Action.SPIN_OFF
        else None,
        fair_value=_fair_value(reader, cells, action),
        acquired=_acquired(reader, cells, action, happened),
    )


def _new_symbol(reader: Reader, cells: Cells, action: Action) -> str:
    if action not in _OWNERS["new_symbol"][0]:
        return ""
    found = cells.get("new_symbol", "").upper()
    if not found:
        reader.problem("new_symbol", "", f"missing: the symbol of the new shares; a {action} row needs it")
    elif found == cells["symbol"].upper() and action is Action.SPIN_OFF:
        reader.problem("new_symbol", found, "the same as the symbol; the new shares have one of their own")
    return found


def _part(text: str) -> Fraction:
    """Return the part of the basis that the new shares get, from `25%` or `0.25`."""
    try:
        part = Fraction(positive_number(text.removesuffix("%").strip())) / (100 if text.endswith("%") else 1)
    except CellError as error:
        raise CellError(f"{error}; {_WHAT_PART}") from None
    if part > 1:
        raise CellError(f"more than 100%; {_WHAT_PART}")
    return part


def _fair_value(reader: Reader, cells: Cells, action: Action) -> Decimal | None:
    if action is Action.GIFT:
        return _needed(reader, cells, "fair_value", number, _WHAT_A_GIFT_WAS_WORTH)
    if action is Action.MERGER and cells["amount"].strip("$0. "):
        return _needed(reader, cells, "fair_value", number, _WHAT_A_MERGER_GAVE)
    return None


def _acquired(reader: Reader, cells: Cells, action: Action, happened: date) -> date | None:
    if action is Action.GIFT:
        found = _needed(reader, cells, "acquired", day, _WHEN_THE_DONOR_BOUGHT)
        too_late = "after the gift; write the day on which the donor acquired them"
    elif action in PURCHASES and cells.get("acquired"):
        found = reader.cell(cells, "acquired", day)
        too_late = "after the date; write the first day of purchase here and the last one in the column date"
    else:
        return None
    if found is not None and found > happened:
        reader.problem("acquired", cells["acquired"], too_late)
        return None
    return None if found == happened and action in PURCHASES else found


def _needed(
    reader: Reader, cells: Cells, column: str, parse: Callable[[str], _Value], if_missing: str
) -> _Value | None:
    if not cells.get(column):
        reader.problem(column, "", if_missing)
        return None
    return reader.cell(cells, column, parse)
