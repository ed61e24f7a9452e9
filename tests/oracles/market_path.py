"""One path of the market by the product's own generator (tested in tests/unit/market), for the twin and its tests."""

import math
from datetime import date

import numpy as np

from sim.engine.lowering.calendar import Calendar
from sim.market.assumptions import CLASSES, means_and_volatilities, own_volatility
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
    growth, level, _ = whole_path_of(tables, calendar, path)
    return growth, level


def whole_path_of(tables: MarketTables, calendar: Calendar, path: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return growth (n_steps, n_classes), price level (n_steps,) and log income (n_steps, n_classes) of one path."""
    growth, level = np.empty((len(CLASSES), len(calendar.dates))), np.empty(len(calendar.dates))
    room, income = np.empty((scratch_rows(len(CLASSES)), len(calendar.dates))), np.zeros_like(growth)
    fill_path(tables, calendar.days, calendar.dt, path, growth, level, income, room)
    return np.ascontiguousarray(growth.T), level, np.ascontiguousarray(income.T)


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
        courses[stock.symbol] = _course(
            scenario, calendar, path, 1, companies.index(stock.group), own_volatility(stock)
        )
    return courses


def _course(scenario: Scenario, calendar: Calendar, path: int, stream: int, number: int, sigma: float) -> np.ndarray:
    """Return a lognormal course of mean 1 by step, (n_steps,): draw `number`, four of which share a stream."""
    normals, low = np.empty((4, len(calendar.days))), np.empty(len(calendar.days))
    of_four = number // 4 if stream != 1 or number < 60 else 127 + number // 4  # companies go on behind the pairs
    fill_normals(key_of(scenario.simulation.seed), path, calendar.days, stream + of_four, normals, low)
    shocks = normals[number % 4] * np.sqrt(calendar.dt)
    return np.exp(sigma * shocks - sigma**2 / 2 * calendar.dt)


def swap_courses(scenario: Scenario, calendar: Calendar, path: int) -> dict[str, np.ndarray]:
    """Return by symbol what its replacement is worth over what it is worth itself, (n_steps,), 1 at the start.

    Funds: 1% a year where nothing is said, one draw a pair, with its sign turned where the pair is swapped the other
    way round. Companies of which nothing is said: the ratio of what each does on its own.
    """
    found, own = {}, own_courses(scenario, calendar, path)
    swaps = [(one, scenario.security(one.replacement)) for one in scenario.securities if one.replacement]
    plain = {one.symbol: one.asset_class == "single_stock" and one.tracking_error is None for one, _ in swaps}
    pairs = list(dict.fromkeys(frozenset((a.group, b.group)) for a, b in swaps if not plain[a.symbol]))
    for one, other in swaps:
        if plain[one.symbol]:
            still = np.ones(len(calendar.days))
            ratio = own.get(other.symbol, still) / own.get(one.symbol, still)
        else:
            error = 0.01 if one.tracking_error is None else one.tracking_error
            signed, number = error if one.group < other.group else -error, pairs.index({one.group, other.group})
            ratio = _course(scenario, calendar, path, 64, number, signed)
        found[one.symbol] = ratio.cumprod()
    return found


def bond_yields(scenario: Scenario, income: np.ndarray) -> tuple[Scenario, dict[str, np.ndarray]]:
    """Return the plan whose bond funds pay today's yield, and by symbol what they earn each step, (n_steps,).

    Today's yield is the mean of the class's log return, less the fund's cost, from 0.01% to 25%.

    income : (n_steps, n_classes) of a path
    """
    market, found, yields = scenario.market, [], {}
    for security in scenario.securities:
        name = str(security.asset_class)
        if market.bonds.follow_yields and name in ("us_bond", "long_bond", "tips") and not security.is_annuity:
            column = CLASSES.index(security.asset_class)
            means, volatilities = means_and_volatilities(market)
            mean, variance = (
                math.log(1 + means[column]),
                math.log(1 + (volatilities[column] / (1 + means[column])) ** 2),
            )
            today = min(0.25, max(0.0001, mean - variance / 2 - security.expense_ratio))
            security, yields[security.symbol] = (
                security.model_copy(update={"dividend_yield": today}),
                income[:, column],
            )
        found.append(security)
    return scenario.model_copy(update={"securities": tuple(found)}), yields
