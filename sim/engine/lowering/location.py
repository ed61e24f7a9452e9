"""Lower the household's mix of stocks and bonds, which strategies that rebalance hold on to across accounts."""

import numpy as np

from sim.engine.lowering.holdings import Holdings
from sim.engine.records.codes import Bucket, Kind
from sim.scenario.enums import AssetClass, AssetLocation
from sim.scenario.models import Scenario

BONDS = (AssetClass.US_BOND, AssetClass.LONG_BOND, AssetClass.TIPS, AssetClass.CASH)


def lower_location(household: np.void, scenario: Scenario, holdings: Holdings) -> None:
    """Fill what is a stock and what a bond, the start's share of bonds, and what an account without any buys.

    The lines, the securities and the accounts are filled before; `lower_reach` comes after.
    """
    n = len(holdings.securities)
    for s, security in enumerate(holdings.securities[:-1]):  # the last one is uninvested cash
        bucket = Bucket.BOND if security.asset_class in BONDS else Bucket.STOCK
        household["bucket"][s] = Bucket.NEITHER if security.is_annuity or security.is_employer_stock else bucket
    kinds = household["account_kind"][: household["n_accounts"]]
    located = [a for a, kind in enumerate(kinds) if kind <= Kind.IRA or kind == Kind.ROTH]
    units = household["account_start_units"][located, :n].sum(axis=0)
    bonds, stocks = (household["bucket"][:n] == bucket for bucket in (Bucket.BOND, Bucket.STOCK))
    in_accounts = units * (bonds | stocks) * household["start_price"][:n]
    in_lines = np.zeros(n)
    in_lines[: len(holdings.lines)] = household["line_start_units"][: len(holdings.lines)]
    in_lines *= household["start_price"][:n]
    values = in_accounts + in_lines
    household["bond_share"] = values[bonds].sum() / values.sum() if values.sum() > 0.0 else 0.0
    if any(strategy.location is not AssetLocation.AS_IT_IS for strategy in scenario.strategies):
        _lower_mix(household, holdings, values, (bonds, stocks))


def _lower_mix(
    household: np.void, holdings: Holdings, values: np.ndarray, buckets: tuple[np.ndarray, np.ndarray]
) -> None:
    """Fill the shares of the start's bonds and stocks; stocks of one company only where there are no others."""
    first = {security.symbol: s for s, security in reversed(list(enumerate(holdings.securities)))}
    for is_in in buckets:
        of_funds = is_in & np.array([one.asset_class is not AssetClass.SINGLE_STOCK for one in holdings.securities])
        chosen = of_funds if values[of_funds].sum() > 0.0 else is_in
        for s in np.flatnonzero(chosen):
            if values[s] > 0.0:
                household["mix"][first[holdings.securities[s].symbol]] += values[s] / values[chosen].sum()
