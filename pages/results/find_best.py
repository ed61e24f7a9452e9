"""Find the best: harvest policy, rollover date and conversion rule together, raced on common paths."""

import streamlit as st

from sim.api.studies import CHECK_PATHS, RISK, ROUNDS
from ui.core import frame
from ui.results import find_best

frame.head(
    "Find the best",
    "Some 200 combinations of harvest policy, rollover date and Roth conversion run on the same random paths. Those "
    "that are measurably worse drop out early; the rest show no measurable difference from the best.",
)
scenario = find_best.plan_or_ask()
if scenario is None:
    st.stop()
wanted = find_best.goal()
race = find_best.found_or_ask(scenario, wanted)
if race is not None:
    find_best.show(race)

frame.how_it_is_made(
    "- **Candidates**: every harvest policy with the thresholds and costs of the plan's first strategy that harvests; "
    "the rollover as planned, 60 days earlier, 60 days later, next January; no conversion, the plan's own, to the top "
    "of three brackets, to the first Medicare tier.\n"
    f"- **Race**: {len(ROUNDS)} rounds with {', '.join(str(n) for n in ROUNDS)} new paths, the same for all. After "
    "each, every strategy that is worse than the leader by more than chance explains drops out. Differences are "
    "paired, path by path; for a percentile the error comes from 200 resamples of the paths.\n"
    f"- **Many comparisons**: with so many, some would look worse by chance alone. Each gets {RISK:.0%} divided by the "
    "number of strategies times rounds (Bonferroni), so a drop takes almost four standard errors, not two. The risk "
    f"that the truly best one drops out is then at most about {RISK:.0%}, if means of 128 paths are near normal.\n"
    "- **On fresh paths**: the best was also lucky, so its figure is too good. The first eight are simulated again on "
    f"{CHECK_PATHS} paths that had no part in the choice; rely on that figure.\n"
    "- **Front**: strategies to which no other has at least as much wealth and income, and more of one. Those that "
    "dropped out early are known less exactly.\n"
    "- **No harvesting**: every figure is less that of not harvesting with rollover and conversions as planned.\n"
    "- **Uncertain:** the market and the law. A best strategy under these assumptions is not one under all."
)
