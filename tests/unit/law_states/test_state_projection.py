"""Indexed figures grow with inflation, frozen ones do not, and the zero-rate law charges nothing."""

import copy
import math
import random

import numpy as np
import pytest

from sim.law.state_itemizing import document_for
from sim.law.state_law import STAGES
from sim.law.state_projection import grown, zero_rate_state_law
from sim.law.state_tables import load_state_law, state_document, state_law_from
from sim.scenario.enums import STATES, FilingStatus
from sim.tax.federal_return import federal_return
from sim.tax.records import return_input
from sim.tax.state_return import state_tax
from tests.unit.tax_states.households import federal_law, random_household

SINGLE = FilingStatus.SINGLE
_BY_WORD = {
    "amount": ("amount", "aged_amount"),
    "start": ("exempt", "start", "second_start", "only_up_to"),
    "gate": ("only_over",),
}


def grown_figure(figure, index, rounding):
    """Return a figure as a data file would write it after inflation: every number grown and rounded."""
    if isinstance(figure, dict):
        return {key: grown_figure(inner, index, rounding) for key, inner in figure.items()}
    if isinstance(figure, list):
        return [grown_figure(inner, index, rounding) for inner in figure]
    return math.floor(figure * index / rounding + 0.5) * rounding if math.isfinite(figure) else figure


def grown_document(state, index):
    """Return the state's data file with every indexed figure written again: what an editor would do by hand."""
    document = copy.deepcopy(document_for(state_document(state), counts_on_what_if=False, itemizes=False))
    rounding = document.get("income", {}).get("rounding", 1.0)
    for key in ("brackets", "gain_brackets"):
        if document.get(key, {}).get("indexed"):
            document[key]["thresholds"] = grown_figure(document[key]["thresholds"], index, rounding)
    for stage in STAGES:
        for rule in document.get(stage, []):
            words = [word for named in rule.get("indexed", []) for word in _BY_WORD[named] if word in rule]
            for word in words:
                rule[word] = grown_figure(rule[word], index, rounding)
            if rule.get("reduction") == "table_amount" and "amount" in rule.get("indexed", []):
                rule["table"] = grown_table(rule["table"], index, rounding, 1)
            if "table" in rule and "start" in rule.get("indexed", []):
                rule["table"] = grown_table(rule["table"], index, rounding, 0)
    return document


def grown_table(table, index, rounding, column):
    """Return a step table with where its values begin (column 0) or its values (column 1) grown."""
    if isinstance(table, dict):
        return {key: grown_table(inner, index, rounding, column) for key, inner in table.items()}
    return [
        [grown_figure(cell, index, rounding) if at == column else cell for at, cell in enumerate(row)] for row in table
    ]


@pytest.mark.parametrize("state", STATES)
def test_growth_on_the_fly_is_the_data_file_written_anew(state):
    rng = random.Random(state)
    for index in (1.37, 2.6):
        document = grown_document(state, index)
        for _ in range(25):
            _, status, inputs = random_household(rng)
            federal = federal_return(federal_law(2026, status), inputs)
            by_hand = state_tax(state_law_from(document, 2026, status), inputs, federal)
            on_the_fly = state_tax(load_state_law(state, 2026, status), inputs, federal, index)
            assert on_the_fly == pytest.approx(by_hand, abs=1e-6), (state, status, inputs)


def test_indexed_brackets_grow_and_frozen_ones_stay():
    """Twice the income at twice the prices owes twice the tax in California, and more than that in New Jersey."""
    federal = federal_law(2026, SINGLE)

    def owed(state, wages, index):
        inputs = return_input(filing_status=0, age1=50, wages1=wages)
        return state_tax(load_state_law(state, 2026, SINGLE), inputs, federal_return(federal, inputs), index)

    assert owed("CA", 240_000, 2.0) == pytest.approx(2 * owed("CA", 120_000, 1.0), abs=5.0)
    assert owed("NJ", 240_000, 2.0) == owed("NJ", 240_000, 1.0) > 2 * owed("NJ", 120_000, 1.0) + 1000


def test_a_return_leaves_the_law_alone():
    law = load_state_law("MN", 2026, SINGLE)
    before = law.copy()
    inputs = return_input(filing_status=0, age1=50, wages1=120_000)
    state_tax(law, inputs, federal_return(federal_law(2026, SINGLE), inputs), 3.0)
    assert law.tobytes() == before.tobytes()


def test_statute_frozen_by_law_does_not_grow():
    """Illinois indexes its exemption, not the $250,000 of income above which there is none (35 ILCS 5/204)."""
    law = load_state_law("IL", 2026, SINGLE)

    def saved_by_exemption(wages):
        inputs = return_input(filing_status=0, age1=50, wages1=wages)
        return 0.0495 * wages - state_tax(law, inputs, federal_return(federal_law(2026, SINGLE), inputs), 2.0)

    exemption = next(rule["amount"] for rule in law["rules"] if rule["amount_base"] > 0)
    assert saved_by_exemption(250_000) == pytest.approx(0.0495 * 2 * exemption)
    assert saved_by_exemption(250_001) == pytest.approx(0.0)


def test_no_limit_stays_no_limit():
    assert grown(np.inf, 2.0, 1.0) == np.inf
    assert grown(101.0, 1.1, 10.0) == 110.0
    assert grown(101.0, 1.0, 10.0) == 101.0


def test_zero_rate_law_charges_nothing():
    rng = random.Random(3)
    for state in STATES:
        _, status, inputs = random_household(rng)
        law = zero_rate_state_law(load_state_law(state, 2026, status))
        assert state_tax(law, inputs, federal_return(federal_law(2026, status), inputs)) == 0.0
