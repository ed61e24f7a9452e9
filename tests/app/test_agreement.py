"""One plan, every place: pages, paper, workbook, page, tables and ``summary.json`` show the same figures of the answer.

The expected words are written here, from the numbers of ``summary.json``; each place says them with code of its own.
"""

import csv
import io
import json
import re
import zipfile
from datetime import date
from typing import Any

import openpyxl
import pypdf
import pytest
from streamlit.testing.v1 import AppTest

from sim.api import Wish, exported, report_of, simulate
from sim.results.tables import table_title
from tests.app.conftest import drawn_after, go, press_and_wait, texts
from ui.core import document, problems
from ui.results import on_demand
from ui.runs.cache import ResultCache
from ui.runs.outcome import Outcome

Figures = dict[str, str]
FIRST, BEST = "No harvesting", "Every month"
N_PATHS, YEARS = 500, 10  # *What moves it* and *Find the best* run as many paths
ENDINGS = {
    "Before any sale": "wealth_before_liquidation_real",
    "All cashed in one year, pretax money at the heirs' rate": "wealth_cashed_at_once_real",
    "Cashed over 10 years": "after_tax_wealth_real",
    "Left to heirs": "heirs_wealth_real",
}
LABELS = (("After-tax wealth", "after_tax_wealth_real"), ("What heirs keep", "heirs_wealth_real"))
SHORT = {tuple(ENDINGS)[1]: "All cashed in one year", "Left to heirs": "What heirs keep"}
NAMES_OF_FILES = ("pdf", "html", "xlsx", "csv", "json")
ON_PAPER = (
    "heirs, mean", "Left to heirs", "success", "drag, mean", "lifetime tax", "adds by heirs", "safe to spend",
    "safe, difference", "tax cost",
)  # fmt: skip
MEASURED = {
    "After-tax wealth": "Cashed over 10 years",
    "What heirs keep": "Left to heirs",
    "Tax drag [bp of the portfolio/yr]": "drag, difference",
    "Before any sale": "Before any sale",
    "All cashed in one year": tuple(ENDINGS)[1],
}
ON_COMPARE = {
    "After-tax wealth, mean": "wealth, mean",
    "After-tax wealth, difference": "Cashed over 10 years",
    "Heirs keep, difference": "Left to heirs",
    "Tax drag, mean [bp of the portfolio/yr]": "drag, mean",
    "No shortfall": "success",
}
ON_INCOME = {
    "Paths without a shortfall": "success",
    "You can spend a year": "safe to spend",
}
ON_DRAG = {
    "Mean [bp of the portfolio/yr]": "drag, mean",
    "Difference, mean [bp of the portfolio/yr]": "drag, difference",
    "By after-tax wealth [bp of the taxable account/yr]": "adds by wealth",
    "By what heirs keep [bp of the taxable account/yr]": "adds by heirs",
    "Tax cost ratio, before any sale": "tax cost",
    "Difference, before any sale": "tax cost, difference",
}
"""By heading of a page's table: which figure stands in it."""


def dollars(amount: float) -> str:
    return f"{'-' if amount <= -0.5 else ''}${abs(amount):,.0f}"


def with_error(gap: dict[str, Any]) -> str:
    """Return a difference in dollars as people read it: with two standard errors, or that none can be measured."""
    if gap["is_zero"]:
        return "$0 on every path"
    if not gap["is_measurable"]:
        return "no measurable difference"
    return f"{'+' if gap['mean'] > 0 else ''}{dollars(gap['mean'])} ± {dollars(2 * gap['standard_error'])}"


def points(gap: dict[str, Any], digits: int = 2) -> str:
    if not gap["is_measurable"]:
        return "no measurable difference"
    return f"{gap['mean']:+.{digits}f} ± {2 * gap['standard_error']:.{digits}f}"


def expected(summary: dict[str, Any]) -> Figures:
    """Return every figure of the answer's strategy, in words, by what it is."""
    one = next(row for row in summary["strategies"] if row["name"] == BEST)
    gaps, (low, high) = one["versus_baseline_by_measure"], one["success_interval"]
    safe = next(row for row in summary["safe_spending"]["strategies"] if row["name"] == BEST)
    cost = next(row for row in summary["tax_cost"]["strategies"] if row["name"] == BEST)
    return {
        "wealth, mean": dollars(one["after_tax_wealth_real"]["mean"]),
        "heirs, mean": dollars(one["heirs_wealth_real"]["mean"]),
        "success": f"{100 * one['success_rate']:.1f}% ({100 * low:.1f}% to {100 * high:.1f}%)",
        "drag, mean": f"{one['tax_drag_bp_distribution']['mean']:.1f}",
        "drag, difference": points(gaps["tax_drag_bp"]),
        "lifetime tax": dollars(one["lifetime_tax_real"]),
        "adds by wealth": points(one["harvest_alpha_bp"]["after_tax_wealth_real"]),
        "adds by heirs": points(one["harvest_alpha_bp"]["heirs_wealth_real"]),
        "safe to spend": dollars(safe["spending"]),
        "safe, difference": with_error(safe["difference"] | {"is_zero": False}),
        "tax cost": f"{cost['ratio']['mean']:.2f}%",
        "tax cost, difference": f"{points(cost['difference'], 3)} points",
        **{label: with_error(gaps[key]) for label, key in ENDINGS.items()},
    }


