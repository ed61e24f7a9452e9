"""The timing map: harvest date against the date on which the rollover's money is reinvested."""

import streamlit as st

from ui.core import frame
from ui.results import answer, timing_map

frame.head(
    "When to harvest",
    "Each square is a pair of dates. Color is what one harvest on that day adds; a cross marks the 61 days in which "
    "the rollover's purchase can destroy the loss for good.",
)
found = timing_map.scenario_or_ask()
if found is None:
    st.stop()

scenario, _ = found
drawn = timing_map.drawn(scenario, answer.objective())
if drawn is None:
    st.stop()
timing_map.show(scenario, drawn)

frame.how_it_is_made(
    "- **Value** is the mean over 500 random paths of one harvest on that day less no harvest, the rollover on the "
    "same day in both, in today's dollars; ± is two standard errors. Thresholds, costs and conversions are those of "
    "the plan's first strategy that harvests.\n"
    "- **The band**: a purchase in the IRA within 30 days before or after the sale destroys the loss for good, the "
    "30th day included (IRC 1091(a), Rev. Rul. 2008-5). Dates are trading days.\n"
    "- The squares of a row share three values: the rollover more than 30 days before the harvest, within 30 days, and "
    "more than 30 days after it. **Every cell by itself** simulates all of them, **One cell in full** just its "
    "dates.\n"
    "- **Best safe cell** is the highest value outside the band. Neighbors within the ± are as good.\n"
    "- **Uncertain:** where prices will stand on these days. Harvesting later finds other losses than today's."
)
