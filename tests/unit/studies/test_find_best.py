"""The race: its statistics on made-up numbers, and its outcome against running everybody to the end."""

import math
from statistics import NormalDist

import numpy as np
import pytest

from sim.api import Findings, sample_scenario, simulate
from sim.engine.run.run import Canceled
from sim.estimate.luck import EACH_ALONE, Luck
from sim.scenario.market import MarketModel
from sim.scenario.written.load import scenario_from
from sim.studies.candidates import candidates_of
from sim.studies.find_best import find_best, on_front
from sim.studies.racing import GOAL, GOALS, critical_value, differences_from, measurably_worse
from sim.views import DARK, LIGHT
from sim.views.find_best import race_view, table_of

WEALTH, INCOME = GOAL["after_tax_wealth_real"], GOAL["income_p10_real"]
ROUNDS = (24, 24, 48)


@pytest.fixture(scope="module")
def household():
    scenario = sample_scenario("early-retiree")
    home = scenario.household.model_copy(update={"horizon_years": 12})
    return scenario.model_copy(update={"household": home})


@pytest.fixture(scope="module")
def few(household):
    """Every ninth candidate, the one that does nothing first."""
    return candidates_of(household)[::9]


def test_some_two_hundred_candidates_all_different(household):
    for scenario in (household, sample_scenario("californian-couple")):
        found = candidates_of(scenario)
        assert 150 <= len(found) <= 250
        assert len({one.name for one in found}) == len(found)
        assert len({(one.strategy.model_dump_json(), one.rollovers) for one in found}) == len(found)
        assert found[0].name.startswith("No harvesting; rollover as planned; ")
        assert all(one.rollovers[one.rollover].date > scenario.start for one in found)


def test_without_a_rollover_nothing_is_tied_to_one(household):
    found = candidates_of(household.model_copy(update={"rollovers": ()}))
    assert {one.timing for one in found} == {"as planned"}
    assert not any("rollover" in one.strategy.harvest.value for one in found)


@pytest.mark.parametrize("goal", [goal.name for goal in GOALS])
def test_the_race_ends_as_if_everybody_had_run_to_the_end(household, few, goal):
    """The best is the same; whoever dropped out is worse there too; whoever is left has the same figures."""
    race = find_best(household, goal, candidates=few, rounds=ROUNDS)
    whole = find_best(household, goal, candidates=few, rounds=ROUNDS, is_exhaustive=True)
    assert all(one.n_paths == sum(ROUNDS) for one in whole.runners)
    final = {one.candidate.name: one for one in whole.runners}
    sign = -1 if GOAL[goal].is_lower_better else 1
    assert race.best.candidate == whole.best.candidate
    assert race.best.goal == final[race.best.candidate.name].goal
    for one in race.runners:
        if one.dropped_in is not None:
            assert sign * final[one.candidate.name].behind.mean < 0
    left = {one.candidate.name for one in race.runners if one.dropped_in is None}
    too_early = {one.candidate.name for one in whole.runners if one.dropped_in is None} - left
    assert len(too_early) <= 1  # of some twenty: dropping out is a test at the 5% level


def test_the_first_round_is_the_ordinary_run_of_the_plan(household, few):
    """Without moving the rollover, and where the steps are those of the plan's own run."""
    two = tuple(one for one in few if one.timing == "as planned")[:2]
    still = household.model_copy(update={"rollovers": ()})
    two = tuple(type(one)(one.harvest, one.timing, one.conversion, one.strategy, (), None) for one in two)
    race = find_best(still, candidates=two, rounds=(16,))
    simulation = still.simulation.model_copy(update={"n_paths": 16})
    plain = still.model_copy(update={"simulation": simulation, "strategies": tuple(one.strategy for one in two)})
    wealth = Findings(simulate(plain)).after_tax_wealth
    other = next(one for one in race.runners if one.candidate == two[1])
    assert other.wealth.mean == pytest.approx(float((wealth[1] - wealth[0]).mean()), rel=1e-12)


def test_it_tells_what_it_did_and_can_be_stopped(household, few):
    shares: list[float] = []
    race = find_best(household, candidates=few[:3], rounds=(4, 4), on_progress=shares.append)
    assert shares == sorted(shares)
    assert shares[-1] == pytest.approx(1.0)
    content = race.as_json()
    assert content["n_candidates"] == 3
    assert content["candidates"][0]["checked"]["mean"] is not None
    with pytest.raises(Canceled):
        find_best(household, candidates=few[:3], should_cancel=lambda: True)


