"""One path of the market by the product's own generator (tested in tests/unit/market), for the twin and its tests."""

from datetime import date

import numpy as np

from sim.engine.lowering.calendar import Calendar
from sim.market.assumptions import CLASSES, own_volatility
from sim.market.normals import fill_normals, key_of
from sim.market.processes import fill_path, scratch_rows
from sim.market.registry import build_market
from sim.market.tables import MarketTables, Setting
from sim.scenario.market import Market
from sim.scenario.models import Scenario


def market_tables(
    market: Market,
    seed: int,
    calendar: Calendar,
    is_used: np.ndarray | None = None,
    rollover: date | None = None,
    is_in_pairs: bool = False,
) -> MarketTables:
    """Return the tables of a market on a calendar."""
    used = np.ones(len(CLASSES) + 1) if is_used is None else is_used
    used = used.astype(np.int64)
    setting = Setting(market, seed, calendar.start, calendar.days, calendar.dt, used, rollover, is_in_pairs)
    return build_market(setting)


def path_of(tables: MarketTables, calendar: Calendar, path: int) -> tuple[np.ndarray, np.ndarray]:
    """Return growth (n_steps, n_classes) and price level (n_steps,) of one path."""
    growth, level = np.empty((len(CLASSES), len(calendar.dates))), np.empty(len(calendar.dates))
    room = np.empty((scratch_rows(len(CLASSES)), len(calendar.dates)))
    fill_path(tables, calendar.days, calendar.dt, path, growth, level, room)
    return np.ascontiguousarray(growth.T), level


def market_path(
    market: Market, seed: int, calendar: Calendar, path: int, is_used: np.ndarray | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """Return growth (n_steps, n_classes) and price level (n_steps,) of one path of a market."""
    return path_of(market_tables(market, seed, calendar, is_used), calendar, path)


def own_courses(scenario: Scenario, calendar: Calendar, path: int) -> dict[str, np.ndarray]:
    """Return by symbol what of each single stock's gross return is its own, (n_steps,): one draw a company."""
    stocks = [security for security in scenario.securities if own_volatility(security) > 0]
    companies = list(dict.fromkeys(stock.group for stock in stocks))
    courses = {}
    for stock in stocks:
        number, sigma = companies.index(stock.group), own_volatility(stock)
        normals, low = np.empty((4, len(calendar.days))), np.empty(len(calendar.days))
        fill_normals(key_of(scenario.simulation.seed), path, calendar.days, 1 + number // 4, normals, low)
        shocks = normals[number % 4] * np.sqrt(calendar.dt)
        courses[stock.symbol] = np.exp(sigma * shocks - sigma**2 / 2 * calendar.dt)
    return courses
