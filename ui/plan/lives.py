"""How long people live, on the household's page: the choice, and what the life table says of these people."""

import streamlit as st

from sim.api import Scenario
from sim.api.year import LifeOutlook, covering_years, outlook
from ui.core import inputs, problems, session
from ui.core.text import md, percent


def panel(n_people: int) -> None:
    """Show what decides when people die; for random lives, what the table says."""
    kind = session.get("household.lives.kind", "random")
    left, middle, _ = st.columns(3)
    inputs.field("household.lives.kind", left)
    if n_people > 1 and kind != "horizon":
        inputs.field("household.lives.survivor_spending_share", middle)
    scenario = problems.checked().scenario
    if kind == "horizon":
        st.caption(
            "Nobody dies before the plan ends: no step-up at a first death, no survivor in higher brackets, no benefit "
            "lost. The other assumptions on *The answer* show what that is worth in dollars."
        )
    if kind == "random" and scenario is not None:
        _offer_horizon(scenario)
        st.markdown("\n".join(f"- {_words(one)}" for one in outlook(scenario)))
        st.caption(
            "By the Social Security Administration's projected tables (2020 Trustees Report, intermediate "
            "assumptions), improving with each calendar year. They cover the whole population: people with savings "
            "live longer, so plan beyond them. Every path draws its own years of death, the same for every strategy."
        )


def _offer_horizon(scenario: Scenario) -> None:
    """Offer the plan's length that covers nearly all lives, where it is another."""
    home = scenario.household
    years = covering_years(home.people, scenario.start.year)
    if years == home.horizon_years:
        return
    st.caption(f"In 95 futures of 100 nobody is left after {years} years; the plan runs for {home.horizon_years}.")
    st.button(
        f"Plan for {years} years",
        icon=":material/event_repeat:",
        on_click=_plan_for,
        args=(years,),
        key="plan-for-lives",
    )


def _plan_for(years: int) -> None:
    """Take a plan's length into the draft. A callback."""
    session.put("household.horizon_years", years)
    session.renew_widgets()


def _words(one: LifeOutlook) -> str:
    who = f"**{md(one.who, 60)}**" if one.who else "**At least one of the two**"
    even, long = f"{one.even_year}", f"{one.long_year}"
    if one.who:
        even, long = f"{one.even_age}, in {one.even_year}", f"{one.long_age}, in {one.long_year}"
    return (
        f"{who}: an even chance to reach {even}, one in ten to reach {long}; alive at the plan's end on "
        f"{percent(one.at_plan_end)} of paths."
    )
