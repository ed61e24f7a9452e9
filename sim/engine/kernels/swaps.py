"""The course of replacements beside what they replace: a lognormal factor of mean 1 for each pair of securities."""

import math

import numpy as np

from sim.compile.decorators import inner_kernel
from sim.engine.kernels.own_risk import fill_own_normals
from sim.engine.records.fields import Quote
from sim.engine.records.types import Household, Market, Steps
from sim.market.draws import PAIR_STREAM
from sim.market.normals import Key, fill_normals
from sim.market.spread import Spread


@inner_kernel
def fill_swaps(
    household: Household,
    steps: Steps,
    days: np.ndarray,
    dt: np.ndarray,
    path: int,
    spread: Spread,
    market: Market,
    scratch: np.ndarray,
) -> None:
    """Fill what a replacement is worth over what it replaces, 1 at the start.

    A pair's draws belong to the calendar's days. Of two companies the ratio is that of their own courses.

    Parameters
    ----------
    market : (n_active, 5, n_securities) quotes, changed
    scratch : (6, n_steps), overwritten
    """
    key = Key(household["key"][0], household["key"][1])
    for k in range(household["n_tracking"]):
        for step in range(steps.shape[0]):
            market[step, Quote.SWAP, household["tracking"][k]] = 0.0
    for block in range((household["n_pair_draws"] + 3) // 4):
        fill_normals(key, path, days, PAIR_STREAM + block, scratch[:4], scratch[4])
        for k in range(household["n_tracking"]):
            line = household["tracking"][k]
            draw, error = household["pair_draw"][line] - 4 * block, household["pair_error"][line]
            if 0 <= draw < 4:
                _add_course(steps, dt, error, 1.0, scratch[draw], market, line)
    if household["n_companies_swapped"] > 0:
        _add_companies(household, steps, days, dt, path, spread, market, scratch)
    for k in range(household["n_tracking"]):
        line = household["tracking"][k]
        _hold_between_quarters(steps, market, line, household["pair_draw"][line] < 0)


@inner_kernel
def _add_companies(
    household: Household,
    steps: Steps,
    days: np.ndarray,
    dt: np.ndarray,
    path: int,
    spread: Spread,
    market: Market,
    scratch: np.ndarray,
) -> None:
    """Add what the companies that are swapped do on their own, and take off what those do that they replace.

    Modifies `market` and `scratch`.
    """
    key = Key(household["key"][0], household["key"][1])
    for block in range((household["n_own_draws"] + 3) // 4):
        fill_own_normals(spread, key, path, days, block, scratch)
        for k in range(2 * household["n_tracking"]):
            line, side = household["tracking"][k // 2], k % 2
            draw = household["company_draw"][line, side] - 4 * block
            if 0 <= draw < 4:
                risk = household["company_risk"][line, side]
                _add_course(steps, dt, risk, 2.0 * side - 1.0, scratch[draw], market, line)


@inner_kernel
def _add_course(
    steps: Steps, dt: np.ndarray, volatility: float, sign: float, normals: np.ndarray, market: Market, line: int
) -> None:
    """Add a lognormal course of mean 1, or take it off, in logs. Modifies `market`.

    A pair that is swapped the other way round has a volatility below 0, and so the opposite course.
    """
    log_factor, done = 0.0, 0
    for step in range(steps.shape[0]):
        for i in range(done, steps[step]["calendar_step"] + 1):
            log_factor += volatility * (math.sqrt(dt[i]) * normals[i] - 0.5 * volatility * dt[i])
        done = steps[step]["calendar_step"] + 1
        between, part = 0.0, steps[step]["part"]
        if part > 0.0:  # between two steps of the calendar
            between = part * volatility * (math.sqrt(dt[done]) * normals[done] - 0.5 * volatility * dt[done])
        market[step, Quote.SWAP, line] += sign * (log_factor + between)


@inner_kernel
def _hold_between_quarters(steps: Steps, market: Market, line: int, is_of_companies: bool) -> None:
    """Turn logs into ratios: of companies at each step, of funds at the ends of quarters. Modifies `market`."""
    ratio = 1.0
    for step in range(steps.shape[0]):
        if is_of_companies or (steps[step]["is_month_end"] == 1 and steps[step]["month"] % 3 == 0):
            ratio = math.exp(market[step, Quote.SWAP, line])
        market[step, Quote.SWAP, line] = ratio
