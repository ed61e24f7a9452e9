"""A rollover is priced in its own year."""

import pytest

from sim.law.federal_law import federal_years, load_federal_law
from sim.scenario.enums import FilingStatus
from sim.scenario.models import Scenario
from sim.year.rollover_costs import rollover_cost
from tests.unit.engine.small import certain_market, lot, small_scenario

LAST = federal_years()[-1]


def retired(day: str) -> Scenario:
    """Return $80,000 of wages until the end of 2027, and $50,000 in a 401(k) that goes to Roth on a day."""
    person = {"name": "One", "born": "1970-06-15", "wages": {"annual": 80_000.0, "until": "2027-12-31"}}
    return small_scenario(
        start="2026-01-05",
        horizon_years=8,
        rollover=day,
        method="direct_to_roth",
        household={"people": [person], "state": "TX"},
        lots=(lot("BBB", 500, "2020-01-02", 50_000, "401k"),),
        market=certain_market(inflation=0.02),
        move={"to_account": None},
    )


def test_in_a_year_of_work_it_comes_on_top_of_wages() -> None:
    """80,000 less 16,100 is 63,900 of 2026: 41,800 at 22% up to 105,700, the rest at 24% (Rev. Proc. 2025-32)."""
    scenario = retired("2026-06-15")
    cost = rollover_cost(scenario, scenario.rollovers[0])
    assert (cost.year, cost.figures) == (2026, "published figures")
    assert cost.tax == pytest.approx(0.22 * 41_800 + 0.24 * 8_200)


def test_in_a_later_year_it_is_that_years_income_and_law() -> None:
    """In 2030 there are no wages: only the lower brackets of that year, grown by 2% a year from the last published."""
    scenario = retired("2030-06-14")
    cost = rollover_cost(scenario, scenario.rollovers[0])
    law, growth = load_federal_law(LAST, FilingStatus.SINGLE), 1.02 ** (2030 - LAST)
    deduction = law.deductions.standard * growth // 50 * 50
    first = law.ordinary.thresholds[1] * growth // 25 * 25
    assert cost.tax == pytest.approx(0.10 * first + 0.12 * (50_000 - deduction - first), abs=0.01)
    assert (cost.year, cost.figures) == (2030, f"figures of {LAST}, projected to 2030 with 2.0% a year")
