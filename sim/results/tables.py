"""The figures as tables: what stands beneath each picture, and what is exported. Amounts in real USD."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from sim.engine.records.fields import YEARLY_FIELDS
from sim.results.explain import why_zero
from sim.results.findings import LEDGER, TAX_KINDS, Findings
from sim.results.harvest_alpha import harvest_alpha
from sim.results.paired import (
    ALPHA_UNIT,
    DRAG_UNIT,
    ENDINGS,
    MEASURE,
    MEASURES,
    STANDARD_ERRORS,
    Measure,
    versus,
)
from sim.results.percentiles import distribution, percentiles
from sim.scenario.models import Scenario

TWO_ERRORS = "± two standard errors"
"""What stands beside the mean of a paired difference, on every page and in every file."""


def _two_errors(difference: dict[str, Any]) -> float | None:
    error = difference["standard_error"]
    return None if error is None else STANDARD_ERRORS * error


def strategies_table(findings: Findings) -> pd.DataFrame:
    """Return one row a strategy: the figures people compare first."""
    rows = []
    for index, name in enumerate(findings.names):
        low, high = findings.success_interval(index)
        rows.append(
            {
                "Strategy": name,
                f"Tax drag, mean [{DRAG_UNIT}]": distribution(findings.tax_drag_bp[index])["mean"],
                "Paths without a shortfall [%]": 100.0 * findings.is_success[index].mean(),
                "Interval, from [%]": 100.0 * low,
                "Interval, to [%]": 100.0 * high,
                "Mean retirement income [real USD/yr]": findings.mean_income[index].mean(),
                "Leanest year, median [real USD/yr]": distribution(findings.lowest_income[index])["p50"],
                "Lifetime tax, mean [real USD]": findings.lifetime_tax[index].mean(),
                "After-tax wealth, mean [real USD]": findings.after_tax_wealth[index].mean(),
                "What heirs keep, mean [real USD]": findings.heirs_wealth[index].mean(),
                "Losses harvested, mean [real USD]": findings.ledger["harvested_loss"][index].mean(),
                "Losses lost for good, mean [real USD]": findings.ledger["wash_permanent"][index].mean(),
            }
        )
    return pd.DataFrame(rows)


def difference_table(findings: Findings, measure: Measure) -> pd.DataFrame:
    """Return each strategy's paired difference from the first one in a measure, one row a strategy."""
    rows = []
    for name, row in zip(findings.names, versus(findings, measure), strict=True):
        rows.append(
            {
                "Strategy": name,
                f"Mean difference [{measure.unit}]": row.mean,
                f"{TWO_ERRORS} [{measure.unit}]": STANDARD_ERRORS * row.standard_error,
                f"Median difference [{measure.unit}]": row.median,
                "Paths better [%]": 100.0 * row.share_better,
                "Paths worse [%]": 100.0 * row.share_worse,
                "Measurable": "yes" if row.is_measurable else "no",
            }
        )
    return pd.DataFrame(rows)


def differences_table(findings: Findings) -> pd.DataFrame:
    """Return the paired differences in every measure, one row a measure and a strategy, with why some are zero."""
    parts = []
    for measure in MEASURES:
        part = difference_table(findings, measure)
        part.columns = pd.Index([column.replace(f" [{measure.unit}]", "") for column in part.columns])
        part.insert(1, "Measure", measure.label)
        part.insert(2, "Unit", measure.unit)
        parts.append(part)
    whole = pd.concat(parts, ignore_index=True)
    wealth = versus(findings, MEASURE["after_tax_wealth_real"])
    reasons = [why_zero(findings, index, row) or "" for index, row in enumerate(wealth)]
    whole["Why"] = (reasons + [""] * len(whole))[: len(whole)]
    return whole


def drag_table(findings: Findings) -> pd.DataFrame:
    """Return tax drag by percentile and its paired difference, one row a strategy."""
    spread = pd.DataFrame([distribution(row) for row in findings.tax_drag_bp])
    spread.columns = pd.Index([f"Tax drag, {column} [{DRAG_UNIT}]" for column in spread.columns])
    return pd.concat([difference_table(findings, MEASURE["tax_drag_bp"]), spread], axis=1)


