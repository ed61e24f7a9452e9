"""The year so far, asked where months of it are over when the plan begins, with what is counted of it."""

import streamlit as st

from sim.api.year import days_before, received_so_far
from ui.core import inputs, problems, session
from ui.core.text import md, usd
from ui.core.values import as_day

MONTHS = 12
MONEY = ("interest", "ordinary_dividends", "qualified_dividends", "gains_short", "gains_long", "withheld")


def panel() -> None:
    """Show the fields of the year so far; nothing for a plan that begins with its year."""
    start = as_day(session.get("start"))
    months = len(days_before(start, start.year)) if start is not None else 0
    if months in (0, MONTHS) and not _is_any():
        return
    st.subheader("The year so far")
    if start is not None and months == MONTHS:
        st.markdown(
            f"The plan begins on {start:%m/%d/%Y}, when the markets of {start.year} have closed: that year's return is "
            "no part of it. What it carries over belongs below, under losses carried in."
        )
    elif start is not None and months > 0:
        months_in_words = "1 month is" if months == 1 else f"{months} months are"
        st.markdown(
            f"The plan begins on {start:%m/%d/%Y}, when {months_in_words} over. The tax return of {start.year} holds "
            f"the whole year. {md(_taken())}"
        )
    columns = st.columns(3)
    for index in range(len(session.rows("household.people"))):
        place = f"household.people[{index}]"
        if session.get(f"{place}.wages.annual") or session.get(f"{place}.wages.so_far") is not None:
            label = f"Wages so far: {inputs.title_of(f'{place}.name', 'you')}"
            inputs.field(f"{place}.wages.so_far", columns[index], label)
    columns = st.columns(3)
    for number, name in enumerate(MONEY):
        inputs.field(f"household.so_far.{name}", columns[number % 3])


def _is_any() -> bool:
    return any(session.get(f"household.so_far.{name}") is not None for name in MONEY)


def _taken() -> str:
    """Return what is counted of the time so far, as typed or by its share."""
    scenario = problems.checked().scenario
    if scenario is None:
        return "What is left empty is taken by its share of the year."
    found = received_so_far(scenario, scenario.start.year, 0.0)
    amounts = {
        "wages": sum(found.wages),
        "Social Security": sum(found.benefits),
        "pensions": sum(found.pensions),
        "interest": found.paid.get("interest", 0.0),
        "dividends": found.paid.get("ordinary_dividends", 0.0),
    }
    named = [f"{name} {usd(amount)}" for name, amount in amounts.items() if amount > 0]
    return f"Counted so far: {', '.join(named)}. What is left empty is its share of the year." if named else ""
