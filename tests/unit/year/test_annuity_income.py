"""What annuities, pensions that cost something and HSAs add to the year's return."""

from typing import Any

import pytest

from sim.scenario.models import Scenario
from sim.year.basis import year_basis
from tests.unit.engine.small import fund, lot, small_scenario


def _scenario(born: str = "1960-01-10", person: dict[str, Any] | None = None, **account: Any) -> Scenario:
    """Return one with an annuity worth 200,000 that cost 182,200."""
    return small_scenario(
        household={"people": [{"name": "One", "born": born, **(person or {})}], "state": "CA"},
        accounts=({"id": "annuity", "type": "annuity", **account}, {"id": "hsa", "type": "hsa", "cash": 0.0}),
        securities=(fund("AAA", dividend_yield=0.02),),
        lots=(lot("AAA", 2_000, "2010-01-04", 182_200.0, "annuity"), lot("AAA", 100, "2010-01-04", 1.0, "hsa")),
    )


def test_of_payments_for_life_the_investment_is_free() -> None:
    """Reg. 1.72-5(a)(1): 1,000 a month at 66 are expected to return 230,400, of which 182,200 are 79.1%."""
    inputs = year_basis(_scenario(pays_from="2026-01-05", pays_for="life", payout_rate=0.06)).inputs
    assert inputs.annuity == pytest.approx(12_000 * 0.209)
    assert inputs.early_withdrawal == 0


def test_of_payments_over_years_from_july_on_half_are_the_years() -> None:
    """Pub. 939: 17,800 of gain over 240 months, six of them in 2026; before 59 1/2 under the 10% (IRC 72(q))."""
    for born, early in (("1960-01-10", 0.0), ("1980-01-10", 6 * 17_800 / 240)):
        inputs = year_basis(_scenario(born, pays_from="2026-07-05")).inputs
        assert inputs.annuity == pytest.approx(6 * 17_800 / 240)
        assert inputs.early_withdrawal == pytest.approx(early)


def test_without_payments_there_is_no_income() -> None:
    assert year_basis(_scenario(pays_from="2027-01-05")).inputs.annuity == 0
    assert year_basis(_scenario()).inputs.annuity == 0


def test_what_a_pension_cost_is_no_income() -> None:
    """Pub. 575: 210 payments at 66; 21,000 are 100 a month."""
    pension = {"annual": 24_000.0, "starts": "2026-03-15", "investment": 21_000.0}
    assert year_basis(_scenario(person={"pensions": [pension]})).inputs.pension == pytest.approx(10 * 1_900)


def test_what_an_hsa_earns_is_beside_the_federal_return() -> None:
    """IRC 223(e)(1): 10,000 at 2% are 200, which only the state counts."""
    basis = year_basis(_scenario())
    assert basis.inputs.hsa_earnings == pytest.approx(200)
    assert basis.inputs.ordinary_dividends == 0
