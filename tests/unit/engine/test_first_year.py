"""A plan that begins after the last published year, or in the middle of one, has figures that have grown until then."""

from datetime import date
from typing import Any

import numpy as np
import pytest

from sim.engine.run.run import simulate
from sim.law.federal_law import federal_years, load_federal_law
from sim.scenario.enums import FilingStatus
from sim.scenario.models import Scenario
from sim.year.basis import year_basis
from sim.year.bill import bills
from tests.unit.engine.small import certain_market, small_scenario

INFLATION, LAST = 0.02, federal_years()[-1]


def earner(start: str, state: str = "TX", horizon_years: int = 2) -> Scenario:
    person: dict[str, Any] = {"name": "One", "born": "1980-06-15", "wages": {"annual": 60_000.0, "until": "2045-12-31"}}
    home = {"people": [person], "state": state, "lives": {"kind": "horizon"}}
    market = certain_market(inflation=INFLATION)
    return small_scenario(start=start, horizon_years=horizon_years, household=home, market=market)


def federal_tax(wages: float, year: int) -> float:
    """Return a single person's tax by the last published figures, grown and rounded as IRC 63(c)(4) and 1(j)(3) say."""
    law, growth = load_federal_law(LAST, FilingStatus.SINGLE), (1 + INFLATION) ** (year - LAST)
    figures = ((law.deductions.standard, 50), (law.ordinary.thresholds[1], 25))
    deduction, first = ((amount * growth + 1e-6) // step * step for amount, step in figures)
    return 0.10 * first + 0.12 * (wages - deduction - first)


def wages_of(years_before: float) -> float:
    """Return a year's wages by month, so many years after the plan's begin: they rise with prices."""
    return 60_000 * float(np.mean([(1 + INFLATION) ** (years_before + month / 12) for month in range(1, 13)]))


@pytest.mark.parametrize("year", [LAST + 1, LAST + 2, LAST + 5])
def test_the_first_year_has_figures_of_that_year(year: int) -> None:
    run = simulate(earner(f"{year}-01-01"), threads=1)
    taxes = run.yearly["tax_ordinary"][0, 0]
    assert taxes == pytest.approx([federal_tax(wages_of(n), year + n) for n in (0, 1)], abs=8)  # a step of rounding


def test_this_year_and_the_state_take_the_same_figures() -> None:
    """California: $5,835 of deduction and $11,330 of bracket in 2026, grown to the dollar."""
    basis = year_basis(earner(f"{LAST + 1}-03-01", "CA"))
    found = bills(basis, [basis.inputs])
    assert found.amount("regular_tax")[0] == pytest.approx(federal_tax(60_000, LAST + 1), abs=0.01)
    growth = (1 + INFLATION) ** (LAST + 1 - 2026)
    deduction, first, second, third, credit = (
        round(amount * growth) for amount in (5_835, 11_330, 26_859, 42_391, 156.47)
    )
    taxable = 60_000 - deduction
    schedule = 0.01 * first + 0.02 * (second - first) + 0.04 * (third - second) + 0.06 * (taxable - third)
    assert found.state[0] == pytest.approx(schedule - credit, abs=1.0)
    assert basis.law.is_projected
    assert basis.figures_in_words == f"figures of {LAST}, projected to {LAST + 1} with 2.0% a year"
    assert year_basis(earner(f"{LAST}-03-01")).figures_in_words == "published figures"


@pytest.mark.parametrize("start", [f"{LAST}-07-01", f"{LAST}-12-01"])
def test_a_plan_that_begins_late_in_a_year_has_a_whole_years_growth_in_the_next(start: str) -> None:
    """A year's figures rest on the prices of the twelve months before it, not on those since the plan began."""
    run = simulate(earner(start, horizon_years=2), threads=1)
    before = (date(LAST + 1, 1, 1) - date.fromisoformat(start)).days / 365
    assert run.yearly["tax_ordinary"][0, 0, 1] == pytest.approx(federal_tax(wages_of(before), LAST + 1), abs=8)
