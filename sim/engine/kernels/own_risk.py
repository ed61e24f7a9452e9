"""What of a single stock's course is its own: a lognormal factor beside its class's return, drawn for each stock."""

import math

import numpy as np

from sim.compile.decorators import inner_kernel
from sim.engine.records.fields import Quote
from sim.engine.records.types import Household, Market, Steps
from sim.market.normals import Key, fill_normals
from sim.market.spread import Spread, lead_own

FIRST_STREAM, MORE_STREAMS = 1, 128
"""Of the counter-based generator: four stocks a stream. The market's is 0, the months' begins at 16, the pairs' at 64;
what is left after the first fifteen goes on where no other begins."""
N_FIRST_STREAMS = 15


@inner_kernel
def fill_own_normals(spread: Spread, key: Key, path: int, days: np.ndarray, block: int, scratch: np.ndarray) -> None:
    """Fill the first four rows of `scratch` (6, n_steps) with the normals of four stocks. Modifies `scratch`."""
    stream = FIRST_STREAM + block if block < N_FIRST_STREAMS else MORE_STREAMS + block
    fill_normals(key, path, days, stream, scratch[:4], scratch[4])
    for draw in range(4 if spread.n_sets > 0 else 0):
        lead_own(spread, key, path, 4 * block + draw, scratch[draw], scratch[4], scratch[5])


@inner_kernel
def add_own_risk(
    household: Household,
    steps: Steps,
    days: np.ndarray,
    dt: np.ndarray,
    path: int,
    spread: Spread,
    market: Market,
    scratch: np.ndarray,
) -> None:
    """Multiply the quotes of single stocks by what is their own; on average over paths the factor is 1.

    The draws belong to the calendar's days, so they do not depend on what any strategy does.

    Parameters
    ----------
    market : (n_active, 5, n_securities) quotes, changed
    scratch : (6, n_steps), overwritten
    """
    key = Key(household["key"][0], household["key"][1])
    for block in range((household["n_own_draws"] + 3) // 4):
        fill_own_normals(spread, key, path, days, block, scratch)
        for s in range(household["n_securities"]):
            draw = household["own_draw"][s] - 4 * block
            if 0 <= draw < 4:
                _follow(steps, dt, household["own_volatility"][s], scratch[draw], market, s)


@inner_kernel
def _follow(
    steps: Steps, dt: np.ndarray, volatility: float, normals: np.ndarray, market: Market, security: int
) -> None:
    """Multiply one security's quotes by a lognormal factor, drawn from `normals`. Modifies `market`."""
    log_factor, done = 0.0, 0
    for step in range(steps.shape[0]):
        at = steps[step]["calendar_step"]
        for k in range(done, at + 1):
            log_factor += volatility * (math.sqrt(dt[k]) * normals[k] - 0.5 * volatility * dt[k])
        done = at + 1
        factor, part = math.exp(log_factor), steps[step]["part"]
        if part > 0.0:  # between two steps of the calendar
            factor *= math.exp(part * volatility * (math.sqrt(dt[done]) * normals[done] - 0.5 * volatility * dt[done]))
        market[step, Quote.PRICE, security] *= factor
        market[step, Quote.TOTAL_RETURN, security] *= factor
