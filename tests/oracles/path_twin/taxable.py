"""Taxable lines: which asset to sell or buy, which lot of it, and harvests."""

from datetime import date

from sim.scenario.plan import Strategy
from tests.oracles.path_twin.records import DUST_UNITS, DUST_USD, Line, Lot, SoldPiece, Trade
from tests.oracles.path_twin.wash import WashBook, is_long_term, split_lot


class Taxable:
    """The household's taxable lines, and every trade in them."""

    def __init__(self, lines: list[Line], book: WashBook, trades: list[Trade]) -> None:
        self.lines, self.book, self.trades = lines, book, trades

    def values(self, price: dict[str, float]) -> list[float]:
        return [line.units * price[line.security.symbol] for line in self.lines]

    def value(self, price: dict[str, float]) -> float:
        return sum(self.values(price))

    def raise_cash(self, amount: float, price: dict[str, float], today: date) -> float:
        """Sell for `amount`, or everything, keeping the target weights; return the proceeds."""
        values = self.values(price)
        total = sum(values)
        amount = min(amount, total)
        if amount <= 0:
            return 0.0
        excess = [max(0.0, v - line.weight * (total - amount)) for v, line in zip(values, self.lines, strict=True)]
        scale = amount / sum(excess)
        for line, value, over in zip(self.lines, values, excess, strict=True):
            if over > 0:
                self._sell_amount(line, min(over * scale, value), price[line.security.symbol], today)
        return amount

    def _sell_amount(self, line: Line, amount: float, price: float, today: date) -> None:
        wanted, pieces = amount / price, []
        for lot in reversed(line.lots):
            if wanted <= DUST_UNITS:
                break
            taken, _ = split_lot(lot, min(wanted, lot.units), DUST_UNITS)
            wanted -= taken.units
            pieces.append(taken)
        self._sell(line, pieces, price, today)

    def _sell(self, line: Line, pieces: list[Lot], price: float, today: date) -> None:
        """All pieces leave the account, then are booked in order of acquisition, of one purchase the dearest first."""
        line.lots = [lot for lot in line.lots if lot not in pieces]
        for side in (0, 1):
            sold = [lot for lot in pieces if lot.side == side]
            if sold:
                lots = tuple((f"P{lot.purchase}", lot.shares) for lot in sold)
                shares, units = sum(lot.shares for lot in sold), sum(lot.units for lot in sold)
                self._record(today, line, side, "sell", shares, units * price, lots)
        for lot in sorted(pieces, key=lambda lot: (lot.acquired, lot.purchase)):
            self.book.sold(
                SoldPiece(
                    lot_purchase=lot.purchase,
                    group=line.group(lot.side),
                    sold=today,
                    year=today.year,
                    shares=lot.shares,
                    gain=lot.units * price - lot.basis,
                    held_from=lot.held_from,
                    is_long=is_long_term(lot.held_from, today),
                )
            )

    def buy(self, line: Line, side: int, amount: float, price: float, today: date, action: str = "buy") -> None:
        """Open a new lot of one side for `amount`."""
        units = amount / price
        if units <= DUST_UNITS:
            return
        number = next(self.book.order)
        lot = Lot(line, side, units, amount, today, today, number)
        self._record(
            today, line, side, action, units * line.ratio(side), amount, ((f"P{number}", units * line.ratio(side)),)
        )
        self.book.bought_lot(lot)

    def invest(self, amount: float, price: dict[str, float], today: date) -> None:
        """Buy lines by weight, on the side whose purchase washes no loss."""
        values = self.values(price)
        total = sum(values)
        short = [max(0.0, line.weight * (total + amount) - v) for v, line in zip(values, self.lines, strict=True)]
        scale = amount / sum(short)
        for line, under in zip(self.lines, short, strict=True):
            side = 0
            if line.replacement and self.book.had_loss_sale(line.group(0), today):
                side = 0 if self.book.had_loss_sale(line.group(1), today) else 1
            if under > 0:
                self.buy(line, side, under * scale, price[line.security.symbol], today)

    def harvest(self, strategy: Strategy, price: dict[str, float], today: date) -> float:
        """Sell losing lots into the other side; return the trading cost."""
        cost = 0.0
        for line in self.lines:
            if line.replacement is None:
                continue
            for side in (0, 1):
                cost += self._harvest_side(line, side, strategy, price[line.security.symbol], today)
        return cost

    def _harvest_side(self, line: Line, side: int, strategy: Strategy, price: float, today: date) -> float:
        if self.book.had_loss_sale(line.group(1 - side), today):
            return 0.0
        losers = []
        for lot in reversed(line.lots):
            loss = lot.basis - lot.units * price
            is_deep = lot.units * price < lot.basis * (1 - strategy.min_loss_share)
            if lot.side == side and is_deep and loss >= strategy.min_loss_usd and loss > DUST_USD:
                losers.append(lot)
        if not losers:
            return 0.0
        amount = sum(lot.units for lot in losers) * price
        self.book.years[today.year].add("harvested_loss", sum(lot.basis - lot.units * price for lot in losers))
        self._sell(line, losers, price, today)
        self.buy(line, 1 - side, amount, price, today)
        return amount * strategy.trading_cost_bp / 10_000

    def _record(self, today, line, side, action, shares, amount, lots) -> None:  # type: ignore[no-untyped-def]
        self.trades.append(Trade(today, line.account.id, action, line.symbol(side), side, shares, amount, lots))
