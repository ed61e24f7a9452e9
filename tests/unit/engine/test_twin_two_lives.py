"""The kernel against the slow twin on couples that a death parts, with every feature of a retirement on."""

from itertools import count

import pytest

from sim.engine.run import simulate
from sim.scenario.lives import LivesKind
from sim.scenario.models import Scenario
from tests.oracles.path_twin.lives import death_years
from tests.oracles.random_features import random_household
from tests.oracles.twin_comparison import differences

N_COUPLES = 200
"""All of them: `python -m pytest -m slow tests/unit/engine/test_twin_two_lives.py`."""

N_IN_SUITE = 30
FIRST_SEED, SEEDS_APART = 100_000, 1_000


def couple_of(number: int) -> Scenario:
    """Return a random household of two people whose lives end by date or at random."""
    for seed in count(FIRST_SEED + number * SEEDS_APART):
        scenario = random_household(seed)
        home = scenario.household
        if len(home.people) == 2 and home.lives.kind is not LivesKind.HORIZON:
            return scenario
    raise AssertionError("seeds never end")


def _assert_agreement(number: int, n_strategies: int) -> None:
    scenario = couple_of(number)
    path, n = number % scenario.simulation.n_paths, len(scenario.strategies)
    run = simulate(scenario, threads=1)
    for strategy in {(number + k) % n for k in range(n_strategies)}:
        assert not differences(scenario, run, strategy, path), f"couple_of({number})"


@pytest.mark.parametrize("number", range(N_IN_SUITE))
def test_kernel_and_twin_agree_to_a_cent(number: int) -> None:
    _assert_agreement(number, 1)


@pytest.mark.slow
@pytest.mark.parametrize("number", range(N_COUPLES))
def test_kernel_and_twin_agree_to_a_cent_on_all_couples(number: int) -> None:
    _assert_agreement(number, 3)


def test_deaths_part_most_of_the_couples() -> None:
    """On the path that is compared somebody dies before the plan ends in at least half of the couples of the suite."""
    parted = 0
    for number in range(N_IN_SUITE):
        scenario = couple_of(number)
        path = number % scenario.simulation.n_paths
        years = death_years(scenario, path)
        parted += min(years) < scenario.start.year + scenario.household.horizon_years - 1
    assert parted >= N_IN_SUITE / 2
