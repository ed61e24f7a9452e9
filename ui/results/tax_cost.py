"""What the taxable account loses to tax a year, on the page *Tax drag*: worked out once the page is there."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from sim.api import Scenario, tax_cost
from sim.api.studies import TAX_COST_PATHS, TaxCost
from ui.core import files, glossary, result_tables, running
from ui.core.text import md
from ui.results import on_demand
from ui.runs.jobs import Asked, Progress

HOW = (
    "- **Tax cost ratio** is Morningstar's, before any sale (*Morningstar Tax Cost Ratio*, methodology paper of "
    "January 31, 2005): 1 - (1 + return after tax) / (1 + return before tax), a year, compounded. Morningstar takes "
    "the highest federal rates; here the tax is **your own**, federal and state: each year's tax less what you would "
    "owe without what the **taxable account** paid out, realized and carried in as losses, over the mean of the "
    "account's values at the year's two ends. It is in percent of the **taxable account** a year, not of all you own.\n"
    "- **Tax cost with the sale** is our own figure: the same after the tax of selling every lot of the account in the "
    "last year, which is what harvesting puts off."
)
NAMES = {"ratio": "Tax cost ratio, before any sale", "after_sale": "Tax cost with the sale"}


def show() -> None:
    """Show the ratio of every strategy; nothing where the result on the page is no longer the plan's."""
    current = running.of_this_plan()
    if current is None or not current[1].has_taxable_account:
        return
    shown, scenario = current
    st.subheader("The taxable account by Morningstar's formula")
    wanted = on_demand.Wanted("tax-cost", "Work it out", ":material/percent:", f"{TAX_COST_PATHS:,} paths")
    found = on_demand.made_or_begun(wanted, scenario, _work)
    if found is None:
        return
    content = found.as_json()
    shown.outcome.add("tax_cost", content)
    glossary.said(
        "What the **taxable account** loses to tax a year, in percent of the **account**, at your own rates: mean over "
        f"{found.n_paths:,} paths. The difference is from **{md(found.compared_with, 60)}**, on the same paths; ± is "
        f"two standard errors. {on_demand.on_fewer_paths(found.n_paths, scenario)}"
    )
    result_tables.show(table(content))
    files.figures_button(content, "tax-cost.json")


def _work(scenario: Scenario, on_progress: Progress, should_cancel: Asked) -> TaxCost:
    return tax_cost(scenario, TAX_COST_PATHS, on_progress, should_cancel)


def table(content: dict[str, Any]) -> pd.DataFrame:
    """Return both ratios by strategy as text."""
    rows = []
    for one in content["strategies"]:
        row = {"Strategy": one["name"]}
        for key, label in NAMES.items():
            difference = one["difference" if key == "ratio" else "difference_after_sale"]
            is_base = one["name"] == content["compared_with"]
            row[label] = "n/a" if one[key] is None else f"{one[key]['mean']:.2f}%"
            row[f"Difference, {'before any' if key == 'ratio' else 'with the'} sale"] = (
                "compared with" if is_base else result_tables.difference_words(difference, "points", 3)
            )
        rows.append(row)
    return pd.DataFrame(rows)
