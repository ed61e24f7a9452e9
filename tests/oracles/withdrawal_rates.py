"""Spending that uses up an account to the last dollar, worked out from returns alone; knows no engine."""

import csv
from datetime import date, timedelta
from pathlib import Path

import numpy as np

RECORD = Path(__file__).parents[2] / "sim" / "market" / "data" / "us_annual_returns.csv"
N_YEARS = 30


def rates_of_the_record(stocks: float, at_end: bool) -> np.ndarray:
    """Return the constant real rate that spends 1 to the last cent, by start year 1928 to 1996."""
    with RECORD.open() as text:
        rows = list(csv.DictReader(text))
    column = {name: np.array([float(row[name]) for row in rows]) for name in rows[0]}
    mix = 1 + stocks * column["us_stocks"] + (1 - stocks) * column["treasury_notes_10y"]
    real = mix / (1 + column["inflation"])
    found = []
    for first in range(len(real) - N_YEARS + 1):
        worth = 1 / np.cumprod(real[first : first + N_YEARS])
        found.append(1 / (worth.sum() if at_end else 1 + worth[:-1].sum()))
    return np.array(found)


def highest_that_lasts(by_path: np.ndarray, share: float) -> float:
    """Return the highest spending that at least a share of the paths bears, by trying what each path bears."""
    return max(spending for spending in by_path if (by_path >= spending).mean() >= share - 1e-12)


def month_ends(start: date, n_years: int) -> list[date]:
    """Return the months' last weekdays from the start's month on, to December of the last of so many calendar years."""
    firsts = [date(start.year + month // 12, month % 12 + 1, 1) for month in range(start.month, 12 * n_years + 1)]
    ends = [first - timedelta(1) for first in firsts]
    return [day - timedelta(max(0, day.weekday() - 4)) for day in ends]


def annuity(wealth: float, growth: float, prices: float, start: date, n_years: int) -> float:
    """Return the yearly spending in today's dollars, a twelfth of it each month's end, that uses up an account.

    growth, prices : sure yearly rates of the account and of what is bought; a year has 365.25 days
    """
    ages = [(day - start).days / 365.25 for day in month_ends(start, n_years)]
    return 12 * wealth / sum(((1 + prices) / (1 + growth)) ** age for age in ages)
