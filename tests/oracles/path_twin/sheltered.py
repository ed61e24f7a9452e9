"""Sheltered accounts: reinvested distributions, withdrawals, required distributions."""

from collections.abc import Callable
from datetime import date

from sim.scenario.enums import AccountType, AnnuityTerm, Owner, PlanKind
from sim.scenario.household import Person
from tests.oracles.path_twin.inherited import is_last_year, part_required, pool
from tests.oracles.path_twin.lives import Lives
from tests.oracles.path_twin.people import had_birthday, is_before_59_and_a_half, left_work_at_55, rmd_period
from tests.oracles.path_twin.records import CASH, ROUNDING, Position, Shelter, ShelteredPurchase, Trade
from tests.oracles.path_twin.roth import RothPools
from tests.oracles.path_twin.wash import WashBook

PRETAX = (AccountType.PLAN_401K, AccountType.TRADITIONAL_IRA, AccountType.INHERITED_IRA)


class Sheltered:
    """Every sheltered account of the household, in the scenario's order."""

    def __init__(
        self, shelters: list[Shelter], people: tuple[Person, ...], book: WashBook, start: date, lives: Lives
    ) -> None:
        self.shelters, self.people, self.book, self.start = shelters, people, book, start
        self.years, self.lives = book.years, lives
        self.trades: list[Trade] = []
        self.grown: dict[str, float] = {}
        self.roths = [RothPools(), RothPools()]
        self.rmd = [0.0, 0.0]
        self.year = 0

    def begin_year(self, year: int, price: dict[str, float], promised: Callable[[str], float]) -> None:
        """Fix each person's required minimum distribution from the values now and what is on its way to an account."""
        self.year = year
        self.rmd = [0.0, 0.0]
        for shelter in self.shelters:
            shelter.counted_this_year = 0.0
            shelter.counted_last_year_end = shelter.counted_value(price) + promised(shelter.account.id)
            if shelter.has_rmd:
                self.rmd[shelter.person] += self.own_rmd(shelter, year)
        self.years[year].add("rmd", sum(self.rmd))

    def begin_first_year(self, year: int, price: dict[str, float], promised: Callable[[str], float]) -> None:
        """Do the same on the plan's first day: what was paid out so far in that year counts, and was there before."""
        self.begin_year(year, price, promised)
        if self.start.year != year:
            return
        before = sum(self.rmd)
        self.rmd = [0.0, 0.0]
        for shelter in self.shelters:
            if shelter.has_rmd:
                shelter.counted_this_year = shelter.account.paid_so_far
                shelter.counted_last_year_end += shelter.account.paid_so_far
                self.rmd[shelter.person] += self.own_rmd(shelter, year)
        self.years[year].add("rmd", sum(self.rmd) - before)

    def own_rmd(self, shelter: Shelter, year: int) -> float:
        """What an account's balance requires; the plan of an employer one still works for requires nothing."""
        heir = self.people[0 if shelter.account.owner is Owner.SELF else 1]
        if shelter.kind is AccountType.INHERITED_IRA:
            return shelter.counted_last_year_end * part_required(shelter.account, heir, year)
        person = self.people[shelter.person]
        owner = self.people[0 if shelter.account.owner is Owner.SELF else 1]
        still_works = shelter.account.is_of_present_employer and owner.wages.until and year < owner.wages.until.year
        if shelter.kind is AccountType.PLAN_401K and still_works:
            return 0.0
        spouse = None
        if len(self.lives.people(year)) == 2 and person.spouse_inherits_alone:
            spouse = self.people[1 - shelter.person]
        period = rmd_period(person, year, spouse)
        return shelter.counted_last_year_end / period if period else 0.0

    def missing_rmd(self, shelter: Shelter) -> float:
        """What an account must still pay this year: a plan its own, an IRA what all IRAs of its holder lack."""
        of, together = [shelter], pool(shelter.account)
        if together:
            of = [one for one in self.shelters if pool(one.account) == together and one.person == shelter.person]
        return max(0.0, sum(self.own_rmd(one, self.year) - one.counted_this_year for one in of))

    def reinvest(self, paid: dict[str, float], price: dict[str, float], today: date) -> None:
        """Each position buys more of itself with its distribution."""
        for symbol, a_share in paid.items():
            self.grown[symbol] = self.reinvested(symbol) * (1 + a_share / price[symbol])
        for shelter in self.shelters:
            for position in shelter.positions:
                amount = position.shares * paid.get(position.symbol, 0.0)
                if amount > 0:
                    shares = amount / price[position.symbol]
                    position.shares += shares
                    self.bought(shelter, position, shares, amount, today, "reinvest")

    def reinvested(self, symbol: str) -> float:
        """What a share of the start has become with its distributions reinvested [shares]."""
        return self.grown.get(symbol, 1.0)

    def bought(
        self, shelter: Shelter, position: Position, shares: float, amount: float, today: date, action: str
    ) -> None:
        if position.security is None or shelter.kind is AccountType.ANNUITY:
            return
        number = next(self.book.order)
        purchase = ShelteredPurchase(shelter.account.id, position.security.group, today, number, shares)
        self.record(today, shelter, action, position.symbol, shares, amount, ((f"P{number}", shares),))
        self.book.bought_sheltered(purchase)

    def record(self, today, shelter, action, symbol, shares, amount, lots=(), from_account="") -> None:  # type: ignore[no-untyped-def]
        if symbol != CASH and shelter.kind is not AccountType.ANNUITY:
            self.trades.append(Trade(today, shelter.account.id, action, symbol, 0, shares, amount, lots, from_account))

    def withdraw(self, kinds: tuple[AccountType, ...], amount: float, price: dict[str, float], today: date) -> float:
        """Return what accounts of these kinds pay toward `amount`, in account order."""
        paid = 0.0
        for shelter in self.shelters:
            if shelter.kind in kinds and amount - paid > 0:
                paid += self.distribute(shelter, amount - paid, price, today)
        return paid

    def distribute(self, shelter: Shelter, amount: float, price: dict[str, float], today: date) -> float:
        """Pay out of one account, pro rata of its positions; put what is taxable into the year's items."""
        value = shelter.value(price)
        amount = min(amount, value)
        if amount <= 0 or shelter.installments > 0 or shelter.is_closed:
            return 0.0
        self._tax(shelter, amount, price, today)
        self._take_out(shelter, amount, price, today)
        return amount

    def take_all(self, shelter: Shelter, price: dict[str, float], today: date) -> None:
        """Sell everything in an account; what it was paid for is the caller's."""
        self._take_out(shelter, shelter.value(price), price, today)

    def _take_out(self, shelter: Shelter, amount: float, price: dict[str, float], today: date) -> None:
        value = shelter.value(price)
        for position in shelter.positions:
            sold = position.shares * amount / value
            position.shares -= sold
            self.record(today, shelter, "sell", position.symbol, sold, sold * price[position.symbol])
        self.sold_in(shelter)

    def share_of_second(self, price: dict[str, float]) -> float:
        """Return the second person's share of plans and IRAs by value."""
        values = [(shelter.person, shelter.value(price)) for shelter in self.shelters if shelter.kind in PRETAX]
        total = sum(value for _, value in values)
        return sum(value for person, value in values if person == 1) / total if total else 0.0

    def share_of_second_in_income(self, price: dict[str, float]) -> float:
        """Return the second person's share of what would be income if it were cashed, by value."""
        values = [(s.person, s.counted_value(price)) for s in self.shelters if s.kind is not AccountType.ROTH_IRA]
        total = sum(value for _, value in values)
        return sum(value for person, value in values if person == 1) / total if total else 0.0

    def give(self, person: int, wanted: float, price: dict[str, float], today: date) -> float:
        """Return what a person's IRAs give to charity: only money that would be taxed, no tax, no basis used up."""
        iras, given = self._iras(person), 0.0
        wanted = min(wanted, sum(ira.value(price) - ira.after_tax for ira in iras))
        for ira in iras:
            part = min(wanted - given, ira.value(price))
            if part > 0:
                self._take_out(ira, part, price, today)
                ira.counted_this_year += part
                given += part
        items = self.years[today.year]
        items.distribute(given, person, is_plan=False)
        items.qcd += given
        items.of_second["qcd"] += given * person
        for name in ("withdrawn_pretax", "charity_gifts"):
            items.add(name, given)
        return given

    def pay_installments(self, price: dict[str, float], today: date) -> float:
        """Return what annuities pay in a month: the value over the months left, less the part of it that is taxed."""
        total, items = 0.0, self.years[today.year]
        for shelter in self.shelters:
            first, months = shelter.account.pays_from, shelter.account.pays_years * 12
            is_for_life = shelter.account.pays_for is AnnuityTerm.LIFE
            if first is None or is_for_life or (today.year, today.month) < (first.year, first.month):
                continue
            if not shelter.has_begun:
                shelter.has_begun, shelter.installments, shelter.excluded = True, months, shelter.basis / months
            if shelter.installments == 0:
                continue
            paid = shelter.value(price) / shelter.installments
            shelter.installments -= 1
            if paid <= 0:
                continue
            self._take_out(shelter, paid, price, today)
            free = min(paid, shelter.excluded, shelter.basis)
            shelter.basis -= free
            items.pay_annuity(paid - free, shelter.person)
            if is_before_59_and_a_half(self.people[shelter.person], today):
                items.early_withdrawal += paid - free
            items.add("withdrawn_pretax", paid)
            total += paid
        return total

    def pay_care(self, wanted: float, price: dict[str, float], today: date) -> float:
        """Return what HSAs pay toward a month's medical costs, free of tax."""
        paid = 0.0
        for hsa in self.shelters:
            part = min(wanted - paid, hsa.value(price))
            if hsa.kind is AccountType.HSA and part > 0:
                self._realize_in_hsa(hsa, part, price, today)
                self._take_out(hsa, part, price, today)
                paid += part
        self.years[today.year].add("medical_from_hsa", paid)
        return paid

    def earn_in_hsas(self, paid: dict[str, float], price: dict[str, float], cash_growth: float, today: date) -> None:
        """Count what HSAs earned since the last month end; call when distributions have bought their shares."""
        for hsa in self.shelters:
            if hsa.kind is not AccountType.HSA:
                continue
            earned = 0.0
            for position in hsa.positions:
                if position.security is None:
                    earned += position.shares * price[CASH] * max(0.0, 1 - 1 / cash_growth)
                else:
                    a_share = paid[position.symbol]
                    earned += position.shares / (1 + a_share / price[position.symbol]) * a_share
            hsa.state_basis += earned
            self.years[today.year].hsa_earned += earned

    def _realize_in_hsa(self, hsa: Shelter, amount: float, price: dict[str, float], today: date) -> None:
        share = amount / hsa.value(price)
        self.years[today.year].hsa_gained += amount - share * hsa.state_basis
        hsa.state_basis *= 1 - share

    def sold_in(self, shelter: Shelter) -> None:
        """Tell the wash-sale rule what an account still holds after a sale."""
        held: dict[str, float] = {}
        for position in shelter.positions:
            if position.security is not None:
                held[position.security.group] = held.get(position.security.group, 0.0) + position.shares
        self.book.sold_sheltered(shelter.account.id, held)

    def _tax(self, shelter: Shelter, amount: float, price: dict[str, float], today: date) -> None:
        person, items, value = self.people[shelter.person], self.years[today.year], shelter.value(price)
        if shelter.kind is AccountType.ROTH_IRA:
            self.roths[shelter.person].distribute(amount, is_before_59_and_a_half(person, today), items, shelter.person)
            return
        if shelter.kind is AccountType.HSA:
            self._realize_in_hsa(shelter, amount, price, today)
            items.hsa += amount
            items.hsa_early += 0.0 if had_birthday(person, 65, today) else amount
            return
        items.add("withdrawn_pretax", amount)
        if shelter.kind is AccountType.ANNUITY:
            taxable = min(amount, max(0.0, value - shelter.basis))
            shelter.basis -= amount - taxable
            items.pay_annuity(taxable, shelter.person)
        else:
            counted = amount * (1 - shelter.roth_share)
            shelter.counted_this_year += counted
            if shelter.kind is AccountType.TRADITIONAL_IRA:
                taxable = self.taxable_of_ira(shelter, amount, price)
            else:
                taxable = self._taxable_of_plan(shelter, counted, value)
            items.distribute(taxable, shelter.person, shelter.kind is AccountType.PLAN_401K)
        is_free = self.is_free_at_55(shelter, today) or self.is_in_series(shelter, today)
        if is_before_59_and_a_half(person, today) and not is_free:
            items.early_withdrawal += taxable * shelter.early_share

    def is_free_at_55(self, shelter: Shelter, today: date) -> bool:
        """Whether a distribution is under the rule of 55, which a spouse's plan is not any more."""
        if shelter.kind is not AccountType.PLAN_401K or shelter.is_inherited:
            return False
        return left_work_at_55(self.people[shelter.person], today, self.start)

    @staticmethod
    def is_in_series(shelter: Shelter, today: date) -> bool:
        """Whether equal periodic payments have begun, which end after 59 1/2 or with the owner's life."""
        first = shelter.account.series_from
        return first is not None and today >= first.replace(day=1) and not shelter.is_inherited

    def inherit(self, dead: int) -> None:
        """The accounts of the deceased become the survivor's own."""
        for shelter in self.shelters:
            if shelter.person == dead and shelter.kind is AccountType.ROTH_IRA:
                self.roths[1 - dead].join(self.roths[dead])
            if shelter.person == dead:
                shelter.person, shelter.is_inherited = 1 - dead, True

    def _taxable_of_plan(self, shelter: Shelter, counted: float, value: float) -> float:
        """Return the taxable part of what a plan pays out beside Roth money."""
        counted_value = value * (1 - shelter.roth_share)
        if counted_value <= 0:
            return 0.0
        free = counted * min(1.0, shelter.after_tax / counted_value)
        shelter.after_tax -= free
        return counted - free

    def _iras(self, person: int) -> list[Shelter]:
        return [s for s in self.shelters if s.person == person and s.kind is AccountType.TRADITIONAL_IRA]

    def free_share_of_iras(self, person: int, price: dict[str, float]) -> float:
        """Return the share of what leaves any of the person's traditional IRAs that is basis."""
        value = sum(ira.value(price) for ira in self._iras(person))
        return min(1.0, sum(ira.after_tax for ira in self._iras(person)) / value) if value > 0 else 0.0

    def taxable_of_ira(self, ira: Shelter, amount: float, price: dict[str, float]) -> float:
        """Return the taxable part of what leaves a traditional IRA, and take the rest off the owner's basis."""
        free = amount * self.free_share_of_iras(ira.person, price)
        basis = sum(other.after_tax for other in self._iras(ira.person))
        for other in self._iras(ira.person):
            other.after_tax -= free * other.after_tax / basis if basis > 0 else 0.0
        return amount - free

    def pay_missing_rmds(self, price: dict[str, float], today: date) -> float:
        """Return what is withdrawn in December for the year's required distributions."""
        paid = 0.0
        for person in range(len(self.people)):
            for shelter in self.shelters:
                if shelter.person == person and shelter.has_rmd:
                    wanted = self.missing_rmd(shelter) / (1 - shelter.roth_share)
                    if is_last_year(shelter.account, today.year):
                        wanted = shelter.value(price)
                    paid += self.distribute(shelter, wanted, price, today)
        return paid

    def pay_in(self, plan, security, amount, roth, after_tax, price, today) -> None:  # type: ignore[no-untyped-def]
        """Buy with a contribution, of it Roth and after-tax money: every other part keeps its dollars."""
        value = plan.value(price)
        in_roth, early = value * plan.roth_share + roth, value * plan.early_share
        shares = amount / price[security.symbol]
        plan.add(security, shares)
        plan.roth_share = in_roth / plan.value(price)
        if plan.roth_share > 1 - ROUNDING:
            plan.roth_share = 1.0
        plan.after_tax += after_tax
        if plan.account.plan_kind is PlanKind.GOVERNMENTAL_457B:
            plan.early_share = early / plan.value(price)
        self.bought(plan, Position(security, shares), shares, amount, today, "buy")

    def find(self, account_id: str) -> Shelter:
        return next(shelter for shelter in self.shelters if shelter.account.id == account_id)
