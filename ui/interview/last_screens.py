"""The interview's last two screens: the rollover, and what is spent and left."""

from __future__ import annotations

import streamlit as st

from sim.api.law import defaults, unknowns
from sim.api.scenario import Purchase
from ui.core import inputs, problems, session
from ui.core.text import usd, usd_md
from ui.entry import tables
from ui.interview import moving, people, sheltered, unknown
from ui.interview.people import amount, day
from ui.interview.unknown import Instead

MONTHS = people.MONTHS
HEIRS = "household.heirs_tax_rate"
SPENDING = "household.spending"
HORIZON = "household.horizon_years"


def rollover() -> None:
    """Show the fifth screen: whether, how and when the 401(k) moves, and what that adds to the comparison."""
    if not moving.plans():
        st.info("You entered no 401(k), so there is nothing to roll over. Go on, or go back and enter its balance.")
        return
    options = [moving.CASH, moving.IN_KIND, *([moving.NUA] if _has_stock() else []), moving.STAYS]
    held = moving.answer()
    if held and held not in options:
        options.append(held)
    key = session.key("interview:rollover")
    session.begin(key, held or None)
    st.radio(
        "Do you plan to move your 401(k) to an IRA?", options, index=None, key=key, on_change=_choose, args=(key,),
        format_func=lambda option: moving.WORDS.get(option, "Yes, as set on *Rollover*"),
    )  # fmt: skip
    instead = Instead(moving.CASH, "Most plans sell and send the money, unless they hold the same funds as the IRA")
    unknown.offer("rollover", instead, held or None, moving.choose)
    if session.rows("rollovers"):
        _when()
        _buys()
        names = [str(row.get("name")) for row in session.rows("strategies")]
        st.markdown(f"**Compared:** {', '.join(names)}.")
        if "before_rollover" not in {row.get("harvest") for row in session.rows("strategies")}:
            st.caption("Selling a month before the rollover is no longer possible on this date.")


def _has_stock() -> bool:
    return any(moving.has_employer_stock(plan) for plan in moving.plans())


def _choose(key: str) -> None:
    moving.choose(str(session.held(key)))


def _when() -> None:
    held = session.get("rollovers[0].date")
    day("rollover-day", "When?", held, moving.set_day)
    problems.beside("rollovers[0].date")
    usual = moving.usual_date(str(moving.plans()[0].get("owner") or "self"))
    words = "60 days ahead, and a month after work ends at the earliest: time for the paperwork; our choice"
    unknown.offer("rollover-day", Instead(usual, words), held, moving.set_day)


def _buys() -> None:
    for index, move in enumerate(session.rows("rollovers")):
        if move.get("buys"):
            with st.expander("What the money buys in the IRA"):
                st.caption(
                    "A fund that you also sell at a loss, bought here within 30 days, destroys that loss for good. The "
                    "proposal buys other funds."
                )
                tables.table(f"rollovers[{index}].buys", ["symbol", "weight"], Purchase)
                problems.beside(f"rollovers[{index}].buys")


def spending() -> None:
    """Show the last screen: spending, health insurance of early retirees, and what heirs pay."""
    held = session.get(SPENDING)
    amount(
        "spending", "What do you want to spend a month, after tax?", round(float(held or 0) / MONTHS, 2),
        lambda value: session.put(SPENDING, round((value or 0.0) * MONTHS, 2)),
        text="In today's dollars, taxes and Medicare premiums not counted.",
    )  # fmt: skip
    unknown.offer("spending", _usual_spending(), held, unknown.put(SPENDING))
    if people.stops_early():
        _marketplace()
    inputs.field(HEIRS, label="What rate will your heirs pay on pretax money that is left [%]?")
    found = next(one for one in defaults() if one.place == HEIRS)
    unknown.offer("heirs", Instead(float(found.value), found.source), session.get(HEIRS), unknown.put(HEIRS), HEIRS)
    years = session.get(HORIZON)
    st.caption(f"The plan covers {years} years: with such lives nobody is left after them in 95 futures of 100.")


def _marketplace() -> None:
    path = "household.marketplace.benchmark_premium"
    amount(
        "marketplace", "Before Medicare: premium of the benchmark plan on the Marketplace a month, each person",
        round(float(session.get(path) or 0) / MONTHS, 2), lambda value: session.put(path, (value or 0.0) * MONTHS),
        text="The second lowest cost silver plan at healthcare.gov/see-plans, before any credit. Empty: insured "
        "elsewhere, by an employer for example. The premium tax credit depends on income, and so on gains and "
        "conversions (IRC 36B).",
    )  # fmt: skip


def _usual_spending() -> Instead:
    """Return 4% of all savings besides Social Security and pensions, with where that comes from."""
    found = unknown.sourced("first_year_withdrawal")
    saved = sum(sheltered.value_of(row) for row in session.rows("holdings.accounts"))
    persons = session.rows("household.people")
    benefits = sum(
        sheltered.number((person.get("social_security") or {}).get("annual_at_claiming")) for person in persons
    )
    pensions = sum(sheltered.number(row.get("annual")) for person in persons for row in person.get("pensions") or [])
    share = unknowns()["first_year_withdrawal"].value
    total = round((share * saved + benefits + pensions) / MONTHS) * MONTHS
    return Instead(float(total), f"{usd(total / MONTHS)} a month is {found.words}")


def summary() -> str:
    """Return in a line what was entered, as Markdown."""
    saved = sum(sheltered.value_of(row) for row in session.rows("holdings.accounts"))
    return f"You entered **{usd_md(saved)}** of savings. Everything can be changed later on the pages of the plan."
