"""The taxable account lot by lot: symbol, what it is worth, what it cost; and what would replace it after a loss."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sim.api.scenario import known_funds
from ui.core import session
from ui.core.document import Document
from ui.core.values import as_day
from ui.interview import sheltered
from ui.interview.sheltered import UNIT_PRICE, answers, note, number, prices, set_worth, worth

LONG_AGO = timedelta(days=2 * 366)
MOST_ROWS = 12
"""Rows that are shown to edit; more are easier in the table of *Accounts*."""


def indexes() -> list[int]:
    """Return the positions of the lots in taxable accounts."""
    taxable = {row.get("id") for row in session.rows("holdings.accounts") if row.get("type") == "taxable"}
    return [index for index, row in enumerate(session.rows("holdings.lots")) if row.get("account") in taxable]


def unknown_day() -> str:
    """Return the day that stands for a purchase whose date is not known: long enough ago to be long-term."""
    start = as_day(session.get("start")) or date.today()
    return (start - LONG_AGO).isoformat()


def add_row() -> None:
    """Add an empty lot."""
    account = sheltered.make_account("taxable")
    row = sheltered.lot(account, "", None, None, unknown_day())
    session.put("holdings.lots", [*session.rows("holdings.lots"), row])


def shares(index: int) -> float | None:
    """Return the shares of a lot, None while they are only counted in dollars."""
    row = session.rows("holdings.lots")[index]
    return None if (prices().get(row.get("symbol")) or UNIT_PRICE) == UNIT_PRICE else row.get("quantity")


def set_shares(index: int, count: float | None) -> None:
    """Say how many shares a lot has: with its worth that gives the price of all lots of the symbol."""
    symbol, value = session.get(f"holdings.lots[{index}].symbol"), worth(index)
    securities = session.rows("securities")
    if not count or not value or symbol not in {row.get("symbol") for row in securities}:
        return
    old, new = prices().get(symbol) or UNIT_PRICE, value / count
    session.put(
        "securities", [{**row, "price": round(new, 6)} if row.get("symbol") == symbol else row for row in securities]
    )
    lots = [
        {**row, "quantity": number(row.get("quantity")) * old / new}
        if row.get("symbol") == symbol and row.get("quantity") is not None
        else row
        for row in session.rows("holdings.lots")
    ]
    session.put("holdings.lots", lots)
    session.put(f"holdings.lots[{index}].quantity", count)


def set_symbol(index: int, typed: str) -> None:
    """Take what was typed as the symbol; what the lot is worth stays."""
    value, symbol = worth(index), " ".join(typed.split()).upper()[:24]
    session.put(f"holdings.lots[{index}].symbol", symbol)
    is_new = symbol not in prices()
    sheltered.add_security(symbol)
    if is_new and symbol:
        note("typed", symbol)
    set_worth(index, value)
    propose()
    sheltered.drop_unused()


def day_of(index: int) -> Any:
    """Return the day a lot was bought, None where the day that stands there only stands for an unknown one."""
    found = session.get(f"holdings.lots[{index}].acquired")
    return None if found == unknown_day() else found


def set_day(index: int, day: Any) -> None:
    session.put(f"holdings.lots[{index}].acquired", day or unknown_day())


def propose() -> None:
    """Name a replacement, once, for every security of a taxable account that has none: without one no loss is taken."""
    held = {session.get(f"holdings.lots[{index}].symbol") for index in indexes()}
    for row in session.rows("securities"):
        symbol = str(row.get("symbol") or "")
        if symbol not in held or symbol in answers().get("asked", []) or not row.get("asset_class"):
            continue
        if row.get("replacement"):
            sheltered.add_security(str(row["replacement"]))
            note("asked", symbol)
            continue
        found = replacement_for(row)
        note("asked", symbol)
        if found:
            _add_replacement(row, found)
            session.put(f"securities[{_position(symbol)}].replacement", found)
            note("proposed", found)


def _position(symbol: str) -> int:
    return next(index for index, row in enumerate(session.rows("securities")) if row.get("symbol") == symbol)


def replacement_for(security: Document) -> str:
    """Return what may replace a security: by the fund list, else another fund of its class, else a company like it."""
    symbol, kind = str(security.get("symbol") or ""), security.get("asset_class")
    funds = known_funds()
    own = funds.find(symbol)
    if own is not None:
        return own.replacement or ""
    if kind == "single_stock":
        return f"Like {symbol}"[:24]
    group = security.get("identity_group") or symbol
    found = (one.symbol for one in funds.funds.values() if one.asset_class == kind and one.index_group != group)
    return "" if kind == "cash" else next(found, "")


def _add_replacement(security: Document, symbol: str) -> None:
    if symbol.startswith("Like "):
        copied = {name: security.get(name) for name in ("dividend_yield", "qualified_share", "own_volatility")}
        sheltered.add_security(symbol, f"A company like {security.get('symbol')}, of your choice")
        at = _position(symbol)
        for name, value in {**copied, "asset_class": "single_stock"}.items():
            session.put(f"securities[{at}].{name}", value)
    else:
        sheltered.add_security(symbol)


def pairs() -> list[tuple[int, str, Any]]:
    """Return position, symbol and replacement of every security of a taxable account."""
    held = {session.get(f"holdings.lots[{index}].symbol") for index in indexes()}
    rows = session.rows("securities")
    return [
        (at, str(row["symbol"]), row.get("replacement")) for at, row in enumerate(rows) if row.get("symbol") in held
    ]


def losses_and_gains() -> tuple[float, float]:
    """Return how far lots of taxable accounts are below cost, and how far above."""
    below = above = 0.0
    for index in indexes():
        value, cost = worth(index), session.get(f"holdings.lots[{index}].cost_basis")
        if value is not None and cost is not None:
            below += max(number(cost) - value, 0.0)
            above += max(value - number(cost), 0.0)
    return below, above
