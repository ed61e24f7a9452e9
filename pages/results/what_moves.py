"""What moves it: some inputs, two values each, and how far each takes the difference that harvesting makes."""

import streamlit as st

from ui.core import frame
from ui.results import answer, what_moves

frame.head(
    "What moves it",
    "How much the answer depends on what is assumed: one input at a time is changed, and the same two strategies run "
    "again on the same random numbers.",
)
scenario = what_moves.plan_or_ask()
if scenario is None:
    st.stop()
objective = answer.objective()
strategy, reference = what_moves.chosen_pair(scenario, objective)
found = what_moves.found_or_ask(scenario, strategy, reference, objective)
if found is not None:
    what_moves.show(scenario, found)

frame.how_it_is_made(
    "- **A bar** runs from today's difference between the two strategies to the difference with one input changed. The "
    "thin line is two standard errors of that change, taken path by path: the same random numbers drive both.\n"
    "- **Could be chance**: the change is within two standard errors. More paths would narrow them.\n"
    "- **Why these two** values were tried is explained below the table. They are not equally likely, so the bars say "
    "how sensitive the answer is, not how uncertain each input is.\n"
    "- **One at a time**: what two changes do together can be more or less than the sum of both bars.\n"
    "- **Markets**: volatility and return of models that draw from a record of years are those of the record; there a "
    "change of the assumptions moves little or nothing.\n"
    "- **The law that ends**: the senior deduction (IRC 151(d)(5)(C)) is the part of the federal income tax that has a "
    "last year; the page *The law* lists all that changes when."
)
