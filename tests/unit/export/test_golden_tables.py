"""Every table of a run, on made-up figures: what it is called, and one of its cells worked out by hand."""

from types import SimpleNamespace

import pandas as pd
import pytest

from sim.results.findings import Findings
from sim.results.tables import RESULT_TABLES, result_tables
from tests.unit.results.synthetic import made_up_result

GOLDEN: dict[str, tuple[str, int, str, object]] = {
    # two strategies, two paths, two years of the same prices
    "strategies": ("Summary", 1, "After-tax wealth, mean [real USD]", 220_000.0),  # of 110,000 and 330,000
    "differences": ("Differences", 1, "Mean difference", 20_000.0),  # 10,000 on one path, 30,000 on the other
    "income": ("Income", 0, "Income, p50 [real USD/yr]", 40_000.0),  # what is spent each year
    "endings": ("How the end is valued", 5, "Mean difference [real USD]", 20_000.0),  # cashed over years, the second
    # 20,000 over two years with an account of 50,000
    "harvest_alpha": ("What harvesting adds", 1, "What harvesting adds, mean [bp of the taxable account/yr]", 2_000.0),
    "lifetime_tax": ("Lifetime tax", 0, "State income tax [real USD]", 10.0),  # 5 a year
    "harvest_ledger": ("Harvest ledger", 1, "Losses harvested [real USD]", 18.0),  # 9 a year
    "yearly": ("Yearly means", 3, "harvested_loss", 9.0),
    "lots": ("Lots", 0, "Cost basis [USD]", 15_345.0),  # of the sample: 150 shares bought at 102.30
    "attribution": ("Attribution", 0, "Strategy", "Every month"),
    "worlds": ("Worlds", 0, "± two standard errors [real USD]", 60.0),
    "tax_cost": ("Tax cost ratio", 1, "Tax cost with the sale, mean [% a year]", 0.9),
    "safe_spending": ("Safe spending", 1, "Difference from No harvesting [real USD/yr]", 140.0),
}
"""By name: title, and row, column and value of one cell."""

ALIKE = {"lowest": 49_000, "highest": None, "success_rate": 0.9, "success_interval": [0.8, 0.95], "why_not": ""}
MORE = {"mean": 140.0, "standard_error": 30.0, "is_zero": False, "is_measurable": True}
ASKED = {
    "rate": 0.9,
    "compared_with": "No harvesting",
    "strategies": [
        {"name": "No harvesting", "spending": 50_000, "difference": None, **ALIKE},
        {"name": "Every month", "spending": 50_140, "difference": MORE, **ALIKE},
    ],
}

COST = {
    "compared_with": "No harvesting",
    "strategies": [
        {
            "name": name,
            "ratio": {"mean": 0.5},
            "after_sale": {"mean": 0.9},
            "difference": MORE,
            "difference_after_sale": MORE,
        }
        for name in ("No harvesting", "Every month")
    ],
}

WORLDS = {
    "objective": "after_tax_wealth_real",
    "strategy": "Every month",
    "compared_with": "No harvesting",
    "worlds": [
        {"where": "here", "why": "", "value": MORE | {"share_better": 0.7}, "sign": "holds", "why_not": ""},
        {"where": "there", "why": "", "value": None, "sign": "not_tried", "why_not": "No room."},
    ],
}


@pytest.fixture(scope="module")
def tables() -> dict[str, pd.DataFrame]:
    wealth = [[100_000.0, 300_000.0], [110_000.0, 330_000.0]]
    result = made_up_result(
        2,
        2,
        after_tax_wealth=wealth,
        tax_state=5.0,
        harvested_loss=9.0,
        spending_real=40_000.0,
        balance_taxable=50_000.0,
    )
    findings = Findings(result)
    findings.attribution = SimpleNamespace(table=lambda: pd.DataFrame({"Strategy": ["Every month"]}))
    findings.asked |= {"safe_spending": ASKED, "tax_cost": COST, "worlds": WORLDS}
    return result_tables(findings)


def test_every_table_is_held_here() -> None:
    assert {name: one.title for name, one in RESULT_TABLES.items()} == {name: GOLDEN[name][0] for name in GOLDEN}
    assert all(one.words.endswith(".") for one in RESULT_TABLES.values())


@pytest.mark.parametrize("name", GOLDEN)
def test_a_cell_is_what_it_is_by_hand(tables: dict[str, pd.DataFrame], name: str) -> None:
    _, row, column, value = GOLDEN[name]
    found = tables[name].iloc[row][column]
    assert found == (value if isinstance(value, str) else pytest.approx(value))
