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
    """What a share costs now, by symbol, uninvested cash under `CASH`. own, yields : see `run_path`."""

    def __init__(
        self,
        securities: dict[str, Security],
        calendar: Calendar,
        own: dict[str, np.ndarray] | None = None,
        yields: dict[str, np.ndarray] | None = None,
    ) -> None:
        self.securities, self.calendar, self.own, self.yields = securities, calendar, own or {}, yields or {}
        self.accrued = dict.fromkeys(self.yields, 0.0)  # since the month end before
        self.now = {symbol: security.price for symbol, security in securities.items()} | {CASH: 1.0}
        self.passed = 0.0  # of the step, before its day

    def move(self, step: int, growth: np.ndarray, is_month_end: bool) -> dict[str, float]:
        """Let a step pass; return the distribution a share of every security."""
        self.pass_until(1.0, step, growth)
        self.passed = 0.0
        paid = {}
        for symbol, security in self.securities.items():
            with_distribution = self.now[symbol]
            share = self._share(security, step) if is_month_end else self._accrue(symbol, step)
            paid[symbol] = with_distribution * share
            self.now[symbol] = with_distribution * (1 - share)
        return paid

    def _accrue(self, symbol: str, step: int) -> float:
        """Bonds yield something every day and pay nothing before the month's end."""
        if symbol in self.yields:
            cost = self.securities[symbol].expense_ratio * float(self.calendar.dt[step])
            self.accrued[symbol] += float(self.yields[symbol][step]) - cost
        return 0.0

    def _share(self, security: Security, step: int) -> float:
        """Return the distribution of a month end as a share of the price before it."""
        day = self.calendar.dates[step]
        if security.symbol not in self.yields:
            return _distribution_share(security, day)
        self._accrue(security.symbol, step)
        paid = min(0.25 / 12, max(0.0, 1 - math.exp(-self.accrued[security.symbol])))
        self.accrued[security.symbol] = 0.0
        return paid + sum(gains_shares(security, day))

    def pass_until(self, part: float, step: int, growth: np.ndarray) -> None:
        """Let the step pass up to a part of its days, every class at its even rate."""
        more, dt = part - self.passed, float(self.calendar.dt[step])
        self.passed = part
        for symbol, security in self.securities.items():
            column = CLASSES.index(security.asset_class)
            gross = float(growth[column]) * (float(self.own[symbol][step]) if symbol in self.own else 1.0)
            self.now[symbol] *= (gross * math.exp(-security.expense_ratio * dt)) ** more
        self.now[CASH] *= float(growth[CASH_COLUMN]) ** more


class CashInterest:
    """Interest of the household's cash: each dollar earns from the day on which it arrives to the month end."""

    def __init__(self) -> None:
        self.moved: list[tuple[float, float]] = []

    def arrived(self, amount: float, grown: float) -> None:
        """Note what came in, or went, on a day to which a dollar of the last month end has grown to `grown`."""
        self.moved.append((amount, max(1.0, grown)))

    def of_month(self, balance: float, grown: float) -> float:
        """Return the month's interest; balance : before what this day brings."""
        at_end = max(1.0, grown)
        first = balance - sum(amount for amount, _ in self.moved)
        earned = first * (at_end - 1) + sum(amount * (at_end / then - 1) for amount, then in self.moved)
        self.moved = []
        return max(0.0, earned)


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
