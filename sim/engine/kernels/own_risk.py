"""What of a single stock's course is its own: a lognormal factor beside its class's return, drawn for each stock."""

import math

import numpy as np

from sim.compile.decorators import inner_kernel
from sim.engine.records.plan_and_state import Q
from sim.market.normals import Key, fill_normals

FIRST_STREAM = 1
"""Of the counter-based generator: four stocks a stream. The market's is 0, the months' begins at 16."""
MAX_OWN_DRAWS = 60


@inner_kernel
def add_own_risk(plan, steps, days, dt, path, market, room):  # type: ignore[no-untyped-def]
    """Multiply the quotes of single stocks by what is their own; on average over paths the factor is 1.

    The draws belong to the calendar's days, so they do not depend on what any strategy does.

    Parameters
    ----------
    market : (n_active, 3, n_securities) quotes, changed
    room : (5, n_steps), overwritten
    """
    key = Key(plan["key"][0], plan["key"][1])
    for block in range((plan["n_own_draws"] + 3) // 4):
        fill_normals(key, path, days, np.uint64(FIRST_STREAM + block), room[:4], room[4])
        for s in range(plan["n_securities"]):
            draw = plan["own_draw"][s] - 4 * block
            if 0 <= draw < 4:
                _follow(steps, dt, plan["own_volatility"][s], room[draw], market, s)


@inner_kernel
def _follow(steps, dt, volatility, normals, market, s):  # type: ignore[no-untyped-def]
    log_factor, done = 0.0, 0
    for step in range(steps.shape[0]):
        at = steps[step]["at"]
        for k in range(done, at + 1):
            log_factor += volatility * (math.sqrt(dt[k]) * normals[k] - 0.5 * volatility * dt[k])
        done = at + 1
        factor = math.exp(log_factor)
        market[step, Q.PRICE, s] *= factor
        market[step, Q.TOTAL_RETURN, s] *= factor
