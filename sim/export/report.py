"""One object that every export is made from: scenario, summary, tables and pictures of a run; also as a file."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from sim.errors import InputError, Problem
from sim.results.findings import Findings
from sim.results.summary import summary
from sim.results.tables import result_tables
from sim.scenario.load import scenario_from, scenario_sha256
from sim.scenario.models import Scenario
from sim.views import View, comparison, harvest_ledger, lifetime_tax, retirement_income, tax_drag

REPORT_FILE, VERSION, MAX_BYTES = "report.json", 1, 50_000_000
DISCLAIMER = (
    "A simulation under stated assumptions, not tax, legal or investment advice. Amounts are real USD, dollars of the "
    "plan's start, unless the heading says otherwise."
)
PICTURES: dict[str, tuple[str, Callable[[Findings], View]]] = {
    "comparison": ("After-tax wealth", comparison),
    "tax_drag": ("Tax drag", tax_drag),
    "income": ("Retirement income", retirement_income),
    "lifetime_tax": ("Lifetime tax by kind", lifetime_tax),
    "harvest_ledger": ("Harvested losses", harvest_ledger),
}
"""The pictures of a report by name: a title and the view. A new picture is one line here."""


@dataclass(frozen=True)
class Picture:
    """A plotly figure as plain JSON, with its title and its text alternative."""

    name: str
    title: str
    words: str
    figure: dict[str, Any]


@dataclass(frozen=True)
class Report:
    """Everything an export shows of one run."""

    scenario: Scenario
    summary: dict[str, Any]
    tables: dict[str, pd.DataFrame]
    pictures: tuple[Picture, ...]


def report_of(findings: Findings) -> Report:
    """Return the report of a run: all that an export shows of it.

    Parameters
    ----------
    findings : Findings
        Of the run, in today's dollars.

    Returns
    -------
    Report
        Scenario, summary, tables, and pictures as plain JSON.

    See Also
    --------
    read_report : The report that the shell wrote.
    exported : The report as a file.

    Examples
    --------
    >>> from sim.api import Findings, report_of, sample_scenario, simulate
    >>> report = report_of(Findings(simulate(sample_scenario("no-taxable-account").with_paths(2))))
    >>> [picture.name for picture in report.pictures][:2]
    ['comparison', 'tax_drag']
    """
    pictures = []
    for name, (title, make) in PICTURES.items():
        view = make(findings)
        pictures.append(Picture(name, title, view.words, json.loads(view.figure.to_json())))
    return Report(findings.result.scenario, summary(findings), result_tables(findings), tuple(pictures))


def about(report: Report, day: date) -> list[tuple[str, str]]:
    """Return what every export says of itself: scenario, seed, law, day, and what it is not."""
    found = report.summary
    return [
        ("Scenario", report.scenario.name),
        ("Scenario hash (SHA-256)", found["scenario_sha256"]),
        ("Seed", str(found["seed"])),
        ("Paths", str(found["n_paths"])),
        ("Law version", found["law_version"]),
        ("Exported on", day.isoformat()),
        ("Please note", DISCLAIMER),
    ]


def report_json(report: Report) -> str:
    """Return the report as JSON that `read_report` reads back; equal runs give equal bytes."""
    content = {
        "report_version": VERSION,
        "scenario": report.scenario.model_dump(mode="json"),
        "summary": report.summary,
        "tables": {name: _columns(table) for name, table in report.tables.items()},
        "pictures": [vars(picture) for picture in report.pictures],
    }
    return json.dumps(content) + "\n"


def summary_export(report: Report, day: date) -> bytes:
    """Return scenario, summary and tables as JSON to be read by other programs."""
    content = {
        "about": dict(about(report, day)),
        "scenario": report.scenario.model_dump(mode="json"),
        "summary": report.summary,
        "tables": {name: _columns(table) for name, table in report.tables.items()},
    }
    return (json.dumps(content, indent=1) + "\n").encode()


def _columns(table: pd.DataFrame) -> dict[str, Any]:
    return json.loads(table.to_json(orient="split", index=False, double_precision=15))


def read_report(folder: Path) -> Report:
    """Return the report that ``python -m sim run`` wrote into a folder.

    Parameters
    ----------
    folder : Path
        The one after ``--out``.

    Returns
    -------
    Report
        As `report_of` made it.

    Raises
    ------
    InputError
        The folder holds no report, or one that is damaged or of another version.

    See Also
    --------
    report_of : The report of a run.

    Examples
    --------
    >>> from pathlib import Path
    >>> from sim.api import InputError, read_report
    >>> try:
    ...     read_report(Path("no-such-folder"))
    ... except InputError as error:
    ...     print(error.problems[0].place == str(Path("no-such-folder", "report.json")))
    True
    """
    file = folder / REPORT_FILE
    try:
        with file.open("rb") as opened:
            raw = opened.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        fix = f"Cannot be read: {reason}. Give the folder that `run --out` wrote."
        raise InputError([Problem(str(file), "", fix)]) from None
    try:
        content = json.loads(raw[: MAX_BYTES + 1])
        if content["report_version"] != VERSION:
            raise KeyError
        scenario = scenario_from(content["scenario"])
        tables = {
            name: pd.DataFrame(table["data"], columns=table["columns"]) for name, table in content["tables"].items()
        }
        report = Report(scenario, content["summary"], tables, tuple(Picture(**one) for one in content["pictures"]))
        is_sound = report.summary["scenario_sha256"] == scenario_sha256(scenario)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        is_sound = False
    if not is_sound:
        fix = "This report is damaged or was written by another version of the program; run the scenario again."
        raise InputError([Problem(str(file), "", fix)])
    return report
