"""The rollover in kind and in cash, ten days after a harvest, in the household's own dollars."""

from datetime import date

import pytest

from sim.planner.household_ledger import Readings
from sim.planner.rollover_contrast import rollover_contrasts
from sim.scenario.written.samples import sample_scenario
from tests.unit.planner.small import holdings_with, lot, small

ROLLOVER = {"from_account": "k", "to_account": "i", "date": "2026-06-15", "method": "direct_in_kind", "buys": []}


def test_in_kind_loses_nothing_and_cash_loses_all_of_the_couples_bond_loss():
    """Rev. Rul. 2008-5. BND lots below cost: $96,952.16 paid for 1,103.9 shares at $74.10; VBMPX is the same fund."""
    (found,) = rollover_contrasts(sample_scenario("californian-couple"))
    loss = 37_506 + 33_326 + 25_830 + 290.16 - (420 + 380 + 300 + 3.9) * 74.10
    assert (found.symbol, found.plan_symbol) == ("BND", "VBMPX")
    assert found.loss == pytest.approx(loss, abs=0.02)
    assert (found.lost_in_kind, found.moved_in_kind) == (0, 0)
    assert found.lost_in_cash == found.loss
    assert (found.harvest_day, found.rollover_day) == (date(2026, 6, 5), date(2026, 6, 15))


def test_the_plans_own_method_does_not_matter_and_a_spouses_switch_neither():
    scenario = small(holdings=holdings_with(lot("k", "VTSAX", 60, "2020-01-10", 9000)), rollovers=[ROLLOVER])
    (found,) = rollover_contrasts(scenario, Readings(spouse_counts=False))
    assert (found.loss, found.lost_in_kind, found.lost_in_cash) == (5000, 0, 3000)  # 60 of 100 shares are bought back


def test_a_plan_without_the_fund_buys_it_with_its_cash():
    scenario = small(holdings=holdings_with(lot("k", "ITOT", 1000, "2020-01-10", 9000)), rollovers=[ROLLOVER])
    (found,) = rollover_contrasts(scenario)
    assert (found.plan_symbol, found.lost_in_kind, found.lost_in_cash) == ("", 0, 5000)


def test_nothing_to_compare_without_a_rollover_or_a_loss():
    assert rollover_contrasts(small()) == ()
    assert rollover_contrasts(sample_scenario("no-taxable-account")) == ()
