"""Every kind of rollover, from docs/engine.md: its first day, and the day on which money is put back or invested."""

from collections.abc import Callable
from datetime import date, timedelta

from sim.engine.lowering.calendar import Calendar
from sim.law.federal_law import figures_of
from sim.scenario.enums import AccountType, FilingStatus, RolloverMethod
from sim.scenario.holdings import Security
from sim.scenario.models import Scenario
from sim.scenario.rollover import Rollover
from tests.oracles.path_twin.people import is_before_59_and_a_half
from tests.oracles.path_twin.records import CASH, DUST_UNITS, DUST_USD, Position, Shelter
from tests.oracles.path_twin.sheltered import Sheltered
from tests.oracles.path_twin.taxable import Taxable

Price = dict[str, float]
DIRECT_PARTS = (RolloverMethod.DIRECT_IN_KIND, RolloverMethod.DIRECT_CASH, RolloverMethod.NUA_LUMP_SUM)


class Rollovers:
    """The household's rollovers; money that is on its way is neither cash nor in an account."""

    def __init__(self, scenario: Scenario, calendar: Calendar, sheltered: Sheltered, taxable: Taxable) -> None:
        self.start, self.calendar = scenario.start, calendar
        self.sheltered, self.taxable, self.years = sheltered, taxable, sheltered.years
        self.holdings = scenario.holdings
        self.securities: dict[str, Security] = {security.symbol: security for security in scenario.securities}
        made = [r for r in scenario.rollovers if r.method is not RolloverMethod.STAY_IN_PLAN]
        self.moves = sorted((r for r in made if self._step(r.date) >= 0), key=lambda rollover: rollover.date)
        self.required_paid: Callable[[float], None] = lambda amount: None
        self.has_taxes = scenario.simulation.taxes
        self.waiting = [0.0] * len(self.moves)
        self.promised = [0.0] * len(self.moves)
        self.parked: list[list[tuple[Shelter, float]]] = [[] for _ in self.moves]

    def _step(self, day: date | None) -> int:
        return -1 if day is None else self.calendar.step_on_or_after(day)

    def on_the_way(self) -> float:
        return sum(self.waiting)

    def promised_to(self, account_id: str) -> float:
        """What is still to be put into an account."""
        owed = zip(self.moves, self.promised, strict=True)
        return sum(amount for rollover, amount in owed if rollover.to_account == account_id)

    def step(self, step: int, cash: float, price: Price) -> float:
        """Do what falls on this step; return the household's cash after it."""
        today = self.calendar.dates[step]
        for number, rollover in enumerate(self.moves):
            if self._step(rollover.date) == step:
                cash += self._begin(number, rollover, price, today)
            puts_back = rollover.method in (RolloverMethod.INDIRECT, RolloverMethod.LOAN_OFFSET)
            if puts_back and self._step(rollover.redeposit_date) == step:
                cash += self._put_back(number, rollover, cash, price, today)
            elif not puts_back and self._step(rollover.reinvest_date) == step:
                self._invest_parked(number, rollover, price, today)
        return cash

    def _begin(self, number: int, rollover: Rollover, price: Price, today: date) -> float:
        """Return what reaches the household's cash."""
        source, sheltered = self.sheltered.find(rollover.from_account), self.sheltered
        paid = 0.0
        if rollover.method is RolloverMethod.LOAN_OFFSET:
            self._offset_loan(number, rollover, source, price, today)
            return paid
        if rollover.method is RolloverMethod.NUA_LUMP_SUM:
            self._distribute_stock(rollover, source, price, today)
        if source.has_rmd:
            due = min(sheltered.missing_rmd(source), sheltered.own_rmd(source, today.year))
            paid = sheltered.distribute(source, due / (1 - source.roth_share), price, today)
            self.required_paid(paid)
        value, counted = source.value(price), source.counted_value(price)
        if value <= 0:
            source.after_tax *= 1 - rollover.share
            return paid
        untaxed = 0.0
        if source.kind is AccountType.PLAN_401K:
            untaxed = source.roth_share + min(source.after_tax, counted) / value
        pretax = value * rollover.share * (1 - untaxed)
        if rollover.to_roth_account:
            converted = pretax if rollover.method is RolloverMethod.DIRECT_TO_ROTH else 0.0
            free = value * rollover.share * untaxed
            sheltered.roths[sheltered.find(rollover.to_roth_account).person].receive(today.year, converted, free)
        if rollover.method is RolloverMethod.INDIRECT:
            paid += self._pay_out(number, rollover, source, pretax, price, today)
        if rollover.method is RolloverMethod.DIRECT_TO_ROTH:
            self.years[today.year].distribute(pretax, source.person, source.kind is AccountType.PLAN_401K)
            self.years[today.year].once += pretax
            self.years[today.year].add("converted", pretax)
            untaxed = 1.0
        leaving = self._take_out(rollover, source, price, today)
        to_roth = value * rollover.share * untaxed
        if rollover.method in DIRECT_PARTS or rollover.method is RolloverMethod.DIRECT_TO_ROTH:
            parts = [(rollover.to_account, 1 - untaxed), (rollover.to_roth_account, untaxed)]
            for account_id, part in parts:
                if account_id and part > 0:
                    self._arrive(number, rollover, sheltered.find(account_id), leaving, part, price, today)
        elif to_roth > 0 and rollover.to_roth_account:
            self._buy(rollover, sheltered.find(rollover.to_roth_account), to_roth, price, today)
        return paid

    def _distribute_stock(self, rollover: Rollover, source: Shelter, price: Price, today: date) -> None:
        """Employer stock in kind: its cost is income of the day, the rest of its value a gain when it is sold."""
        lots = [lot for lot in self.holdings.lots if lot.account == source.account.id]
        stock = [lot for lot in lots if self.securities[lot.symbol].is_employer_stock]
        security = self.securities[stock[0].symbol]
        position = next(p for p in source.positions if p.security == security)
        shares, worth = position.shares, price[security.symbol]
        if shares <= 0:
            return
        # what was there at the start has grown by its reinvested distributions; what they bought cost the plan nothing
        paid_a_share = sum(lot.cost_basis for lot in stock) / sum(lot.quantity for lot in stock)
        cost = min(shares * worth, paid_a_share * shares / self.sheltered.reinvested(security.symbol))
        position.shares = 0.0
        self.sheltered.sold_in(source)
        free = min(cost, max(0.0, source.after_tax - source.value(price)))
        source.after_tax -= free
        items, person = self.years[today.year], self.sheltered.people[source.person]
        items.distribute(cost - free, source.person, is_plan=True)
        items.once += cost - free
        if is_before_59_and_a_half(person, today) and not self.sheltered.is_free_at_55(source, today):
            items.early_withdrawal += cost - free
        items.add("withdrawn_pretax", shares * worth)
        source.counted_this_year += shares * worth
        self.taxable.receive_stock(
            rollover.to_taxable_account or "", security.symbol, shares, cost, worth, price, today
        )

    def _take_out(self, rollover: Rollover, source: Shelter, price: Price, today: date) -> list[Position]:
        leaving = [Position(position.security, position.shares * rollover.share) for position in source.positions]
        for position in source.positions:
            position.shares *= 1 - rollover.share
        if source.kind is AccountType.PLAN_401K:
            source.after_tax *= 1 - rollover.share
        if rollover.is_in_cash:
            for position in leaving:
                amount = position.shares * price[position.symbol]
                self.sheltered.record(today, source, "sell", position.symbol, position.shares, amount)
            self.sheltered.sold_in(source)
        return leaving

    def _arrive(self, number, rollover, target, leaving, part, price, today) -> None:  # type: ignore[no-untyped-def]
        """One receiving account's part of a direct rollover."""
        if rollover.is_in_cash:
            amount = part * sum(position.shares * price[position.symbol] for position in leaving)
            if rollover.reinvest_date and rollover.reinvest_date > rollover.date:
                target.add(None, amount / price[CASH])
                self.parked[number].append((target, amount / price[CASH]))
            else:
                self._buy(rollover, target, amount, price, today)
            return
        for position in leaving:
            shares = position.shares * part
            if shares > DUST_UNITS:
                target.add(position.security, shares)
                source = rollover.from_account
                self.sheltered.record(today, target, "transfer", position.symbol, shares, 0.0, (), source)

    def _invest_parked(self, number: int, rollover: Rollover, price: Price, today: date) -> None:
        parked, self.parked[number] = self.parked[number], []
        for target, shares in parked:
            held = next(position for position in target.positions if position.security is None)
            spent = min(shares, held.shares)
            held.shares -= spent
            self._buy(rollover, target, spent * price[CASH], price, today)

    def _buy(self, rollover: Rollover, target: Shelter, total: float, price: Price, today: date) -> None:
        for purchase in rollover.buys:
            amount = total * purchase.weight
            if amount > 0:
                shares, security = amount / price[purchase.symbol], self.securities[purchase.symbol]
                target.add(security, shares)
                self.sheltered.bought(target, Position(security, shares), shares, amount, today, "buy")

    def _pay_out(self, number, rollover, source, pretax, price, today) -> float:  # type: ignore[no-untyped-def]
        """Begin a 60-day rollover: return what of the pretax money is the household's to spend."""
        share = rollover.redeposited_share if self._is_in_time(rollover) else 0.0
        back = pretax * share
        self._distribution(source, pretax - back, price, today)
        rate = 0.0
        if source.kind is AccountType.PLAN_401K and self.has_taxes:
            figure = figures_of("retirement")["indirect_rollover_withholding_rate"]
            rate = figure.number(2026, FilingStatus.SINGLE)
        items, withheld = self.years[today.year], rate * pretax
        items.withheld += withheld
        items.add("tax_paid", withheld)
        self.promised[number] = back
        self.waiting[number] = min(back, pretax - withheld)
        return float(pretax - withheld - self.waiting[number])

    def _offset_loan(self, number: int, rollover: Rollover, source: Shelter, price: Price, today: date) -> None:
        """What a plan's loan still owes is a distribution of which nothing is paid; a part may be rolled over later."""
        back, due = rollover.redeposit_date, date(rollover.date.year + 1, 10, 15)
        is_in_time = back is not None and back <= due and self._step(back) >= 0
        share = rollover.redeposited_share if is_in_time else 0.0
        self._distribution(source, rollover.loan_balance * (1 - share), price, today)
        self.promised[number] = rollover.loan_balance * share

    def _is_in_time(self, rollover: Rollover) -> bool:
        back = rollover.redeposit_date
        return back is not None and back - rollover.date <= timedelta(days=60) and self._step(back) >= 0

    def _distribution(
        self, source: Shelter, amount: float, price: Price, paid_on: date, taxed_in: int | None = None
    ) -> None:
        """Tax pretax money that stays out, on the day it was paid out; once that return is filed, in a later year."""
        year = taxed_in or paid_on.year
        items, person = self.years[year], self.sheltered.people[source.person]
        taxable = amount
        if source.kind is AccountType.TRADITIONAL_IRA:
            taxable = self.sheltered.taxable_of_ira(source, amount, price)
        items.distribute(taxable, source.person, source.kind is AccountType.PLAN_401K)
        items.once += taxable
        items.add("withdrawn_pretax", amount)
        if year == self.sheltered.year:
            source.counted_this_year += amount
        is_free = self.sheltered.is_free_at_55(source, paid_on)
        if is_before_59_and_a_half(person, paid_on) and not is_free:
            items.early_withdrawal += taxable * source.early_share

    def _put_back(self, number: int, rollover: Rollover, cash: float, price: Price, today: date) -> float:
        """Return by how much the household's cash changes; the IRA gets what there is."""
        promised, held = self.promised[number], self.waiting[number]
        if promised <= 0:
            return 0.0
        self.promised[number] = self.waiting[number] = 0.0
        missing, from_cash = promised - held, 0.0
        if missing <= DUST_USD:
            raised = missing
        elif rollover.replaced_from:
            raised = self.sheltered.distribute(self.sheltered.find(rollover.replaced_from), missing, price, today)
        else:
            from_cash = min(missing, max(0.0, cash))
            raised = from_cash + self.taxable.raise_cash(missing - from_cash, price, today)
        paid_on = self.calendar.dates[self._step(rollover.date)]
        source = self.sheltered.find(rollover.from_account)
        if missing - raised > 0:
            is_filed = today.year > paid_on.year and today.month > 4
            self._distribution(source, missing - raised, price, paid_on, today.year if is_filed else None)
        assert rollover.to_account
        self._buy(rollover, self.sheltered.find(rollover.to_account), held + raised, price, today)
        return -from_cash