def cells(app: AppTest) -> dict[str, str]:
    """Return the cells of the answer's strategy in every table of a page, by their headings."""
    tables = [one.value for one in app.dataframe if "Strategy" in one.value.columns]
    rows = (table[table["Strategy"] == BEST].iloc[0].to_dict() for table in tables if BEST in set(table["Strategy"]))
    return {str(head): str(cell) for row in rows for head, cell in row.items()}


def squeezed(text: str) -> str:
    """Return text without what paper, Markdown and HTML put into it."""
    plain = text.replace("&#x27;", "'").replace("&#36;", "$").replace("&amp;", "&")
    return re.sub(r"[\s\\\u200b\u00ad-]+", "", plain)


@pytest.fixture
def ran(sample_app: AppTest, fresh_cache: ResultCache, monkeypatch: pytest.MonkeyPatch) -> tuple[AppTest, Outcome]:
    """Return the app with one plan that was run, and all it works out on demand, and what came of it."""
    monkeypatch.setattr(on_demand, "BEGINS_BY_ITSELF", True)
    draft = sample_app.session_state["_draft"]
    draft["strategies"] = [one for one in draft["strategies"] if one["name"] in (FIRST, BEST)]
    draft["household"]["horizon_years"], draft["simulation"]["n_paths"] = YEARS, N_PATHS
    checked = problems.check(document.canonical(draft))
    assert checked.scenario is not None, checked.problems
    fresh_cache.put(checked.sha256, Outcome.of(simulate(checked.scenario)))
    outcome = fresh_cache.get(checked.sha256)
    assert outcome is not None
    return sample_app, outcome


def test_all_places_agree(ran: tuple[AppTest, Outcome]) -> None:
    app, outcome = ran
    drag = cells(drawn_after(go(app, "pages/results/tax_drag.py"), "tax-cost"))
    answer = drawn_after(go(app, "pages/results/answer.py"), "safe-spending")
    of_answer(drawn_after(answer, "worlds"), outcome)
    of_tables(app, drag, expected(outcome.summary))
    of_what_moves(press_and_wait(go(app, "pages/results/what_moves.py"), "what-moves"), outcome.summary)
    of_find_best(press_and_wait(go(app, "pages/results/find_best.py"), "find-best"))
    assert not app.exception
    files = {name: exported(name, Wish(report_of(outcome.findings), date(2026, 3, 4))) for name in NAMES_OF_FILES}
    outcome.complete()
    assert json.loads(files["json"])["summary"] == json.loads(json.dumps(outcome.summary))
    of_paper_and_page(files, expected(outcome.summary), outcome.summary)
    of_csv_and_workbook(files, outcome.summary)


def of_answer(app: AppTest, outcome: Outcome) -> None:
    """Hold *The answer*: sentence, key figures, every measure, and the worlds' today."""
    summary, figures = outcome.summary, expected(outcome.summary)
    assert summary["goal"]["strategy"] in (BEST, None)
    told = summary["verdict"]["heirs_wealth_real"]
    assert told["strategy"] == BEST
    box = squeezed("".join(str(box.value) for kind in (app.success, app.warning, app.info) for box in kind))
    assert squeezed(figures["Left to heirs"].removeprefix("+")) in re.sub(r"[\]\[]|\(#[a-z]+\)", "", box)
    metrics = {one.label: (one.value, one.delta) for one in app.metric}
    assert metrics["What heirs keep"][1] == figures["Left to heirs"]
    assert metrics["After-tax wealth"][1] == figures["Cashed over 10 years"]
    assert metrics["Tax drag"] == (f"{figures['drag, mean']} bp", f"{figures['drag, difference']} bp")
    every = next(one.value for one in app.dataframe if "Measure, mean over paths" in one.value.columns)
    measured = {row["Measure, mean over paths"]: row[BEST].split("; ")[0] for row in every.to_dict("records")}
    for label, figure in MEASURED.items():
        assert measured[label].removesuffix(" bp") == figures[figure], label
    row = told["by_measure"]["heirs_wealth_real"]
    assert {key: summary["worlds"]["today"][key] for key in row} == row
    assert squeezed(summary["worlds"]["sentence"]) in squeezed(texts(app))


def of_tables(app: AppTest, drag: Figures, figures: Figures) -> None:
    """Hold the tables of *Compare*, *Retirement income* and *Tax drag*."""
    compare = cells(go(app, "pages/results/compare.py"))
    income = cells(go(app, "pages/results/income.py"))
    for shown, held in ((compare, ON_COMPARE), (income, ON_INCOME), (drag, ON_DRAG)):
        for heading, figure in held.items():
            assert shown[heading] == figures[figure], heading
    safe = f"{figures['safe to spend']} ({figures['safe, difference']})"
    assert compare["Safe to spend a year"] == safe