def alpha_table(findings: Findings) -> pd.DataFrame:
    """Return what harvesting adds a year over the first strategy, one row a strategy and a measure of wealth."""
    rows = []
    for measure in (MEASURE["after_tax_wealth_real"], MEASURE["heirs_wealth_real"]):
        for name, row in zip(findings.names, harvest_alpha(findings, measure), strict=True):
            rows.append(
                {
                    "Strategy": name,
                    "By": measure.label,
                    f"What harvesting adds, mean [{ALPHA_UNIT}]": row.mean,
                    f"{TWO_ERRORS} [{ALPHA_UNIT}]": STANDARD_ERRORS * row.standard_error,
                    "Paths better [%]": 100.0 * row.share_better,
                    "Measurable": "yes" if row.is_measurable else "no",
                }
            )
    return pd.DataFrame(rows)


def wealth_table(findings: Findings) -> pd.DataFrame:
    """Return after-tax wealth by percentile and its paired difference, one row a strategy."""
    spread = pd.DataFrame([distribution(row) for row in findings.after_tax_wealth])
    spread.columns = pd.Index([f"After-tax wealth, {column} [real USD]" for column in spread.columns])
    return pd.concat([difference_table(findings, MEASURE["after_tax_wealth_real"]), spread], axis=1)


def income_table(findings: Findings) -> pd.DataFrame:
    """Return after-tax income by strategy, year and percentile, and the share of paths that fell short by then."""
    parts = []
    years = findings.result.years
    for index, name in enumerate(findings.names):
        columns: dict[str, object] = {"Strategy": name, "Year": years}
        for label, values in percentiles(findings.income_of(index)).items():
            columns[f"Income, {label} [real USD/yr]"] = values
        columns["Paths that fell short so far [%]"] = 100.0 * findings.short_so_far(index)
        parts.append(pd.DataFrame(columns))
    return pd.concat(parts, ignore_index=True)


def tax_table(findings: Findings) -> pd.DataFrame:
    """Return the mean lifetime tax by kind, one row a strategy [real USD]."""
    columns: dict[str, object] = {"Strategy": list(findings.names)}
    for kind, label in TAX_KINDS.items():
        columns[f"{label} [real USD]"] = findings.tax_by_kind[kind].mean(axis=1)
    columns["All taxes of the plan's years [real USD]"] = findings.lifetime_tax.mean(axis=1)
    columns["Tax if all were cashed at the end [real USD]"] = findings.terminal("liquidation_tax").mean(axis=1)
    return pd.DataFrame(columns)


def endings_table(findings: Findings) -> pd.DataFrame:
    """Return what each strategy leaves by each way to value the end, one row a strategy and a way [real USD]."""
    years = findings.result.scenario.terminal.cash_out_years
    rows = []
    for measure in ENDINGS:
        said = f"Cashed over {years} years" if measure is ENDINGS[2] else measure.label
        for index, difference in enumerate(versus(findings, measure)):
            rows.append(
                {
                    "Strategy": findings.names[index],
                    "The end valued": said,
                    "Mean [real USD]": findings.figure(measure.key)[index].mean(),
                    "Mean difference [real USD]": difference.mean,
                    f"{TWO_ERRORS} [real USD]": STANDARD_ERRORS * difference.standard_error,
                    "Is measurable": difference.is_measurable,
                }
            )
    return pd.DataFrame(rows)


def ledger_table(findings: Findings) -> pd.DataFrame:
    """Return the mean harvest ledger over the whole plan, one row a strategy [real USD]."""
    columns: dict[str, object] = {"Strategy": list(findings.names)}
    for field, label in {**LEDGER, "unused_carryover": "Losses never used"}.items():
        columns[f"{label} [real USD]"] = findings.ledger[field].mean(axis=1)
    return pd.DataFrame(columns)


