"""The household's milestones on a page: the timeline, and the same as a table."""

import pandas as pd
import streamlit as st

from sim.views.milestones import milestone_timeline
from sim.year.milestones import milestones
from ui import charts, problems
from ui.text import md


def panel() -> None:
    """Show the milestones of the draft, where it has no mistakes."""
    st.subheader("Milestones")
    scenario = problems.checked().scenario
    if scenario is None:
        st.caption("They appear here once the plan has no mistakes.")
        return
    made = milestone_timeline(milestones(scenario), scenario.start, charts.page_theme())
    charts.draw(made, "milestones")
    with st.expander("The same as a table, with what each date means", icon=":material/table:", expanded=True):
        st.markdown(_as_markdown(made.table))


def _as_markdown(table: pd.DataFrame) -> str:
    """Return a table whose long sentences wrap; a table to scroll would cut them."""
    head, *rows = [list(table.columns), *table.to_numpy().tolist()]
    lines = [" | ".join(md(str(cell), 400) for cell in row) for row in (head, *rows)]
    return "\n".join(f"| {line} |" for line in [lines[0], " | ".join(["---"] * len(head)), *lines[1:]])
