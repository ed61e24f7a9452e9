"""Days between the calendar's steps: what waits 31 days waits 31 days, and cash earns from the day it arrives."""

from datetime import date
from typing import Any

import pytest

from sim.engine.run.run import simulate
from sim.scenario.models import Scenario
from sim.trace.recorder import record_path
from tests.unit.engine.small import certain_market, lot, small_scenario

CENT = 0.01


def _plan(rate: float, cash: float, years: int, **changes: Any) -> Scenario:
    """Return a plan that holds $100,000 of shares that cost $200,000."""
    changes = {"min_loss_share": 0.0, "fund_trading_cost_bp": 0.0, **changes}
    scenario = small_scenario(
        "2026-01-01",
        years,
        lots=(lot("AAA", 1_000, "2010-01-04", 200_000),),
        market=certain_market(rate, cash=cash),
        **changes,
    )
    return scenario.model_copy(
        update={"simulation": scenario.simulation.model_copy(update={"taxes": False, "n_paths": 1})}
    )


def _wealth(scenario: Scenario) -> float:
    return float(simulate(scenario).terminal["wealth_before_tax"][0, 0])


def _grown(rate: float, first: date, last: date) -> float:
    return float((1 + rate) ** ((last - first).days / 365.25))


def test_a_december_harvest_waits_31_days_in_cash() -> None:
    """Sold on December 31, 2026; 31 days later is a Sunday, so bought on February 1, 2027: 32 days at no interest."""
    start, sold, bought, end = date(2026, 1, 1), date(2026, 12, 31), date(2027, 2, 1), date(2027, 12, 31)
    expected = 100_000 * _grown(0.05, start, sold) * _grown(0.05, bought, end)
    waits = _plan(0.05, 0.0, 2, harvest="year_end", proceeds="cash_31_days")
    assert _wealth(waits) == pytest.approx(expected, abs=CENT)


@pytest.mark.parametrize("harvest", ["year_end", "monthly"])
def test_a_harvest_is_switched_back_on_the_first_trading_day_after_31(harvest: str) -> None:
    """Year's end: sold on December 31, 2026, back on February 1. Every month: on January 30, 2026, back on March 2."""
    record = record_path(_plan(0.05, 0.0, 2, harvest=harvest, switches_back=True), 0, 0)
    back = next(trade.day for trade in record.trades if trade.action == "sell" and trade.side == 1)
    assert back == (date(2027, 2, 1) if harvest == "year_end" else date(2026, 3, 2))
    assert record.is_the_engines


def test_days_of_a_strategys_own_change_no_other_strategy() -> None:
    alone = _plan(0.05, 0.0, 2, harvest="year_end")
    waiting = alone.strategies[0].model_copy(update={"name": "Waits", "proceeds": "cash_31_days"})
    waiting = type(waiting).model_validate(waiting.model_dump())
    both = alone.model_copy(update={"strategies": (*alone.strategies, waiting)})
    assert (simulate(both).yearly["balance_taxable"][0] == simulate(alone).yearly["balance_taxable"][0]).all()


def test_the_day_of_a_sale_earns_no_interest() -> None:
    """Sold on December's last trading day with cash at 12%: a month of it would be $966.23."""
    assert _wealth(_plan(0.0, 0.12, 1, harvest="year_end", proceeds="cash_31_days")) == pytest.approx(100_000, abs=CENT)


def test_cash_inside_a_month_earns_for_its_days() -> None:
    """Sold on March 16, 2026, bought back on April 16: 15 days of interest in March, 16 in April, each to its month."""
    changes = {"harvest": "before_rollover", "days_from_rollover": 91, "proceeds": "cash_31_days"}
    plan = _plan(0.0, 0.12, 1, rollover="2026-06-15", method="direct_in_kind", **changes)
    in_march = 100_000 * (_grown(0.12, date(2026, 3, 16), date(2026, 3, 31)) - 1)
    to_end, left = (_grown(0.12, date(2026, 3, 31), day) for day in (date(2026, 4, 30), date(2026, 4, 16)))
    in_april = (100_000 + in_march) * (to_end - to_end / left)
    assert _wealth(plan) == pytest.approx(100_000 + in_march + in_april, abs=CENT)
