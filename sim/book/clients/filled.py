"""A row's values put into a template: balances scale what the template's accounts hold, dates move its rollover."""

import copy
import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from sim.book.clients.fields import BALANCES, FIELDS, HOUSEHOLD, ROLLOVER_DATE, TAXABLE_COST, TEMPLATE
from sim.scenario.enums import AccountType

Document = dict[str, Any]
OF_ACCOUNT = ("cash", "after_tax_amount", "roth_amount", "roth_contributions", "rolled_in_amount", "paid_so_far")
OF_LOT = ("quantity", "cost_basis", "donor_basis")
OF_ROLLOVER = ("date", "reinvest_date", "redeposit_date")
SHARE_DIGITS, CENTS = 6, 2
PARTS = re.compile(r"[^.\[\]]+")


def filled(template: Document, values: Mapping[str, Any]) -> tuple[Document, dict[str, str]]:
    """Return a plan's document, and by column what the template lacks for it.

    Simplification: the template's lots stand for the household's own; a value and a cost basis of all its taxable
    accounts scale their shares and what they cost.

    Parameters
    ----------
    template : a plan's document of this version; it is not changed
    values : by our name of the column: amounts in USD, dates, text; a column that the row leaves empty is not there
    """
    document, lacks = copy.deepcopy(template), dict[str, str]()
    for name, value in values.items():
        lack = _put(document, name, value)
        if lack:
            lacks[name] = lack
    return document, lacks


def _put(document: Document, name: str, value: Any) -> str:
    """Put one value into the document; return what the document lacks for it, "" where nothing."""
    if name in (HOUSEHOLD, TEMPLATE):
        return ""
    if name in BALANCES:
        return _scale_accounts(document, BALANCES[name], value)
    if name == TAXABLE_COST:
        return _scale_cost(document, value)
    if name == ROLLOVER_DATE:
        return _move_rollover(document, value)
    return _set(document, FIELDS[name].place, value.isoformat() if isinstance(value, date) else value)


def _set(document: Document, place: str, value: Any) -> str:
    *path, last = (int(part) if part.isdecimal() else part for part in PARTS.findall(place))
    at: Any = document
    for part in path:
        if isinstance(part, int) and part >= len(at):
            return "The template has no second person"
        at = at[part] if isinstance(part, int) else at.setdefault(part, {})
    at[last] = value
    return ""


def _accounts(document: Document, kinds: tuple[AccountType, ...]) -> dict[str, Document]:
    return {one["id"]: one for one in document["holdings"]["accounts"] if one["type"] in kinds}


def _lots(document: Document, accounts: Mapping[str, Document]) -> Iterator[Document]:
    return (lot for lot in document["holdings"]["lots"] if lot["account"] in accounts)


def _scale_accounts(document: Document, kinds: tuple[AccountType, ...], wanted: float) -> str:
    accounts = _accounts(document, kinds)
    prices = {one["symbol"]: one["price"] for one in document["securities"]}
    held = sum(lot["quantity"] * prices.get(lot["symbol"], 0.0) for lot in _lots(document, accounts))
    held += sum(account.get("cash", 0.0) for account in accounts.values())
    if wanted == 0:
        document["holdings"]["lots"] = [one for one in document["holdings"]["lots"] if one["account"] not in accounts]
    elif not accounts:
        return "The template has no such account"
    elif held <= 0:
        return "The template's account holds nothing that could be scaled"
    factor = wanted / held if held > 0 else 0.0
    for account in accounts.values():
        _scale(account, OF_ACCOUNT, factor)
    for lot in _lots(document, accounts):
        _scale(lot, OF_LOT, factor)
    return ""


def _scale_cost(document: Document, wanted: float) -> str:
    lots = list(_lots(document, _accounts(document, BALANCES["taxable"])))
    cost = sum(lot["cost_basis"] for lot in lots)
    if not lots or cost <= 0:
        return "" if wanted == 0 else "The template's taxable account holds no lot with a cost"
    for lot in lots:
        _scale(lot, OF_LOT[1:], wanted / cost)
    return ""


def _scale(record: Document, names: tuple[str, ...], factor: float) -> None:
    for name in names:
        if record.get(name):
            record[name] = round(record[name] * factor, SHARE_DIGITS if name == "quantity" else CENTS)


def _move_rollover(document: Document, day: date) -> str:
    if not document.get("rollovers"):
        return "The template has no rollover"
    first = document["rollovers"][0]
    by = day - date.fromisoformat(first["date"])
    _shift(first, by)
    return ""


def _shift(rollover: Document, by: timedelta) -> None:
    for name in OF_ROLLOVER:
        if rollover.get(name):
            rollover[name] = (date.fromisoformat(rollover[name]) + by).isoformat()