def of_what_moves(app: AppTest, summary: dict[str, Any]) -> None:
    """Hold *What moves it*: on as many paths, its difference of today is the answer's."""
    gap = summary["verdict"]["heirs_wealth_real"]["by_measure"]["heirs_wealth_real"]
    words = f"is {dollars(gap['mean'])} ± {dollars(2 * gap['standard_error'])}."
    assert squeezed(words) in squeezed(texts(app))


def of_find_best(app: AppTest) -> None:
    """Hold *Find the best*, which begins with what the answer goes by: its words are those of its own file."""
    assert app.selectbox(key="finding-goal").value == "heirs_wealth_real"
    race = app.session_state["_slots"]["find-best-made"][1].as_json()
    best, merit = race["candidates"][0], race["candidates"][0]["merit"]
    told = squeezed(texts(app))
    for gap in (best["goal"], best["checked"], merit["without_harvest"], merit["harvest"], merit["together"]):
        words = f"{'+' if gap['mean'] > 0 else ''}{dollars(gap['mean'])} ± {dollars(2 * gap['standard_error'])}"
        assert squeezed("the same" if gap["mean"] == 0 else words) in told


def of_paper_and_page(files: dict[str, bytes], figures: Figures, summary: dict[str, Any]) -> None:
    paper = "".join(one.extract_text() for one in pypdf.PdfReader(io.BytesIO(files["pdf"])).pages)
    for name, text in (("pdf", paper), ("html", files["html"].decode().partition("<details>")[0])):
        plain = squeezed(text)
        for figure in (*ON_PAPER, *ENDINGS):
            assert squeezed(figures[figure]) in plain, (name, figure)
        for words in (summary["goal"]["sentence"], summary["worlds"]["sentence"]):
            assert squeezed(words) in plain, name


def of_csv_and_workbook(files: dict[str, bytes], summary: dict[str, Any]) -> None:
    """Hold the numbers themselves, in full precision."""
    one = next(row for row in summary["strategies"] if row["name"] == BEST)
    gaps, adds = one["versus_baseline_by_measure"], one["harvest_alpha_bp"]
    safe = next(row for row in summary["safe_spending"]["strategies"] if row["name"] == BEST)
    unit = "[bp of the taxable account/yr]"
    wanted = [
        ("strategies", {}, "Tax drag, mean [bp of the portfolio/yr]", one["tax_drag_bp_distribution"]["mean"]),
        ("strategies", {}, "Paths without a shortfall [%]", 100 * one["success_rate"]),
        ("strategies", {}, "What heirs keep, mean [real USD]", one["heirs_wealth_real"]["mean"]),
        ("safe_spending", {}, "Spending [real USD/yr]", safe["spending"]),
        ("safe_spending", {}, f"Difference from {FIRST} [real USD/yr]", safe["difference"]["mean"]),
    ]
    for label, key in (("After-tax wealth", "after_tax_wealth_real"), ("What heirs keep", "heirs_wealth_real")):
        row = {"By": label}
        wanted.append(("harvest_alpha", row, f"What harvesting adds, mean {unit}", adds[key]["mean"]))
        wanted.append(("harvest_alpha", row, f"± two standard errors {unit}", 2 * adds[key]["standard_error"]))
    for label, key in (*LABELS, ("Tax drag", "tax_drag_bp")):
        wanted.append(("differences", {"Measure": label}, "Mean difference", gaps[key]["mean"]))
        wanted.append(("differences", {"Measure": label}, "± two standard errors", 2 * gaps[key]["standard_error"]))
    for label, key in ENDINGS.items():
        way = {"The end valued": SHORT.get(label, label)}
        wanted.append(("endings", way, "Mean difference [real USD]", gaps[key]["mean"]))
    for table, row, column, value in wanted:
        in_sheet = column.replace("real USD/yr", "today's dollars a year").replace("real USD", "today's dollars")
        both = (("csv", csv_rows(files, table), column), ("xlsx", sheet_rows(files, table), in_sheet))
        for kind, rows, heading in both:
            (found,) = (line for line in rows if line["Strategy"] == BEST and row.items() <= line.items())
            assert float(found[heading]) == pytest.approx(value, rel=1e-12), (kind, table, column)


def csv_rows(files: dict[str, bytes], table: str) -> list[dict[str, Any]]:
    with zipfile.ZipFile(io.BytesIO(files["csv"])) as archive:
        return list(csv.DictReader(io.StringIO(archive.read(f"{table}.csv").decode("utf-8-sig"))))


def sheet_rows(files: dict[str, bytes], table: str) -> list[dict[str, Any]]:
    sheet = openpyxl.load_workbook(io.BytesIO(files["xlsx"]))[table_title(table)]
    lines = [list(line) for line in sheet.iter_rows(values_only=True)]
    head = next(number for number, line in enumerate(lines) if line[0] == "Strategy")
    return [dict(zip(map(str, lines[head]), line, strict=True)) for line in lines[head + 1 :]]
