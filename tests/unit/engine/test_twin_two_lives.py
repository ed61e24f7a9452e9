"""The kernel against the slow twin on couples that a death parts, with every feature of a retirement on."""

from itertools import count

import pytest

from sim.engine.run.run import simulate
from sim.scenario.enums import AccountType, AnnuityTerm
from sim.scenario.lives import LivesKind
from sim.scenario.models import Scenario
from tests.oracles.path_twin.lives import death_years
from tests.oracles.random_features import random_household
from tests.oracles.twin_comparison import differences

N_COUPLES = 200
"""Of each kind, in the long tests, with three strategies each."""

IN_SUITE = (*range(24), 61, 62, 121, 171, 175, 258)
"""61 to 175 found that the twin's foresight wrote into the year it foresaw, 258 in which order accounts reinvest."""

WITH_CHOICES = (4, 8, 56, 57, 101)
"""4 and 101 found that a rounding of a Roth plan required distributions, 57 that one of a benefit paid a spouse."""

FIRST_SEED, SEEDS_APART = {False: 100_000, True: 200_000}, 1_000


def path_of(number: int) -> int:
    return number % 3


def couple_of(number: int, with_choices: bool = False) -> Scenario:
    """Return a random household of two people of whom one dies inside the plan on the path that is compared."""
    for seed in count(FIRST_SEED[with_choices] + number * SEEDS_APART):
        scenario = random_household(seed, with_choices=with_choices)
        last = scenario.start.year + scenario.household.horizon_years - 1
        if len(scenario.household.people) == 2 and min(death_years(scenario, path_of(number))) < last:
            return scenario
    raise AssertionError("seeds never end")


def _assert_agreement(number: int, n_strategies: int, with_choices: bool = False) -> None:
    scenario = couple_of(number, with_choices)
    path, n = path_of(number), len(scenario.strategies)
    run = simulate(scenario, threads=1)
    for strategy in {(number + k) % n for k in range(n_strategies)}:
        assert not differences(scenario, run, strategy, path), f"couple_of({number}, {with_choices})"


@pytest.mark.parametrize("number", IN_SUITE)
def test_kernel_and_twin_agree_to_a_cent(number: int) -> None:
    _assert_agreement(number, 1)


@pytest.mark.parametrize("number", WITH_CHOICES)
def test_with_every_field_of_a_plan_drawn_they_agree_too(number: int) -> None:
    """`test_every_field_is_drawn` says that all of them are."""
    _assert_agreement(number, 1, with_choices=True)


@pytest.mark.long
@pytest.mark.parametrize("with_choices", [False, True])
@pytest.mark.parametrize("number", range(N_COUPLES))
def test_two_hundred_couples_agree_to_a_cent(number: int, with_choices: bool) -> None:
    _assert_agreement(number, 3, with_choices)


def test_both_orders_of_death_and_both_kinds_of_lives_are_met() -> None:
    couples = [couple_of(number) for number in IN_SUITE]
    deaths = [death_years(couple, path_of(number)) for number, couple in zip(IN_SUITE, couples, strict=True)]
    assert {couple.household.lives.kind for couple in couples} == {LivesKind.DATES, LivesKind.RANDOM}
    assert sum(first < second for first, second in deaths) >= 5
    assert sum(first > second for first, second in deaths) >= 5


def test_payments_for_life_clocks_and_states_without_hsas_are_met() -> None:
    couples = [couple_of(number) for number in IN_SUITE]
    accounts = [account for couple in couples for account in couple.holdings.accounts]
    assert sum(account.pays_for is AnnuityTerm.LIFE for account in accounts) >= 3
    assert sum(account.roth_opened is not None for account in accounts) >= 10
    assert (
        sum(p.investment > 0 for couple in couples for person in couple.household.people for p in person.pensions) >= 5
    )
    with_hsa = [c for c in couples if any(a.type is AccountType.HSA for a in c.holdings.accounts)]
    assert {"CA", "NJ"} <= {couple.household.state for couple in with_hsa}


def test_roth_withdrawals_that_are_not_qualified_are_met() -> None:
    met = 0
    for number in IN_SUITE:
        scenario = couple_of(number)
        met += bool((simulate(scenario, threads=1).yearly["roth_not_qualified"] > 0).any())
    assert met >= 3
