"""The first year before the plan's first day, from docs/engine.md: on its return, never in cash."""

from datetime import date
from fractions import Fraction

from sim.law.annuity_multiples import joint_multiple, life_multiple
from sim.market.assumptions import CLASSES, means_and_volatilities
from sim.market.exchange_days import trading_days
from sim.scenario.enums import AccountType, AnnuityTerm, AssetClass
from sim.scenario.models import Scenario
from tests.oracles.path_twin.annuities import age_nearest
from tests.oracles.path_twin.law import YearLaw
from tests.oracles.path_twin.paid_before import PaidBefore
from tests.oracles.path_twin.people import Incomes, is_before_59_and_a_half
from tests.oracles.path_twin.prices import gains_shares, income_share
from tests.oracles.path_twin.records import Line, Shelter, YearItems
from tests.oracles.path_twin.taxes import Returns

CAN_PAY = (AccountType.PLAN_401K, AccountType.TRADITIONAL_IRA, AccountType.INHERITED_IRA)


class SoFar:
    """The months of the first year that were over when the plan began."""

    def __init__(self, scenario: Scenario, first: date) -> None:
        self.scenario, self.home, self.year = scenario, scenario.household, first.year
        days = trading_days(date(first.year, 1, 1), date(first.year, 12, 31))
        last = {day.month: day for day in days}
        self.is_own_year = scenario.start.year == first.year
        self.ends = [day for day in last.values() if day <= scenario.start and self.is_own_year]
        self.typed = scenario.household.so_far if self.is_own_year else type(scenario.household.so_far)()

    def book(self, items: YearItems, incomes: Incomes, lines: list[Line], shelters: list[Shelter], hsas: bool) -> None:
        """Put all of it into the year's items, and no cash anywhere. hsas : whether a state taxes what HSAs earn"""
        self._people(items, incomes)
        self._securities(items, lines)
        self._cash(items)
        self._gains(items)
        for shelter in shelters:
            if shelter.kind in CAN_PAY and self.is_own_year and shelter.account.paid_so_far > 0:
                is_plan = shelter.kind is AccountType.PLAN_401K
                items.distribute(shelter.account.paid_so_far, shelter.person, is_plan)
            if shelter.kind is AccountType.ANNUITY and shelter.account.pays_from:
                self._annuity(items, shelter)
        if hsas:
            items.hsa_earned += len(self.ends) / 12 * self._hsa_year()

    def _people(self, items: YearItems, incomes: Incomes) -> None:
        figures, known = dict(items.figures), dict(incomes.first_level)
        for day in self.ends:
            incomes.month(day, 1.0, items)
        items.figures, incomes.first_level = figures, known
        if self.is_own_year:
            for who, person in enumerate(self.home.people):
                if person.wages.so_far is not None:
                    items.wages[who] = person.wages.so_far

    def _securities(self, items: YearItems, lines: list[Line]) -> None:
        paid = PaidBefore(self.home.state, {self.year: items})
        for line in lines:
            for day in self.ends:
                income, gains = income_share(line.security, day.month), gains_shares(line.security, day)
                price = line.security.price
                if line.units > 0:
                    paid.distribute(line, price * income, (price * gains[0], price * gains[1]), day)

    def _cash(self, items: YearItems) -> None:
        held = sum(one.cash for one in self.scenario.holdings.accounts if one.type is AccountType.TAXABLE)
        items.interest += len(self.ends) / 12 * held * self._cash_rate()
        typed = self.typed
        if typed.interest is not None:
            items.interest = typed.interest
        if typed.ordinary_dividends is not None:
            usual = items.ordinary_dividends
            for name in ("reit", "foreign_tax", "foreign_income"):
                items.funds[name] *= typed.ordinary_dividends / usual if usual > 0 else 0.0
            items.qualified_dividends *= typed.ordinary_dividends / usual if usual > 0 else 0.0
            items.ordinary_dividends = typed.ordinary_dividends
        if typed.qualified_dividends is not None:
            items.qualified_dividends = typed.qualified_dividends

    def _cash_rate(self) -> float:
        return max(0.0, float(means_and_volatilities(self.scenario.market)[0][CLASSES.index(AssetClass.CASH)]))

    def _gains(self, items: YearItems) -> None:
        share = len(self.ends) / 12
        short = items.short_term + share * self.home.outside_gain_short
        long = items.long_term + share * self.home.outside_gain_long
        if self.typed.gains_short is not None:
            short = self.typed.gains_short
        if self.typed.gains_long is not None:
            long = self.typed.gains_long
        items.short_term = items.outside_short = short
        items.long_term = items.outside_long = long
        items.allowed_losses = -min(0.0, short) - min(0.0, long)

    def _annuity(self, items: YearItems, shelter: Shelter) -> None:
        account, people = shelter.account, self.home.people
        first = account.pays_from
        assert first is not None
        value = self.scenario.account_value(account.id)
        numbers = [(day, (day.year - first.year) * 12 + day.month - first.month) for day in self.ends]
        for day, number in numbers:
            if number < 0 or value <= 0:
                continue
            if account.pays_for is AnnuityTerm.LIFE:
                yearly = value * (account.payout_rate or 0.0)
                ages = [age_nearest(people[p], first) for p in (shelter.person, 1 - shelter.person)[: len(people)]]
                goes_on = account.pays_survivor_share if len(people) == 2 else 0.0
                both = joint_multiple(*ages) if goes_on > 0 else 0.0
                multiple = (1 - goes_on) * life_multiple(ages[0]) + goes_on * both
                free = float(Fraction(shelter.basis / (yearly * multiple) * 1000 + 0.5).__floor__()) / 1000
                items.pay_annuity(yearly / 12 * (1 - min(1.0, free)), shelter.person)
            elif number < account.pays_years * 12:
                taxed = max(0.0, value - shelter.basis) / (account.pays_years * 12)
                items.pay_annuity(taxed, shelter.person)
                if is_before_59_and_a_half(people[shelter.person], day):
                    items.early_withdrawal += taxed

    def _hsa_year(self) -> float:
        total = 0.0
        for account in self.scenario.holdings.accounts:
            if account.type is AccountType.HSA:
                total += account.cash * self._cash_rate()
                for lot in self.scenario.holdings.lots:
                    if lot.account == account.id:
                        security = self.scenario.security(lot.symbol)
                        total += lot.quantity * security.price * security.dividend_yield
        return total

    def withheld(self, items: YearItems, returns: Returns, law: YearLaw) -> float:
        """Return what was withheld so far: as typed, or the passed share of the tax on a year at this pace."""
        if law.state is None:  # nothing is taxed
            return 0.0
        if self.typed.withheld is not None:
            return self.typed.withheld
        if not self.ends:
            return 0.0
        pace, at_pace = 12 / len(self.ends), YearItems(self.year)
        at_pace.wages = [wages * pace for wages in items.wages]
        same = ("interest", "ordinary_dividends", "qualified_dividends", "pension", "annuity", "social_security")
        for name in (*same, "early_withdrawal", "hsa_earned"):
            setattr(at_pace, name, getattr(items, name) * pace)
        for name, amount in items.funds.items():
            at_pace.funds[name] = amount * pace
        for name in ("pension", "annuity", "social_security"):
            at_pace.of_second[name] = items.of_second[name] * pace
        inputs = returns.inputs(at_pace, law)
        made = law.returned(inputs)
        return max(0.0, made.federal_tax_due + law.state_tax(inputs, made)) / pace
