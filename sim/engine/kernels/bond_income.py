"""What bond funds pay on a path: the yield of the days since the month end before, less the fund's cost."""

import math

import numpy as np

from sim.compile.decorators import inner_kernel
from sim.engine.records.fields import Quote
from sim.engine.records.limits import MOST_INCOME
from sim.engine.records.types import Household, Market, Steps


@inner_kernel
def pay_yields(household: Household, steps: Steps, dt: np.ndarray, income: np.ndarray, market: Market) -> None:
    """Let the funds of bonds pay what they yield at each month end, with their gains. Modifies `market`.

    income : (n_classes, n_steps) log income of each step, see `fill_path`
    """
    for k in range(household["n_following"]):
        s = household["following"][k]
        of_class, grown, accrued, done = income[household["asset_class"][s]], 1.0, 0.0, 0
        for step in range(steps.shape[0]):
            for i in range(done, steps[step]["calendar_step"] + 1):
                accrued += of_class[i] - household["expense_ratio"][s] * dt[i]
            done = steps[step]["calendar_step"] + 1
            if steps[step]["is_month_end"] == 1:
                paid = (
                    min(MOST_INCOME, max(0.0, -math.expm1(-accrued))) + household["gains_paid"][steps[step]["row"], s]
                )
                a_share = paid / (1.0 - paid)
                grown, accrued = grown * (1.0 + a_share), 0.0
                market[step, Quote.DISTRIBUTION, s] = a_share
            market[step, Quote.PRICE, s] = market[step, Quote.TOTAL_RETURN, s] / grown
