"""Parts of the report on paper: bars that end where the next begins, a grid of dates, a row for every year."""

import math
from typing import Any

import pytest

from sim.export.on_paper.parts import date_map_of, waterfall_of, years_of
from sim.export.report import Report, report_of
from sim.results.findings import Findings
from tests.unit.results.synthetic import made_up_result


def part(name: str, mean: float, is_measurable: bool = True) -> dict[str, Any]:
    return {"piece": name, "mean": mean, "standard_error": 5.0, "is_zero": mean == 0.0, "is_measurable": is_measurable}


@pytest.fixture
def summary() -> dict[str, Any]:
    """Parts of 300, -100, nothing and a doubtful 50: 250 in all, on an axis from 0 to 300."""
    parts = [part("a", 300.0), part("b", -100.0), part("c", 0.0), part("d", 50.0, is_measurable=False)]
    row = {"parts": parts, "total": part("", 250.0)}
    pieces = {name: {"label": f"Part {name}"} for name in "abcd"}
    found = {"compared_with": "None", "pieces": pieces, "strategies": [{"name": "One", "heirs_wealth_real": row}]}
    return {"attribution": found, "goal": {"decided_by": "heirs_wealth_real"}}


def test_each_bar_begins_where_the_one_before_ended(summary: dict[str, Any]) -> None:
    made = waterfall_of(summary, "One")
    assert made is not None
    ends = [(bar["left"], bar["left"] + bar["width"]) for bar in made["bars"]]
    wanted = [(0, 300), (200, 300), (200, 250), (0, 250)]
    assert ends == [pytest.approx((100 * left / 300, 100 * right / 300)) for left, right in wanted]
    assert [bar["amount"] for bar in made["bars"]] == ["+$300 ± $10", "-$100 ± $10", "+$50 ± $10", "+$250 ± $10"]
    assert len({bar["color"] for bar in made["bars"]}) == 4


def test_nothing_worked_out_is_no_part(summary: dict[str, Any]) -> None:
    assert waterfall_of(summary, "Another") is None
    assert waterfall_of({**summary, "attribution": None}, "One") is None
    assert date_map_of(None) is None


def test_the_map_tells_values_close_together_apart() -> None:
    days = ["2026-02-02", "2026-03-02"]
    found = {
        "mean_real": [[1_280.0, 1_718.0], [1_300.0, 1_700.0]],
        "is_in_61_day_band": [[True, False], [True, False]],
        "best_safe": [0, 1],
        "harvest_days": days,
        "reinvestment_days": days,
    }
    made = date_map_of(found)
    assert made is not None
    cells = [cell for row in made["rows"] for cell in row["cells"]]
    assert len({cell["color"] for cell in cells}) == 4
    light = [sum(int(cell["color"][k : k + 2], 16) for k in (1, 3, 5)) for cell in cells]
    assert light[0] > light[2] > light[3] > light[1], "the more it is worth the darker"
    assert [cell["mark"] for cell in cells] == ["×", "●", "×", ""]
    assert made["rows"][0]["day"] == "Feb 2, 2026"


@pytest.fixture
def report() -> Report:
    result = made_up_result(n_years=3, rmd=[[[0.0, 0.0, 900.0]] * 4] * 2, balance_taxable=70_000.0, balance_roth=5.0)
    return report_of(Findings(result))


def test_a_row_for_every_year_and_no_column_of_nothing(report: Report) -> None:
    heads, *rows = years_of(report.tables["yearly"], "Every month")
    assert heads == ["Year", "Required distributions", "Owned at the year's end"]
    assert [row[0] for row in rows] == [str(year) for year in report.summary["years"]]
    assert [row[1] for row in rows] == ["$0", "$0", "$900"]
    assert math.isclose(float(rows[0][2].strip("$").replace(",", "")), 70_005.0)
