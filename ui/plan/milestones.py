"""The household's milestones on a page: the timeline, and the same as a table."""

import streamlit as st

from sim.api.year import milestones
from sim.views.without_run.milestones import milestone_timeline
from ui.core import charts, problems
from ui.core.text import md


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
        # Long sentences wrap in it, and on a phone it scrolls within its own frame; its cells are Markdown.
        st.table(made.table.map(lambda cell: md(str(cell), 400)), border="horizontal", hide_index=True)