def yearly_table(findings: Findings) -> pd.DataFrame:
    """Return the mean over paths of every yearly field, one row a strategy and a year [real USD].

    Flows are deflated to the middle of their year, balances to its end.
    """
    result = findings.result
    parts = []
    for index, name in enumerate(findings.names):
        columns: dict[str, object] = {"Strategy": name, "Year": result.years, "Share of the year": result.year_share}
        for field in YEARLY_FIELDS:
            columns[field] = result.means(field, is_real=not findings.is_in_future_dollars)[index]
        parts.append(pd.DataFrame(columns))
    return pd.concat(parts, ignore_index=True)


def safe_spending_table(found: dict[str, Any]) -> pd.DataFrame:
    """Return what each strategy lets the household spend, one row a strategy, from ``summary.json``."""
    rows = []
    for one in found["strategies"]:
        low, high = one["success_interval"] or (None, None)
        difference = one["difference"] or {"mean": None, "standard_error": None, "is_measurable": False}
        rows.append(
            {
                "Strategy": one["name"],
                "Success rate wanted [%]": 100.0 * found["rate"],
                "Spending [real USD/yr]": one["spending"],
                "Spending, lowest possible [real USD/yr]": one["lowest"],
                "Spending, highest possible [real USD/yr]": one["highest"],
                "Paths without a shortfall [%]": _percent(one["success_rate"]),
                "Interval, from [%]": _percent(low),
                "Interval, to [%]": _percent(high),
                f"Difference from {found['compared_with']} [real USD/yr]": difference["mean"],
                f"{TWO_ERRORS} [real USD/yr]": _two_errors(difference),
                "Measurable": "yes" if difference["is_measurable"] else "no",
                "Why not": one["why_not"],
            }
        )
    return _with_numbers(rows)


def tax_cost_table(found: dict[str, Any]) -> pd.DataFrame:
    """Return the taxable account's tax cost ratio, one row a strategy, from ``summary.json``."""
    rows = []
    for one in found["strategies"]:
        row: dict[str, object] = {"Strategy": one["name"]}
        for key, label in (("ratio", "Tax cost ratio"), ("after_sale", "Tax cost with the sale")):
            difference = one["difference" if key == "ratio" else "difference_after_sale"]
            row |= {f"{label}, {name} [% a year]": (one[key] or {}).get(name) for name in ("mean", "p5", "p50", "p95")}
            row[f"{label}, difference from {found['compared_with']} [% a year]"] = difference["mean"]
            row[f"{label}, ± two standard errors [% a year]"] = _two_errors(difference)
        rows.append(row)
    return _with_numbers(rows)


def worlds_table(found: dict[str, Any]) -> pd.DataFrame:
    """Return the difference in every world that was tried, one row a world, from ``summary.json``."""
    nothing = {"mean": None, "standard_error": None, "share_better": None}
    unit, rows = MEASURE[found["objective"]].unit, []
    for one in found["worlds"]:
        value = one["value"] or nothing
        rows.append(
            {
                "World": one["where"],
                "Strategy": found["strategy"],
                "Compared with": found["compared_with"],
                f"Mean difference [{unit}]": value["mean"],
                f"{TWO_ERRORS} [{unit}]": _two_errors(value),
                "Paths better [%]": _percent(value["share_better"]),
                "Answer": str(one["sign"]).replace("_", " "),
                "Why it is tried": one["why"],
                "Why not": one["why_not"],
            }
        )
    return _with_numbers(rows)


def _with_numbers(rows: list[dict[str, Any]]) -> pd.DataFrame:
    """Return a table in which every column with a unit holds numbers, unknown ones where nothing is."""
    table = pd.DataFrame(rows)
    return table.astype(dict.fromkeys([column for column in table.columns if "[" in column], float))


def _percent(share: float | None) -> float | None:
    return None if share is None else 100.0 * share


