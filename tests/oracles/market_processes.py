"""Every market process once more in plain Python and numpy: words, normals, months, years, scripts.

Written from docs/markets.md and the papers named in `sim/market`; it shares the tables of a model with the kernels and
nothing else: its random numbers come from Philox in plain integers and the standard library's normal quantile.
"""

import math
from datetime import date
from statistics import NormalDist
from typing import Any

import numpy as np

from sim.market.tables import MarketTables, Process
from tests.oracles.bonds import plain_bonds

MASK, QUANTILE = 0xFFFFFFFF, NormalDist().inv_cdf
NORMALS, MONTHS, BLOCKS, YEARS, INFLATION = 0, 16, 17, 18, 20


def philox(key: Any, counter: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
    """Return the four words of Philox4x32-10 (Salmon et al. 2011)."""
    c0, c1, c2, c3 = counter
    k0, k1 = int(key.low), int(key.high)
    for _ in range(10):
        p0, p1 = 0xD2511F53 * c0, 0xCD9E8D57 * c2
        c0, c1, c2, c3 = (p1 >> 32) ^ c1 ^ k0, p1 & MASK, (p0 >> 32) ^ c3 ^ k1, p0 & MASK
        k0, k1 = (k0 + 0x9E3779B9) & MASK, (k1 + 0xBB67AE85) & MASK
    return c0, c1, c2, c3


def uniform(key: Any, path: int, day: int, stream: int) -> float:
    """Return the uniform number of a month or a block."""
    return (philox(key, (path, day, 0, stream))[0] + 0.5) / 2**32


def normals(key: Any, path: int, day: int, stream: int, n: int) -> np.ndarray:
    """Return the first n standard normals of a day."""
    words = [word for block in range((n + 3) // 4) for word in philox(key, (path, day, block, stream))]
    return np.array([QUANTILE((word + 0.5) / 2**32) for word in words[:n]])


def plain_path(tables: MarketTables, days: np.ndarray, dt: np.ndarray, path: int) -> tuple[np.ndarray, np.ndarray]:
    """Return growth (n_steps, n_classes) and price level (n_steps,) of one path."""
    return whole_plain_path(tables, days, dt, path)[:2]


def whole_plain_path(
    tables: MarketTables, days: np.ndarray, dt: np.ndarray, path: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return growth (n_steps, n_classes), price level (n_steps,), and log income of bonds (n_steps, n_classes)."""
    base = tables.base
    shocks = np.array([normals(base.key, path, int(day), NORMALS, len(base.log_mean)) for day in days])
    of_process = {
        Process.LOGNORMAL: _lognormal,
        Process.MONTH_STATES: _months,
        Process.YEARS_OF_HISTORY: _years,
        Process.SCRIPT: _script,
    }
    logs = of_process[Process(tables.process)](tables, days, dt, path, shocks)
    if tables.process != Process.YEARS_OF_HISTORY and len(base.memory.left):
        mean = tables.months.log_mean[0, -1] if tables.process == Process.MONTH_STATES else base.log_mean[-1]
        logs[:, -1] = _persistent(tables, logs[:, -1], mean, days, dt, path)
    income = np.zeros_like(logs)
    for c in np.flatnonzero((base.bonds.duration > 0) & (base.is_used == 1)):
        logs[:, c], income[:, c] = plain_bonds(tables, c, logs[:, c], dt)
    logs = np.where(base.is_used == 0, 0.0, logs)
    return np.exp(logs[:, :-1]), np.exp(logs[:, -1]).cumprod(), income[:, :-1]


def _persistent(
    tables: MarketTables, logs: np.ndarray, mean: float, days: np.ndarray, dt: np.ndarray, path: int
) -> np.ndarray:
    """The rate departs from its mean, keeps a part of that from step to step, and takes up a part of each shock."""
    memory, found = tables.base.memory, logs.copy()
    rate = memory.rate_deviation * normals(tables.base.key, path, int(days[0]), INFLATION, 1)[0]
    for i in range(len(dt)):
        kept = rate * memory.left[i]
        if memory.is_scripted[i]:
            rate = kept
        else:
            new = kept + memory.taken_up[i] * (logs[i] - mean * dt[i])
            found[i] = mean * dt[i] + (rate + new) / 2 * dt[i]
            rate = new
    return found


def _lognormal(tables: MarketTables, days: np.ndarray, dt: np.ndarray, path: int, shocks: np.ndarray) -> np.ndarray:
    noise: np.ndarray = shocks @ tables.base.loadings.T
    return tables.base.log_mean * dt[:, None] + np.sqrt(dt)[:, None] * noise


def _months(tables: MarketTables, days: np.ndarray, dt: np.ndarray, path: int, shocks: np.ndarray) -> np.ndarray:
    """One state a calendar month, from the month before or each alike; it decides mean and noise."""
    months, rows, state, last = tables.months, [], -1, None
    for day, length, shock in zip(days, dt, shocks, strict=True):
        month = date.fromordinal(int(day)).replace(day=1).toordinal()
        if month != last:
            u = uniform(tables.base.key, path, month, MONTHS)
            if len(months.transition):
                chances = months.entry if last is None else months.transition[state]
                state = int(np.searchsorted(chances[:-1], u, side="right"))
            else:
                state = math.floor(u * len(months.scale))
            last = month
        regime = months.regime[state]
        noise = months.scale[state] * (months.loadings[regime] @ shock)
        rows.append(months.log_mean[regime] * length + math.sqrt(length) * noise)
    return np.array(rows)


def _record_row(tables: MarketTables, path: int, year: int) -> int:
    """The record's row of the path's year, counted from 0; a circle, so that 1928 follows the last year."""
    years = tables.years
    if years.n_starts:
        return int(years.first_row + path % years.n_starts + year) % len(years.year_logs)
    block, inside = divmod(year, years.block_years)
    drawn = math.floor(uniform(tables.base.key, path, block, BLOCKS) * len(years.year_logs))
    return int(drawn + inside) % len(years.year_logs)


def _years(tables: MarketTables, days: np.ndarray, dt: np.ndarray, path: int, shocks: np.ndarray) -> np.ndarray:
    """A Brownian bridge inside each calendar year that ends on the year's log growth."""
    years, base = tables.years, tables.base
    n, calendar = len(base.log_mean), np.array([date.fromordinal(int(day)).year for day in days])
    logs = np.sqrt(dt)[:, None] * (shocks @ base.loadings.T)
    for year, number in enumerate(dict.fromkeys(calendar)):
        inside = calendar == number
        january = date(int(number), 1, 1).toordinal()
        left_open = normals(base.key, path, january, YEARS, n)
        total = years.year_logs[_record_row(tables, path, year)] + years.residual @ left_open
        if year == 0 and years.gap > 0:
            before = base.loadings @ normals(base.key, path, january, YEARS + 1, n)
            total = (1 - years.gap) * total - math.sqrt(years.gap * (1 - years.gap)) * before
        share = dt[inside] / dt[inside].sum()
        logs[inside] += share[:, None] * (total - logs[inside].sum(axis=0))
    return logs


def _script(tables: MarketTables, days: np.ndarray, dt: np.ndarray, path: int, shocks: np.ndarray) -> np.ndarray:
    script, usual = tables.script, _lognormal(tables, days, dt, path, shocks)
    scripted = script.log_growth + np.sqrt(dt)[:, None] * (shocks @ script.residual.T)
    return np.where(script.is_scripted[:, None] == 1, scripted, usual)
