"""The results as sentences and tables: US formats, and a difference inside two standard errors called what it is."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from sim.api.results import (
    ALPHA_UNIT,
    DRAG_UNIT,
    LEDGER,
    TAX_KINDS,
    comparison_words,
    difference_words,
    ending_figures,
    rate_in_words,
    safe_amounts,
)
from ui.core import glossary
from ui.core.text import count, md, percent, usd
from ui.core.values import day_text
from ui.runs.outcome import Outcome

Strategy = dict[str, Any]
MONTHS = 12


def verdicts(outcome: Outcome) -> str:
    """Return one Markdown line a strategy: what it leaves after tax, compared with the first, and how sure that is."""
    first, *others = outcome.strategies
    unit = outcome.findings.dollars
    named = ((md(one["name"], 60), comparison_words(one, str(first["name"]), unit)) for one in others)
    return "\n".join(f"- **{name}:** {md(words, 900)}" for name, words in named)


def versus_table(outcome: Outcome) -> pd.DataFrame:
    """Return wealth, drag and income of every strategy, with the paired difference from the first."""
    safe = safe_amounts(outcome.summary)
    rows = [_row(strategy, index) for index, strategy in enumerate(outcome.strategies)]
    return pd.DataFrame([row | ({"Safe to spend a year": safe[row["Strategy"]]} if safe else {}) for row in rows])


def _row(strategy: Strategy, index: int) -> dict[str, str]:
    versus, heirs = strategy["versus_baseline"], strategy["versus_baseline_by_measure"]["heirs_wealth_real"]
    wealth, tax_drag = strategy["after_tax_wealth_real"], strategy["tax_drag_bp_distribution"]["mean"]
    return {
        "Strategy": strategy["name"],
        "After-tax wealth, mean": usd(wealth["mean"]),
        "After-tax wealth, difference": "compared with" if index == 0 else difference_words(versus),
        "Better on": "" if index == 0 else percent(versus["share_better"]),
        "Heirs keep, difference": "" if index == 0 else difference_words(heirs),
        f"Tax drag, mean [{DRAG_UNIT}]": "n/a" if tax_drag is None else f"{tax_drag:.1f}",
        "No shortfall": rate_in_words(strategy["success_rate"], strategy["success_interval"]),
    }


def tax_table(outcome: Outcome) -> pd.DataFrame:
    """Return lifetime tax by kind, one column a strategy; kinds that nobody pays are left out."""
    columns = [strategy["lifetime_tax_by_kind_real"] for strategy in outcome.strategies]
    kinds = [kind for kind in TAX_KINDS if any(round(column[kind]) for column in columns)]
    rows = {TAX_KINDS[kind]: [usd(column[kind]) for column in columns] for kind in kinds}
    rows["All taxes of the plan's years"] = [usd(strategy["lifetime_tax_real"]) for strategy in outcome.strategies]
    rows[f"Tax of cashing out over {_years(outcome)}"] = [usd(s["liquidation_tax_real"]) for s in outcome.strategies]
    return _by_strategy(rows, outcome, "Tax")


def _years(outcome: Outcome) -> str:
    return count(outcome.summary["cash_out_years"], "year")


def endings_table(outcome: Outcome) -> pd.DataFrame:
    """Return what each strategy leaves by each way to value the end, with its difference from the first."""
    head, *rows = ending_figures(outcome.summary)
    return pd.DataFrame(rows, columns=head)


def heirs_table(outcome: Outcome) -> pd.DataFrame:
    """Return what becomes of what is left, one column a strategy."""
    names = {
        "heirs_wealth": "Heirs keep",
        "heirs_income_tax": "Heirs' income tax on inherited pretax money",
        "estate_tax": "Estate tax",
        "charity": "Charity",
    }
    shares = [strategy["share_with_estate_tax"] for strategy in outcome.strategies]
    rows = {name: [usd(s["heirs_real"][field]) for s in outcome.strategies] for field, name in names.items()}
    return _by_strategy({**rows, "Paths with an estate tax": [percent(share, 1) for share in shares]}, outcome, "Mean")


def ledger_table(outcome: Outcome) -> pd.DataFrame:
    """Return what became of the harvested losses, one column a strategy."""
    ledgers = [strategy["harvest_ledger_real"] for strategy in outcome.strategies]
    names = {**LEDGER, "unused_carryover": "Losses never used, left at the horizon"}
    rows = {name: [usd(ledger[entry]) for ledger in ledgers] for entry, name in names.items() if entry in ledgers[0]}
    return _by_strategy(rows, outcome, "Losses")


def income_table(outcome: Outcome) -> pd.DataFrame:
    """Return how surely and how much each strategy pays, one row a strategy."""
    return pd.DataFrame([_income_row(strategy, index) for index, strategy in enumerate(outcome.strategies)])


BESIDE_INCOME = {
    "roth_not_qualified": (
        "Roth withdrawals not qualified",
        "conversions before 59 1/2 in their first five years (10%), and earnings before 59 1/2 or within five years "
        "of the first Roth IRA (income): IRC 408A(d)(2), (3)(F), 72(t)",
    ),
    "hsa_earnings": (
        "HSA earnings the state taxes",
        "a state that does not recognize HSAs taxes its dividends, interest and gains each year (Cal. R&TC 17215.4, "
        "N.J.S.A. 54A:5-1)",
    ),
}


def beside_income(outcome: Outcome) -> tuple[pd.DataFrame, str] | None:
    """Return what is taxed beside income, one column a strategy, and its rules as Markdown; None where nothing is."""
    every = [strategy["beside_income_real"] for strategy in outcome.strategies]
    met = [field for field in BESIDE_INCOME if any(found[field]["share_of_paths"] > 0 for found in every)]
    if not met:
        return None
    rows: dict[str, list[str]] = {}
    for field in met:
        name = BESIDE_INCOME[field][0]
        rows[f"{name}, whole plan, mean"] = [usd(found[field]["mean"]) for found in every]
        rows[f"{name}, met on paths"] = [percent(found[field]["share_of_paths"], 0) for found in every]
    rules = " ".join(f"**{BESIDE_INCOME[field][0]}:** {BESIDE_INCOME[field][1]}." for field in met)
    return _by_strategy(rows, outcome, "Taxed in addition to income"), rules


def _income_row(strategy: Strategy, index: int) -> dict[str, str]:
    shortfall, income = strategy["first_shortfall"], strategy["versus_baseline_by_measure"]["mean_income_real"]
    median_year = shortfall["median_year"]
    return {
        "Strategy": strategy["name"],
        "Paths without a shortfall": rate_in_words(strategy["success_rate"], strategy["success_interval"]),
        "First shortfall, median": "none" if median_year is None else str(median_year),
        "Leanest year, median": usd(strategy["lowest_income_real"]["p50"]),
        "one in twenty below": usd(strategy["lowest_income_real"]["p5"]),
        "Mean income a year": usd(strategy["mean_income_real"]),
        "Difference a year": "compared with" if index == 0 else difference_words(income),
        "Difference a month": "compared with" if index == 0 else difference_words(a_month(income)),
    }


def a_month(difference: dict[str, Any]) -> dict[str, Any]:
    """Return a yearly paired difference as one of a month."""
    amounts = {key: difference[key] for key in ("mean", "standard_error")}
    return {**difference, **{key: None if one is None else one / MONTHS for key, one in amounts.items()}}


def drag_table(outcome: Outcome) -> pd.DataFrame:
    """Return the tax drag of every strategy in basis points a year."""
    rows = []
    for index, strategy in enumerate(outcome.strategies):
        spread, versus = strategy["tax_drag_bp_distribution"], strategy["versus_baseline_by_measure"]["tax_drag_bp"]
        figures = {name: "n/a" if spread[key] is None else f"{spread[key]:.1f}" for name, key in SPREAD.items()}
        words = "compared with" if index == 0 else difference_words(versus, "")
        rows.append({"Strategy": strategy["name"], **figures, f"Difference, mean [{DRAG_UNIT}]": words})
    return pd.DataFrame(rows)


def alpha_table(outcome: Outcome) -> pd.DataFrame:
    """Return what harvesting adds a year, in basis points of the taxable account, one row a strategy."""
    rows = []
    for index, strategy in enumerate(outcome.strategies):
        found = strategy["harvest_alpha_bp"]
        words = ["compared with" if index == 0 else difference_words(found[key], "") for key in ALPHA]
        rows.append({"Strategy": strategy["name"], **dict(zip(ALPHA.values(), words, strict=True))})
    return pd.DataFrame(rows)


ALPHA = {
    "after_tax_wealth_real": f"By after-tax wealth [{ALPHA_UNIT}]",
    "heirs_wealth_real": f"By what heirs keep [{ALPHA_UNIT}]",
}
SPREAD = {
    f"Mean [{DRAG_UNIT}]": "mean",
    "5% of paths below": "p5",
    "95% of paths below": "p95",
}


def _by_strategy(rows: dict[str, list[str]], outcome: Outcome, head: str) -> pd.DataFrame:
    table = pd.DataFrame.from_dict(rows, orient="index", columns=[strategy["name"] for strategy in outcome.strategies])
    return table.rename_axis(head).reset_index()


def show(table: pd.DataFrame) -> None:
    """Show a table of text with the figures to the right; the first column stays in sight."""
    text = st.column_config.TextColumn
    first, *others = table.columns
    columns = {first: text(first, pinned=True, help=glossary.help_of(first))}
    columns |= {name: text(name, alignment="right", help=glossary.help_of(name)) for name in others}
    st.dataframe(table, hide_index=True, width="stretch", column_config=columns)


def provenance(outcome: Outcome) -> None:
    """Show what the figures rest on: paths, seed, years; the files name law and plan."""
    found = outcome.summary
    years = found["years"]
    when = "the year they fall in" if outcome.findings.is_in_future_dollars else day_text(found["start"])
    words = (
        f"{found['n_paths']:,} paths, seed {found['seed']}, {years[0]} to {years[-1]}. Amounts in dollars of {when}. "
        "Every file under *Share* names the law and the plan it rests on."
    )
    if found["stopping"] is not None:
        words = f"{found['stopping']['why']} {words}"
    st.caption(words, help=glossary.help_of(words))