def lots_table(scenario: Scenario) -> pd.DataFrame:
    """Return the lots held at the start with their unrealized gains, one row a lot [USD]."""
    names = {account.id: account.name for account in scenario.holdings.accounts}
    types = {account.id: str(account.type) for account in scenario.holdings.accounts}
    rows = []
    for lot in scenario.holdings.lots:
        rows.append(
            {
                "Account": names[lot.account],
                "Account type": types[lot.account],
                "Symbol": lot.symbol,
                "Shares": lot.quantity,
                "Acquired": lot.acquired.isoformat(),
                "Cost basis [USD]": lot.basis_at(scenario.value_of(lot)),
                "Value at the start [USD]": scenario.value_of(lot),
                "Gain or loss [USD]": scenario.gain_of(lot),
            }
        )
    columns = ["Account", "Account type", "Symbol", "Shares", "Acquired"]
    columns += ["Cost basis [USD]", "Value at the start [USD]", "Gain or loss [USD]"]
    return pd.DataFrame(rows, columns=columns)


@dataclass(frozen=True)
class ResultTable:
    """One table of a run: what its sheet and its heading are called, what stands in it, and what makes it.

    `make` returns None where a run has nothing to show.
    """

    title: str
    words: str
    make: Callable[[Findings], pd.DataFrame | None]


RESULT_TABLES: dict[str, ResultTable] = {
    "strategies": ResultTable("Summary", "The figures people compare first, one row a strategy.", strategies_table),
    "differences": ResultTable(
        "Differences",
        "Each strategy's difference from the first one on the same random markets, by measure.",
        differences_table,
    ),
    "income": ResultTable("Income", "After-tax income by year: percentiles over the random markets.", income_table),
    "endings": ResultTable(
        "How the end is valued",
        "What is left before any sale, cashed in one year, cashed over the plan's years, and left to heirs.",
        endings_table,
    ),
    "harvest_alpha": ResultTable(
        "What harvesting adds",
        "Each strategy's gain over the first one a year, in basis points of the taxable account.",
        alpha_table,
    ),
    "lifetime_tax": ResultTable("Lifetime tax", "Taxes over the whole plan by kind, means.", tax_table),
    "harvest_ledger": ResultTable(
        "Harvest ledger", "What became of harvested losses over the whole plan, means.", ledger_table
    ),
    "yearly": ResultTable("Yearly means", "Every figure of every year, means.", yearly_table),
    "lots": ResultTable("Lots", "The lots held at the start.", lambda findings: lots_table(findings.result.scenario)),
    "attribution": ResultTable(
        "Attribution",
        "Where each strategy's difference comes from, part by part.",
        lambda findings: None if findings.attribution is None else findings.attribution.table(),
    ),
    "safe_spending": ResultTable(
        "Safe spending",
        "What each strategy lets the household spend at the success rate that was asked for.",
        lambda findings: _asked(findings, "safe_spending", safe_spending_table),
    ),
    "tax_cost": ResultTable(
        "Tax cost ratio",
        "What the taxable account loses to tax a year, by Morningstar's formula at the household's own rates.",
        lambda findings: _asked(findings, "tax_cost", tax_cost_table),
    ),
    "worlds": ResultTable(
        "Worlds",
        "The difference in worlds with other assumptions, each on the same random numbers.",
        lambda findings: _asked(findings, "worlds", worlds_table),
    ),
}
"""Every table of a run by its name. A new one is one entry here: all formats, and the shell, have it then."""


def _asked(findings: Findings, key: str, make: Callable[[dict[str, Any]], pd.DataFrame]) -> pd.DataFrame | None:
    """Return the table of what was worked out on demand, None where nobody asked."""
    return make(findings.asked[key]) if key in findings.asked else None


def result_tables(findings: Findings) -> dict[str, pd.DataFrame]:
    """Return every table of a run by its name."""
    made = {name: one.make(findings) for name, one in RESULT_TABLES.items()}
    return {name: table for name, table in made.items() if table is not None}


def table_title(name: str) -> str:
    """Return what a table is called; one that is not a run's by its own name."""
    return RESULT_TABLES[name].title if name in RESULT_TABLES else name.replace("_", " ").capitalize()
