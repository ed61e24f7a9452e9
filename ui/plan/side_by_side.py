"""Harvesting beside the other tools: seven strategies for the plan, so that a run shows all of them on one page."""

import streamlit as st

from sim.api.scenario import AssetLocation, side_by_side
from ui.core import problems, session
from ui.fields import words

PLACES = [place for place in AssetLocation if place is not AssetLocation.AS_IT_IS]
CHOICE = "side-by-side-location"


def panel() -> None:
    """Offer the seven strategies in place of the plan's own."""
    with st.expander("Harvesting beside location, conversion and deferral", icon=":material/view_column:"):
        st.markdown(
            "Seven strategies that differ in nothing else: no tool, harvesting, location, both, conversion, deferral, "
            "and all together. They all rebalance alike. Harvesting and conversions are those of your first strategy "
            "that has them. *Compare* then shows what each brings, alone and with harvesting."
        )
        location = st.selectbox("Where bonds and stocks go", PLACES, format_func=words.LOCATION.__getitem__, key=CHOICE)
        scenario = problems.checked().scenario
        st.button(
            "Replace my strategies by these seven",
            disabled=scenario is None,
            on_click=_take,
            args=(location,),
            help="Undo brings yours back." if scenario is not None else "First fix what is marked in the plan.",
        )


def _take(location: AssetLocation) -> None:
    """Put the strategies into the draft. A callback."""
    scenario = problems.checked().scenario
    if scenario is not None:
        found = side_by_side(scenario.strategies, location)
        session.put("strategies", [one.model_dump(mode="json") for one in found])
        session.renew_widgets()
