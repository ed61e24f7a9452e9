"""The run's tables by file name, and as CSV."""

import csv
import io
import math
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from sim.export.text import harmless
from sim.results.findings import Findings
from sim.results.tables import differences_table, income_table, ledger_table, strategies_table, tax_table, yearly_table
from sim.scenario.models import Scenario

EARLIEST_ZIP_DATE = (1980, 1, 1, 0, 0, 0)


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
                "Cost basis [USD]": lot.cost_basis,
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
}
"""Every table of a run by its name. A new one is one entry here: all formats, and the shell, have it then."""


def result_tables(findings: Findings) -> dict[str, pd.DataFrame]:
    """Return every table of a run by its name."""
    made = {name: one.make(findings) for name, one in RESULT_TABLES.items()}
    return {name: table for name, table in made.items() if table is not None}


def table_title(name: str) -> str:
    """Return what a table is called; one that is not a run's by its own name."""
    return RESULT_TABLES[name].title if name in RESULT_TABLES else name.replace("_", " ").capitalize()


def csv_text(table: pd.DataFrame) -> str:
    """Return a table as CSV (RFC 4180, UTF-8): numbers in full precision, undefined ones empty, no formulas."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([harmless(str(column)) for column in table.columns])
    for row in table.itertuples(index=False):
        writer.writerow([_cell(value) for value in row])
    return out.getvalue()


def csv_tables(findings: Findings) -> dict[str, str]:
    """Return every table of a run as CSV text, by file name."""
    return {f"{name}.csv": csv_text(table) for name, table in result_tables(findings).items()}


def csv_archive(tables: dict[str, pd.DataFrame], about: list[tuple[str, str]]) -> bytes:
    """Return a zip with every table as CSV and what they say of themselves; equal content gives equal bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, table in {**tables, "about": pd.DataFrame(about, columns=["About", "Value"])}.items():
            entry = zipfile.ZipInfo(f"{name}.csv", EARLIEST_ZIP_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, "\ufeff" + csv_text(table))
    return out.getvalue()


def _cell(value: object) -> str:
    if isinstance(value, float | np.floating):
        return repr(float(value)) if math.isfinite(value) else ""
    if isinstance(value, int | np.integer):
        return str(int(value))
    return harmless(str(value))
