"""Roth conversions of each strategy: only the fields of the chosen kind."""

import streamlit as st

from ui.core import inputs, session
from ui.core.text import md

OF_KIND = {
    "fixed": "amount",
    "to_bracket": "bracket_rate",
    "to_irmaa_tier": "irmaa_tier",
}
YEARS = ("first_year", "last_year", "withheld_share")


def panel() -> None:
    """Show the conversions of every strategy of the draft."""
    for index, strategy in enumerate(session.rows("strategies")):
        place = f"strategies[{index}].conversion"
        kind = session.get(f"{place}.kind", "never")
        with st.container(border=True):
            st.markdown(f"**{md(strategy.get('name') or f'Strategy {index + 1}', 60)}**")
            first, *others = st.columns(5)
            inputs.field(f"{place}.kind", first)
            if kind == "never":
                continue
            shown = [OF_KIND[kind]] if kind in OF_KIND else []
            for name, column in zip([*shown, *YEARS], others, strict=False):
                inputs.field(f"{place}.{name}", column)
