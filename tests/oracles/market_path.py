"""One path of the market by the product's own generator (tested in tests/unit/market), for the twin and its tests."""

import numpy as np

from sim.engine.calendar import Calendar
from sim.market.assumptions import CLASSES, correlation_matrix, means_and_volatilities
from sim.market.lognormal import fill_lognormal_path, lognormal_market, room_rows
from sim.market.normals import key_of
from sim.scenario.plan import Market


def market_path(
    market: Market, seed: int, calendar: Calendar, path: int, is_used: np.ndarray | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """Return growth (n_steps, n_classes) and price level (n_steps,) of one path."""
    means, volatilities = means_and_volatilities(market)
    used = np.ones(len(means)) if is_used is None else is_used
    tables = lognormal_market(key_of(seed), means, volatilities, correlation_matrix(), used)
    growth, level = np.empty((len(calendar.dates), len(CLASSES))), np.empty(len(calendar.dates))
    room = np.empty((room_rows(len(CLASSES)), len(calendar.dates)))
    fill_lognormal_path(tables, calendar.days, calendar.dt, path, growth, level, room)
    return growth, level
