"""The claims on a page: each with whether it holds, the law, the household's figures, and what they come to."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from sim.api.results import Holds
from ui.core import result_tables
from ui.core.text import md, usd
from ui.runs.outcome import Outcome

ICONS = {Holds.NO: ":material/cancel:", Holds.SOMETIMES: ":material/help:", Holds.YES: ":material/check_circle:"}


def show(outcome: Outcome) -> None:
    """Show every claim."""
    for claim in outcome.summary["claims"]:
        with st.container(border=True):
            st.subheader(f"“{md(claim['title'])}”")
            holds = md(claim["holds"]).capitalize()
            st.markdown(f"{ICONS[Holds(claim['holds'])]} **{holds}.** {md(claim['words'], 600)}")
            st.markdown(md(claim["law"], 600))
            if claim["figures"]:
                result_tables.show(_table(claim["figures"]))


def _table(figures: list[dict[str, Any]]) -> pd.DataFrame:
    rows = [{"In this household": one["label"], "Amount": _amount(one)} for one in figures]
    return pd.DataFrame(rows)


def _amount(figure: dict[str, Any]) -> str:
    if figure["error"] is None or not figure["error"]:
        return usd(figure["amount"])
    if abs(figure["amount"]) <= figure["error"]:
        return f"no measurable difference ({usd(figure['amount'])} ± {usd(figure['error'])})"
    return f"{usd(figure['amount'])} ± {usd(figure['error'])}"
