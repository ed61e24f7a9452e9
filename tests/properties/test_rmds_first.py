"""No year pays spending by selling lots while a required distribution of that year lies unspent.

By default, and with every choice of a plan but the one that leaves distributions to December.
"""

import numpy as np
import pytest

from sim.scenario.enums import RmdTiming
from sim.scenario.household import Household
from sim.scenario.models import Scenario
from sim.trace.recorder import record_path
from sim.trace.watch_flows import PHASES, RAISED
from tests.oracles.random_features import random_household
from tests.oracles.random_scenarios import random_scenario

IN_DECEMBER = next(what for kernel, what in PHASES.items() if kernel.__name__ == "take_missing_rmds")
CENT = 0.01
SEEDS = range(12)


def test_it_is_the_default() -> None:
    assert Household.model_fields["rmds"].default is RmdTiming.AS_NEEDED


def _years(seed: int) -> tuple[set[int], set[int], set[int]]:
    """Return the years in which (lots were sold for cash, an RMD was left for December, there was an RMD)."""
    scenario = random_scenario(np.random.default_rng([seed, 39]), longest_horizon=20)
    household = scenario.household.model_copy(update={"rmds": RmdTiming.AS_NEEDED})
    record = record_path(scenario.model_copy(update={"household": household}), seed % len(scenario.strategies), 0)
    assert record.is_the_engines
    flows = [flow for flow in record.cash_flows if flow.amount > CENT]
    sold = {flow.year for flow in flows if flow.what == RAISED}
    left = {flow.year for flow in flows if flow.what == IN_DECEMBER}
    return sold, left, {year for year, amount in enumerate(record.yearly["rmd"]) if amount > CENT}


@pytest.mark.parametrize("seed", SEEDS)
def test_no_lots_are_sold_while_a_distribution_lies_unspent(seed: int) -> None:
    sold, left, _ = _years(seed)
    assert not sold & left


def test_years_with_both_are_met() -> None:
    """Years with a required distribution in which lots are sold all the same, and years in which one is left over."""
    met = [_years(seed) for seed in SEEDS]
    assert sum(len(sold & due) for sold, _, due in met) >= 10
    assert sum(len(left) for _, left, _ in met) >= 10


def _with_every_choice(seed: int) -> Scenario:
    """Return a random household of which no IRA gives to charity: what a gift will pay is left for it."""
    scenario = random_household(seed, longest_horizon=15, with_choices=True)
    home = scenario.household
    people = tuple(person.model_copy(update={"charity_gift": 0.0}) for person in home.people)
    rmds = RmdTiming.AS_NEEDED if home.rmds is RmdTiming.DECEMBER else home.rmds
    return scenario.model_copy(update={"household": home.model_copy(update={"people": people, "rmds": rmds})})


def _assert_lots_come_last(seed: int) -> None:
    scenario = _with_every_choice(seed)
    record = record_path(scenario, seed % len(scenario.strategies), 0)
    for year in range(len(record.year_ends)):
        flows = [flow for flow in record.cash_flows if flow.year == year and flow.amount > CENT]
        sold = [at for at, flow in enumerate(flows) if flow.what == RAISED]
        due = [at for at, flow in enumerate(flows) if flow.what == IN_DECEMBER]
        assert not sold or not due or max(due) < min(sold), (seed, record.years[year])


@pytest.mark.parametrize("seed", [3, 8, 12, 27])
def test_nor_are_they_with_every_choice_of_a_plan(seed: int) -> None:
    """27 found that what the tenth year of an inherited IRA had grown by was left to December."""
    _assert_lots_come_last(seed)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(100))
def test_nor_are_they_in_a_hundred_households(seed: int) -> None:
    _assert_lots_come_last(seed)
