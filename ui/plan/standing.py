"""How the plan stands while it is typed: net worth, losses, what could destroy them, what is missing."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import streamlit as st

from sim.api.law import wash_sale_window
from ui.core import problems, session
from ui.core.document import Document
from ui.core.text import count, md, usd, usd_md
from ui.core.values import as_day


@dataclass
class Standing:
    """net_worth, losses [USD]; n_lots below cost; without : symbols of such lots that name no replacement."""

    net_worth: float = 0.0
    losses: float = 0.0
    n_lots: int = 0
    without: list[str] = field(default_factory=list)
    dangers: list[str] = field(default_factory=list)


def _amount(value: Any) -> float:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else 0.0


def standing() -> Standing:
    """Return how the draft stands, its faults left out; nothing is simulated."""
    accounts = {row.get("id"): row for row in session.rows("holdings.accounts")}
    securities = {row.get("symbol"): row for row in session.rows("securities")}
    found = Standing(net_worth=sum(_amount(row.get("cash")) for row in accounts.values()))
    below: dict[str, str] = {}
    for lot in session.rows("holdings.lots"):
        account, security = accounts.get(lot.get("account"), {}), securities.get(lot.get("symbol"), {})
        value = _amount(lot.get("quantity")) * _amount(security.get("price"))
        found.net_worth += value
        loss = _amount(lot.get("cost_basis")) - value
        if account.get("type") == "taxable" and value and loss > 0:
            found.losses += loss
            found.n_lots += 1
            below[_group(security)] = str(security.get("symbol"))
            if not security.get("replacement") and str(security.get("symbol")) not in found.without:
                found.without.append(str(security.get("symbol")))
    found.dangers = [*_bought_lately(below, securities), *_moves(below, securities), *_paid(below)]
    found.dangers += [*_reinvested(below, accounts, securities)]
    return found


def _group(security: Document) -> str:
    return str(security.get("identity_group") or security.get("symbol") or "")


def _window(day: date) -> str:
    width = wash_sale_window(day)
    return f"from {day - width:%m/%d/%Y} to {day + width:%m/%d/%Y}"


def _bought_lately(below: dict[str, str], securities: dict[Any, Document]) -> list[str]:
    """Return purchases so close before the plan's start that a sale then is a wash sale."""
    start = as_day(session.get("start"))
    found = {}
    for lot in session.rows("holdings.lots"):
        day, security = as_day(lot.get("acquired")), securities.get(lot.get("symbol"), {})
        if day is None or start is None or _group(security) not in below:
            continue
        last = day + wash_sale_window(day)
        if day < start <= last:
            symbol = str(lot.get("symbol"))
            found[symbol] = (
                f"{symbol} was bought on {day:%m/%d/%Y}: of older lots, a part of a loss taken until "
                f"{last:%m/%d/%Y} is not allowed."
            )
    return list(found.values())


def _moves(below: dict[str, str], securities: dict[Any, Document]) -> list[str]:
    """Return what a rollover in cash buys that is held below cost in a taxable account."""
    found = []
    for move in session.rows("rollovers"):
        day = as_day(move.get("reinvest_date")) or as_day(move.get("date"))
        bought = {_group(securities.get(row.get("symbol"), {})) for row in move.get("buys") or [] if row.get("weight")}
        names = [below[group] for group in bought if group in below]
        if day is not None and names:
            listed = ", ".join(sorted(names))
            found.append(f"The rollover buys what {listed} is: a loss on it, taken {_window(day)}, is lost for good.")
    return found


def _paid(below: dict[str, str]) -> list[str]:
    """Return payroll that buys every month what is held below cost."""
    groups = {row.get("symbol"): _group(row) for row in session.rows("securities")}
    wages = [person.get("wages") or {} for person in session.rows("household.people")]
    paid = [one.get("plan_buys") for one in wages if _amount(one.get("plan_contribution")) > 0]
    found = [below[groups[symbol]] for symbol in paid if groups.get(symbol) in below]
    return [f"The 401(k) buys what {symbol} is every month: it takes a part of each loss for good." for symbol in found]


def _reinvested(below: dict[str, str], accounts: dict[Any, Document], securities: dict[Any, Document]) -> list[str]:
    """Return reinvested dividends of what is held below cost: each is a purchase."""
    found: dict[str, set[str]] = {}
    for lot in session.rows("holdings.lots"):
        account, security = accounts.get(lot.get("account"), {}), securities.get(lot.get("symbol"), {})
        pays = account.get("reinvests_dividends") and _amount(security.get("dividend_yield")) > 0
        if pays and _group(security) in below:
            found.setdefault(str(account.get("name") or "an account"), set()).add(str(lot.get("symbol")))
    return [
        f"{name} reinvests dividends of {', '.join(sorted(symbols))}, and each is a purchase: switch that off around "
        "a sale."
        for name, symbols in found.items()
    ]


def box(lists_missing: bool = True) -> None:
    """Show how the plan stands, in one line of four figures; what is behind each is one click away.

    lists_missing : not where the page lists it anyway
    """
    now, checked = standing(), problems.checked()
    with st.container(key="standing", horizontal=True, gap="medium", vertical_alignment="center", border=True):
        st.markdown(f":small[Net worth] **{usd_md(now.net_worth)}**", width="content")
        with st.popover(f"Below cost: {usd(now.losses)}", type="tertiary", key="standing-losses"):
            st.markdown(_losses_in_words(now))
        with st.popover(f"Wash-sale dangers: {len(now.dangers)}", type="tertiary", key="standing-dangers"):
            lines = "\n".join(f"- {md(line, 400)}" for line in now.dangers)
            st.markdown(lines or "Nothing that is planned would take a loss of yours.")
        if not lists_missing:
            st.markdown(f":small[Missing] **{len(checked.problems)}**", width="content")
            return
        with st.popover(f"Missing: {len(checked.problems)}", type="tertiary", key="standing-missing"):
            lines = "\n".join(f"- {problems.sentence(one)}" for one in checked.problems[: problems.SHOWN])
            st.markdown(lines or ":material/check: Nothing. The plan can run.")


def room() -> None:
    """Say how many securities and lots there are, and for how many there is room."""
    scenario = problems.checked().scenario
    n_lots = len(session.rows("holdings.lots"))
    if scenario is None:
        st.caption(f"{count(n_lots, 'lot')}.")
        return
    from sim.api.room import room_of

    securities, taxable = room_of(scenario)[:2]
    st.caption(
        f"{count(n_lots, 'lot')}. {securities.found} of at most {securities.most} different securities; "
        f"{taxable.found} of at most {taxable.most} in taxable accounts, replacements counted."
    )


def _losses_in_words(now: Standing) -> str:
    if not now.n_lots:
        return "No lot of a taxable account is below cost, so there is no loss to take."
    words = f"{count(now.n_lots, 'lot')} in taxable accounts {'is' if now.n_lots == 1 else 'are'} below cost."
    if now.without:
        listed = ", ".join(md(symbol, 24) for symbol in now.without)
        words += f" **No replacement is named for {listed}:** that loss is never taken. Name one under *Accounts*."
    return words
