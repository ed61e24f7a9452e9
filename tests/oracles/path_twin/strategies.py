"""What a strategy does about losses and gains, and on which steps, from the page's section "Strategies"."""

from datetime import date, timedelta

from sim.engine.lowering.calendar import Calendar
from sim.market.exchange_days import trading_days
from sim.scenario.enums import AssetClass, HarvestProceeds, HarvestTiming, RolloverMethod
from sim.scenario.models import Scenario
from sim.scenario.strategies import Strategy
from sim.tax.records import ReturnInput
from tests.oracles.path_twin.law import YearLaw
from tests.oracles.path_twin.records import DUST_UNITS, DUST_USD, Line
from tests.oracles.path_twin.taxable import Taxable
from tests.oracles.path_twin.taxes import Returns
from tests.oracles.path_twin.wash import is_long_term, split_lot

PAIR = (HarvestProceeds.REPLACEMENT, HarvestProceeds.REPLACEMENT_AT_ANY_TIME)


def harvest_steps(scenario: Scenario, strategy: Strategy, calendar: Calendar) -> set[int]:
    """Return the steps on which losses are harvested."""
    moves = [r.date for r in scenario.rollovers if r.method is not RolloverMethod.STAY_IN_PLAN]
    days = timedelta(strategy.days_from_rollover)
    before = {calendar.step_on_or_after(move - days) for move in moves}
    after = {calendar.step_on_or_after(move + days) for move in moves}
    ends = month_ends(calendar)
    steps = {
        HarvestTiming.BEFORE_ROLLOVER: before,
        HarvestTiming.AFTER_ROLLOVER: after,
        HarvestTiming.BEFORE_AND_AFTER: before | after,
        HarvestTiming.MONTHLY: ends,
        HarvestTiming.YEAR_END: {step for step in ends if calendar.dates[step].month == 12},
        HarvestTiming.DAILY: set(range(len(calendar.dates))),
    }
    return steps.get(strategy.harvest, set()) - {-1}


def month_ends(calendar: Calendar) -> set[int]:
    return {step for step in range(len(calendar.dates)) if calendar.is_month_end[step]}


def return_days(strategy: Strategy, harvests: set[int], calendar: Calendar) -> set[date]:
    """Return the days on which the household goes back to what it sold; the calendar may lack some."""
    waits = strategy.switches_back or strategy.proceeds is HarvestProceeds.CASH_31_DAYS
    if not waits or strategy.harvest in (HarvestTiming.NONE, HarvestTiming.GAINS):
        return set()
    waited = [calendar.dates[step] + timedelta(31) for step in harvests]
    first = {trading_days(day, day + timedelta(9))[0] for day in waited}
    return {day for day in first if day <= calendar.dates[-1]} | {calendar.dates[step] for step in month_ends(calendar)}


