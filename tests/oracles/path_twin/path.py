"""One path of one strategy, step by step in the order of docs/engine.md."""

from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from sim.engine.lowering.calendar import Calendar
from sim.engine.records.fields import YEARLY_FIELDS
from sim.scenario.enums import AccountType, HarvestProceeds, HarvestTiming, SpendingTiming, WithdrawalOrder
from sim.scenario.models import Scenario
from sim.scenario.strategies import Strategy
from tests.oracles.path_twin.annuities import LifeAnnuities
from tests.oracles.path_twin.conversions import convert, room_of
from tests.oracles.path_twin.foresight import Foresight
from tests.oracles.path_twin.gifts import Gifts
from tests.oracles.path_twin.health import Health
from tests.oracles.path_twin.horizon import Horizon
from tests.oracles.path_twin.itemizing import Listed
from tests.oracles.path_twin.law import PublishedLaw, YearLaw, level_before
from tests.oracles.path_twin.lives import Lives, death_years, step_up
from tests.oracles.path_twin.location import Location
from tests.oracles.path_twin.opening import opening_lines, opening_purchases, opening_shelters
from tests.oracles.path_twin.payroll import Payroll
from tests.oracles.path_twin.payroll_tax import payroll_tax_of
from tests.oracles.path_twin.people import Incomes
from tests.oracles.path_twin.prices import CASH_COLUMN, CashInterest, Prices, paid_apart
from tests.oracles.path_twin.records import DUST_USD, Line, Shelter, Trade, TwinPath, YearItems
from tests.oracles.path_twin.required import RequiredFirst
from tests.oracles.path_twin.rollovers import Rollovers
from tests.oracles.path_twin.roth import open_pools
from tests.oracles.path_twin.series import Series
from tests.oracles.path_twin.sheltered import PRETAX, Sheltered
from tests.oracles.path_twin.so_far import SoFar
from tests.oracles.path_twin.spending import Spending
from tests.oracles.path_twin.strategies import Harvester, harvest_steps, return_days
from tests.oracles.path_twin.taxable import Taxable
from tests.oracles.path_twin.taxes import Returns
from tests.oracles.path_twin.wash import WashBook
from tests.oracles.path_twin.withdrawals import Withdrawals


@dataclass(frozen=True)
class Courses:
    """What moves beside the classes.

    yields : by symbol, (n_steps,) log income of a fund's bonds, before its cost
    swaps : by symbol, (n_steps,) worth of its replacement over its own, 1 at the start
    """

    yields: dict[str, np.ndarray]
    swaps: dict[str, np.ndarray]


def run_path(
    scenario: Scenario,
    strategy_index: int,
    growth: np.ndarray,
    price_level: np.ndarray,
    calendar: Calendar,
    law: PublishedLaw,
    path_number: int = 0,
    own: dict[str, np.ndarray] | None = None,
    courses: Courses | None = None,
) -> TwinPath:
    """Return what one strategy does on one path.

    Parameters
    ----------
    growth : (n_steps, n_classes) gross returns of the classes
    price_level : (n_steps,) consumer prices, 1 at the start
    law : of every year, projected by the path's prices
    path_number : decides random years of death
    own : by symbol, (n_steps,) gross returns of a single stock beside its class's
    courses : of bonds and replacements
    """
    lives = Lives(scenario, death_years(scenario, path_number))
    prices = Prices(
        {security.symbol: security for security in scenario.securities},
        calendar,
        own,
        courses.yields if courses else {},
    )
    path = _Path(scenario, scenario.strategies[strategy_index], calendar, law, lives, prices)
    path.swaps = courses.swaps if courses else {}
    for step in range(len(calendar.dates)):
        path.step(step, growth[step], float(price_level[step]))
        if path.terminal:
            rise = float(price_level[-1]) / float(price_level[step])
            money = {name: amount for name, amount in path.terminal.items() if name not in ("end_year", "lot_merges")}
            path.terminal |= {name: amount * rise for name, amount in money.items()}
            break
    return path.outcome()


