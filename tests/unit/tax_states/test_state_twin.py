"""The kernel against the slow twin that fills in the form from the data file."""

import random

import numpy as np
import pytest

from sim.law.state_law import STATE_SCRATCH
from sim.scenario.enums import STATES
from sim.tax.federal_return import federal_return
from sim.tax.state_return import state_tax
from tests.oracles.state_forms import document_of, filled_form, state_tax_by_form
from tests.oracles.state_lists import listed_amounts
from tests.unit.tax_states.households import federal_law, random_household, state_law
from tests.unit.tax_states.lists import random_lists, with_lists

OF_LISTS = ("itemizing", "itemized", "listed_")


def without_lists(document):
    return {name: part for name, part in document.items() if not name.startswith(OF_LISTS)}


@pytest.mark.parametrize("state", STATES)
def test_kernel_equals_the_form(state):
    rng = random.Random(state)
    document = without_lists(document_of(state))
    for _ in range(60):
        year, status, inputs = random_household(rng)
        federal = federal_return(federal_law(year, status), inputs)
        tax = state_tax(state_law(state, year, status), inputs, federal)
        by_form = state_tax_by_form(document, inputs._asdict(), federal._asdict(), year, status.value)
        assert tax == pytest.approx(by_form, abs=0.005), (year, status, inputs)


@pytest.mark.parametrize("state", [state for state in STATES if document_of(state)["tax"] == "income"])
def test_kernel_equals_the_form_with_lists(state):
    rng, scratch = random.Random(f"lists {state}"), np.zeros(1, STATE_SCRATCH)[0]
    document = document_of(state)
    for _ in range(60):
        year, status, inputs = random_household(rng)
        lists, paid = random_lists(rng), rng.choice((0.0, 3_000.0, 60_000.0))
        filed, tax = with_lists(state, year, status, inputs, lists, paid, scratch)
        top = federal_law(year, status).ordinary.thresholds[-1]
        listed = listed_amounts(lists._asdict(), filed._asdict(), paid, top, year, status.value)
        by_form, _ = filled_form(document, inputs._asdict(), filed._asdict(), year, status.value, listed)
        assert tax == pytest.approx(by_form, abs=0.005), (year, status, inputs, lists)
