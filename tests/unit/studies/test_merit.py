"""Whose merit a gain is: four corners on the same paths, by hand."""

import numpy as np
import pytest

from sim.api import find_best, sample_scenario
from sim.estimate.luck import EACH_ALONE
from sim.studies.candidates import candidates_of
from sim.studies.merit import corners_of, merit_of
from sim.studies.racing import GOAL

WEALTH, INCOME = GOAL["after_tax_wealth_real"], GOAL["income_p10_real"]


def test_parts_by_hand() -> None:
    """On two paths: the conversion brings 90 and 110, the harvest 3 and 5, both 99 and 113: together 6 and -2."""
    nothing = np.array([1_000.0, 2_000.0])
    more = np.array([[0, 0], [90, 110], [3, 5], [99, 113]])
    found = merit_of(nothing + more, WEALTH, EACH_ALONE)
    assert (found.without_harvest.mean, found.harvest.mean, found.together.mean) == (100.0, 4.0, 2.0)
    assert found.without_harvest.standard_error == pytest.approx(10.0)  # standard deviation 14.14 over the root of 2
    assert found.harvest.standard_error == pytest.approx(1.0)
    assert found.together.standard_error == pytest.approx(4.0)


def test_the_parts_of_a_percentile_add_up() -> None:
    rng = np.random.default_rng(1)
    corners = rng.normal(100, 10, (4, 200))
    found = merit_of(corners, INCOME, EACH_ALONE)
    tenth = [float(np.percentile(corner, 10)) for corner in corners]
    parts = (found.without_harvest.mean, found.harvest.mean, found.together.mean)
    assert sum(part or 0.0 for part in parts) == pytest.approx(tenth[3] - tenth[0])
    assert found.together.standard_error is None


def test_corners_change_one_thing_each() -> None:
    candidates = candidates_of(sample_scenario("californian-couple"))
    first, one = candidates[0], candidates[-1]
    bare, alone = corners_of(first, one)
    assert (bare.strategy.harvest, bare.strategy.conversion) == (first.strategy.harvest, one.strategy.conversion)
    assert bare.rollovers == one.rollovers
    assert (alone.strategy.harvest, alone.strategy.conversion) == (one.strategy.harvest, first.strategy.conversion)
    assert alone.rollovers == first.rollovers
    assert alone.name == f"{one.harvest}; rollover {first.timing}; {first.conversion}"


def test_the_parts_of_every_checked_one_add_up_to_its_gain_on_fresh_paths() -> None:
    scenario = sample_scenario("early-retiree")
    home = scenario.household.model_copy(update={"horizon_years": 6})
    scenario = scenario.model_copy(update={"household": home})
    race = find_best(scenario, candidates=candidates_of(scenario)[::40], rounds=(16,))
    checked = [one for one in race.runners if one.checked is not None]
    assert checked
    for one in checked:
        merit = one.merit
        assert merit is not None
        assert one.checked is not None
        parts = [merit.without_harvest.mean, merit.harvest.mean, merit.together.mean]
        assert sum(part or 0.0 for part in parts) == pytest.approx(one.checked.mean, abs=1e-6)
