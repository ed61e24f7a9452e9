"""The law of the place where a household lives: its state's, with the income tax of its county or city."""

from functools import lru_cache

import numpy as np

from sim.law.local.local_law import local_sections
from sim.law.state_schema import with_what_if
from sim.law.state_tables import load_state_law, state_document, state_law_from
from sim.scenario.enums import FilingStatus
from sim.scenario.household import Household
from sim.scenario.local_income_tax import LocalIncomeTax


def load_home_law(home: Household, year: int, status: FilingStatus) -> np.void:
    """Return the ``STATE_LAW`` of a household for a year's return, as ``load_state_law`` has it.

    Raises
    ------
    InputError
        Unknown state or place, or a year before the first one written.
    """
    if not home.local_income_tax.is_levied:
        return load_state_law(home.state, year, status, home.counts_on_state_what_if)
    return law_with_local_tax(home.state, year, status, home.local_income_tax, home.counts_on_state_what_if).copy()


@lru_cache(maxsize=2048)
def law_with_local_tax(
    state: str, year: int, status: FilingStatus, local: LocalIncomeTax, counts_on_what_if: bool = False
) -> np.void:
    """Return a state's law with a local income tax, once for all; not to be written to.

    Raises
    ------
    InputError
        Unknown state or place, or a year before the first one written.
    """
    load_state_law(state, year, status)
    document = state_document(state)
    document = with_what_if(document) if counts_on_what_if else document
    return state_law_from({**document, **local_sections(state, local)}, year, status)
