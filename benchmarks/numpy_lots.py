"""The numpy program of the simplified job: every path's and strategy's lots in arrays, no loop over paths.

A row is one fund of one path under one strategy; its lots are sorted by basis, the dearest last, so that a sale and a
harvest begin at the end of the row and only lots that are sold or moved are touched.
"""

from collections.abc import Callable
from datetime import date

import numpy as np

from benchmarks.numpy_job import (
    N_FUNDS,
    N_LOTS,
    PRICE,
    SHARES,
    SPENDING,
    STRATEGIES,
    WAGES,
    YIELDS,
    file_returns,
    laws_by_year,
    lot_of,
)
from benchmarks.numpy_whole import WholeLots
from sim.engine.lowering.lower import Lowered

APRIL, DECEMBER = 4, 12
DUST, SAME_BASIS, ROUNDING = 1e-9, 1e-9, 1e-12
N_PICKED = 8
"""Lots of a row that a sale takes one by one; what it still asks then, it takes from whole rows."""
WIDTHS = (24, 48, 80, 128)
"""Room for lots in a row: it grows, and at 128 lots are merged, as docs/engine.md says."""


def last_long_purchase(day: date) -> int:
    """Return the last day of purchase (ordinal) from which a sale on this day is long-term: more than one year."""
    try:
        a_year_before = day.replace(year=day.year - 1)
    except ValueError:  # February 29
        a_year_before = date(day.year - 1, 2, 28)
    return a_year_before.toordinal() - 1


