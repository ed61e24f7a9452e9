"""What harvesting cannot do: the claims people read, the law, and this household's own dollars."""

import streamlit as st

from ui.core import frame, result_tables, running
from ui.learn import cannot_do

frame.head(
    "What it cannot do",
    "Common claims about losses and rollovers, what the law says, and what it means for this household.",
)
outcome = running.outcome_or_ask()
if outcome is None:
    st.stop()

cannot_do.show(outcome)
frame.how_it_is_made(
    "- Values and losses of the first day are those of the plan's lots at its prices. Rollovers are in them too.\n"
    "- **Lost for good** beside a rollover: one harvest ten days before it, through the exact ledger of wash sales; "
    "nothing else is bought.\n"
    "- **Differences** are means over the run's paths, strategy less the one that never harvests, path by path; ± "
    "is two standard errors.\n"
    "- **Uncertain:** the assumptions on markets and law. What is exactly \\$0 here is so by law, not by assumption."
)
result_tables.provenance(outcome)
