"""A year as its household foresees it, from docs/engine.md: what pretax money may pay first, what a gain would cost."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from sim.engine.lowering.calendar import Calendar
from sim.scenario.conversions import Conversion, ConversionKind
from sim.scenario.enums import AccountType, TaxedAs
from sim.scenario.models import Scenario
from sim.scenario.strategies import Strategy
from sim.tax.records import ReturnInput
from tests.oracles.path_twin.conversions import most_income, room_of
from tests.oracles.path_twin.law import LevelAtEnd, PublishedLaw, YearLaw
from tests.oracles.path_twin.lives import Lives
from tests.oracles.path_twin.people import Incomes
from tests.oracles.path_twin.records import YearItems
from tests.oracles.path_twin.sheltered import Sheltered
from tests.oracles.path_twin.taxes import Returns

A_GAIN = 1_000.0


def copy_of(items: YearItems) -> YearItems:
    """Return items that can be added to without changing those of the path."""
    of_second = items.of_second.copy()
    return replace(
        items, figures=dict(items.figures), wages=list(items.wages), of_second=of_second, funds=items.funds.copy()
    )


def foresee_distributions(items: YearItems, last: YearItems | None, rmds: list[float]) -> None:
    """Raise what the portfolio paid so far to what it paid last year, and pretax distributions to the RMDs at least.

    rmds : of each person
    """
    before = last or YearItems(items.year - 1)
    for name in ("interest", "ordinary_dividends", "qualified_dividends"):
        setattr(items, name, max(getattr(items, name), getattr(before, name)))
    for name, amount in before.funds.items():
        items.funds[name] = max(items.funds[name], amount)
    for name in ("annuity", "qcd"):
        if getattr(before, name) > getattr(items, name):
            setattr(items, name, getattr(before, name))
            items.of_second[name] = before.of_second[name]
    booked, again = items.ira_401k - items.once, before.ira_401k - before.once
    if again > booked and again >= sum(rmds):
        items.of_second["ira_401k"] += (again - booked) * before.of_second["ira_401k"] / before.ira_401k
        items.ira_401k = again + items.once
    elif sum(rmds) > booked:
        items.of_second["ira_401k"] += (sum(rmds) - booked) * rmds[1] / sum(rmds)
        items.ira_401k = sum(rmds) + items.once


def without_unused_losses(inputs: ReturnInput) -> ReturnInput:
    """Return a year whose gains and losses, carryovers included, net to a loss without any of them."""
    if inputs.stcg + inputs.ltcg >= inputs.st_carryover + inputs.lt_carryover:
        return inputs
    return inputs._replace(stcg=0.0, ltcg=0.0, nua_gain=0.0, st_carryover=0.0, lt_carryover=0.0)


def with_gain(strategy: Strategy, inputs: ReturnInput) -> ReturnInput:
    """Return the year with the gain whose tax is asked."""
    if strategy.marginal_rate_on is TaxedAs.LONG_TERM_GAINS:
        return inputs._replace(ltcg=inputs.ltcg + A_GAIN)
    return inputs._replace(stcg=inputs.stcg + A_GAIN)


def marginal_rate(strategy: Strategy, inputs: ReturnInput, law: YearLaw) -> float:
    """Return what of one more gain is due as federal and state income tax."""

    def tax(of: ReturnInput) -> float:
        made = law.returned(of)
        return made.federal_tax_due + law.state_tax(of, made)

    return (tax(with_gain(strategy, inputs)) - tax(inputs)) / A_GAIN


@dataclass
class Foresight:
    """What one strategy's household knows of a year before it is over."""

    scenario: Scenario
    strategy: Strategy
    calendar: Calendar
    published: PublishedLaw
    lives: Lives
    incomes: Incomes
    returns: Returns
    sheltered: Sheltered
    level_at_end: LevelAtEnd

    def law_of(self, year: int) -> YearLaw:
        return self.published.of_year(year, self.level_at_end, self.lives.status(year))

    def last_of(self, year: int) -> YearItems | None:
        return self.sheltered.years.get(year - 1)

    def room(self, year: int, level: float) -> float:
        """Return how much pretax money pays before taxable accounts do in a year that has not begun."""
        first, last = self.sheltered.years[year], self.last_of(year)
        items = YearItems(year) if last is not None else copy_of(first)
        if last is not None:
            items.interest, items.ordinary_dividends = last.interest, last.ordinary_dividends
            items.qualified_dividends = last.qualified_dividends
            items.funds.update(last.funds)
        self._add_incomes(items, date(year, 1, 1), level)
        wanted = Conversion(kind=ConversionKind.TO_BRACKET, bracket_rate=self.strategy.withdrawal_bracket_rate)
        room = self._room_of(wanted, year, self.returns.inputs(items, self.law_of(year)))
        return max(most_income(room), sum(self.sheltered.rmd))

    def is_taxed_enough(self, today: date, level: float, price: dict[str, float]) -> bool:
        """Return whether the year's marginal rate, as it is foreseen today, is the strategy's least one or more."""
        if self.strategy.min_marginal_rate == 0:
            return True
        items, law = copy_of(self.sheltered.years[today.year]), self.law_of(today.year)
        n_to_come = self._add_incomes(items, today, level)
        home = self.scenario.household
        items.short_term += home.outside_gain_short / 12 * level * n_to_come
        items.long_term += home.outside_gain_long / 12 * level * n_to_come
        foresee_distributions(items, self.last_of(today.year), self.sheltered.rmd)
        inputs = without_unused_losses(self.returns.inputs(items, law))
        converted = self._conversion(today.year, level, with_gain(self.strategy, inputs), price)
        of_second = converted * self.sheltered.share_of_second(price)
        inputs = inputs._replace(ira_401k=inputs.ira_401k + converted, ira_401k2=inputs.ira_401k2 + of_second)
        return marginal_rate(self.strategy, inputs, law) >= self.strategy.min_marginal_rate - 1e-9

    def _add_incomes(self, items: YearItems, first: date, level: float) -> int:
        """Add what month ends from a day on will bring from outside at today's prices; return how many there are."""
        known, days = dict(self.incomes.first_level), zip(self.calendar.dates, self.calendar.is_month_end, strict=True)
        ends = [day for day, is_end in days if is_end and day.year == items.year and day >= first]
        for day in ends:
            self.incomes.month(day, level, items)
        self.incomes.first_level = known
        return len(ends)

    def _conversion(self, year: int, level: float, inputs: ReturnInput, price: dict[str, float]) -> float:
        """Return the income of the year's conversion if it were made now; a fixed amount counts in full."""
        conversion, shelters = self.strategy.conversion, self.sheltered.shelters
        first, last = conversion.first_year or 0, conversion.last_year or 9999
        if conversion.kind is ConversionKind.NEVER or not first <= year <= last:
            return 0.0
        owners = {shelter.account.owner for shelter in shelters if shelter.kind is AccountType.ROTH_IRA}
        iras = [s for s in shelters if s.kind is AccountType.TRADITIONAL_IRA and s.account.owner in owners]
        there = sum(ira.value(price) for ira in iras if not ira.is_closed)
        if conversion.kind is ConversionKind.FIXED:
            return min(there, conversion.amount * level)
        return min(there, most_income(self._room_of(conversion, year, inputs)))

    def _room_of(self, conversion: Conversion, year: int, inputs: ReturnInput) -> Callable[[float], bool]:
        law = self.law_of(year)
        return room_of(self.scenario, conversion, year, inputs, law, self.published, self.lives, self.level_at_end)