def spread(start: np.ndarray, end: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return every place from each start to before its end, and which of them it belongs to."""
    count = end - start
    which = np.repeat(np.arange(len(start)), count)
    return np.arange(len(which)) + np.repeat(start - (np.cumsum(count) - count), count), which


class Lots:
    """Rows of lots (n_strategies, n_funds, n_paths, width), flat, and what selling them has realized this year.

    A lot is four numbers side by side, so that one access brings all of it; rows grow when the first of them is full.
    """

    def __init__(self, n_paths: int) -> None:
        shape, self.width = (len(STRATEGIES), N_FUNDS, n_paths), WIDTHS[0]
        lots = np.zeros((*shape, self.width, 4))
        for f in range(N_FUNDS):
            of_fund = sorted((lot_of(f, k) for k in range(N_LOTS)), key=lambda lot: lot[1])
            lots[:, f, :, :N_LOTS] = [(SHARES, basis, bought.toordinal(), 0) for bought, basis in of_fund]
        self.n_rows = lots.shape[0] * lots.shape[1] * n_paths
        self._see(lots.reshape(-1, 4))
        self.top = self.first + N_LOTS - 1  # where each row's dearest lot lies; before the first: no lot is left
        self.side1 = np.zeros(self.n_rows)  # units of the replacement
        self.gain, self.short_gain = np.zeros((2, self.n_rows))

    def _see(self, lots: np.ndarray) -> None:
        self.lots = lots
        self.units, self.basis = lots[:, 0], lots[:, 1]
        self.first = np.arange(0, len(lots), self.width)

    def _widen(self) -> None:
        """Give every row more room."""
        counts, old = self.top - self.first, self.lots.reshape(self.n_rows, self.width, 4)
        self.width = next(width for width in WIDTHS if width > self.width)
        lots = np.zeros((self.n_rows, self.width, 4))
        lots[:, : old.shape[1]] = old
        self._see(lots.reshape(-1, 4))
        self.top = self.first + counts

    def _book(self, rows: np.ndarray, lots: np.ndarray, units: np.ndarray, price: np.ndarray, cut: int) -> None:
        """Add the gain of units sold of these lots, one of each row."""
        gain = units * (price - lots[:, 1])
        self.gain[rows] += gain
        short = np.flatnonzero(lots[:, 2] > cut)
        if short.size:
            self.short_gain[rows[short]] += gain[short]

    def sell(self, units: np.ndarray, price: np.ndarray, cut: int) -> None:
        """Sell units of each row, the dearest lots first."""
        rows = np.flatnonzero(units > DUST)
        left = units[rows]
        for _ in range(N_PICKED):
            at = self.top[rows]
            lots = self.lots.take(at, axis=0)
            held = lots[:, 0]
            sold = np.minimum(left, held)
            self._book(rows, lots, sold, price[rows], cut)
            of_side1 = np.flatnonzero(lots[:, 3])
            if of_side1.size:
                self.side1[rows[of_side1]] -= sold[of_side1]
            rest = held - sold
            self.units[at] = rest
            gone = np.flatnonzero(rest <= DUST)
            rows, left = rows[gone], left[gone] - sold[gone]
            self.top[rows] -= 1
            goes_on = (left > DUST) & (self.top[rows] >= self.first[rows])
            rows, left = rows[goes_on], left[goes_on]
            if not rows.size:
                return
        self._sell_across(rows, left, price[rows], cut)

    def _sell_across(self, rows: np.ndarray, left: np.ndarray, price: np.ndarray, cut: int) -> None:
        """Sell units of a few rows out of whole rows of lots at once."""
        places = self.first[rows][:, None] + np.arange(self.width)
        lots = self.lots[places]
        units = np.where(places <= self.top[rows][:, None], lots[:, :, 0], 0.0)
        costlier = units[:, ::-1].cumsum(axis=1)[:, ::-1] - units
        sold = np.clip(left[:, None] - costlier, 0.0, units)
        gain = sold * (price[:, None] - lots[:, :, 1])
        self.gain[rows] += gain.sum(axis=1)
        self.short_gain[rows] += (gain * (lots[:, :, 2] > cut)).sum(axis=1)
        self.side1[rows] -= (sold * lots[:, :, 3]).sum(axis=1)
        units -= sold
        self.units[places] = units
        self.top[rows] = self.first[rows] + (units > DUST).sum(axis=1) - 1

    def _place_above(self, rows: np.ndarray, factor: np.ndarray | float, limit: np.ndarray) -> np.ndarray:
        """Return each row's first place whose basis times a factor is above a limit, by bisection."""
        low, high, last = self.first[rows], self.top[rows] + 1, len(self.lots) - 1
        for _ in range(self.width.bit_length()):
            middle = (low + high) >> 1
            is_above = (self.basis[np.minimum(middle, last)] * factor > limit) | (middle >= high)
            high = np.where(is_above, middle, high)
            low = np.where(is_above, low, middle + 1)
        return low

    def harvest(self, rows: np.ndarray, kept: np.ndarray, price: np.ndarray, day: date, cut: int) -> None:
        """Sell what lost enough of these rows and buy the other side. kept : (n_rows,) least price over basis."""
        top = self.top[rows]
        is_deep = (price[rows] < self.basis[np.maximum(top, 0)] * kept[rows]) & (top >= self.first[rows])
        rows = rows[is_deep]
        if not rows.size:
            return
        price = price[rows]
        places, which = spread(self._place_above(rows, kept[rows], price), self.top[rows] + 1)
        lots = self.lots.take(places, axis=0)
        gain = lots[:, 0] * (price[which] - lots[:, 1])
        self.gain[rows] += np.bincount(which, gain, rows.size)
        self.short_gain[rows] += np.bincount(which, gain * (lots[:, 2] > cut), rows.size)
        of_side1 = np.bincount(which, lots[:, 0] * lots[:, 3], rows.size)
        moved = np.bincount(which, lots[:, 0], rows.size) - of_side1, of_side1
        self.top[rows] -= np.bincount(which, minlength=rows.size)
        self.side1[rows] -= of_side1
        for side in range(2):
            buying = np.flatnonzero(moved[side] > DUST)
            self.buy(rows[buying], moved[side][buying], price[buying], 1 - side, day)

    def buy(self, rows: np.ndarray, units: np.ndarray, price: np.ndarray, side: int, day: date) -> None:
        """Put a new lot into each row, behind lots that are not more expensive."""
        while (self.top[rows] - self.first[rows]).max(initial=0) >= self.width - 1:
            if self.width == WIDTHS[-1]:
                self._merge_full(rows, day)
            else:
                self._widen()
        limit = price * (1.0 + SAME_BASIS)
        at = self.top[rows] + 1
        behind = np.flatnonzero((self.basis[np.maximum(at - 1, 0)] > limit) & (at > self.first[rows]))
        if behind.size:
            at[behind] = self._place_above(rows[behind], 1.0, limit[behind])
            places, _ = spread(at[behind], self.top[rows[behind]] + 1)
            self.lots[places + 1] = self.lots.take(places, axis=0)
        self.top[rows] += 1
        new = np.empty((rows.size, 4))
        new[:, 0], new[:, 1], new[:, 2], new[:, 3] = units, price, day.toordinal(), side
        self.lots[at] = new
        if side == 1:
            self.side1[rows] += units

    def _merge_full(self, rows: np.ndarray, day: date) -> None:
        """Make one lot of the two cheapest of one side that were held long, in rows that are full."""
        rows = rows[self.top[rows] - self.first[rows] == self.width - 1]
        places = self.first[rows][:, None] + np.arange(self.width)
        lots, at = self.lots[places], np.arange(rows.size)
        is_old = day.toordinal() - lots[:, :, 2] > 366
        seconds = []
        for side in range(2):
            n_seen = np.cumsum(is_old & (lots[:, :, 3] == side), axis=1)
            seconds.append(np.where(n_seen[:, -1] >= 2, (n_seen == 2).argmax(axis=1), self.width))
        side = np.argmin(seconds, axis=0)
        second = np.minimum(*seconds)
        assert (second < self.width).all()
        first = (is_old & (lots[:, :, 3] == side[:, None])).argmax(axis=1)
        a, b = lots[at, first], lots[at, second]
        merged = np.maximum(a, b)
        merged[:, 0] = a[:, 0] + b[:, 0]
        merged[:, 1] = (a[:, 0] * a[:, 1] + b[:, 0] * b[:, 1]) / merged[:, 0]
        lots[at, first] = merged
        lots[at, second, 1] = np.inf
        order = np.argsort(lots[:, :, 1], axis=1, kind="stable")
        self.lots[places] = np.take_along_axis(lots, order[:, :, None], axis=1)
        self.top[rows] -= 1


class Run:
    """Some paths under all strategies; arrays by line (n_strategies, n_funds, n_paths)."""

    def __init__(self, n_paths: int, lots: type[Lots] | type[WholeLots]) -> None:
        self.shape = (len(STRATEGIES), N_FUNDS, n_paths)
        self.lots, self.price = lots(n_paths), np.full(self.shape, PRICE)
        self.units = np.full(self.shape, SHARES * N_LOTS)
        kept = [1.0 - float(one.get("min_loss_share", 0.0)) for one in STRATEGIES]
        self.kept = np.broadcast_to(np.array(kept)[:, None, None], self.shape).ravel()
        self.rows = rows = np.arange(self.units.size).reshape(self.shape)
        whens = [one["harvest"] for one in STRATEGIES]
        self.monthly = rows[[when == "monthly" for when in whens]].ravel()
        self.yearly = rows[[when == "year_end" for when in whens]].ravel()
        self.dividends = np.zeros((self.shape[0], n_paths))

    def move_prices(self, growth: np.ndarray, day: date) -> None:
        """Move prices by a step's gross growth, (n_funds, n_paths), and reinvest what the funds distribute."""
        self.price *= growth
        if day.month % 3 > 0:
            return
        for f, a_year in enumerate(YIELDS):
            if a_year == 0.0:
                continue
            self.price[:, f] *= 1.0 - a_year / 4
            rate = a_year / 4 / (1.0 - a_year / 4)  # units bought a unit
            units, price = self.units[:, f], self.price[:, f]
            self.dividends += units * price * rate
            rows = self.rows[:, f].ravel()
            of_side1 = np.clip(self.lots.side1[rows], 0.0, units.ravel())
            of_side0 = units.ravel() - of_side1
            self.units[:, f] *= 1.0 + rate
            for side, paying in enumerate((of_side0, of_side1)):
                some = np.flatnonzero(paying > ROUNDING * (of_side0 + of_side1))
                self.lots.buy(rows[some], paying[some] * rate, price.ravel()[some], side, day)

    def take_losses(self, day: date, cut: int) -> None:
        """Harvest, each strategy on its dates."""
        price = self.price.ravel()
        self.lots.harvest(self.monthly, self.kept, price, day, cut)
        if day.month == DECEMBER:
            self.lots.harvest(self.yearly, self.kept, price, day, cut)

    def sell(self, amount: np.ndarray, cut: int) -> np.ndarray:
        """Sell toward equal weights; return what was raised, (n_strategies, n_paths)."""
        value = self.units * self.price
        total = value.sum(axis=1)
        raised = np.minimum(amount, total)
        value -= ((total - raised) / N_FUNDS)[:, None]
        excess = np.maximum(value, 0.0, out=value)
        scale = raised / np.maximum(excess.sum(axis=1), 1e-300)
        excess *= scale[:, None]
        excess /= self.price
        sold = np.minimum(excess, self.units, out=excess)
        self.units -= sold
        self.lots.sell(sold.ravel(), self.price.ravel(), cut)
        self.units[self.units <= DUST] = 0.0
        return raised

    def gains(self) -> tuple[np.ndarray, np.ndarray]:
        """Return short-term and long-term gains since the last call, each (n_strategies, n_paths)."""
        total, short = (one.reshape(self.shape).sum(axis=1) for one in (self.lots.gain, self.lots.short_gain))
        self.lots.gain[:], self.lots.short_gain[:] = 0.0, 0.0
        return short, total - short


def numpy_run(
    lowered: Lowered, growth: np.ndarray, level: np.ndarray, lots: type[Lots] | type[WholeLots] = Lots
) -> dict[str, np.ndarray]:
    """Return year-end balances, taxes paid and carryovers, each (n_strategies, n_paths, n_years), of all paths at once.

    Parameters
    ----------
    growth : (n_steps, n_funds, n_paths)
    level : (n_steps,) price level, the same on every path
    """
    calendar, run = lowered.calendar, Run(growth.shape[2], lots)
    n_years = len(calendar.years)
    found = {name: np.zeros((n_years, len(STRATEGIES), growth.shape[2])) for name in ("balance", "tax", "carryover")}
    year_ends = np.array([level[calendar.year_index == y][-1] for y in range(n_years)])
    laws = laws_by_year(int(calendar.years[0]), year_ends)
    wages = WAGES / 12 * np.bincount(calendar.year_index, weights=level)
    short, long, dividends = np.zeros((3, len(STRATEGIES), growth.shape[2]))  # of the year before, then carried over
    for step, day in enumerate(calendar.dates):
        y, cut = int(calendar.year_index[step]), last_long_purchase(day)
        run.move_prices(growth[step], day)
        run.take_losses(day, cut)
        due: np.ndarray | float = 0.0
        if day.month == APRIL and y > 0:
            due, short, long = file_returns(laws[y - 1], wages[y - 1], dividends, short, long)
            found["carryover"][y - 1] = short + long
        earned, target = WAGES / 12 * level[step], SPENDING / 12 * level[step]
        raised = run.sell(target - earned + due, cut)
        if day.month == APRIL:
            found["tax"][y] = np.minimum(due, raised + earned)
        if day.month == DECEMBER:
            found["balance"][y] = (run.units * run.price).sum(axis=1)
            of_year = run.gains()
            short, long = of_year[0] - short, of_year[1] - long
            dividends, run.dividends = run.dividends, np.zeros_like(run.dividends)
    return {name: table.transpose(1, 2, 0) for name, table in found.items()}


def in_chunks(n_paths: int, chunk: int, work: Callable[[int], object]) -> None:
    """Do the work for all paths, some at a time."""
    for first in range(0, n_paths, chunk):
        work(min(chunk, n_paths - first))
