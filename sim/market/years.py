"""The process of whole years of a record: their order drawn or replayed, the days inside a year bridged."""

import math

import numpy as np

from sim.compile.decorators import inner_kernel
from sim.market.draws import BLOCK_STREAM, uniform
from sim.market.normals import Key
from sim.market.tables import MarketTables, YearsOfHistory


@inner_kernel
def row_of_year(years: YearsOfHistory, key: Key, path: int, year: int) -> int:
    """Return the record's row that a path lives through in its `year`, counted from 0; after the last comes the first.

    Replay: path k begins at start k. Resampling: each block begins at a row drawn evenly (circular block bootstrap,
    Politis and Romano 1992), so that every row is equally likely in every year.
    """
    n_rows = years.year_logs.shape[0]
    if years.n_starts > 0:
        return (years.first_row + path % years.n_starts + year) % n_rows
    block = year // years.block_years
    first = int(uniform(key, path, block, BLOCK_STREAM) * n_rows)
    return (first + year % years.block_years) % n_rows


@inner_kernel
def bridge(row: np.ndarray, dt: np.ndarray, first: int, last: int, total: float) -> None:
    """Tie the noise of steps `first` to `last` - 1 down to a total: a Brownian bridge, in place. Modifies `row`."""
    length, noise = 0.0, 0.0
    for step in range(first, last):
        length += dt[step]
        noise += row[step]
    for step in range(first, last):
        row[step] += dt[step] / length * (total - noise)


@inner_kernel
def year_row(
    tables: MarketTables,
    normals: tuple[np.ndarray, np.ndarray, np.ndarray],
    dt: np.ndarray,
    path: int,
    c: int,
    row: np.ndarray,
) -> None:
    """Fill `row` (n_steps,) with the log growth of one class: noise tied down to the years that the path lives through.

    normals : (3, n_rows, n_steps) of the steps; of each step's year, the same on all its steps, for what the record
        leaves open; and for the part of the first year that lies before the start
    """
    years, base = tables.years, tables.base
    of_steps, of_years, gaps = normals
    for step in range(dt.shape[0]):
        shock = 0.0
        for j in range(c + 1):
            shock += base.loadings[c, j] * of_steps[j, step]
        row[step] = math.sqrt(dt[step]) * shock
    first, year = 0, 0
    while first < dt.shape[0]:
        last = first + 1
        while last < dt.shape[0] and years.year_days[last] == years.year_days[first]:
            last += 1
        total = years.year_logs[row_of_year(years, base.key, path, year), c]
        before = 0.0
        for j in range(base.log_mean.shape[0]):
            if years.residual[c, j] != 0.0:
                total += years.residual[c, j] * of_years[j, first]
        if year == 0 and years.gap > 0.0:
            for j in range(c + 1):
                before += base.loadings[c, j] * gaps[j, 0]
            total = (1.0 - years.gap) * total - math.sqrt(years.gap * (1.0 - years.gap)) * before
        bridge(row, dt, first, last, total)
        first, year = last, year + 1
