"""Indexed figures grow with inflation, frozen ones do not, and the zero-rate law charges nothing."""

import random

import numpy as np
import pytest

from sim.law.state_projection import grown, project_state_law, zero_rate_state_law
from sim.law.state_tables import load_state_law
from sim.scenario.enums import STATES, FilingStatus
from sim.tax.federal_return import federal_return
from sim.tax.state_return import state_tax
from tests.unit.tax_states.households import federal_law, random_household

SINGLE = FilingStatus.SINGLE


@pytest.mark.parametrize("state", STATES)
def test_no_inflation_changes_no_tax(state):
    rng = random.Random(7)
    for _ in range(10):
        _, status, inputs = random_household(rng)
        law = load_state_law(state, 2026, status)
        federal = federal_return(federal_law(2026, status), inputs)
        # Half-dollar figures (projected ones) are rounded to whole dollars.
        assert state_tax(project_state_law(law, 1.0), inputs, federal) == pytest.approx(
            state_tax(law, inputs, federal), abs=5.0
        )


def test_indexed_brackets_grow_and_frozen_ones_stay():
    california = load_state_law("CA", 2026, SINGLE)
    new_jersey = load_state_law("NJ", 2026, SINGLE)
    grown_california = project_state_law(california, 2.0).schedules[: california.brackets_end]
    expected = california.schedules[: california.brackets_end, 0] * 2.0
    assert grown_california[:, 0] == pytest.approx(expected)
    assert grown_california[:, 1] == pytest.approx(california.schedules[: california.brackets_end, 1])
    assert np.array_equal(project_state_law(new_jersey, 2.0).schedules, new_jersey.schedules)


def test_projection_leaves_the_law_of_the_base_year_alone():
    law = load_state_law("MN", 2026, SINGLE)
    before = law.rules.copy(), law.schedules.copy()
    project_state_law(law, 3.0)
    assert np.array_equal(law.rules, before[0])
    assert np.array_equal(law.schedules, before[1])


def test_statute_frozen_by_law_does_not_grow():
    """Illinois indexes its exemption, not the $250,000 limit behind it (35 ILCS 5/204)."""
    law = load_state_law("IL", 2026, SINGLE)
    projected = project_state_law(law, 2.0)
    personal = next(index for index, rule in enumerate(law.rules) if rule["is_amount_indexed"] == 1.0)
    assert projected.rules[personal]["amount"] == pytest.approx(2 * law.rules[personal]["amount"])
    assert projected.rules[personal]["only_up_to"] == 250_000


def test_no_limit_stays_no_limit():
    assert grown(np.inf, 1.0, 2.0, 1.0) == np.inf
    assert grown(101.0, 1.0, 1.1, 10.0) == 110.0
    assert grown(101.0, 0.0, 1.1, 10.0) == 101.0


def test_zero_rate_law_charges_nothing():
    rng = random.Random(3)
    for state in STATES:
        _, status, inputs = random_household(rng)
        law = zero_rate_state_law(load_state_law(state, 2026, status))
        assert state_tax(law, inputs, federal_return(federal_law(2026, status), inputs)) == 0.0
