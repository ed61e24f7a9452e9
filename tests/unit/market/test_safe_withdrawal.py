"""The replayed record against published withdrawal studies: rebalanced yearly, no taxes, no costs.

Expected values: the 1966 retiree's safe start-of-year rate of 3.67% (50/50 in stocks and government notes), and the
success of 4% in Cooley, Hubbard and Walz ("Trinity"): 95% for 50/50 and 98% for 75/25 over 30 years. They take it
at the end of a period and hold corporate bonds; taken at the start of each year, 4% fails in one to three more of the
69 start years (92.8% and 94.2% succeed).
"""

import numpy as np
import pytest

from sim.engine.lowering.calendar import build_calendar
from sim.market.assumptions import CLASSES
from sim.market.registry import n_starts
from sim.scenario.enums import AssetClass
from sim.scenario.market import Market
from tests.oracles.market_path import market_tables, path_of
from tests.unit.engine.small import small_scenario

STOCK, BOND = CLASSES.index(AssetClass.US_STOCK), CLASSES.index(AssetClass.US_BOND)
N_YEARS = 30
CALENDAR = build_calendar(small_scenario(start="2025-12-31", horizon_years=N_YEARS))


def real_years(path: int, stocks: float) -> np.ndarray:
    """Return real growth of a mix in each year of a replayed path, (n_years,)."""
    tables = market_tables(Market.model_validate({"model": "replay"}), 1, CALENDAR)
    growth, level = path_of(tables, CALENDAR, path)
    ends = [int(np.flatnonzero(CALENDAR.year_index == k)[-1]) for k in range(N_YEARS)]
    total = growth[:, [STOCK, BOND]].cumprod(axis=0)[ends]
    yearly = total / np.vstack([[1.0, 1.0], total[:-1]])
    prices = level[ends] / np.concatenate([[1.0], level[ends][:-1]])
    return (yearly @ np.array([stocks, 1.0 - stocks])) / prices


def safe_rate(real: np.ndarray, at_end: bool = False) -> float:
    """Return the constant real yearly withdrawal that spends 1 to the last cent."""
    discount = 1.0 / real.cumprod()
    return float(1.0 / (discount.sum() if at_end else 1.0 + discount[:-1].sum()))


def test_the_safe_rate_of_1966() -> None:
    assert 100 * safe_rate(real_years(1966 - 1928, 0.5)) == pytest.approx(3.67, abs=0.05)


@pytest.mark.parametrize(("stocks", "expected"), [(0.5, 0.95), (0.75, 0.98)])
def test_four_percent_succeeds_as_often_as_in_the_studies(stocks: float, expected: float) -> None:
    n = n_starts(market_tables(Market.model_validate({"model": "replay"}), 1, CALENDAR))
    assert n == 69
    rates = np.array([safe_rate(real_years(path, stocks), at_end=True) for path in range(n)])
    assert (rates >= 0.04).mean() == pytest.approx(expected, abs=0.02)
