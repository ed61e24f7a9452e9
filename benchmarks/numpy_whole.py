"""The numpy program's lots in its plain form: every month, every lot of every path, strategy and fund.

Rows are funds of paths under strategies, their lots sorted by basis, the dearest first; what is sold stays as a lot of
no units until a row has no room left. `benchmarks.numpy_lots` touches less and is faster.
"""

from datetime import date

import numpy as np

from benchmarks.numpy_job import N_FUNDS, N_LOTS, SHARES, STRATEGIES, lot_of
from sim.lots.kernels.open_lots import DUST_UNITS, MAX_LOTS, SAME_BASIS

MORE_ROOM = 16


class WholeLots:
    """Lots in four arrays (n_rows, width), and what selling them has realized this year."""

    def __init__(self, n_paths: int) -> None:
        shape = (len(STRATEGIES), N_FUNDS, n_paths, N_LOTS)
        basis, held_from = np.empty(shape), np.empty(shape, np.int32)
        for f in range(N_FUNDS):
            lots = sorted((lot_of(f, k) for k in range(N_LOTS)), key=lambda lot: -lot[1])
            basis[:, f], held_from[:, f] = [lot[1] for lot in lots], [lot[0].toordinal() for lot in lots]
        self.n_rows, self.width = basis.size // N_LOTS, N_LOTS
        self.units = np.full((self.n_rows, N_LOTS), SHARES)
        self.basis, self.held_from = basis.reshape(-1, N_LOTS), held_from.reshape(-1, N_LOTS)
        self.side = np.zeros((self.n_rows, N_LOTS), np.int8)
        self.side1 = np.zeros(self.n_rows)
        self.gain, self.short_gain = np.zeros((2, self.n_rows))

    def sell(self, units: np.ndarray, price: np.ndarray, cut: int) -> None:
        """Sell units of each row, the dearest lots first."""
        sold = self.units.cumsum(axis=1)
        sold -= self.units
        np.subtract(units[:, None], sold, out=sold)
        np.clip(sold, 0.0, self.units, out=sold)
        self.units -= sold
        if self.side1.any():
            self.side1 -= np.where(self.side == 1, sold, 0.0).sum(axis=1)
        sold *= price[:, None] - self.basis
        self.gain += sold.sum(axis=1)
        self.short_gain += np.where(self.held_from > cut, sold, 0.0).sum(axis=1)

    def _sell_all(self, rows: np.ndarray, is_sold: np.ndarray, price: np.ndarray, cut: int) -> np.ndarray:
        """Sell the marked lots of some rows; returns the units sold by side, (2, n_rows)."""
        units = np.where(is_sold, self.units[rows], 0.0)
        gain = units * (price[rows][:, None] - self.basis[rows])
        self.gain[rows] += gain.sum(axis=1)
        self.short_gain[rows] += np.where(self.held_from[rows] > cut, gain, 0.0).sum(axis=1)
        self.units[rows] -= units
        of_side1 = np.where(self.side[rows] == 1, units, 0.0).sum(axis=1)
        self.side1[rows] -= of_side1
        return np.array((units.sum(axis=1) - of_side1, of_side1))

    def harvest(self, rows: np.ndarray, kept: np.ndarray, price: np.ndarray, day: date, cut: int) -> None:
        """Sell what lost enough of these rows and buy the other side. kept : (n_rows,) least price over basis."""
        first, last = rows[0], rows[-1] + 1  # strategies follow one another
        least = price[first:last] / kept[first:last]
        is_deep = (self.basis[first:last] > least[:, None]) & (self.units[first:last] > DUST_UNITS)
        losers = np.flatnonzero(is_deep.any(axis=1))
        if not losers.size:
            return
        rows = losers + first
        moved = self._sell_all(rows, is_deep[losers], price, cut)
        for side in range(2):
            buying = np.flatnonzero(moved[side] > DUST_UNITS)
            self.buy(rows[buying], moved[side, buying], price[rows[buying]], 1 - side, day)

    def buy(self, rows: np.ndarray, units: np.ndarray, price: np.ndarray, side: int, day: date) -> None:
        """Put a new lot into each row, in front of lots that are not more expensive."""
        if (self.units[rows, -1] > DUST_UNITS).any():
            self._make_room(rows, day)
        n_costlier = (self.basis[rows] > (price * (1.0 + SAME_BASIS))[:, None]).sum(axis=1)
        at = np.minimum(n_costlier, self.width - 1)  # the last lot has no units
        columns = np.arange(self.width)
        source = columns - (columns > at[:, None])
        new = units, price, day.toordinal(), side
        for array, value in zip((self.units, self.basis, self.held_from, self.side), new, strict=True):
            moved = np.take_along_axis(array[rows], source, axis=1)
            moved[np.arange(rows.size), at] = value
            array[rows] = moved
        if side == 1:
            self.side1[rows] += units

    def _make_room(self, rows: np.ndarray, day: date) -> None:
        """Move lots without units behind the others of full rows; where there are none, widen all or merge two."""
        full = rows[self.units[rows, -1] > DUST_UNITS]
        self._reorder(full, np.argsort(self.units[full] <= DUST_UNITS, axis=1, kind="stable"))
        full = full[self.units[full, -1] > DUST_UNITS]
        if full.size and self.width < MAX_LOTS:
            more = min(MORE_ROOM, MAX_LOTS - self.width)
            self.width += more
            self.units, self.basis, self.held_from, self.side = (
                np.pad(array, ((0, 0), (0, more))) for array in (self.units, self.basis, self.held_from, self.side)
            )
        elif full.size:
            self._merge_two(full, day)

    def _reorder(self, rows: np.ndarray, order: np.ndarray) -> None:
        for array in (self.units, self.basis, self.held_from, self.side):
            array[rows] = np.take_along_axis(array[rows], order, axis=1)
        self.basis[rows] = np.where(self.units[rows] > DUST_UNITS, self.basis[rows], 0.0)

    def _merge_two(self, rows: np.ndarray, day: date) -> None:
        """Make one lot of the two cheapest of one side that were held long, in rows that are full."""
        held_from, at = self.held_from[rows], np.arange(rows.size)
        is_old = day.toordinal() - held_from > 366
        seconds, firsts = [], []
        for side in range(2):
            n_seen = np.cumsum((is_old & (self.side[rows] == side))[:, ::-1], axis=1)[:, ::-1]
            has_two = n_seen[:, 0] >= 2
            seconds.append(np.where(has_two, MAX_LOTS - 1 - (n_seen[:, ::-1] == 2).argmax(axis=1), -1))
            firsts.append(MAX_LOTS - 1 - (n_seen[:, ::-1] == 1).argmax(axis=1))
        second, side = np.maximum(*seconds), np.argmax(seconds, axis=0)
        assert (second >= 0).all()
        first = np.array(firsts)[side, at]
        units = self.units[rows, first] + self.units[rows, second]
        worth = self.units[rows, first] * self.basis[rows, first] + self.units[rows, second] * self.basis[rows, second]
        self.units[rows, first], self.basis[rows, first] = units, worth / units
        self.held_from[rows, first] = np.maximum(held_from[at, first], held_from[at, second])
        self.units[rows, second] = 0.0
        key = np.where(self.units[rows] > DUST_UNITS, -self.basis[rows], np.inf)
        self._reorder(rows, np.argsort(key, axis=1, kind="stable"))
