"""The kernel against the slow twin that fills in the form from the data file."""

import random

import pytest

from sim.scenario.enums import STATES
from sim.tax.federal_return import federal_return
from sim.tax.state_return import state_tax
from tests.oracles.state_forms import document_of, state_tax_by_form
from tests.unit.tax_states.households import federal_law, random_household, state_law


@pytest.mark.parametrize("state", STATES)
def test_kernel_equals_the_form(state):
    rng = random.Random(state)
    document = document_of(state)
    for _ in range(60):
        year, status, inputs = random_household(rng)
        federal = federal_return(federal_law(year, status), inputs)
        tax = state_tax(state_law(state, year, status), inputs, federal)
        by_form = state_tax_by_form(document, inputs._asdict(), federal._asdict(), year, status.value)
        assert tax == pytest.approx(by_form, abs=0.005), (year, status, inputs)
