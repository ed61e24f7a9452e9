"""Who lives when: years of death, the household's status, and what a death changes, from docs/engine.md."""

from datetime import date

import numpy as np

from sim.law.community_property import community_property_states
from sim.law.life_table import death_probability
from sim.market.normals import key_of, philox4x32
from sim.scenario.enums import FilingStatus
from sim.scenario.lives import LivesKind
from sim.scenario.models import Scenario
from tests.oracles.path_twin.records import Line

NEVER = 9999
STREAM = 7_105_910


def death_years(scenario: Scenario, path: int) -> list[int]:
    """Return the calendar year at whose end each person dies on a path."""
    people, kind = scenario.household.people, scenario.household.lives.kind
    if kind is LivesKind.DATES:
        return [person.dies_in or NEVER for person in people]
    if kind is LivesKind.HORIZON:
        return [NEVER for _ in people]
    none = np.uint64(0)
    words = philox4x32(key_of(scenario.simulation.seed), np.uint64(path), none, none, np.uint64(STREAM))
    years = []
    for person, word in zip(people, words, strict=False):
        u, alive, year = (int(word) + 0.5) / 2**32, 1.0, scenario.start.year
        while True:
            q = death_probability(person.sex, year - person.born.year, year)
            if year == scenario.start.year:
                q *= (date(year, 12, 31) - scenario.start).days / 365.25
            alive *= 1 - q
            if alive <= u:
                break
            year += 1
        years.append(year)
    return years


class Lives:
    """Asked by year; a person is there through the whole year of death."""

    def __init__(self, scenario: Scenario, years: list[int]) -> None:
        self.household, self.years = scenario.household, years

    def lives(self, person: int, year: int) -> bool:
        return person < len(self.years) and year <= self.years[person]

    def people(self, year: int) -> list[int]:
        """Who is on the return of a year."""
        return [person for person in range(len(self.years)) if self.lives(person, year)]

    def is_survivor(self, year: int) -> bool:
        return len(self.years) == 2 and len(self.people(year)) == 1

    def status(self, year: int) -> FilingStatus:
        return FilingStatus.SINGLE if self.is_survivor(year) else self.household.filing_status

    def nobody_after(self, year: int) -> bool:
        return not self.people(year + 1)

    def is_first_death(self, year: int) -> bool:
        """Whether one of two people dies at the end of the year and the other lives on."""
        return len(self.people(year)) == 2 and len(self.people(year + 1)) == 1


def step_up(lines: list[Line], state: str, price: dict[str, float], today: date) -> None:
    """Give every taxable lot its basis after the first death."""
    is_whole = state in community_property_states()
    for line in lines:
        worth = price[line.security.symbol]
        lots, line.lots = line.lots, []
        for lot in lots:
            if lot.gain_basis is not None:
                lot.held_from = lot.held_from_at(worth) if worth > lot.basis_per_unit else lot.held_from
                lot.basis, lot.gain_basis, lot.gain_from = lot.units * lot.basis_at(worth), None, None
            stays = min(lot.nua or 0.0, max(0.0, worth - lot.basis_per_unit))
            if lot.nua is not None:
                lot.nua = stays if is_whole else (lot.nua + stays) / 2
            if is_whole:
                lot.basis = lot.units * (worth - stays)
                lot.held_from = min(lot.held_from, date.fromordinal(today.toordinal() - 400))
            else:
                lot.basis = (lot.basis + lot.units * (worth - stays)) / 2
            line.insert(lot)
