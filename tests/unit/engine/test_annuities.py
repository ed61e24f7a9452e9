"""Installments of annuities: worked examples with their sources, and what is refused."""

from typing import Any

import pytest

from sim.engine.run.result import RunResult
from sim.engine.run.run import simulate
from sim.errors import InputError
from sim.scenario.drawn.simulation import Simulation
from tests.oracles.twin_comparison import differences, twin
from tests.unit.engine.small import Document, certain_market, lot, small_scenario

CENT = 0.01


def _scenario(born: str = "1960-06-15", worth: float = 24_000.0, market: Document | None = None, **more: Any):  # type: ignore[no-untyped-def]
    """Return a contract that cost 12,000; it pays from January on."""
    years, horizon = more.pop("pays_years", 20), more.pop("horizon_years", 2)
    account = {"id": "annuity", "type": "annuity", "pays_from": "2026-01-15", "pays_years": years}
    scenario = small_scenario(
        horizon_years=horizon,
        accounts=(account,),
        lots=(lot("AAA", worth / 100, "2010-01-04", 12_000.0, "annuity"),),
        household={"people": [{"name": "One", "born": born}], "state": "TX", **more},
        market=market,
    )
    return scenario.model_copy(update={"simulation": Simulation(n_paths=1)})


def _run(scenario) -> RunResult:  # type: ignore[no-untyped-def]
    run = simulate(scenario, threads=1)
    assert not differences(scenario, run, 0, 0)
    return run


def test_of_each_installment_the_investment_is_free() -> None:
    """Pub. 939, Variable Annuities: a cost of 12,000 over 20 years leaves 600 a year free; here of 1,200."""
    scenario = _scenario()
    _run(scenario)
    for items in twin(scenario).items:
        assert items.figures["withdrawn_pretax"] == pytest.approx(1_200, abs=CENT)
        assert items.annuity == pytest.approx(600, abs=CENT)


def test_installments_vary_with_the_contract_and_what_is_free_does_not() -> None:
    """Reg. 1.72-2(b)(3): the excluded amount stays 600 a year; what the contract earns is taxed."""
    scenario = _scenario(market=certain_market(0.06))
    _run(scenario)
    for items in twin(scenario).items:
        assert items.figures["withdrawn_pretax"] - items.annuity == pytest.approx(600, abs=CENT)
        assert items.annuity > 600


def test_never_more_than_the_investment_is_free() -> None:
    """IRC 72(b)(2): 12,000 in all, over the two years that the contract pays; after them it is empty."""
    scenario = _scenario(pays_years=2, horizon_years=3, market=certain_market(0.06))
    _run(scenario)
    items = twin(scenario).items
    assert sum(i.figures["withdrawn_pretax"] - i.annuity for i in items) == pytest.approx(12_000, abs=CENT)
    assert [i.figures["withdrawn_pretax"] > 0 for i in items] == [True, True, False]


def test_an_installment_below_the_excluded_amount_is_free() -> None:
    """Reg. 1.72-2(b)(3)(ii): a contract worth 9,600 pays 480 a year, less than 600: nothing of it is income."""
    scenario = _scenario(worth=9_600.0)
    _run(scenario)
    assert [items.annuity for items in twin(scenario).items] == [0, 0]


def test_before_59_and_a_half_the_income_is_under_the_additional_tax() -> None:
    """IRC 72(q)(1): 10% of the 600 that are income; an installment over years is no payment for life."""
    run = _run(_scenario(born="1980-06-15"))
    assert run.yearly["tax_additional"][0, 0, 0] == pytest.approx(60, abs=CENT)


@pytest.mark.parametrize("order", ["taxable_first", "proportional"])
def test_what_pays_in_installments_pays_nothing_else(order: str) -> None:
    """Spending of 5,000 gets the 1,200 of the year; the rest of the contract cannot be had."""
    scenario = _scenario(spending=5_000.0)
    strategy = scenario.strategies[0].model_copy(update={"withdrawal_order": order})
    scenario = scenario.model_copy(update={"strategies": (strategy,)})
    run = simulate(scenario, threads=1)
    assert run.yearly["spending"][0, 0, 0] == pytest.approx(1_200, abs=CENT)


def test_only_annuities_pay_in_installments() -> None:
    with pytest.raises(InputError, match="Only an annuity pays in installments"):
        small_scenario(accounts=({"id": "a", "type": "roth_ira", "pays_from": "2027-01-01"},))
    with pytest.raises(InputError, match="before the plan's start"):
        small_scenario(accounts=({"id": "a", "type": "annuity", "pays_from": "2020-01-01"},))
