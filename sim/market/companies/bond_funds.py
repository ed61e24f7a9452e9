"""What funds of bonds pay on the first day, where they follow their yields."""

import math

from sim.market.assumptions import (
    BONDS,
    CLASSES,
    LEAST_YIELD,
    MOST_YIELD,
    compound_growth,
    means_and_volatilities,
)
from sim.scenario.enums import AssetClass
from sim.scenario.holdings import Security
from sim.scenario.market import Market


def follows_yield(security: Security, market: Market) -> bool:
    """Return whether what a security pays is the yield of the day."""
    return security.asset_class in BONDS and market.bonds.follow_yields and not security.is_annuity


def bond_yields(market: Market) -> dict[AssetClass, float]:
    """Return what bonds yield on the plan's first day, by class, a year: the mean of their log growth."""
    means, volatilities = means_and_volatilities(market)
    growth = {name: compound_growth(means[k], volatilities[k]) for k, name in enumerate(CLASSES) if name in BONDS}
    return {name: math.log1p(grown) for name, grown in growth.items()}


def paying(security: Security, market: Market) -> Security:
    """Return a security with the yield that it has on the plan's first day: of bonds what their class compounds to.

    A fund's cost comes off its income first (Form N-1A, item 26(b)(4): the yield is net of expenses).
    """
    if not follows_yield(security, market):
        return security
    net = bond_yields(market)[security.asset_class] - security.expense_ratio
    return security.model_copy(update={"dividend_yield": min(MOST_YIELD, max(LEAST_YIELD, net))})
