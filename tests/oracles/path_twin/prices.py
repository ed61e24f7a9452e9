"""Prices and distributions of securities, from the page's section "Prices"."""

import math
from datetime import date

import numpy as np

from sim.engine.lowering.calendar import Calendar
from sim.market.assumptions import CLASSES
from sim.scenario.enums import AssetClass
from sim.scenario.holdings import Security
from tests.oracles.path_twin.records import CASH

QUARTERLY = {
    AssetClass.US_STOCK,
    AssetClass.US_SMALL,
    AssetClass.INTERNATIONAL,
    AssetClass.EMERGING,
    AssetClass.REIT,
    AssetClass.SINGLE_STOCK,
}
CASH_COLUMN = CLASSES.index(AssetClass.CASH)


class Prices:
    """What a share costs now, by symbol, uninvested cash under `CASH`. own : see `run_path`."""

    def __init__(
        self, securities: dict[str, Security], calendar: Calendar, own: dict[str, np.ndarray] | None = None
    ) -> None:
        self.securities, self.calendar, self.own = securities, calendar, own or {}
        self.now = {symbol: security.price for symbol, security in securities.items()} | {CASH: 1.0}

    def move(self, step: int, growth: np.ndarray, is_month_end: bool) -> dict[str, float]:
        """Let a step pass; return the distribution a share of every security."""
        dt, day = float(self.calendar.dt[step]), self.calendar.dates[step]
        paid = {}
        for symbol, security in self.securities.items():
            column = CLASSES.index(security.asset_class)
            gross = float(growth[column]) * (float(self.own[symbol][step]) if symbol in self.own else 1.0)
            with_distribution = self.now[symbol] * gross * math.exp(-security.expense_ratio * dt)
            share = _distribution_share(security, day) if is_month_end else 0.0
            paid[symbol] = with_distribution * share
            self.now[symbol] = with_distribution * (1 - share)
        self.now[CASH] *= float(growth[CASH_COLUMN])
        return paid


def _distribution_share(security: Security, day: date) -> float:
    """Return the distribution of a month end as a share of the price before it."""
    if security.is_annuity:
        return 0.0
    return income_share(security, day.month) + sum(gains_shares(security, day))


def gains_shares(security: Security, day: date) -> tuple[float, float]:
    """Return its short-term and long-term gains: those announced for the year, else each December's."""
    if security.announced_on and security.announced_on.year == day.year:
        is_it = security.announced_on.month == day.month
        return (security.announced_short_rate, security.announced_long_rate) if is_it else (0.0, 0.0)
    return (security.short_gain_rate, security.long_gain_rate) if day.month == 12 else (0.0, 0.0)


def income_share(security: Security, month: int) -> float:
    """Return what of it is dividends and interest."""
    if security.asset_class in QUARTERLY:
        return security.dividend_yield / 4 if month % 3 == 0 else 0.0
    return security.dividend_yield / 12


def paid_apart(security: Security, day: date, amount: float) -> tuple[float, tuple[float, float]]:
    """Return a distribution's income, and its short-term and long-term gains [USD]."""
    short, long = gains_shares(security, day)
    whole = amount / _distribution_share(security, day)
    return whole * income_share(security, day.month), (whole * short, whole * long)
