"""One object that every export is made from: scenario, summary, tables and pictures of a run; also as a file."""

import hashlib
import json
import stat
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from sim.errors import InputError, Problem
from sim.export.report_schema import ReportFile
from sim.results.findings import Findings
from sim.results.summary import summary
from sim.results.tables import RESULT_TABLES, result_tables
from sim.scenario.models import Scenario
from sim.scenario.written.load import scenario_from, scenario_sha256
from sim.views import (
    View,
    comparison,
    harvest_ledger,
    income_by_source,
    lifetime_tax,
    retirement_income,
    tax_by_kind,
    tax_drag,
)
from sim.views.over_time import wealth_over_time

REPORT_FILE, REPORT_VERSION, MOST_REPORT_BYTES = "report.json", 3, 50_000_000
RUN_FILES = ("summary.json", "scenario.json", *(f"{name}.csv" for name in RESULT_TABLES))
"""The files that a run writes beside its report."""
DISCLAIMER = (
    "A simulation under stated assumptions, not tax, legal or investment advice. Amounts are today's dollars, those of "
    "the plan's start, unless the heading says otherwise."
)


PICTURES: dict[str, tuple[str, Callable[..., View], tuple[str, ...]]] = {
    "comparison": ("After-tax wealth", comparison, ()),
    "tax_drag": ("Tax drag", tax_drag, ()),
    "tax_by_kind": ("Which tax harvesting changes, and when", tax_by_kind, ("strategy", "reference")),
    "income_sources": ("Where the money of each year comes from", income_by_source, ("strategy",)),
    "income": ("Retirement income", retirement_income, ()),
    "wealth": ("What is owned at each year's end", wealth_over_time, ("strategy",)),
    "lifetime_tax": ("Lifetime tax by kind", lifetime_tax, ()),
    "harvest_ledger": ("Harvested losses", harvest_ledger, ()),
}
"""The pictures of a report by name: a title, the view, and which it takes of the answer's strategy and the one it is
compared with. A new picture is one line here."""


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
    found = summary(findings)
    goal, names = found["goal"], findings.names
    about_it = {"reference": names.index(goal["compared_with"])}
    about_it["strategy"] = about_it["reference"] if goal["strategy"] is None else names.index(goal["strategy"])
    pictures = []
    for name, (title, make, takes) in PICTURES.items():
        view = make(findings, **{one: about_it[one] for one in takes})
        pictures.append(Picture(name, title, view.words, json.loads(view.figure.to_json())))
    return Report(findings.result.scenario, found, result_tables(findings), tuple(pictures))


def about(report: Report, day: date) -> list[tuple[str, str]]:
    """Return what every export says of itself: scenario, seed, law, day, and what it is not."""
    found = report.summary
    return [
        ("Scenario", report.scenario.name),
        ("Scenario hash (SHA-256)", found["scenario_sha256"]),
        ("Seed", str(found["seed"])),
        ("Paths", str(found["n_paths"])),
        ("Law version", found["law_version"]),
        ("Hash of all figures (SHA-256)", _digest(_figures(report))),
        ("Exported on", day.isoformat()),
        ("Please note", DISCLAIMER),
    ]


def report_json(report: Report, files: Mapping[str, bytes] | None = None) -> str:
    """Return the report as JSON that `read_report` reads back; equal runs give equal bytes.

    files : the other files of the run's folder, by name; the report vouches for them.
    """
    figures = _figures(report)
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in (files or {}).items()}
    content = {"report_version": REPORT_VERSION, **figures, "figures_sha256": _digest(figures), "files": digests}
    return json.dumps({**content, "sha256": _digest(content)}) + "\n"


def _figures(report: Report) -> dict[str, Any]:
    """Return all that a report shows, as plain JSON."""
    return {
        "scenario": report.scenario.model_dump(mode="json"),
        "summary": report.summary,
        "tables": {name: _columns(table) for name, table in report.tables.items()},
        "pictures": [{"name": one.name, "words": one.words, "figure": one.figure} for one in report.pictures],
    }


def _digest(content: Any) -> str:
    text = json.dumps(content, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


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
    """Return the report that ``python -m sim run`` wrote into a folder, once nothing there is found to be changed.

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
        The folder holds no report; it is damaged, changed or of another version; or a file beside it is another run's.

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
        raw = _bytes_of(file)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        fix = f"Cannot be read: {reason}. Give the folder that `run --out` wrote."
        raise InputError([Problem(str(file), "", fix)]) from None
    found = _checked(raw)
    if isinstance(found, str):
        raise InputError([Problem(str(file), "", found)])
    strangers = [Problem(str(folder / name), "", OTHER_RUN) for name in _changed(folder, found.files)]
    if strangers:
        raise InputError(strangers)
    tables = {name: pd.DataFrame(table.data, columns=table.columns) for name, table in found.tables.items()}
    pictures = tuple(Picture(one.name, PICTURES[one.name][0], one.words, one.figure) for one in found.pictures)
    return Report(scenario_from(found.scenario), found.summary, tables, pictures)


NEEDED_TABLES = {"strategies", "income", "lifetime_tax"}
"""The charts of the workbook are made of these."""
OTHER_RUN = "Changed since the run, or another run's; run the scenario again, or take this file out of the folder."
DAMAGED = "This report is damaged or was written by another version of the program; run the scenario again."
CHANGED = "Its figures were changed since the run; run the scenario again."


def _bytes_of(file: Path) -> bytes:
    """Return the bytes of a plain file, one more than a report may have at most."""
    if not stat.S_ISREG(file.stat().st_mode):
        raise OSError(0, "It is not a plain file")
    with file.open("rb") as opened:
        return opened.read(MOST_REPORT_BYTES + 1)


def _checked(raw: bytes) -> ReportFile | str:
    """Return a report that is sound in form and unchanged, or in words what is wrong with it."""
    try:
        content = json.loads(raw)
        found = ReportFile.model_validate(content)
        scenario = scenario_from(found.scenario)
    except (ValueError, RecursionError):  # InputError and pydantic's are kinds of ValueError
        return DAMAGED
    seal, names = content.pop("sha256"), {strategy["name"] for strategy in found.summary["strategies"]}
    figures = {key: content[key] for key in ("scenario", "summary", "tables", "pictures")}
    if _digest(figures) != found.figures_sha256 or _digest(content) != seal:
        return CHANGED
    is_ours = (
        found.summary["scenario_sha256"] == scenario_sha256(scenario)
        and names == {strategy.name for strategy in scenario.strategies}
        and NEEDED_TABLES <= set(found.tables) <= set(RESULT_TABLES)
        and [picture.name for picture in found.pictures] == list(PICTURES)
        and set(found.files) <= set(RUN_FILES)
    )
    return found if is_ours else DAMAGED


def _changed(folder: Path, files: Mapping[str, str]) -> list[str]:
    """Return the files in the folder that are not what the report says they were."""
    changed = []
    for name, digest in files.items():
        try:
            with (folder / name).open("rb") as opened:
                is_same = hashlib.sha256(opened.read(MOST_REPORT_BYTES + 1)).hexdigest() == digest
        except FileNotFoundError:
            continue  # the report itself holds all that is shown
        except OSError:
            is_same = False
        changed += [] if is_same else [name]
    return changed
