"""The law of the place where a household lives: its state's, with the income tax of its county or city."""

from functools import lru_cache

import numpy as np

from sim.law.local.local_law import local_sections, local_what, locality
from sim.law.state_itemizing import document_for
from sim.law.state_tables import load_state_law, state_document, state_law_from
from sim.scenario.enums import FilingStatus
from sim.scenario.household import Household
from sim.scenario.local_income_tax import LocalIncomeTax


def load_home_law(home: Household, year: int, status: FilingStatus, has_moved: bool = False) -> np.void:
    """Return the ``STATE_LAW`` of a household for a year's return, as ``load_state_law`` has it.

    has_moved : to the new state already in the year of the move, whose law it else is from the next year on

    Raises
    ------
    InputError
        Unknown state or place, or a year before the first one written.
    """
    state, local, what_if, move = home.state, home.local_income_tax, home.counts_on_state_what_if, home.move
    if move.date is not None and (has_moved or year > move.date.year):
        state, local, what_if = move.state, move.local_income_tax, False
    if not local.is_levied:
        return load_state_law(state, year, status, what_if, home.itemizes)
    return law_with_local_tax(state, year, status, local, what_if, home.itemizes).copy()


def locality_name(home: Household) -> str:
    """Return the county or city whose income tax is counted, as the list writes it; empty where none is.

    Raises
    ------
    InputError
        No such place in the list.
    """
    if home.local_income_tax.place:
        return locality(home.state, home.local_income_tax.place).name
    return "local schedule of your own" if home.local_income_tax.brackets else ""


def local_tax_in_words(home: Household) -> str:
    """Return whose local income tax is counted, or that none is; empty in a state where no locality levies one.

    Raises
    ------
    InputError
        No such place in the list.
    """
    place = locality_name(home)
    if place:
        return f"the income tax of {place} is counted" if home.local_income_tax.place else f"a {place} is counted"
    return "no local income tax is counted" if local_what(home.state) else ""


def without_local_tax(law: np.void) -> np.void:
    """Return a copy of a household's law without its local income tax."""
    of_state = law.copy()
    of_state["local"]["is_levied"] = 0
    return of_state


@lru_cache(maxsize=2048)
def law_with_local_tax(
    state: str,
    year: int,
    status: FilingStatus,
    local: LocalIncomeTax,
    counts_on_what_if: bool = False,
    itemizes: bool = False,
) -> np.void:
    """Return a state's law with a local income tax, once for all; not to be written to.

    Raises
    ------
    InputError
        Unknown state or place, or a year before the first one written.
    """
    load_state_law(state, year, status)
    document = document_for(state_document(state), counts_on_what_if, itemizes)
    return state_law_from({**document, **local_sections(state, local)}, year, status)
