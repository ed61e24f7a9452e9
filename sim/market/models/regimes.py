"""Calm and crisis: a hidden state of the month; in a crisis stocks fall, swing more, and move together.

References
----------
Hamilton (1989), "A new approach to the economic analysis of nonstationary time series and the business cycle".
Ang and Bekaert (2002), "International asset allocation with regime shifts": correlations rise in the bad state.
"""

import numpy as np

from sim.errors import InputError, Problem
from sim.market.assumptions import CLASSES, correlation_matrix, means_and_volatilities
from sim.market.correlations import factor
from sim.market.lognormal import log_volatility
from sim.market.month_moments import log_moment, solve
from sim.market.tables import MarketTables, MonthStates, Setting, month_days, plain_tables, with_months
from sim.scenario.drawn.months import Regimes
from sim.scenario.enums import AssetClass
from sim.scenario.market import RETURN_NAMES

TITLE = "Calm and crisis"
SUMMARY = (
    "Most months are calm. Now and then there is a crisis of some months: stocks fall, swing more and move together. "
    "Over a year, means and volatilities are still the ones you set."
)

RISKY = (
    AssetClass.US_STOCK,
    AssetClass.US_SMALL,
    AssetClass.INTERNATIONAL,
    AssetClass.EMERGING,
    AssetClass.REIT,
    AssetClass.SINGLE_STOCK,
)
IS_RISKY = np.array([asset_class in RISKY for asset_class in CLASSES] + [False])


def transitions(regimes: Regimes) -> tuple[np.ndarray, np.ndarray]:
    """Return the long-run shares (calm, crisis) and the chances (2, 2) of the next month's state."""
    leave = 1.0 / regimes.crisis_months
    enter = leave * regimes.crisis_share / (1.0 - regimes.crisis_share)
    shares = np.array([1.0 - regimes.crisis_share, regimes.crisis_share])
    return shares, np.array([[1.0 - enter, enter], [leave, 1.0 - leave]])


def crisis_correlations(calm: np.ndarray, togetherness: float) -> np.ndarray:
    """Return a mixture of the calm correlations and of stocks that move as one, apart from all else.

    Both are possible matrices, so the mixture is.
    """
    as_one = np.where(np.outer(IS_RISKY, IS_RISKY), 1.0, np.where(np.outer(~IS_RISKY, ~IS_RISKY), calm, 0.0))
    return (1.0 - togetherness) * calm + togetherness * as_one


def build(setting: Setting) -> MarketTables:
    """Return the model's tables; each class keeps the user's yearly mean and volatility.

    Raises
    ------
    InputError
        Where crises come so often that no calm month is left between them, or spread a class's years more than asked.
    """
    regimes, market = setting.market.regimes, setting.market
    shares, chances = transitions(regimes)
    if chances[0, 1] > 1.0:
        fix = (
            "Crises this frequent and this short leave no calm month between them; use a smaller share or longer "
            "crises."
        )
        raise InputError([Problem("market.regimes.crisis_share", f"{regimes.crisis_share:g}", fix)])
    means, volatilities = means_and_volatilities(market)
    log_means, sigmas = np.zeros((2, len(means))), np.zeros((2, len(means)))
    for i, (mean, volatility) in enumerate(zip(means, volatilities, strict=True)):
        ratio = np.array([1.0, regimes.volatility_ratio if IS_RISKY[i] else 1.0])
        shift = np.array([0.0, -regimes.crisis_drop * log_volatility(mean, volatility) if IS_RISKY[i] else 0.0])

        def moments(sigma: float, ratio: np.ndarray = ratio, shift: np.ndarray = shift) -> tuple[float, float]:
            first, second = (log_moment(k, (sigma * ratio) ** 2, shift, shares, chances) for k in (1.0, 2.0))
            return first, second

        common, sigma = solve(mean, volatility, moments)
        if IS_RISKY[i] and volatility > 0 and sigma < 1e-9:
            name = RETURN_NAMES[i]
            fix = f"This drop alone swings {name} more than its volatility of {volatility:.1%}; use a smaller one."
            raise InputError([Problem("market.regimes.crisis_drop", f"{regimes.crisis_drop:g}", fix)])
        log_means[:, i], sigmas[:, i] = common + shift, sigma * ratio
    calm = correlation_matrix(market)
    matrices = (calm, crisis_correlations(calm, regimes.togetherness))
    months = MonthStates(
        months=month_days(setting.days),
        scale=np.ones(2),
        regime=np.arange(2),
        log_mean=log_means,
        loadings=np.stack([sigmas[r][:, None] * factor(matrix) for r, matrix in enumerate(matrices)]),
        entry=np.cumsum(shares),
        transition=np.cumsum(chances, axis=1),
    )
    return with_months(plain_tables(setting), months)
