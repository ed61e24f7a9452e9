"""Whether a strategy's least marginal rate holds this year, worked by hand: 2026, single, no state tax."""

from typing import Any

import pytest

from sim.scenario.written.load import scenario_from
from sim.year.basis import Beside, year_basis
from sim.year.harvest_guard import YearGuard, year_guards
from tests.unit.engine.small import lot, small_scenario


def guards(pension: float, *strategies: dict[str, Any], conversion: float = 0.0, short: float = 0.0) -> list[YearGuard]:
    people = [{"name": "One", "born": "1980-06-15", "pensions": [{"annual": pension, "starts": "2020-01-01"}]}]
    ira = lot("AAA", 10_000, "2020-01-02", 1_000_000, "traditional_ira")
    plan = small_scenario(household={"state": "TX", "people": people}, lots=(ira,)).model_dump(mode="json")
    named = [{"harvest": "monthly", **one, "name": f"S{number}"} for number, one in enumerate(strategies)]
    basis = year_basis(scenario_from({**plan, "strategies": named}), Beside(realized_short=short))
    return list(year_guards(basis, conversion))


GAINS = {"min_marginal_rate": 0.15}
INCOME = {"min_marginal_rate": 0.22, "marginal_rate_on": "ordinary_income"}


@pytest.mark.parametrize(
    ("pension", "conversion", "rates", "holds"),
    [
        (60_000, 0.0, (0.0, 0.12), (False, False)),
        (60_000, 40_000.0, (0.15, 0.22), (True, True)),
        (100_000, 0.0, (0.15, 0.22), (True, True)),
        (16_100 + 49_450 - 400, 0.0, (0.09, 0.12), (False, False)),
    ],
)
def test_this_years_rate(
    pension: float, conversion: float, rates: tuple[float, float], holds: tuple[bool, bool]
) -> None:
    """$49,450 of taxable income end the 0% of gains, $50,400 the 12% of other income (Rev. Proc. 2025-32)."""
    gains, income = guards(pension, GAINS, INCOME, conversion=conversion)
    assert (gains.rate, income.rate) == pytest.approx(rates, abs=1e-9)
    assert (gains.lets_harvest, income.lets_harvest) == holds


def test_losses_so_far_are_set_aside() -> None:
    (guard,) = guards(100_000, GAINS, short=-80_000.0)
    assert guard.rate == pytest.approx(0.15)


def test_it_is_said_in_words() -> None:
    gains, income = guards(60_000, {**GAINS, "conversion": {"kind": "fixed", "amount": 1.0}}, INCOME)
    assert gains.words == (
        "“S0” harvests only while the marginal rate on long-term gains is 15% or more. $1,000 more of long-term gain "
        "would be taxed at 0.0% this year before any conversion: it does not harvest this year."
    )
    assert "ordinary income is 22% or more. $1,000 more of short-term gain would be taxed at 12.0%" in income.words
    (higher,) = guards(60_000, GAINS, conversion=40_000.0)
    assert higher.words.endswith("15.0% this year with a conversion of $40,000: it harvests this year.")


def test_strategies_without_one_are_left_out() -> None:
    assert guards(60_000, {}, {"harvest": "none", **GAINS}, {"harvest": "gains_in_december", **GAINS}) == []
