"""The run's tables as CSV."""

import io
import zipfile

import pandas as pd

from sim.export.csv_text import csv_text
from sim.results.findings import Findings
from sim.results.tables import result_tables

EARLIEST_ZIP_DATE = (1980, 1, 1, 0, 0, 0)


def _csv(table: pd.DataFrame) -> str:
    return csv_text(table.columns, table.itertuples(index=False), "\r\n")


def csv_tables(findings: Findings) -> dict[str, str]:
    """Return every table of a run as CSV text, by file name.

    Parameters
    ----------
    findings : Findings
        Of the run.

    Returns
    -------
    dict of str to str
        RFC 4180, numbers in full precision, undefined ones empty, no formulas. Amounts in the findings' dollars, each
        with its unit in the heading.

    See Also
    --------
    exported : Whole files: a workbook, paper, a page.

    Examples
    --------
    >>> from sim.api import Findings, csv_tables, sample_scenario, simulate
    >>> tables = csv_tables(Findings(simulate(sample_scenario("no-taxable-account").with_paths(2))))
    >>> tables["lots.csv"].splitlines()[0].split(",")[:3]
    ['Account', 'Account type', 'Symbol']
    """
    return {f"{name}.csv": _csv(table) for name, table in result_tables(findings).items()}


def csv_archive(tables: dict[str, pd.DataFrame], about: list[tuple[str, str]]) -> bytes:
    """Return a zip with every table as CSV and what they say of themselves; equal content gives equal bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, table in {**tables, "about": pd.DataFrame(about, columns=["About", "Value"])}.items():
            entry = zipfile.ZipInfo(f"{name}.csv", EARLIEST_ZIP_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, "\ufeff" + _csv(table))
    return out.getvalue()
