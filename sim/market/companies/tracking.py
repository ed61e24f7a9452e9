"""How far a replacement departs from what it replaces, and how alike companies move."""

import math

from sim.market.assumptions import CLASSES, default_assumptions, means_and_volatilities, own_volatility
from sim.market.lognormal import log_volatility
from sim.scenario.enums import AssetClass
from sim.scenario.holdings import Security
from sim.scenario.market import Market


def is_of_companies(security: Security, other: Security) -> bool:
    """Return whether a swap is one of two companies of which the plan says no more: each takes its own course."""
    of_one = AssetClass.SINGLE_STOCK
    return security.tracking_error is None and security.asset_class == of_one and other.asset_class == of_one


def tracking_error(security: Security, other: Security) -> float:
    """Return how far a year of a replacement departs from its security: the deviation of their returns' difference."""
    if security.tracking_error is not None:
        return security.tracking_error
    if is_of_companies(security, other):
        return math.hypot(own_volatility(security), own_volatility(other))
    return float(default_assumptions()["tracking_error"]["fund"])


def in_all(security: Security, market: Market) -> float:
    """Return the volatility of a security's yearly log return: its class's and its own."""
    return math.hypot(_of_class(security, market), own_volatility(security))


def correlation_in_class(one: Security, other: Security, market: Market) -> float:
    """Return the correlation of the log returns of two securities of one class; 1 where neither has risk of its own."""
    shared, both = _of_class(one, market) ** 2, in_all(one, market) * in_all(other, market)
    return 1.0 if one.group == other.group or both == 0.0 else shared / both


def _of_class(security: Security, market: Market) -> float:
    means, volatilities = means_and_volatilities(market)
    k = CLASSES.index(security.asset_class)
    return log_volatility(float(means[k]), float(volatilities[k]))
