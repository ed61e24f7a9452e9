"""Lower what each security pays by month, and what that makes of prices and of shares that are reinvested."""

import numpy as np

from sim.engine.lowering.calendar import Calendar
from sim.engine.lowering.holdings import Holdings
from sim.engine.lowering.spending import OPENING
from sim.engine.records.limits import MAX_OWN_YEARS
from sim.market.assumptions import CLASSES, distributions_a_year
from sim.scenario.holdings import Security

DECEMBER = 12
ROWS_A_YEAR = 13
ANY_YEAR = 0

Paid = tuple[float, float, float]
"""Income, short-term and long-term gains that are paid of a share, over its price before."""


def paid_of(security: Security, month: int, year: int) -> Paid:
    """Return what a security pays at the end of a month; what a fund has announced stands for the gains of its year."""
    if security.is_annuity:
        return 0.0, 0.0, 0.0
    n = int(distributions_a_year()[CLASSES.index(security.asset_class)])
    income = security.dividend_yield / n if month % (12 // n) == 0 else 0.0
    announced = security.announced_on
    if announced is not None and announced.year == year:
        is_paid = announced.month == month
        return income, security.announced_short_rate * is_paid, security.announced_long_rate * is_paid
    is_paid = month == DECEMBER
    return income, security.short_gain_rate * is_paid, security.long_gain_rate * is_paid


def rows_by_month(holdings: Holdings) -> list[tuple[int, int, int]]:
    """Return (row, month, year) of every month: of all years, then of the years in which something is announced."""
    announced = {security.announced_on.year for security in holdings.securities if security.announced_on is not None}
    years = [ANY_YEAR, *sorted(announced)[:MAX_OWN_YEARS]]
    return [(ROWS_A_YEAR * k + month, month, year) for k, year in enumerate(years) for month in range(1, ROWS_A_YEAR)]


def lower_distributions(household: np.void, holdings: Holdings, calendar: Calendar) -> None:
    """Fill what each security pays at the end of each month of a share, and what reinvesting makes of one."""
    for row, month, year in rows_by_month(holdings):
        if year != ANY_YEAR:
            household["rows_of_year"][: len(calendar.years)][np.asarray(calendar.years) == year] = row - month
        for s, security in enumerate(holdings.securities):
            income, *gains = paid_of(security, month, year)
            paid = income + sum(gains)
            household["gains_paid"][row, s] = sum(gains)
            household["distribution"][row, s], household["distributed"][row, s] = paid / (1.0 - paid), paid
    _lower_growth_of_shares(household, calendar)


def _months_before(calendar: Calendar) -> tuple[int, int]:
    """Return (year on the year axis, months of it) in front of the plan's first month end."""
    first = int(np.flatnonzero(calendar.is_month_end)[0])
    return int(calendar.year_index[first]), calendar.dates[first].month - 1


def lower_months_paid(household: np.void, steps: np.ndarray, calendar: Calendar) -> None:
    """Fill how many months of its year have paid on each step; those in front of the first month end count too."""
    year, months = _months_before(calendar)
    n_ended = np.where(steps["calendar_step"] == OPENING, 0, np.cumsum(calendar.is_month_end)[steps["calendar_step"]])
    first_row = household["rows_of_year"][steps["year"]]
    steps["months_paid"] = first_row + 12 * (year - steps["year"]) + months + n_ended
    steps["row"] = first_row + steps["month"]


def _lower_growth_of_shares(household: np.void, calendar: Calendar) -> None:
    """Fill what reinvesting makes of a share; what pays the yield of the day is grown on its path instead."""
    a_share = np.where(household["follows_yield"] == 1, 0.0, household["distribution"])
    year, months = _months_before(calendar)
    first_row, n_years = household["rows_of_year"], len(calendar.years)
    for row in range(0, len(household["distribution"]), ROWS_A_YEAR):
        rows = slice(row, row + ROWS_A_YEAR)
        household["grown_by_month"][rows] = np.cumprod(1.0 + a_share[rows], axis=0)
    if not first_row.any():
        by_month, years = household["grown_by_month"], np.arange(n_years)[:, None] - year
        household["grown_by_year"][:n_years] = by_month[DECEMBER] ** years / by_month[months]
        return
    whole = household["grown_by_month"][first_row[:n_years] + DECEMBER]
    before = np.vstack([np.ones_like(whole[:1]), np.cumprod(whole, axis=0)])
    household["grown_by_year"][:n_years] = before[:n_years] / (
        before[year] * household["grown_by_month"][first_row[year] + months]
    )


def lower_prices(household: np.void, holdings: Holdings, calendar: Calendar, steps: np.ndarray) -> np.ndarray:
    """Return what each price is without its class's growth, (n_active, n_securities), known before any path [USD].

    What pays the yield of the day has not paid anything yet.
    """
    at, is_between = steps["calendar_step"], steps["part"] > 0.0
    years = np.where(at == OPENING, 0.0, np.cumsum(calendar.dt)[at])
    years[is_between] += (steps["part"] * calendar.dt[np.minimum(at + 1, len(calendar.dt) - 1)])[is_between]
    start = np.array([security.price for security in holdings.securities])
    expenses = np.array([security.expense_ratio for security in holdings.securities])
    grown = household["grown_by_year"][steps["year"]] * household["grown_by_month"][steps["months_paid"]]
    return np.asarray(start * np.exp(-expenses * years[:, None]) / grown[:, : len(start)])