class _Path:
    def __init__(
        self,
        scenario: Scenario,
        strategy: Strategy,
        calendar: Calendar,
        law: PublishedLaw,
        lives: Lives,
        prices: Prices,
    ) -> None:
        self.lives, self.prices, self.price = lives, prices, prices.now
        self.swaps: dict[str, np.ndarray] = {}
        listed = Listed(scenario, calendar, self._level)
        law = replace(law, listed=listed, changes=scenario.law_changes)
        if strategy.harvest in (HarvestTiming.NONE, HarvestTiming.GAINS):  # there are no proceeds of a loss sale
            strategy = strategy.model_copy(update={"proceeds": HarvestProceeds.REPLACEMENT})
        self.scenario, self.strategy, self.calendar, self.law = scenario, strategy, calendar, law
        self.years = {int(year): YearItems(int(year)) for year in calendar.years}
        lines = opening_lines(scenario)
        self.book = WashBook(lines, self.years, len(scenario.holdings.lots))
        self.book.sheltered = opening_purchases(scenario)
        self.trades: list[Trade] = []
        self.book.has_rule = strategy.has_wash_sale_rule
        self.taxable = Taxable(lines, self.book, self.trades, strategy, scenario.household.state)
        shelters = opening_shelters(scenario)
        self.sheltered = Sheltered(shelters, scenario.household.people, self.book, scenario.start, self.lives)
        self.sheltered.trades = self.trades
        open_pools(self.sheltered.roths, shelters, self.price)
        accounts = scenario.holdings.accounts
        self.start_cash = sum(a.cash for a in accounts if a.type is AccountType.TAXABLE)
        self.cash = self.reserve = self.start_cash
        self.interest = CashInterest()
        self.incomes = Incomes(scenario.household.people, lives, scenario.start.year, scenario.market.inflation)
        self.incomes.changes = scenario.law_changes
        self.returns = Returns(scenario, lives)
        self.cash_growth = 1.0
        self.level_at_end: dict[int, float] = {}
        self.terminal: dict[str, float] = {}
        first_year = int(calendar.years[0])
        self.health = Health(scenario.household, first_year, law, lives, self.returns.magi)
        self.rollovers = Rollovers(scenario, calendar, self.sheltered, self.taxable)
        self.harvester = Harvester(self.taxable, strategy, self.returns)
        self.harvest_steps = harvest_steps(scenario, strategy, calendar)
        self.return_days = return_days(strategy, self.harvest_steps, calendar)
        self.wealth = [self._everything()]
        self.payroll, self.series = Payroll(scenario, self.sheltered, lives, self._level), Series(self.sheltered)
        self.annuities = LifeAnnuities(self.sheltered, scenario.household.people, lives)
        self.spending = Spending(scenario, calendar, lives, self.incomes, self.annuities)
        self.horizon = Horizon(scenario, self.taxable, self.sheltered, self.returns, lives, self._file)
        self.spending.decide(first_year, first_year, self.wealth[0], 1.0, self.years)
        self.sheltered.begin_first_year(calendar.dates[0].year, self.price, self.rollovers.promised_to)
        self._begin_in_the_year(lines, shelters)
        self.location = Location(scenario, strategy, self.taxable, self.sheltered)
        self.withdrawals = Withdrawals(strategy, self.taxable, self.sheltered)
        self.gifts = Gifts(scenario.household, lives, self.sheltered, self.withdrawals, listed, self._level)
        self.required = RequiredFirst(scenario.household, self.sheltered, self.withdrawals)
        self.rollovers.required_paid = self.required.came_with_a_rollover
        self.foresight = Foresight(
            scenario, strategy, calendar, law, lives, self.incomes, self.returns, self.sheltered, self._level
        )
        self._foresee_room(first_year, 1.0)
        if scenario.household.spends is SpendingTiming.YEAR_START:
            share = self.spending.months_of(first_year) / 12
            self._spend(max(scenario.start, date(first_year, 1, 1)), 1.0, share, first_year, 0.0)

    def _begin_in_the_year(self, lines: list[Line], shelters: list[Shelter]) -> None:
        so_far, items = SoFar(self.scenario, self.calendar.dates[0]), self.years[int(self.calendar.years[0])]
        law = self._law_of(items.year)
        has_hsas = any(shelter.kind is AccountType.HSA for shelter in shelters)
        so_far.book(items, self.incomes, lines, shelters, has_hsas and self.returns.may_tax_hsas())
        items.withheld = so_far.withheld(items, self.returns, law)
        self.before = deepcopy(items)

    def _everything(self) -> float:
        sheltered = sum(shelter.value(self.price) for shelter in self.sheltered.shelters)
        return self.cash + self.rollovers.on_the_way() + self.taxable.value(self.price) + sheltered

    def _level(self, year: int) -> float:
        if year < self.scenario.start.year:
            return level_before(self.scenario.start, year, self.scenario.market.inflation)
        return self.level_at_end.get(year, 1.0)

    def step(self, step: int, growth: np.ndarray, level: float) -> None:
        """Do one step, in the order of the page."""
        today = self.calendar.dates[step]
        is_month_end = bool(self.calendar.is_month_end[step])
        self._days_between(step, growth)
        items, before = self.years[today.year], self.cash
        paid = self._move_prices(step, growth, is_month_end)
        held = self._everything() + self.taxable.distributed(paid)
        self._follow_replacements(step, 1.0)
        items.market_growth += self._everything() + self.taxable.distributed(paid) - held
        self._distribute_lines(paid, step)
        self.sheltered.reinvest(paid, self.price, today)
        if is_month_end:
            self.sheltered.earn_in_hsas(paid, self.price, self.cash_growth, today)
        self.cash = self.rollovers.step(step, self.cash, self.price)
        if today in self.return_days:
            self._come_back(today)
        if step in self.harvest_steps and self.foresight.is_taxed_enough(today, level, self.price):
            self.cash += self.harvester.take_losses(self.price, today)
        if not is_month_end:
            self.interest.arrived(self.cash - before, self.cash_growth)
        else:
            self._month_end(step, level, items, before)
            if today.month == 12:
                self._year_end(step, level, items)

    def _follow_replacements(self, step: int, passed: float) -> None:
        """Companies go their own way every day; what replaces a fund is looked at when a quarter ends."""
        today = self.calendar.dates[step]
        quarter_ends = passed == 1.0 and bool(self.calendar.is_month_end[step]) and today.month % 3 == 0
        for line in self.taxable.lines:
            course = self.swaps.get(line.security.symbol)
            if course is None:
                continue
            is_company = line.security.asset_class == "single_stock" and line.security.tracking_error is None
            if is_company or quarter_ends:
                before = float(course[step - 1]) if step > 0 else 1.0
                line.follow(before * (float(course[step]) / before) ** passed)

    def _come_back(self, today: date) -> None:
        free = self.cash - self.reserve - self.required.unspent
        self.cash += self.harvester.come_back(free, self.price, today)

    def _days_between(self, step: int, growth: np.ndarray) -> None:
        """Go back to what was sold on days that the calendar has no step for."""
        end = self.calendar.dates[step]
        begin = self.calendar.dates[step - 1] if step > 0 else self.scenario.start
        for day in sorted(day for day in self.return_days if begin < day < end):
            before, held = self.cash, self._everything()
            passed = (day - begin).days / (end - begin).days
            self.cash_growth *= float(growth[CASH_COLUMN]) ** (passed - self.prices.passed)
            self.prices.pass_until(passed, step, growth)
            self._follow_replacements(step, passed)
            self.years[day.year].market_growth += self._everything() - held
            self._come_back(day)
            self.interest.arrived(self.cash - before, self.cash_growth)

    def _move_prices(self, step: int, growth: np.ndarray, is_month_end: bool) -> dict[str, float]:
        """Return the distribution a share of every security."""
        held = self._everything()
        self.cash_growth *= float(growth[CASH_COLUMN]) ** (1 - self.prices.passed)
        paid = self.prices.move(step, growth, is_month_end)
        items = self.years[self.calendar.dates[step].year]
        distributed = self.taxable.distributed(paid)
        for shelter in self.sheltered.shelters:
            distributed += sum(paid.get(position.symbol, 0.0) * position.shares for position in shelter.positions)
        items.market_growth += self._everything() - held + distributed
        return paid

    def _distribute_lines(self, paid: dict[str, float], step: int) -> None:
        today = self.calendar.dates[step]
        for line in self.taxable.lines:
            a_unit = paid[line.security.symbol]
            if a_unit > 0:
                self.taxable.paid.distribute(line, *paid_apart(line.security, today, a_unit), today)
            amounts = [a_unit * sum(lot.units for lot in line.lots if lot.side == side) for side in (0, 1)]
            for side, amount in enumerate(amounts):
                if amount <= 0:
                    continue
                if line.account.reinvests_dividends:
                    price = self.price[line.security.symbol]
                    self.taxable.buy(line, side, amount, price, today, "reinvest")
                else:
                    self.cash += amount

    def _month_end(self, step: int, level: float, items: YearItems, before: float) -> None:
        today = self.calendar.dates[step]
        interest = self.interest.of_month(before, self.cash_growth)
        self.cash_growth = 1.0
        items.interest += interest
        self.cash += interest + self.incomes.month(today, level, items)
        self._gains_from_elsewhere(level / 12, items)
        self.cash += self.payroll.pay(today, level / 12, items, self.price)
        surcharge = self.health.month(today, self._level)
        items.add("irmaa", surcharge)
        premiums = self.health.premiums(today, level, self._level)
        payroll_tax = payroll_tax_of(self.scenario.household, self.lives, self.law, self._level, today, level, items)
        items.add("medicare_premiums", premiums)
        items.add("payroll_tax", payroll_tax)
        due = surcharge + premiums + payroll_tax
        due += self._tax_of_last_year(today.year) if today.month == 4 else 0.0
        self.cash += self.series.pay(self.price, today)
        self.cash += self.sheltered.pay_installments(self.price, today) + self.annuities.pay(self.price, today)
        self.cash += self.sheltered.pay_care(self.scenario.household.medical_from_hsa / 12 * level, self.price, today)
        self.cash += self.required.early(level, self.price, today)
        share, for_year = self.spending.due(today)
        need = self._spend(today, level, share, for_year, due)
        above = self.cash - self.reserve - sum(self.taxable.parked.values())
        surplus = above - self.required.keep(above)
        if need < 0 and surplus > DUST_USD and self.taxable.lines:
            self.cash += self.taxable.invest(surplus, self.price, today) - surplus
        if today.month == 12 or not self.strategy.rebalances_in_december:
            band = self.location.balance(self.price, today)
            sold, waiting = self.taxable.rebalance(self.price, today, band)
            self.cash += waiting - sum(self.harvester.cost(line, amount, today) for line, amount in sold)
        if today.month == 12:
            self.gifts.give(today, level, self.price, items)
            self.cash += self.sheltered.pay_missing_rmds(self.price, today)
            self.cash = self.gifts.give_to_fund(today, level, self.price, items, self.cash)
            self._convert(today, level, items)
            if self.strategy.harvest is HarvestTiming.GAINS:
                law = self._law_of(today.year)
                self.cash += self.harvester.take_gains(law, self.price, today)

    def _spend(self, today: date, level: float, share: float, for_year: int, due: float) -> float:
        """Pay what is due, the share of the target and events; return what the cash at hand fell short of them."""
        if for_year > today.year:
            self.spending.decide(for_year, today.year, self._everything(), level, self.years)
        target, event = self.spending.target * share * level, self.spending.event(today) * level
        self.years[for_year].add("spending_target", target)
        self.years[for_year].add("spending_floor", self.spending.floor * share * level)
        self.years[today.year].add("spending_target", event)
        self.years[today.year].add("spending_floor", event)
        need = target + event + due - self.cash
        if need > 0:
            from_rmds = self.required.pay(need, level, self.price, today)
            self.cash += from_rmds
            if need > from_rmds:
                self.cash += self.withdrawals.raise_cash(need - from_rmds, self.price, today)
        tax_paid = min(due, max(0.0, self.cash))
        self.cash -= tax_paid
        self.years[today.year].add("tax_paid", tax_paid)
        for year, wanted in ((for_year, target), (today.year, event)):
            paid = min(wanted, max(0.0, self.cash))
            self.cash -= paid
            self.years[year].add("spending", paid)
            self.years[year].add("spending_real", paid / level)
        kept = self.scenario.household.cash_reserve_months / 12 * self.spending.target * level
        self.reserve = max(self.start_cash, kept)
        return need

    def _gains_from_elsewhere(self, level: float, items: YearItems) -> None:
        home = self.scenario.household
        short, long = home.outside_gain_short * level, home.outside_gain_long * level
        items.add_outside_gains(short, long)
        self.cash += short + long

    def _convert(self, today: date, level: float, items: YearItems) -> None:
        conversion, law = self.strategy.conversion, self._law_of(today.year)
        inputs = self.returns.inputs(items, law)
        room = room_of(self.scenario, conversion, today.year, inputs, law, self.law, self.lives, self._level)
        convert(self.scenario, conversion, self.sheltered, today, level, self.price, room)

    def _foresee_room(self, year: int, level: float) -> None:
        """Set how much pretax money pays before taxable accounts do in a year."""
        if self.strategy.withdrawal_order is WithdrawalOrder.PRETAX_TO_BRACKET:
            self.withdrawals.pretax_room = self.foresight.room(year, level)

    def _tax_of_last_year(self, year: int) -> float:
        items = self.years.get(year - 1)
        return self._file(items) if items else 0.0

    def _law_of(self, year: int) -> YearLaw:
        return self.law.of_year(year, self._level, self.lives.status(year))

    def _file(self, items: YearItems) -> float:
        """Return what is due with a year's return."""
        tax = self.returns.file(items, self._law_of(items.year))
        return tax + self.health.settle(items, self.returns.aca_magi, self._level)

    def _year_end(self, step: int, level: float, items: YearItems) -> None:
        self.level_at_end[items.year] = level
        self.required.unspent = 0.0
        lines, shelters = self.taxable.value(self.price), self.sheltered.shelters
        roth = sum(s.value(self.price) for s in shelters if s.kind is AccountType.ROTH_IRA)
        roth += sum(s.value(self.price) * s.roth_share for s in shelters)
        pretax = sum(s.counted_value(self.price) for s in shelters if s.kind in PRETAX)
        everything = self._everything()
        items.add("balance_taxable", lines)
        items.add("balance_pretax", pretax)
        items.add("balance_roth", roth)
        items.add("balance_other", everything - lines - pretax - roth)
        items.add("taxable_basis", sum(lot.basis for line in self.taxable.lines for lot in line.lots))
        self.wealth.append(everything)
        if self.lives.is_first_death(items.year):
            (dead,) = set(self.lives.people(items.year)) - set(self.lives.people(items.year + 1))
            if not self.scenario.law_changes.ends_step_up:
                step_up(self.taxable.lines, self.scenario.household.state, self.price, self.calendar.dates[step])
            self.sheltered.inherit(dead)
        if step == len(self.calendar.dates) - 1 or self.lives.nobody_after(items.year):
            law = self._law_of(items.year)
            self.terminal = self.horizon.close(items, everything, self.price, law, self._level, self.law.is_taxed)
        else:
            self.sheltered.begin_year(items.year + 1, self.price, self.rollovers.promised_to)
            self._foresee_room(items.year + 1, level)
            if self.scenario.household.spends is not SpendingTiming.YEAR_START:
                self.spending.decide(items.year + 1, items.year + 1, everything, level, self.years)

    def outcome(self) -> TwinPath:
        years = tuple(self.years)
        return TwinPath(
            years=years,
            yearly={name: [self.years[year].figures[name] for year in years] for name in YEARLY_FIELDS},
            terminal=self.terminal,
            trades=tuple(self.trades),
            items=tuple(self.years.values()),
            before=self.before,
            wealth=tuple(self.wealth),
            n_merges=self.book.n_merges,
            washed=tuple(self.book.washed),
        )
