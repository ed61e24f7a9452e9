"""The interview's retirement accounts in the draft: a balance in a mix of stock and bond funds, or fund by fund."""

from __future__ import annotations

from typing import Any

from sim.api.importers import proxy_of
from sim.api.scenario import Account, Lot, Security, known_funds
from ui.core import document, session
from ui.core.document import Document
from ui.plan import fund_list

STOCKS, BONDS = "Stock funds", "Bond funds"
MIX = (STOCKS, BONDS)
EMPLOYER = "Employer stock"
LIKE = {STOCKS: "VTI", BONDS: "BND"}
"""The listed funds whose yield and cost stand for what is only known as a mix."""
KINDS = ("401k", "traditional_ira", "roth_ira")
NAMES = {"401k": "401(k)", "traditional_ira": "Traditional IRA", "roth_ira": "Roth IRA", "taxable": "Brokerage account"}
NEAR_RETIREMENT = "VTHRX"
"""The fund of the list whose mix is proposed: for those who retire within a few years."""
UNIT_PRICE = 1.0
"""Shares are counted in dollars where only a value is known."""


def usual_stock_share() -> float:
    """Return the share of stocks in a target-date fund of those who retire within a few years, as the list has it."""
    fund = known_funds().find(NEAR_RETIREMENT)
    mix = fund.mix if fund else {}
    return round(sum(share for name, share in mix.items() if name in ("us_stock", "international")), 2)


def stock_share() -> float:
    """Return the share of stocks in the accounts that are entered as a mix."""
    said = answers().get("stocks")
    return float(said) if isinstance(said, int | float) else usual_stock_share()


def answers() -> Document:
    """Return what the interview keeps beside the plan: the mix, the screen, what was proposed once."""
    found: Document = session.slot("interview", dict)
    return found


def number(value: Any) -> float:
    """Return the amount that stands somewhere in the draft, 0 where none does."""
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else 0.0


def account_of(kind: str, owner: str = "self") -> Document | None:
    """Return the first account of a kind and owner."""
    rows = session.rows("holdings.accounts")
    return next((row for row in rows if (row.get("type"), row.get("owner") or "self") == (kind, owner)), None)


def lots_of(account: Document | None) -> list[Document]:
    return (
        [] if account is None else [row for row in session.rows("holdings.lots") if row.get("account") == account["id"]]
    )


def prices() -> dict[Any, float]:
    return {row.get("symbol"): number(row.get("price")) for row in session.rows("securities")}


def value_of(account: Document | None) -> float:
    """Return what an account holds, cash included."""
    if account is None:
        return 0.0
    of_symbol = prices()
    lots = sum(number(lot.get("quantity")) * of_symbol.get(lot.get("symbol"), UNIT_PRICE) for lot in lots_of(account))
    return round(number(account.get("cash")) + lots, 2)


def mix_value(account: Document | None) -> float:
    """Return what an account holds of which only the mix is known."""
    return round(sum(number(row.get("quantity")) for row in lots_of(account) if row.get("symbol") in MIX), 2)


def make_account(kind: str, owner: str = "self", name: str = "") -> Document:
    """Return the first account of a kind and owner, made where there is none."""
    found = account_of(kind, owner)
    if found is not None:
        return found
    taken = {str(row.get("id")) for row in session.rows("holdings.accounts")}
    wanted = f"{kind}-{owner}"
    id_ = next(one for one in (wanted, *(f"{wanted}-{n}" for n in range(2, len(taken) + 3))) if one not in taken)
    whose = "Spouse's " if owner == "spouse" else ""
    said = {"id": id_, "type": kind, "owner": owner, "name": name or f"{whose}{NAMES[kind]}"}
    made: Document = {**document.defaults(Account), **said}
    session.put("holdings.accounts", [*session.rows("holdings.accounts"), made])
    return made


def set_balance(kind: str, owner: str, amount: float | None) -> None:
    """Put a balance into the first account of a kind and owner, in the mix; none or 0 takes it out."""
    account = make_account(kind, owner) if amount else account_of(kind, owner)
    if account is not None:
        _put_mix(account, amount or 0.0)
    if account is not None and not value_of(account) and not _is_used(account["id"]):
        session.put("holdings.accounts", [row for row in session.rows("holdings.accounts") if row is not account])
    drop_unused()


def set_stock_share(share: float) -> None:
    """Change the mix of every account that is entered as one, and of what a rollover in cash buys."""
    answers()["stocks"] = share
    for account in session.rows("holdings.accounts"):
        if mix_value(account):
            _put_mix(account, mix_value(account))
    for index, move in enumerate(session.rows("rollovers")):
        if {row.get("symbol") for row in move.get("buys") or []} <= set(MIX) and move.get("buys"):
            session.put(f"rollovers[{index}].buys", mix_bought())
    drop_unused()


def mix_bought() -> list[Document]:
    """Return the purchases of the mix, by weight."""
    shares = {STOCKS: round(stock_share(), 4), BONDS: round(1 - stock_share(), 4)}
    for symbol in shares:
        add_security(symbol)
    return [{"symbol": symbol, "weight": weight} for symbol, weight in shares.items() if weight > 0]


def _put_mix(account: Document, amount: float) -> None:
    shares = {STOCKS: stock_share(), BONDS: 1 - stock_share()}
    parts = {symbol: round(amount * share, 2) for symbol, share in shares.items()}
    rows = session.rows("holdings.lots")
    kept = [row for row in rows if row.get("account") != account["id"] or row.get("symbol") not in MIX]
    made = [lot(account, symbol, part, part) for symbol, part in parts.items() if part > 0]
    for one in made:
        add_security(str(one["symbol"]))
    session.put("holdings.lots", [*kept, *made])


