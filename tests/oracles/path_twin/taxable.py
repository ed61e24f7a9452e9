"""Taxable lines: which asset to sell or buy, and which lot of it."""

from datetime import date

from sim.scenario.enums import HarvestProceeds, SaleMethod
from sim.scenario.strategies import Strategy
from tests.oracles.path_twin.paid_before import PaidBefore
from tests.oracles.path_twin.records import DUST_UNITS, DUST_USD, SAME_BASIS, Line, Lot, SoldPiece, Trade
from tests.oracles.path_twin.wash import WashBook, is_long_term, split_lot


class Taxable:
    """The household's taxable lines, and every trade in them. `parked`: cash that waits to buy a line [USD]."""

    def __init__(self, lines: list[Line], book: WashBook, trades: list[Trade], strategy: Strategy, state: str) -> None:
        self.lines, self.book, self.trades, self.strategy = lines, book, trades, strategy
        self.paid = PaidBefore(state, book.years)
        self.parked: dict[Line, float] = {}

    def values(self, price: dict[str, float]) -> list[float]:
        return [line.units * price[line.security.symbol] for line in self.lines]

    def value(self, price: dict[str, float]) -> float:
        return sum(self.values(price))

    def distributed(self, paid: dict[str, float]) -> float:
        """Return what all lines are paid. paid : by symbol, a unit [USD]"""
        return sum(paid[line.security.symbol] * line.units for line in self.lines)

    def raise_cash(self, amount: float, price: dict[str, float], today: date) -> float:
        """Sell for `amount`, or everything, keeping the target weights; return the proceeds."""
        values = self.values(price)
        total = sum(values)
        amount = min(amount, total)
        if amount <= 0:
            return 0.0
        excess = [max(0.0, v - line.weight * (total - amount)) for v, line in zip(values, self.lines, strict=True)]
        if sum(excess) <= 0:  # the rounding of a need
            return 0.0
        scale = amount / sum(excess)
        for line, value, over in zip(self.lines, values, excess, strict=True):
            if over > 0:
                self._sell_amount(line, min(over * scale, value), price[line.security.symbol], today)
        return amount

    def _sell_amount(self, line: Line, amount: float, price: float, today: date) -> None:
        wanted, pieces = amount / price, []
        for lot in self._in_order_of_sale(line, price, today):
            if wanted <= DUST_UNITS:
                break
            taken, _ = split_lot(lot, min(wanted, lot.units), DUST_UNITS)
            wanted -= taken.units
            pieces.append(taken)
        self.sell(line, pieces, price, today)

    def _in_order_of_sale(self, line: Line, price: float, today: date) -> list[Lot]:
        dearest_first = line.lots[::-1]
        if self.strategy.sale_method is SaleMethod.FIRST_IN:
            return sorted(dearest_first, key=lambda lot: (lot.acquired, lot.purchase))
        if self.strategy.sale_method is SaleMethod.HIGHEST_BASIS:
            return dearest_first

        def rank(lot: Lot) -> int:
            is_long = is_long_term(lot.held_from, today)
            if lot.basis_per_unit > price * (1 + SAME_BASIS):
                return 1 if is_long else 0
            return 2 if is_long else 3

        return sorted(dearest_first, key=rank)

    def sell(self, line: Line, pieces: list[Lot], price: float, today: date) -> None:
        """All pieces leave the account, then are booked in order of acquisition, of one purchase the dearest first."""
        line.lots = [lot for lot in line.lots if lot not in pieces]
        for side in (0, 1):
            sold = [lot for lot in pieces if lot.side == side]
            if sold:
                lots = tuple((f"P{lot.purchase}", lot.shares) for lot in sold)
                shares, units = sum(lot.shares for lot in sold), sum(lot.units for lot in sold)
                bases = tuple(lot.basis / lot.shares for lot in sold)
                self._record(today, line, side, "sell", shares, units * price, lots, bases)
        for lot in sorted(pieces, key=lambda lot: (lot.acquired, lot.purchase)):
            self.paid.unqualify(lot, today)
            gain = lot.gain_at(price)
            gain -= self.book.long_term_whenever_sold(min(max(0.0, gain), (lot.nua or 0.0) * lot.units), today.year)
            if gain >= 0:
                self._book(lot, lot.shares, gain, is_long_term(lot.held_from_at(price), today), today)
                continue
            long, other = self.paid.loss(lot, -gain, today)
            share = long / (long + other) if long > 0 else 0.0
            if long > 0:
                self._book(lot, lot.shares * share, -long, True, today)
            if share < 1:
                self._book(lot, lot.shares * (1 - share), -other, is_long_term(lot.held_from, today), today)

    def _book(self, lot: Lot, shares: float, gain: float, is_long: bool, today: date) -> None:
        group, year = lot.line.group(lot.side), today.year
        piece = SoldPiece(lot.purchase, group, today, year, shares, gain, lot.held_from, is_long)
        self.book.sold(piece)

    def buy(self, line: Line, side: int, amount: float, price: float, today: date, action: str = "buy") -> None:
        """Open a new lot of one side for `amount`."""
        units = amount / price
        if units <= DUST_UNITS or amount <= DUST_USD:
            return
        number = next(self.book.order)
        lot = Lot(line, side, units, amount, today, today, number)
        self._record(
            today, line, side, action, units * line.ratio(side), amount, ((f"P{number}", units * line.ratio(side)),)
        )
        self.book.bought_lot(lot)

    def invest(self, amount: float, price: dict[str, float], today: date) -> float:
        """Buy lines by weight, on the side whose purchase washes no loss; return what waits in cash instead."""
        values = [v + self.parked.get(line, 0.0) for v, line in zip(self.values(price), self.lines, strict=True)]
        total, waiting = sum(values), 0.0
        short = [max(0.0, line.weight * (total + amount) - v) for v, line in zip(values, self.lines, strict=True)]
        if sum(short) <= 0:  # employer stock still in the plan is the only line
            return amount
        scale = amount / sum(short)
        for line, under in zip(self.lines, short, strict=True):
            had_loss = self.book.had_loss_sale(line.group(0), today)
            if under <= 0:
                continue
            if self.strategy.proceeds is HarvestProceeds.CASH_31_DAYS and had_loss:
                if under * scale > DUST_USD:
                    self.parked[line] = self.parked.get(line, 0.0) + under * scale
                waiting += under * scale
                continue
            side = 0
            if self.strategy.proceeds is HarvestProceeds.REPLACEMENT and line.replacement and had_loss:
                side = 0 if self.book.had_loss_sale(line.group(1), today) else 1
            self.buy(line, side, under * scale, price[line.security.symbol], today)
        return waiting

    def rebalance(
        self, price: dict[str, float], today: date, band: float | None
    ) -> tuple[list[tuple[Line, float]], float]:
        """Bring every line to its target where one has left its band; return what was sold, and what waits in cash."""
        values = self.values(price)
        total = sum(values)
        if band is None or total <= 0 or any(parked > 0 for parked in self.parked.values()):
            return [], 0.0
        targets = [line.weight * total for line in self.lines]
        if all(abs(v - target) <= (band + 1e-9) * total for v, target in zip(values, targets, strict=True)):
            return [], 0.0
        for line, value, target in zip(self.lines, values, targets, strict=True):
            if value > target:
                self._sell_amount(line, value - target, price[line.security.symbol], today)
        over = zip(self.lines, values, targets, strict=True)
        sold = [(line, value - target) for line, value, target in over if value > target]
        return sold, self.invest(sum(amount for _, amount in sold), price, today)

    def give(self, amount: float, price: dict[str, float], today: date) -> float:
        """Give lots held long that have gained, the highest share of gain first; return their value."""
        given = 0.0
        while amount - given > DUST_USD:
            lot, line, highest = None, None, 0.0
            for each_line in self.lines:
                worth = price[each_line.security.symbol]
                for one in each_line.lots:
                    share = 1 - one.basis_per_unit / worth
                    may_be = one.nua is None and one.gain_basis is None and is_long_term(one.held_from, today)
                    has_gain = one.units * worth - one.basis > DUST_USD
                    if may_be and has_gain and share > highest + SAME_BASIS:  # equal ones in order of the lines
                        lot, line, highest = one, each_line, share
            if lot is None:
                break
            each = price[line.security.symbol]
            taken, _ = split_lot(lot, min(lot.units, (amount - given) / each), DUST_UNITS)
            line.lots = [other for other in line.lots if other is not taken]
            self.paid.unqualify(taken, today)
            given += taken.units * each
        return given

    def receive_stock(self, account_id, symbol, shares, cost, worth, price, today) -> None:  # type: ignore[no-untyped-def]
        """Open the lot of employer stock that left a plan; its line is kept at what it is now of all lines."""
        line = next(x for x in self.lines if (x.account.id, x.security.symbol) == (account_id, symbol))
        others, value = self.value(price), shares * worth
        for each in self.lines:
            each.weight = (each.weight * others + (value if each is line else 0.0)) / (others + value)
        nua = (value - cost) / shares
        lot = Lot(line, 0, shares, cost, today, today, next(self.book.order), is_used=True, nua=nua)
        self.book.insert(lot, today)

    def _record(self, today, line, side, action, shares, amount, lots, unit_bases=()) -> None:  # type: ignore[no-untyped-def]
        of_whom = (today, line.account.id, action, line.symbol(side), side)
        self.trades.append(Trade(*of_whom, shares, amount, lots, unit_bases=unit_bases))
