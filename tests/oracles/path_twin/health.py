"""Medicare surcharges with their appeal, and the premium credit before 65, from docs/engine.md."""

from datetime import date

from sim.law.beside_return import load_aca_law
from sim.scenario.enums import FilingStatus
from sim.scenario.household import Household, Person
from sim.tax.aca import applicable_share
from tests.oracles.path_twin.conversions import LAST_POVERTY_YEAR, aca_limit
from tests.oracles.path_twin.law import LevelAtEnd, PublishedLaw
from tests.oracles.path_twin.lives import Lives
from tests.oracles.path_twin.people import had_birthday
from tests.oracles.path_twin.records import YearItems


class Health:
    """What the household's MAGI costs beside the income tax."""

    def __init__(
        self, household: Household, first_year: int, law: PublishedLaw, lives: Lives, magi: dict[int, float]
    ) -> None:
        self.lives = lives
        self.household, self.first_year, self.law, self.magi = household, first_year, law, magi
        before = household.medicare
        named = {first_year - 2: before.magi_two_years_before, first_year - 1: before.magi_year_before}
        self.before = {year: amount for year, amount in named.items() if amount is not None}
        self.relieved_months: dict[int, int] = {}
        self.insured: dict[int, list[int]] = {}

    def month(self, today: date, level_at_end: LevelAtEnd) -> float:
        """Return the month's Medicare surcharges; count the months that matter for the year's end."""
        people = [self.household.people[person] for person in self.lives.people(today.year)]
        insured = sum(_is_insured(person, today) for person in people)
        self.insured.setdefault(today.year, []).append(insured)
        n_people = sum(had_birthday(person, 65, today) for person in people)
        if self.is_relieved(today.year):
            self.relieved_months[today.year] = self.relieved_months.get(today.year, 0) + n_people
            return 0.0
        magi = self._magi(today.year - 2)
        return 0.0 if magi is None else n_people * self._surcharge(today.year, magi, level_at_end)

    def premiums(self, today: date, level: float, level_at_end: LevelAtEnd) -> float:
        """Return the month's premiums that are no surcharge: Part B for everybody alike, and what the plan says."""
        people = [self.household.people[person] for person in self.lives.people(today.year)]
        medicare = self.household.medicare
        if not self.law.is_taxed:
            return 0.0
        each = medicare.other_premiums / 12 * level
        if medicare.pays_part_b:
            each += self.law.irmaa(today.year, level_at_end, self.household.filing_status).part_b_standard
        return each * sum(had_birthday(person, 65, today) for person in people)

    def _surcharge(self, year: int, magi: float, level_at_end: LevelAtEnd) -> float:
        return self.law.surcharge(year, magi, level_at_end, self.lives.status(year - 2))

    def _magi(self, year: int) -> float | None:
        return self.magi.get(year, self.before.get(year))

    def is_relieved(self, year: int) -> bool:
        ends = [p.wages.until.year for p in self.household.people if p.wages.annual > 0 and p.wages.until]
        has_lost_spouse = self.lives.is_survivor(year) and year <= min(self.lives.years) + 2
        return self.household.medicare.appeals and (has_lost_spouse or any(end <= year <= end + 2 for end in ends))

    def settle(self, items: YearItems, aca_magi: float, level_at_end: LevelAtEnd) -> float:
        """Return the surcharge of a relieved year less the premium credit, once the year's MAGI is known."""
        year, owed = items.year, 0.0
        if self.is_relieved(year):
            usual = self._magi(year - 2)
            charged = 0.0
            if usual is not None:
                own = self.law.surcharge(year, self.magi[year], level_at_end, self.lives.status(year))
                charged = min(own, self._surcharge(year, usual, level_at_end))
            owed = self.relieved_months.get(year, 0) * charged
            items.add("irmaa", owed)
        credit = self._credit(year, aca_magi, level_at_end) if self.law.is_taxed else 0.0
        items.add("premium_credit", credit)
        return owed - credit

    def _credit(self, year: int, magi: float, level_at_end: LevelAtEnd) -> float:
        market, status = self.household.marketplace, self.household.filing_status
        law = load_aca_law(min(year, LAST_POVERTY_YEAR))
        n_people = len(self.lives.people(year))
        limit = aca_limit(n_people, year, level_at_end)
        cliff = law.cliff_multiple if law.cliff_multiple < 1000 else 1e18
        line = limit / cliff if cliff < 1000 else self._line_without_limit(year, n_people)
        multiple = magi / line
        if market.benchmark_premium <= 0 or status is FilingStatus.MARRIED_FILING_SEPARATELY:
            return 0.0
        if multiple < law.lowest_multiple or multiple > law.cliff_multiple:
            return 0.0
        share = applicable_share(law, int(multiple * 100 + 1e-9) / 100)
        level, credit = level_at_end(year), 0.0
        for n in self.insured.get(year, []):
            benchmark, premium = (n * each / 12 * level for each in (market.benchmark_premium, market.premium))
            if n > 0:
                credit += min(premium, max(0.0, benchmark - share * magi / 12))
        return credit

    @staticmethod
    def _line_without_limit(year: int, n_people: int) -> float:
        law = load_aca_law(min(year, LAST_POVERTY_YEAR))
        return law.poverty_base + law.poverty_per_person * (n_people - 1)


def _is_insured(person: Person, today: date) -> bool:
    is_working = person.wages.annual > 0 and person.wages.until is not None and today <= person.wages.until
    return not is_working and not had_birthday(person, 65, today)
