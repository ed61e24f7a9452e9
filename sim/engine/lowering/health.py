"""Lower what decides Medicare surcharges and the premium credit beside the plan's own income."""

import numpy as np

from sim.engine.lowering.calendar import Calendar
from sim.law.beside_return import premium_lookback
from sim.scenario.enums import FilingStatus
from sim.scenario.household import Household, Person


def lower_health(household: np.void, home: Household, calendar: Calendar) -> None:
    """Fill the MAGI before the plan, the relieved years and the insured months; `medicare_from` is filled before.

    Relieved are the year in which work stops and those whose tier rests on a year not after it (20 CFR 418.1201-1205).
    """
    household["pays_part_b"], household["other_premiums"] = home.medicare.pays_part_b, home.medicare.other_premiums / 12
    household["premium_lookback"] = premium_lookback(int(calendar.years[0]))
    before = home.medicare.magi_two_years_before, home.medicare.magi_year_before
    household["magi_before"] = [-1.0 if magi is None else magi for magi in before]
    household["appeals"] = home.medicare.appeals
    for person in home.people:
        if home.medicare.appeals and person.wages.annual > 0 and person.wages.until is not None:
            since = calendar.years - person.wages.until.year
            household["is_relieved"][: len(since)] |= (since >= 0) & (since <= household["premium_lookback"])
    if home.filing_status is FilingStatus.MARRIED_FILING_SEPARATELY:  # no credit: IRC 36B(c)(1)(C)
        return
    household["benchmark_premium"], household["premium"] = home.marketplace.benchmark_premium, home.marketplace.premium
    ends = np.flatnonzero(calendar.is_month_end)
    days, years, months = calendar.days[ends], calendar.year_index[ends], [calendar.dates[at].month - 1 for at in ends]
    for p, person in enumerate(home.people):
        household["is_insured"][p, years, months] = (days < household["medicare_from"][p]) & ~_works(person, days)
    household["insured_years"] = np.max(np.flatnonzero(household["is_insured"].any(axis=(0, 2))), initial=-1) + 1


def _works(person: Person, days: np.ndarray) -> np.ndarray:
    """Return whether a person still works on each day, (n,) ordinals in."""
    until = person.wages.until if person.wages.annual > 0 else None
    return np.zeros(len(days), bool) if until is None else days <= until.toordinal()
