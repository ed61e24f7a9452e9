"""Lower a move to another state: whose law each year's return is under, and both states' in the year of the move."""

from datetime import date
from functools import lru_cache
from typing import NamedTuple, cast

import numpy as np

from sim.law.local.home_law import load_home_law
from sim.law.state_law import STATE_LAW
from sim.scenario.enums import FilingStatus
from sim.scenario.household import Household
from sim.scenario.local_income_tax import LocalIncomeTax
from sim.scenario.move import Move

KEPT = 32
"""Places whose laws are kept, each half a megabyte: most moves of a plan leave the household where it is."""


class Place(NamedTuple):
    """What of a household decides whose law it is under, under the household's own names."""

    state: str
    local_income_tax: LocalIncomeTax
    counts_on_state_what_if: bool
    move: Move
    itemizes: bool


class MoveLaw(NamedTuple):
    """The year of a move on the plan's year axis, the share of it before the move, the new state's ``STATE_LAW``."""

    year: int
    share_before: float
    law: np.void


def state_laws(home: Household, status: FilingStatus, plan_years: tuple[int, ...]) -> np.ndarray:
    """Return the state's law of every year of the plan; after the year of a move the new state's."""
    place = Place(home.state, home.local_income_tax, home.counts_on_state_what_if, home.move, home.itemizes)
    return _state_laws(place, status, plan_years).copy()


@lru_cache(maxsize=KEPT)
def _state_laws(place: Place, status: FilingStatus, plan_years: tuple[int, ...]) -> np.ndarray:
    """Return the same, kept for the next plan that has the place; not to be written to."""
    home = cast(Household, place)
    laws = np.zeros(len(plan_years), STATE_LAW)
    for row, year in enumerate(plan_years):
        laws[row] = load_home_law(home, year, status)
    return laws


def forget_state_laws() -> None:
    """Forget what is kept, for whoever changes the law beneath it."""
    _state_laws.cache_clear()


def move_law(home: Household, status: FilingStatus, plan_years: tuple[int, ...]) -> MoveLaw | None:
    """Return the move, None where there is none in the plan."""
    day = home.move.date
    if day is None or day.year not in plan_years:
        return None
    return MoveLaw(plan_years.index(day.year), share_before(day), load_home_law(home, day.year, status, True))


def share_before(day: date) -> float:
    """Return the share of a year that lies before a day."""
    first, after = date(day.year, 1, 1), date(day.year + 1, 1, 1)
    return (day - first).days / (after - first).days