def lot(account: Document, symbol: str, value: float | None, cost: float | None, acquired: Any = None) -> Document:
    """Return a lot by what it is worth; where nothing says when it was bought, as of the plan's first day."""
    price = prices().get(symbol) or UNIT_PRICE
    said = {
        "account": account["id"],
        "symbol": symbol,
        "quantity": None if value is None else value / price,
        "acquired": acquired or session.get("start"),
        "cost_basis": cost,
    }
    return {**document.defaults(Lot), **said}


def add_security(symbol: str, name: str = "") -> None:
    """Add a security that is not there yet: from the fund list by its symbol, else by the fund its name suggests."""
    if not symbol or any(row.get("symbol") == symbol for row in session.rows("securities")):
        return
    suggested = proxy_of(name or symbol)
    proxy = LIKE.get(symbol) or (suggested.symbol if suggested else "")
    blank = {**document.defaults(Security), "asset_class": None, "symbol": symbol, "price": UNIT_PRICE, "name": name}
    made = fund_list.filled_new(blank, proxy)
    if symbol in MIX:
        made = {**made, "name": f"{symbol}, which ones is not said", "identity_group": "", "replacement": None}
    elif not made.get("asset_class") and is_ticker(symbol):
        made["asset_class"] = "single_stock"
    session.put("securities", [*session.rows("securities"), made])


def is_ticker(symbol: str) -> bool:
    """Return whether a symbol looks like that of a company: one to four letters."""
    return symbol.isalpha() and symbol.isupper() and len(symbol) <= 4


def drop_unused() -> None:
    """Take out the securities that only stood for something that is held no more."""
    used = {row.get("symbol") for row in session.rows("holdings.lots")}
    used |= {row.get("symbol") for move in session.rows("rollovers") for row in move.get("buys") or []}
    used |= {(person.get("wages") or {}).get("plan_buys") for person in session.rows("household.people")}
    rows = session.rows("securities")
    replacing = {row.get("replacement") for row in rows if row.get("symbol") in used}
    mine = {*MIX, *answers().get("proposed", []), *answers().get("typed", [])}
    session.put(
        "securities", [row for row in rows if row.get("symbol") in used | replacing or row.get("symbol") not in mine]
    )


def funds_of(account: Document | None) -> list[int]:
    """Return the positions of an account's lots that are named, employer stock left out."""
    rows = session.rows("holdings.lots")
    id_ = account["id"] if account else None
    named = (at for at, row in enumerate(rows) if row.get("account") == id_ and row.get("symbol") not in MIX)
    return [at for at in named if rows[at].get("symbol") != EMPLOYER]


def add_fund(kind: str, owner: str) -> None:
    """Add an empty fund to a retirement account."""
    row = lot(make_account(kind, owner), "", None, None)
    session.put("holdings.lots", [*session.rows("holdings.lots"), row])


def set_fund(index: int, typed: str) -> None:
    """Take a fund by its ticker, or by its name as the statement has it; what it is worth stays."""
    words = " ".join(typed.split())
    known = known_funds().find(words)
    symbol = known.symbol if known else words[:24]
    if symbol and symbol not in prices():
        note("typed", symbol)
    add_security(symbol, words if symbol != words.upper() else "")
    value = worth(index)
    session.put(f"holdings.lots[{index}].symbol", symbol)
    set_fund_value(index, value)
    drop_unused()


def worth(index: int) -> float | None:
    """Return what a lot is worth, None where it does not say."""
    row = session.rows("holdings.lots")[index]
    shares = row.get("quantity")
    return None if shares is None else round(number(shares) * (prices().get(row.get("symbol")) or UNIT_PRICE), 2)


def set_worth(index: int, value: float | None) -> None:
    price = prices().get(session.get(f"holdings.lots[{index}].symbol")) or UNIT_PRICE
    session.put(f"holdings.lots[{index}].quantity", None if value is None else value / price)


def set_fund_value(index: int, value: float | None) -> None:
    """Say what a fund of a retirement account is worth; its cost means nothing there and is taken as the same."""
    set_worth(index, value)
    session.put(f"holdings.lots[{index}].cost_basis", value)


def remove_lot(index: int) -> None:
    rows = session.rows("holdings.lots")
    session.put("holdings.lots", [*rows[:index], *rows[index + 1 :]])
    drop_unused()
    session.renew_widgets()


def drop_empty_lots() -> None:
    """Take out the lots in which nothing was typed."""
    rows = session.rows("holdings.lots")
    kept = [row for row in rows if row.get("symbol") or row.get("quantity") or row.get("cost_basis")]
    if len(kept) < len(rows):
        session.put("holdings.lots", kept)
        session.renew_widgets()


def _is_used(account_id: str) -> bool:
    names = ("from_account", "to_account", "to_roth_account", "to_taxable_account", "replaced_from")
    moved = {move.get(name) for move in session.rows("rollovers") for name in names}
    paid = {(person.get("wages") or {}).get("plan_account") for person in session.rows("household.people")}
    return account_id in moved | paid


def note(name: str, symbol: str) -> None:
    """Remember a symbol under what became of it: `typed` here, or `proposed` here."""
    held: list[str] = answers().setdefault(name, [])
    if symbol not in held:
        held.append(symbol)
