"""From class growth to the quotes of one path on the steps on which something can happen."""

import numpy as np

from sim.compile.decorators import cold_kernel, inner_kernel
from sim.engine.records.fields import Quote
from sim.engine.records.types import Household, Level, Levels, Quotes, Step, Steps, YearEnds


@inner_kernel
def fill_market(
    household: Household,
    steps: Steps,
    prices: np.ndarray,
    growth: np.ndarray,
    price_level: np.ndarray,
    cash_class: int,
    work: tuple[np.ndarray, Levels, YearEnds, np.ndarray],
) -> None:
    """Fill the quotes and levels of a path from `growth` (n_classes, n_steps) and `price_level` (n_steps,).

    Parameters
    ----------
    prices : (n_active, n_securities) what each price is without its class's growth: known before any path
    work : (market (n_active, 5, n_securities), levels (n_active,), price_at_year_end (n_years,),
        class_level (n_classes,)), all overwritten
    """
    market, levels, price_at_year_end, class_level = work
    for c in range(growth.shape[0]):
        class_level[c] = 1.0
    done, at_month_end = 0, 1.0
    for step in range(steps.shape[0]):
        at = steps[step]["calendar_step"]
        for k in range(done, at + 1):
            for c in range(growth.shape[0]):
                class_level[c] *= growth[c, k]
        done = at + 1
        level = price_level[at] if at >= 0 else 1.0
        levels[step]["price_level"] = level
        levels[step]["interest"] = max(0.0, class_level[cash_class] / at_month_end - 1.0)
        if steps[step]["is_month_end"] == 1:
            at_month_end = class_level[cash_class]
        price_at_year_end[steps[step]["year"]] = level
        by_year = household["grown_by_year"][steps[step]["year"]]
        paid = household["distribution"][steps[step]["row"]]
        by_month = household["grown_by_month"][steps[step]["months_paid"]]
        for s in range(prices.shape[1]):
            price = prices[step, s] * class_level[household["asset_class"][s]]
            market[step, Quote.PRICE, s] = price
            market[step, Quote.TOTAL_RETURN, s] = price * by_year[s] * by_month[s]
            market[step, Quote.DISTRIBUTION, s] = paid[s]
        if steps[step]["part"] > 0.0:
            grown = class_level[cash_class] / at_month_end
            _go_between(household, steps[step], growth[:, at + 1], market[step], levels[step], grown, cash_class)
            levels[step]["price_level"] = level * (price_level[at + 1] / level) ** steps[step]["part"]


@cold_kernel
def _go_between(
    household: Household,
    now: Step,
    growth: np.ndarray,
    quotes: Quotes,
    level: Level,
    cash_grown: float,
    cash_class: int,
) -> None:
    """Let a part of the calendar's next step pass: every class grows at the step's even rate.

    Modifies `quotes` and `level`.

    growth : (n_classes,) of the whole step
    cash_grown : what a dollar of cash has become between the last month end and the step before

    Simplification: a day on which a harvest is undone, which the market's calendar lacks, has no ups and downs of its
    own: prices go evenly from the step before to the next one.
    """
    for s in range(household["n_securities"]):
        passed = growth[household["asset_class"][s]] ** now["part"]
        quotes[Quote.PRICE, s] *= passed
        quotes[Quote.TOTAL_RETURN, s] *= passed
    level["interest"] = max(0.0, cash_grown * growth[cash_class] ** now["part"] - 1.0)
