"""One path of whichever process the model's tables ask for."""

import numpy as np

from sim.compile.decorators import inner_kernel, kernel
from sim.market.bonds import follow_yield
from sim.market.draws import MARKET_STREAM, YEAR_STREAM
from sim.market.exponentials import exponentiate
from sim.market.inflation import persist
from sim.market.lognormal import fill_lognormal_path, fill_market_normals, first_departure
from sim.market.months import fill_states, month_row
from sim.market.script import script_row
from sim.market.tables import MarketTables, Process
from sim.market.years import year_row

LOGNORMAL, MONTH_STATES, YEARS_OF_HISTORY = (
    int(Process.LOGNORMAL),
    int(Process.MONTH_STATES),
    int(Process.YEARS_OF_HISTORY),
)
YEARLY_DRAWS = 2
"""The streams of what a record leaves open and of the part of the first year before the start."""


def scratch_rows(n_classes: int) -> int:
    """Return how many rows of work space (n_rows, n_steps) a path of any process needs."""
    return (1 + YEARLY_DRAWS) * ((n_classes + 4) // 4 * 4) + 3


@kernel
def fill_path(
    tables: MarketTables,
    days: np.ndarray,
    dt: np.ndarray,
    path: int,
    growth: np.ndarray,
    price_level: np.ndarray,
    income: np.ndarray,
    scratch: np.ndarray,
) -> None:
    """Fill `growth` (n_classes, n_steps) with gross total returns and `price_level` (n_steps,) with consumer prices.

    `income` (n_classes, n_steps): of it the rows of bonds are filled with what they yield in each step, in logs. `days`
    and `dt` are the calendar's; `scratch` (n_rows, n_steps) is work space, see `scratch_rows`.
    Prices are 1 at the start. A path depends on the tables and its number alone: not on the paths, strategies or
    threads beside it.
    """
    if tables.process == LOGNORMAL:
        rows = (growth.shape[0] + 4) // 4 * 4 + 2
        fill_lognormal_path(tables.base, days, dt, path, growth, price_level, income, scratch[:rows])
    else:
        _fill_by_rows(tables, days, dt, path, growth, price_level, income, scratch)


@inner_kernel
def _fill_by_rows(
    tables: MarketTables,
    days: np.ndarray,
    dt: np.ndarray,
    path: int,
    growth: np.ndarray,
    price_level: np.ndarray,
    income: np.ndarray,
    scratch: np.ndarray,
) -> None:
    """Fill a path class by class; each process says how one class's log growth comes about.

    Modifies `growth`, `price_level`, `income` and `scratch`.
    """
    base, n = tables.base, tables.base.log_mean.shape[0]
    rows = (n + 3) // 4 * 4
    last = scratch.shape[0] - 1
    low, states, row = scratch[last - 2], scratch[last - 1], scratch[last]
    normals = (scratch[:rows], scratch[rows : 2 * rows], scratch[2 * rows : 3 * rows])
    n_draws = 1 + YEARLY_DRAWS if tables.process == YEARS_OF_HISTORY else 1
    for k in range(n_draws):
        at = days if k == 0 else tables.years.year_days
        stream = MARKET_STREAM if k == 0 else YEAR_STREAM + k - 1
        fill_market_normals(base, path, at, stream, scratch[k * rows : (k + 1) * rows], low, row)
    if tables.process == MONTH_STATES:
        fill_states(tables.months, base.key, path, states)
    for c in range(n):
        if base.is_used[c] == 0:
            for step in range(row.shape[0]):  # a slice fill compiles for seconds
                row[step] = 0.0
        elif tables.process == MONTH_STATES:
            month_row(tables.months, normals[0], states, dt, c, row)
        elif tables.process == YEARS_OF_HISTORY:
            year_row(tables, normals, dt, path, c, row)
        else:
            script_row(tables, normals[0], dt, c, row)
        if base.is_used[c] == 1 and base.bonds.duration[c] > 0.0:
            follow_yield(base.bonds, c, dt, row, income[c])
        if c == n - 1 and tables.process != YEARS_OF_HISTORY:
            mean = tables.months.log_mean[0, c] if tables.process == MONTH_STATES else base.log_mean[c]
            persist(base.memory, first_departure(base, path, days[0]), mean, dt, row)
        exponentiate(row)
        _write(growth, price_level, c, row)


@inner_kernel
def _write(growth: np.ndarray, price_level: np.ndarray, c: int, row: np.ndarray) -> None:
    """Write one class's growth by step; inflation, the last, as the level of consumer prices.

    Modifies `growth` and `price_level`.
    """
    level = 1.0
    for step in range(row.shape[0]):
        if c < growth.shape[0]:
            growth[c, step] = row[step]
        else:
            level *= row[step]
            price_level[step] = level
