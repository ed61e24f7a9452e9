"""A state's return does not depend on what its work space held before: every amount that a rule reads is written."""

import random

import numpy as np
import pytest

from sim.law.federal_law import load_federal_law
from sim.law.filing_status import CODE_OF
from sim.law.state_law import STATE_SCRATCH
from sim.law.state_projection import state_figures
from sim.law.state_tables import load_state_law
from sim.scenario.enums import STATES, FilingStatus
from sim.tax.federal_return import federal_return
from sim.tax.records import ReturnInput, return_input
from sim.tax.state_return import state_tax_into
from tests.oracles.random_households import random_household
from tests.unit.tax_states.lists import random_lists, with_lists

N_HOUSEHOLDS = 60
BEFORE = (0.0, np.nan, 1e9, -1e9)
"""NaN alone would not do: a maximum with 0 hides it."""
SECONDS = {
    "pension2": "pension",
    "annuity2": "annuity",
    "ira_401k2": "ira_401k",
    "qcd2": "qcd",
    "social_security2": "social_security",
    "from_plan": "ira_401k",
}
"""Parts of a household's amounts that random households leave at 0."""


def households() -> list[tuple[ReturnInput, int, FilingStatus]]:
    """Return random households of every status; half of the couples divide what they have."""
    rng, found = random.Random(22), []
    while len(found) < N_HOUSEHOLDS:
        fields, year, status = random_household(rng)
        if status is FilingStatus.MARRIED_FILING_JOINTLY and rng.random() < 0.7:
            fields |= {part: 0.5 * fields[whole] for part, whole in SECONDS.items()}
            fields |= {"investments2": rng.choice((0.0, 0.5)), "from_plan2": 0.25 * fields["ira_401k"]}
        found.append((return_input(filing_status=CODE_OF[status], **fields), year, status))
    return found


def filled(value: float) -> np.void:
    scratch = np.empty(1, STATE_SCRATCH)[0]
    scratch["amounts"][:] = value
    return scratch


@pytest.mark.parametrize("state", STATES)
def test_what_the_work_space_held_changes_nothing(state: str) -> None:
    for inputs, year, status in households():
        law = load_state_law(state, year, status)
        of_year = state_figures(law, 1.0)
        federal = federal_return(load_federal_law(year, status), inputs)
        taxes = [state_tax_into(law, of_year, inputs, federal, filled(value)) for value in BEFORE]
        assert taxes == [taxes[0]] * len(BEFORE), f"{state} {year} {status}: {inputs}"


@pytest.mark.parametrize("state", STATES)
def test_nor_where_deductions_are_listed(state: str) -> None:
    rng = random.Random(f"lists {state}")
    for inputs, year, status in households():
        lists, paid = random_lists(rng), rng.choice((0.0, 5_000.0))
        found = [with_lists(state, year, status, inputs, lists, paid, filled(value)) for value in BEFORE]
        assert found == [found[0]] * len(BEFORE), f"{state} {year} {status}: {inputs} {lists}"
