"""What a rollover costs beside its tax, by hand."""

from datetime import date

import pytest

from sim.scenario.models import Scenario
from sim.year.rollover_costs import rollover_cost
from sim.year.rollover_side_costs import side_costs
from tests.unit.engine.small import certain_market, lot, small_scenario


def household(born: str = "1960-06-15", method: str = "direct_cash", **move: object) -> Scenario:
    """Return $100,000 in a 401(k), and 100 AAA in a taxable account at a loss of $5,000."""
    return small_scenario(
        start="2026-01-05",
        rollover="2026-06-01",
        method=method,
        household={"people": [{"name": "One", "born": born}], "state": "TX"},
        lots=(lot("AAA", 100, "2020-01-02", 15_000), lot("BBB", 1_000, "2020-01-02", 100_000, "401k")),
        market=certain_market(0.0731, cash=0.0),
        move=move,
    )


def test_days_out_of_the_market_at_the_expected_return() -> None:
    """$100,000 for 50 days at 7.31% a year: 7,310 * 50 / 365.25."""
    scenario = household(reinvest_date="2026-07-21")
    costs = side_costs(scenario, scenario.rollovers[0], 100_000)
    assert costs.days_out == 50
    assert costs.return_missed == pytest.approx(7_310 * 50 / 365.25)


def test_losses_of_what_the_rollover_buys_are_at_risk_for_61_days() -> None:
    scenario = household()
    costs = side_costs(scenario, scenario.rollovers[0], 100_000)
    assert costs.losses_at_risk == pytest.approx(5_000)
    assert (costs.first, costs.last) == (date(2026, 5, 2), date(2026, 7, 1))
    in_kind = household(method="direct_in_kind")
    assert side_costs(in_kind, in_kind.rollovers[0], 100_000).losses_at_risk == 0


def test_the_rule_of_55_is_lost_in_an_ira() -> None:
    """57 and out of work: the plan pays without the 10% (IRC 72(t)(2)(A)(v)), the IRA from 59 1/2 on."""
    young = household(born="1969-03-10")
    costs = side_costs(young, young.rollovers[0], 100_000)
    assert (costs.additional_rate, costs.free_from) == (0.10, date(2028, 9, 10))
    for other in (household(), household(born="1973-03-10")):  # 65; 52: the plan asks it too
        assert side_costs(other, other.rollovers[0], 100_000).additional_rate == 0


def test_the_parts_of_the_tax_add_up() -> None:
    scenario = household(method="direct_to_roth")
    cost = rollover_cost(scenario, scenario.rollovers[0])
    assert cost.income == pytest.approx(100_000)
    assert cost.tax == pytest.approx(sum(cost.parts.values()))
    assert cost.parts["federal tax"] > 10_000
    assert cost.parts["state tax"] == 0  # Texas
