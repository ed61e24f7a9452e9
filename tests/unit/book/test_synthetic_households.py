"""Made-up households for books: sound plans, spread as said, the same ones every time."""

import json

from benchmarks.synthetic_households import COUPLES, STRATEGIES, household
from sim.api import parse_scenario

N = 60


def test_made_up_households_are_sound_and_spread() -> None:
    plans = [parse_scenario(json.dumps(household(index))) for index in range(N)]
    couples = sum(len(plan.household.people) == 2 for plan in plans)
    values = [plan.account_value(plan.holdings.accounts[0].id) for plan in plans]
    assert len({plan.household.state for plan in plans}) >= 12
    assert abs(couples / N - COUPLES) < 0.2  # three standard errors of a share of 60
    assert max(values) > 4 * min(values)
    assert {tuple(one.name for one in plan.strategies) for plan in plans} == {STRATEGIES}
    assert len({plan.rollovers[0].method for plan in plans}) == 2


def test_equal_numbers_give_equal_households() -> None:
    assert household(7) == household(7)
    assert household(7) != household(8)
    assert household(7, seed=2) != household(7)
