"""The numpy program of the simplified job: every path's and strategy's lots in arrays, no loop over paths.

A row is one fund of one path under one strategy; its lots are sorted by basis, the dearest last, so that a sale and a
harvest begin at the end of the row. Only rows that sell are touched; summing, cutting and subtracting over all lots
every month took several times as long.
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
    file_returns,
    laws_by_year,
    lot_of,
)
from sim.engine.lowering import Lowered

APRIL, DECEMBER = 4, 12
DUST, SAME_BASIS = 1e-9, 1e-9


def last_long_purchase(day: date) -> int:
    """Return the last day of purchase (ordinal) from which a sale on this day is long-term: more than one year."""
    try:
        a_year_before = day.replace(year=day.year - 1)
    except ValueError:  # February 29
        a_year_before = date(day.year - 1, 2, 28)
    return a_year_before.toordinal() - 1


class Lots:
    """Rows of lots (n_strategies, n_funds, n_paths, N_LOTS), flat, and what selling them has realised this year."""

    def __init__(self, n_paths: int) -> None:
        shape = (len(STRATEGIES), N_FUNDS, n_paths)
        self.units = np.full((*shape, N_LOTS), SHARES)
        self.basis, self.held_from = np.empty((*shape, N_LOTS)), np.empty((*shape, N_LOTS), np.int32)
        self.side = np.zeros((*shape, N_LOTS), np.int8)
        for f in range(N_FUNDS):
            lots = sorted((lot_of(f, k) for k in range(N_LOTS)), key=lambda lot: lot[1])
            self.basis[:, f] = [basis for _, basis in lots]
            self.held_from[:, f] = [bought.toordinal() for bought, _ in lots]
        self.units, self.basis = self.units.ravel(), self.basis.ravel()
        self.held_from, self.side = self.held_from.ravel(), self.side.ravel()
        self.first = np.arange(0, self.units.size, N_LOTS)
        self.top = self.first + N_LOTS - 1  # where each row's dearest lot lies; before the first: no lot is left
        self.gain, self.short_gain = np.zeros((2, *shape)).reshape(2, -1)

    def _book(self, rows: np.ndarray, at: np.ndarray, units: np.ndarray, price: np.ndarray, cut: int) -> None:
        """Add the gain of units sold of the lots at these places, one of each row."""
        gain = units * (price - self.basis[at])
        self.gain[rows] += gain
        is_short = self.held_from[at] > cut
        if is_short.any():
            self.short_gain[rows[is_short]] += gain[is_short]

    def sell(self, units: np.ndarray, price: np.ndarray, cut: int) -> None:
        """Sell units of each row, the dearest lots first."""
        rows = np.flatnonzero(units > DUST)
        left = units[rows]
        while rows.size:
            at = self.top[rows]
            held = self.units[at]
            sold = np.minimum(left, held)
            self._book(rows, at, sold, price[rows], cut)
            held -= sold
            left -= sold
            self.units[at] = held
            is_gone = held <= DUST
            self.top[rows] -= is_gone
            goes_on = np.flatnonzero(is_gone & (left > DUST))
            rows, left = rows[goes_on], left[goes_on]
            has_more = self.top[rows] >= self.first[rows]
            if not has_more.all():
                rows, left = rows[has_more], left[has_more]

    def harvest(self, rows: np.ndarray, kept: np.ndarray, price: np.ndarray, day: date, cut: int) -> None:
        """Sell what lost enough of these rows and buy the other side. kept : (n_rows,) least price over basis."""
        dearest = np.maximum(self.top[rows], 0)
        is_deep = (price[rows] < self.basis[dearest] * kept[rows]) & (self.top[rows] >= self.first[rows])
        losers = rows[is_deep]
        if not losers.size:
            return
        moved, which, rows = np.zeros((2, losers.size)), np.arange(losers.size), losers
        while rows.size:
            at = self.top[rows]
            self._book(rows, at, self.units[at], price[rows], cut)
            moved[self.side[at], which] += self.units[at]
            self.top[rows] = at - 1
            goes_on = (at > self.first[rows]) & (price[rows] < self.basis[at - 1] * kept[rows])
            rows, which = rows[goes_on], which[goes_on]
        for side in range(2):
            buying = np.flatnonzero(moved[side] > 0.0)
            rows = losers[buying]
            self.buy(rows, moved[side, buying], price[rows], 1 - side, day)

    def buy(self, rows: np.ndarray, units: np.ndarray, price: np.ndarray, side: int, day: date) -> None:
        """Put a new lot into each row, behind lots that are not dearer."""
        self.top[rows] += 1
        at, limit, first = self.top[rows], price * (1.0 + SAME_BASIS), self.first[rows]
        moving = np.arange(rows.size)
        while moving.size:
            before = at[moving] - 1
            is_dearer = (self.basis[before] > limit[moving]) & (before >= first[moving])
            moving, before = moving[is_dearer], before[is_dearer]
            for lots in (self.units, self.basis, self.held_from, self.side):
                lots[before + 1] = lots[before]
            at[moving] -= 1
        self.units[at], self.basis[at], self.held_from[at], self.side[at] = units, price, day.toordinal(), side

    def switch_back(self, rows: np.ndarray, price: np.ndarray, day: date, cut: int) -> None:
        """Sell all lots of side 1 of these rows and buy side 0 with them."""
        places = self.first[rows][:, None] + np.arange(N_LOTS)
        is_replacement = (self.side[places] == 1) & (places <= self.top[rows][:, None])
        has_any = is_replacement.any(axis=1)
        rows, places, is_replacement = rows[has_any], places[has_any], is_replacement[has_any]
        if not rows.size:
            return
        units = np.where(is_replacement, self.units[places], 0.0)
        gain = units * (price[rows][:, None] - self.basis[places])
        self.gain[rows] += gain.sum(axis=1)
        self.short_gain[rows] += (gain * (self.held_from[places] > cut)).sum(axis=1)
        order = np.argsort(is_replacement, axis=1, kind="stable")  # what stays moves to the front, in its order
        source = np.take_along_axis(places, order, axis=1)
        for lots in (self.units, self.basis, self.held_from, self.side):
            lots[places] = lots[source]
        self.top[rows] -= is_replacement.sum(axis=1)
        self.buy(rows, units.sum(axis=1), price[rows], 0, day)


class Run:
    """Some paths under all strategies; arrays by line (n_strategies, n_funds, n_paths)."""

    def __init__(self, n_paths: int) -> None:
        self.shape = (len(STRATEGIES), N_FUNDS, n_paths)
        self.lots, self.price = Lots(n_paths), np.full(self.shape, PRICE)
        self.units = np.full(self.shape, SHARES * N_LOTS)
        kept = [1.0 - float(one.get("min_loss_share", 0.0)) for one in STRATEGIES]
        self.kept = np.broadcast_to(np.array(kept)[:, None, None], self.shape).ravel()
        rows = np.arange(self.units.size).reshape(self.shape)
        whens = [one["harvest"] for one in STRATEGIES]
        self.monthly = rows[[when == "monthly" for when in whens]].ravel()
        self.yearly = rows[[when == "year_end" for when in whens]].ravel()
        self.returning = rows[[bool(one.get("switches_back")) for one in STRATEGIES]].ravel()
        self.may_return = False

    def take_losses(self, day: date, cut: int) -> None:
        """Come back, then harvest, each strategy on its dates."""
        price = self.price.ravel()
        if self.may_return:
            self.lots.switch_back(self.returning, price, day, cut)
            self.may_return = False
        self.lots.harvest(self.monthly, self.kept, price, day, cut)
        if day.month == DECEMBER:
            self.lots.harvest(self.yearly, self.kept, price, day, cut)
            self.may_return = True

    def sell(self, amount: np.ndarray, cut: int) -> np.ndarray:
        """Sell towards equal weights; return what was raised, (n_strategies, n_paths)."""
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
        return raised

    def gains(self) -> tuple[np.ndarray, np.ndarray]:
        """Return short-term and long-term gains since the last call, each (n_strategies, n_paths)."""
        total, short = (one.reshape(self.shape).sum(axis=1) for one in (self.lots.gain, self.lots.short_gain))
        self.lots.gain[:], self.lots.short_gain[:] = 0.0, 0.0
        return short, total - short


def numpy_run(lowered: Lowered, growth: np.ndarray, level: np.ndarray) -> dict[str, np.ndarray]:
    """Return year-end balances, taxes paid and carryovers, each (n_strategies, n_paths, n_years), of all paths at once.

    Parameters
    ----------
    growth : (n_steps, n_funds, n_paths)
    level : (n_steps,) price level, the same on every path
    """
    calendar, run = lowered.calendar, Run(growth.shape[2])
    n_years = len(calendar.years)
    found = {name: np.zeros((n_years, len(STRATEGIES), growth.shape[2])) for name in ("balance", "tax", "carryover")}
    year_ends = np.array([level[calendar.year_index == y][-1] for y in range(n_years)])
    laws = laws_by_year(int(calendar.years[0]), year_ends)
    wages = WAGES / 12 * np.bincount(calendar.year_index, weights=level)
    short, long = np.zeros((2, len(STRATEGIES), growth.shape[2]))  # of the last year, then what is carried over
    for step, day in enumerate(calendar.dates):
        y, cut = int(calendar.year_index[step]), last_long_purchase(day)
        run.price *= growth[step]
        run.take_losses(day, cut)
        due: np.ndarray | float = 0.0
        if day.month == APRIL and y > 0:
            due, short, long = file_returns(laws[y - 1], wages[y - 1], short, long)
            found["carryover"][y - 1] = short + long
        earned, target = WAGES / 12 * level[step], SPENDING / 12 * level[step]
        raised = run.sell(target - earned + due, cut)
        if day.month == APRIL:
            found["tax"][y] = np.minimum(due, raised + earned)
        if day.month == DECEMBER:
            found["balance"][y] = (run.units * run.price).sum(axis=1)
            of_year = run.gains()
            short, long = of_year[0] - short, of_year[1] - long
    return {name: table.transpose(1, 2, 0) for name, table in found.items()}


def in_chunks(n_paths: int, chunk: int, work: Callable[[int], object]) -> None:
    """Do the work for all paths, some at a time."""
    for first in range(0, n_paths, chunk):
        work(min(chunk, n_paths - first))
