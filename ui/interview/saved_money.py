"""The interview's third and fourth screen: retirement accounts, and the taxable account."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from sim.api.scenario import known_funds
from ui.core import inputs, session
from ui.core.text import md, usd_md
from ui.interview import moving, sheltered, taxable, unknown
from ui.interview.people import amount, day, said
from ui.interview.unknown import Instead
from ui.plan import import_panel, pasting

OF_OWNER = {"self": "Your", "spouse": "Your spouse's"}
OWNERS = ("self", "spouse")
NEW_ROW = "new row"


def retirement() -> None:
    """Show the third screen: a balance for each kind of account, and what they are in."""
    owners = OWNERS[: max(len(session.rows("household.people")), 1)]
    for owner, box in zip(owners, st.columns(len(owners)), strict=True):
        with box:
            if len(owners) > 1:
                st.markdown(f"**{said(OWNERS.index(owner)).capitalize()}**")
            for kind in sheltered.KINDS:
                _balance(kind, owner)
    _mix()
    for owner in owners:
        _named_funds(owner)
    if sheltered.account_of("401k") is not None:
        _employer_stock()


def _balance(kind: str, owner: str) -> None:
    account = sheltered.account_of(kind, owner)
    beside = sheltered.value_of(account) - sheltered.mix_value(account)
    label = f"{OF_OWNER[owner]} {sheltered.NAMES[kind]}".replace("Traditional IRA", "traditional IRA")
    amount(
        f"balance:{kind}:{owner}",
        f"{label}, balance" if beside <= 0 else f"{label}, balance not named below",
        sheltered.mix_value(account),
        lambda value: sheltered.set_balance(kind, owner, value),
        text="From the last statement. Leave it empty where there is none.",
    )
    if beside > 0:
        st.caption(f"and {usd_md(beside)} fund by fund or in cash")


def _mix() -> None:
    key, usual = session.key("interview:stocks"), sheltered.usual_stock_share()
    session.begin(key, round(100 * sheltered.stock_share()))
    st.slider(
        "How much of it is in stocks [%]", 0, 100, step=5, key=key, on_change=_set_mix, args=(key,),
        help="The rest is taken as bonds. Each account's own mix can be given on *Accounts*.",
    )  # fmt: skip
    fund = known_funds().find(sheltered.NEAR_RETIREMENT)
    words = f"{usual:.0%} in stocks, as {fund.name} has it" if fund else ""
    unknown.offer("stocks", Instead(usual, words), sheltered.stock_share(), sheltered.set_stock_share)


def _set_mix(key: str) -> None:
    sheltered.set_stock_share(session.held(key) / 100)


def _named_funds(owner: str) -> None:
    account = sheltered.account_of("401k", owner)
    rows = sheltered.funds_of(account)
    title = f"Name the funds in {'your' if owner == 'self' else 'your spouse’s'} 401(k)"
    with st.expander(f"{title}, if you like", expanded=bool(rows)):
        st.caption("Named funds show whether a purchase inside the plan or the IRA would destroy a loss outside.")
        for at in rows[: taxable.MOST_ROWS]:
            left, right, end = st.columns([3, 2, 1], vertical_alignment="bottom")
            key = session.key(f"interview:fund:{at}")
            session.begin(key, session.get(f"holdings.lots[{at}].symbol") or "")
            left.text_input("Fund, by ticker or name", key=key, on_change=_set_fund, args=(at, key))
            amount(f"fund-value:{at}", "Balance", sheltered.worth(at), _fund_value(at), right)
            end.button("Remove", key=f"remove-fund-{at}", on_click=sheltered.remove_lot, args=(at,), wrap=False)
        for at in rows:
            _what_is(at)
        label = "Add a fund" if not rows else "Add another fund"
        st.button(
            label, icon=":material/add:", key=f"add-fund-{owner}", on_click=sheltered.add_fund, args=("401k", owner)
        )


def _fund_value(at: int) -> Callable[[float | None], None]:
    return lambda value: sheltered.set_fund_value(at, value)


def _set_fund(at: int, key: str) -> None:
    sheltered.set_fund(at, str(session.held(key) or ""))


def _employer_stock() -> None:
    value, cost = moving.employer_stock()
    with st.expander("Some of my 401(k) is stock of the employer", expanded=value > 0):
        left, right = st.columns(2)
        amount(
            "employer-value",
            "Its value, beside the balance above",
            value,
            lambda v: moving.set_employer_stock(v or 0.0, cost),
            left,
        )
        amount(
            "employer-cost", "What it cost the plan", cost, lambda v: moving.set_employer_stock(value, v or 0.0), right,
            text="The plan's statement calls it cost basis. Paid out as shares, its growth in the plan is taxed as a "
            "long-term gain (net unrealized appreciation, NUA); the next screens offer that.",
        )  # fmt: skip


def outside() -> None:
    """Show the fourth screen: cash and lots of the taxable account, and what would replace them."""
    account = sheltered.account_of("taxable")
    amount("cash", "Cash in your brokerage and bank accounts", account.get("cash") if account else None, _set_cash)
    st.markdown("**Investments in taxable accounts.** One row a purchase is best; one row a fund will do.")
    by_hand, by_paste, by_file = st.tabs(["Type them", "Paste a table", "Read a broker's file"])
    with by_hand:
        _rows()
    with by_paste:
        pasting.panel()
    with by_file:
        import_panel.uploader()
    import_panel.waiting_file()
    _replacements()
    below, above = taxable.losses_and_gains()
    if below or above:
        st.markdown(f"Below cost: **{usd_md(below)}** of losses. Above cost: **{usd_md(above)}** of gains.")
    if above:
        st.checkbox(
            "Compare taking gains too, in years in which they are taxed at 0%",
            value=moving.compares_gains(),
            key=session.key("interview:gains"),
            on_change=_gains,
            help="With little other income, long-term gains fall into the 0% bracket (IRC 1(h)): taking them then "
            "raises what the shares cost for good, free of federal tax.",
        )


def _gains() -> None:
    moving.compare_gains(bool(session.held(session.key("interview:gains"))))


def _set_cash(value: float | None) -> None:
    account = sheltered.make_account("taxable")
    at = session.rows("holdings.accounts").index(account)
    session.put(f"holdings.accounts[{at}].cash", value or 0.0)


def _rows() -> None:
    found = taxable.indexes()
    for at in found[: taxable.MOST_ROWS]:
        _row(at)
    if len(found) > taxable.MOST_ROWS:
        st.caption(f"and {len(found) - taxable.MOST_ROWS} more, on *Accounts*")
    label = "Add an investment" if not found else "Add another"
    st.button(label, icon=":material/add:", key="add-lot", on_click=taxable.add_row)


def _row(at: int) -> None:
    with st.container(border=True):
        first, second, third = st.columns([2, 3, 3])
        key = session.key(f"interview:symbol:{at}")
        session.begin(key, session.get(f"holdings.lots[{at}].symbol") or "")
        first.text_input("Symbol", key=key, on_change=_set_symbol, args=(at, key))
        amount(f"worth:{at}", "Worth today", taxable.worth(at), lambda value: taxable.set_worth(at, value), second)
        cost = f"holdings.lots[{at}].cost_basis"
        amount(f"cost:{at}", "What it cost", session.get(cost), lambda value: session.put(cost, value), third)
        first, second, third = st.columns([2, 3, 3], vertical_alignment="bottom")
        text = "Empty: taken as held for more than one year, so that its gain or loss is long-term."
        day(
            f"day:{at}",
            "Bought on, if known",
            taxable.day_of(at),
            lambda value: taxable.set_day(at, value),
            second,
            text,
        )
        _shares(at, third)
        first.button("Remove", key=f"remove-lot-{at}", on_click=sheltered.remove_lot, args=(at,), wrap=False)
        _what_is(at)


def _shares(at: int, where: Any) -> None:
    """Ask for the shares, which give the price; without them they are counted in dollars."""
    key = session.key(f"interview:shares:{at}")
    session.begin(key, taxable.shares(at))
    where.number_input(
        "Shares, if known", value=None, min_value=0.0, step=1.0, format="%.3f", key=key, on_change=_set_shares,
        args=(at, key), help="With them, actions and letters name shares; without, they name dollars.",
    )  # fmt: skip


def _set_shares(at: int, key: str) -> None:
    taxable.set_shares(at, session.held(key))


def _what_is(at: int) -> None:
    """Ask for the asset class of a symbol that the fund list does not know."""
    symbol = session.get(f"holdings.lots[{at}].symbol")
    if not symbol or known_funds().find(str(symbol)) is not None or symbol in (*sheltered.MIX, sheltered.EMPLOYER):
        return
    position = next((i for i, row in enumerate(session.rows("securities")) if row.get("symbol") == symbol), None)
    if position is not None:
        inputs.field(f"securities[{position}].asset_class", label=f"What is {md(symbol, 24)}?")


def _set_symbol(at: int, key: str) -> None:
    taxable.set_symbol(at, str(session.held(key) or ""))


def _replacements() -> None:
    taxable.propose()
    found = taxable.pairs()
    if not found:
        return
    shown = ", ".join(
        f"{md(symbol, 24)}: {md(other or 'none, never sold for its loss', 40)}" for _, symbol, other in found
    )
    with st.expander(f"After a loss sale, buy instead: {shown}", icon=":material/swap_horiz:"):
        st.caption(
            "The replacement is bought the same day, so that you stay in the market. It must not be substantially "
            "identical (IRC 1091), or the loss is not allowed. These are proposals: change what does not fit."
        )
        for at, symbol, _ in found:
            inputs.field(f"securities[{at}].replacement", label=f"Instead of {md(symbol, 24)}")