class Harvester:
    """One strategy's harvests in the household's lines; `cash` is what they moved out of the lines, or into them."""

    def __init__(self, taxable: Taxable, strategy: Strategy, returns: Returns) -> None:
        self.taxable, self.strategy, self.returns = taxable, strategy, returns
        self.book, self.years = taxable.book, taxable.book.years

    def unused_losses(self) -> float:
        """Carryovers less the net gains of the years that are not filed."""
        open_years = [items for year, items in self.years.items() if year not in self.returns.magi]
        booked = sum(items.short_term + items.long_term for items in open_years)
        return self.returns.short + self.returns.long - booked

    def cost(self, line: Line, amount: float, today: date) -> float:
        """Return what a sale and the purchase after it cost."""
        is_stock = line.security.asset_class is AssetClass.SINGLE_STOCK
        a_side = self.strategy.stock_trading_cost_bp if is_stock else self.strategy.fund_trading_cost_bp
        cost = 2 * amount * a_side / 10_000
        self.years[today.year].add("trading_cost", cost)
        return cost

    def take_losses(self, price: dict[str, float], today: date) -> float:
        """Return what comes into cash."""
        cash, limit = 0.0, self.strategy.max_carryforward
        for line in self.taxable.lines:
            if line.replacement is None and self.strategy.proceeds in PAIR:
                continue
            for side in (0, 1):
                if limit is not None and self.unused_losses() > limit + 0.01:
                    return cash
                cash += self._take_losses_of_side(line, side, price[line.security.symbol], today)
        return cash

    def _take_losses_of_side(self, line: Line, side: int, price: float, today: date) -> float:
        proceeds = self.strategy.proceeds
        if proceeds is HarvestProceeds.REPLACEMENT and self.book.had_loss_sale(line.group(1 - side), today):
            return 0.0
        losers = []
        for lot in reversed(line.lots):
            loss = lot.basis - lot.units * price
            is_deep = lot.units * price < lot.basis * (1 - self.strategy.min_loss_share)
            if lot.side == side and is_deep and loss >= self.strategy.min_loss_usd and loss > DUST_USD:
                losers.append(lot)
        if not losers:
            return 0.0
        amount = sum(lot.units for lot in losers) * price
        self.years[today.year].add("harvested_loss", sum(lot.basis - lot.units * price for lot in losers))
        self.taxable.sell(line, losers, price, today)
        cost = self.cost(line, amount, today)
        if proceeds is HarvestProceeds.CASH_31_DAYS:
            self.taxable.parked[line] = self.taxable.parked.get(line, 0.0) + amount
            return amount - cost
        self.taxable.buy(line, side if proceeds is HarvestProceeds.SAME_SECURITY else 1 - side, amount, price, today)
        return -cost

    def come_back(self, free_cash: float, price: dict[str, float], today: date) -> float:
        """Return what comes into cash, of which `free_cash` lies above the reserve."""
        change = 0.0
        for line in self.taxable.lines:
            waits = self.book.had_loss_sale(line.group(0), today)
            if waits and self.strategy.proceeds is not HarvestProceeds.REPLACEMENT_AT_ANY_TIME:
                continue
            if self.strategy.proceeds is HarvestProceeds.CASH_31_DAYS:
                change -= self._buy_back(line, max(0.0, free_cash + change), price[line.security.symbol], today)
            else:
                change -= self._switch_back(line, price[line.security.symbol], today)
        return change

    def _buy_back(self, line: Line, free_cash: float, price: float, today: date) -> float:
        all_parked = sum(self.taxable.parked.values())
        wanted = self.taxable.parked.pop(line, 0.0)
        if wanted <= 0:
            return 0.0
        amount = wanted if free_cash >= all_parked else wanted * free_cash / all_parked
        self.taxable.buy(line, 0, amount, price, today)
        return amount

    def _switch_back(self, line: Line, price: float, today: date) -> float:
        lots = [lot for lot in reversed(line.lots) if lot.side == 1]
        amount = sum(lot.units for lot in lots) * price
        if amount <= DUST_UNITS * price:
            return 0.0
        gains = [lot.units * price - lot.basis for lot in lots]
        self.years[today.year].add("harvested_gain", sum(gain for gain in gains if gain > 0))
        self.years[today.year].add("harvested_loss", -sum(gain for gain in gains if gain < 0))
        self.taxable.sell(line, lots, price, today)
        self.taxable.buy(line, 0, amount, price, today)
        return self.cost(line, amount, today)

    def take_gains(self, law: YearLaw, price: dict[str, float], today: date) -> float:
        """Return what comes into cash: less than nothing where trading costs."""
        room, cash = self._room(law, today.year), 0.0
        for line in self.taxable.lines:
            for side in (0, 1):
                if not self.book.had_loss_sale(line.group(side) or line.group(0), today):
                    gain, cost = self._take_gains_of_side(line, side, price[line.security.symbol], today, room)
                    room, cash = room - gain, cash - cost
        return cash

    def _room(self, law: YearLaw, year: int) -> float:
        inputs = self.returns.inputs(self.years[year], law)
        as_is = law.returned(inputs)
        if as_is.loss_deducted > 0.01:
            return 0.0
        low, high = 0.0, law.federal.gains.middle_threshold - as_is.unfloored_taxable_income
        if high <= DUST_USD:
            return 0.0
        if law.listed is not None and law.listed.is_used:
            high *= 5  # what is listed grows with income
        for _ in range(80):
            middle = (low + high) / 2
            low, high = (middle, high) if self._fits(law, inputs, middle) else (low, middle)
        return low

    @staticmethod
    def _fits(law: YearLaw, inputs: ReturnInput, gain: float) -> bool:
        made = law.returned(inputs._replace(ltcg=inputs.ltcg + gain))
        return made.unfloored_taxable_income <= law.federal.gains.middle_threshold

    def _take_gains_of_side(self, line: Line, side: int, price: float, today: date, room: float) -> tuple[float, float]:
        sold, total = [], 0.0
        for lot in list(line.lots):
            gain = lot.gain_at(price)
            if lot.side != side or gain <= DUST_USD or not is_long_term(lot.held_from_at(price), today):
                continue
            if room - total <= DUST_USD:
                break
            part, _ = split_lot(lot, lot.units * min(1.0, (room - total) / gain), 0.0)
            sold.append(part)
            total += part.gain_at(price)
        if not sold:
            return 0.0, 0.0
        amount = sum(lot.units for lot in sold) * price
        self.years[today.year].add("harvested_gain", total)
        self.taxable.sell(line, sold, price, today)
        self.taxable.buy(line, side, amount, price, today)
        return total, self.cost(line, amount, today)
