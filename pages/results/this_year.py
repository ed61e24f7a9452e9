"""This year: the household's return line by line, before and after a harvest and a conversion, and the bracket map."""

import streamlit as st

from sim.api import law_version
from ui.core import frame, glossary, problems
from ui.results import this_year

frame.head(
    "This year",
    "The return of the plan's first year. Move the sliders: what would a harvest or a Roth conversion change?",
)
basis, scenario = this_year.basis_or_ask(), problems.checked().scenario
if basis is None or scenario is None:
    st.stop()
if basis.year != scenario.start.year:
    st.markdown(
        f"The plan begins on {scenario.start:%m/%d/%Y}, when the markets of {scenario.start.year} have closed: its "
        f"first return is that of {basis.year}."
    )

this_year.panel(scenario)
this_year.state_badge(basis)

frame.how_it_is_made(
    "- Every figure comes from the same return that the simulation files each year, federal and state; nothing is "
    "estimated from brackets. **Before** is the year as the plan describes it, **after** with both sliders.\n"
    "- Income is counted by months of the calendar year; dividends are the taxable lots' yields at today's prices; "
    "required distributions rest on today's balances (IRC 401(a)(9)).\n"
    "- The conversion is priced without the harvest, the harvest with the conversion made; the two add up to the "
    "whole change. A direct rollover itself is no line of this return: it is not taxed (IRC 402(c), 408(d)(3)).\n"
    "- **Bracket map:** the return is computed every \\$100, with one kind of dollar added and the rest as the sliders "
    "say. The curve is the tax on the next dollar; tax that jumps is a cliff, shown in dollars and left out of the "
    "curve. Rates of states and of the premium credit are means over \\$2,500.\n"
    "- The Medicare surcharge is paid two years later and not discounted; its thresholds for that year are projected "
    "where they are not published, so a cliff may move by a few thousand dollars.\n"
    "- **Not here:** credits other than the premium credit. A wash sale takes a "
    "loss away: see **Watch** beside each lot."
)
glossary.noted(
    f"Tax year {basis.year}, {basis.figures_in_words}; law {law_version()}. "
    f"Amounts in dollars of {scenario.start:%m/%d/%Y}."
)