def test_a_market_of_so_many_paths_is_raced_once(household, few):
    market = household.market.model_copy(update={"model": MarketModel.REPLAY})
    race = find_best(household.model_copy(update={"market": market}), candidates=few[:3])
    assert len({one.n_paths for one in race.runners}) == 1
    assert race.best.checked is None
    assert race.critical == pytest.approx(critical_value(3))


def test_equal_ones_are_not_told_apart():
    values = np.tile(np.arange(40.0), (3, 1))
    for goal in (WEALTH, INCOME):
        assert not measurably_worse(goal, values, 6, EACH_ALONE)[1].any()
    values[2] -= 0.01
    assert measurably_worse(WEALTH, values, 6, EACH_ALONE)[1].tolist() == [False, False, True]


def test_the_critical_value_shares_the_risk():
    assert critical_value(1) == pytest.approx(1.6449, abs=1e-4)
    assert critical_value(540) == pytest.approx(NormalDist().inv_cdf(1 - 0.05 / 540))


def test_the_truly_best_one_is_seldom_dropped():
    """Forty equal strategies with heavy-tailed differences: each is a best one; its drop in three looks is an error."""
    random = np.random.default_rng(7)
    errors = 0
    for _ in range(200):
        values = random.standard_normal((1, 512)) * 100 + random.standard_t(4, (40, 512))
        looks = [measurably_worse(WEALTH, values[:, :n], 120, EACH_ALONE)[1][0] for n in (128, 256, 512)]
        errors += any(looks)
    assert errors <= 200 * 0.05


def test_the_error_of_a_percentile_is_that_of_theory():
    """Of independent normals: root of p (1 - p) / n over the density, twice (David and Nagaraja, Order Statistics)."""
    n, p = 4_000, 0.10
    values = np.random.default_rng(3).standard_normal((2, n))
    density = NormalDist().pdf(NormalDist().inv_cdf(p))
    wanted = math.sqrt(2 * p * (1 - p) / n) / density
    assert differences_from(values, 0, 10.0, EACH_ALONE)[1][1] == pytest.approx(wanted, rel=0.2)


def test_pairs_are_one_draw():
    """Antithetic differences that cancel in each pair leave no error of the mean."""
    apart = np.array([1.0, -1.0, 2.0, -2.0, 3.0, -3.0])
    values = np.stack([np.zeros(6), apart])
    assert differences_from(values, 0, None, Luck(is_in_pairs=True))[1][1] == 0.0
    assert differences_from(values, 0, None, EACH_ALONE)[1][1] > 0.5


def test_the_front_is_what_nothing_beats():
    assert on_front(np.array([1.0, 2.0, 3.0, 2.0]), np.array([3.0, 2.0, 1.0, 1.0])).tolist() == [
        True,
        True,
        True,
        False,
    ]
    assert on_front(np.zeros(3), np.zeros(3)).all()


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_the_picture_shows_everybody_and_the_words_name_the_equals(household, few, theme):
    race = find_best(household, candidates=few, rounds=(24, 24))
    view = race_view(race, theme)
    points = [trace for trace in view.figure.data if trace.mode == "markers"]
    assert sum(len(trace.x) for trace in points) == len(few)
    assert race.best.candidate.name in view.words
    assert len(table_of(race)) == len(few)
    if race.as_good and len(race.as_good) < len(few) - 1:
        assert f"{len(race.as_good)} others show no measurable difference from it" in view.words


def test_nothing_is_tried_that_the_plan_could_not_hold() -> None:
    """Without a Roth IRA *Strategies* refuses a conversion, and a harvest before the plan's start."""
    document = sample_scenario("californian-couple").model_dump(mode="json")
    holdings = document["holdings"]
    roths = {one["id"] for one in holdings["accounts"] if one["type"] == "roth_ira"}
    holdings["accounts"] = [
        {**one, "roth_amount": 0.0, "after_tax_amount": 0.0} for one in holdings["accounts"] if one["id"] not in roths
    ]
    holdings["lots"] = [one for one in holdings["lots"] if one["account"] not in roths]
    for one in document["rollovers"]:
        one["to_roth_account"] = None
    for one in document["strategies"]:
        one["conversion"] = {"kind": "never"}
    scenario = scenario_from(document)
    tried = candidates_of(scenario)
    assert {one.strategy.conversion.kind.value for one in tried} == {"never"}
    assert len({one.harvest for one in tried}) > 4
    for one in tried:
        changed = {"strategies": (one.strategy,), "rollovers": one.rollovers}
        scenario_from(
            scenario.model_copy(update=changed).model_dump(mode="json")
        )  # raises where the plan cannot hold it
