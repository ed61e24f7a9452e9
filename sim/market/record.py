"""Yearly records of returns: the United States since 1928, and what they become for the kernels."""

import csv
from datetime import date
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np

from sim.market.assumptions import CLASSES, asked_correlations, compound_growth, repaired_pairs
from sim.market.conditional import given
from sim.market.correlations import is_possible
from sim.market.tables import MarketTables, Process, Setting, YearsOfHistory, plain_tables
from sim.scenario.enums import AssetClass
from sim.scenario.market import RETURN_NAMES, Market, ReturnsAre, Series

SERIES_OF = {
    AssetClass.US_STOCK: Series.US_STOCKS,
    AssetClass.US_BOND: Series.TREASURY_NOTES_10Y,
    AssetClass.CASH: Series.TREASURY_BILLS,
}
"""Classes that follow the record unless the scenario says more."""

WHOLE_YEAR_UNTIL = 7
"""A plan that starts in the first days of January lives through the whole of its first year."""

DAYS_A_YEAR = 365.25


class Record(NamedTuple):
    """Yearly returns as shares.

    years : (n_years,) calendar years; returns : name to (n_years,)
    """

    years: np.ndarray
    returns: dict[str, np.ndarray]


@cache
def us_record() -> Record:
    """Return the calendar-year total returns and the inflation of ``data/us_annual_returns.csv``."""
    text = files("sim.market").joinpath("data/us_annual_returns.csv").read_text()
    rows = list(csv.DictReader(text.splitlines()))
    names = [name for name in rows[0] if name != "year"]
    years = np.array([int(row["year"]) for row in rows])
    return Record(years, {name: np.array([float(row[name]) for row in rows]) for name in names})


def series_of(market: Market) -> dict[AssetClass, Series]:
    """Return which column of the record each class follows; other classes have none."""
    return {**SERIES_OF, **market.history.series}


def class_record(market: Market) -> Record:
    """Return the record by asset class and inflation."""
    record = us_record()
    columns = {str(asset_class): record.returns[str(series)] for asset_class, series in series_of(market).items()}
    return Record(record.years, {**columns, "inflation": record.returns["inflation"]})


def with_figures_of_record(market: Market) -> Market:
    """Return the market with the record's own figures for what the record holds.

    Mean and standard deviation (n - 1) of calendar-year returns, correlations of their logs; with inflation, of what
    the year before did not tell of it. Other classes keep theirs.
    Where the pairs cannot stand together, the nearest possible matrix is taken.
    """
    returns = class_record(market).returns
    names = [name for name in RETURN_NAMES if name in returns]
    logs = np.array([np.log1p(returns[name]) for name in names])
    before, after = logs[-1, :-1], logs[-1, 1:]
    slope, level = np.polyfit(before, after, 1)
    matrix = np.corrcoef(logs)
    surprise = np.corrcoef([*logs[:-1, 1:], after - slope * before - level])[-1]
    matrix[-1], matrix[:, -1] = surprise, surprise
    figures = {name: (round(float(r.mean()), 4), round(float(r.std(ddof=1)), 4)) for name, r in returns.items()}
    kept = [pair for pair in market.correlations if not {str(pair.first), str(pair.second)} <= set(names)]
    pairs = [
        {"first": names[j], "second": names[i], "value": round(float(matrix[i, j]), 2)}
        for i in range(len(names))
        for j in range(i)
    ]
    classes = {name: dict(zip(("expected_return", "volatility"), figures[name], strict=True)) for name in names[:-1]}
    plain = market.model_dump(mode="json")
    changed = {"classes": {**plain["classes"], **classes}, "inflation": figures["inflation"][0]}
    changed["inflation_volatility"] = figures["inflation"][1]
    changed["inflation_persistence"] = round(float(np.corrcoef(before, after)[0, 1]), 2)
    if market.returns_are is ReturnsAre.COMPOUND:
        for figure in classes.values():
            figure["expected_return"] = compound_growth(figure["expected_return"], figure["volatility"])
    changed["correlations"] = [*(pair.model_dump(mode="json") for pair in kept), *pairs]
    found = Market.model_validate({**plain, **changed})
    if not is_possible(asked_correlations(found)):
        found = found.model_copy(update={"correlations": repaired_pairs(found)})
    return found


def year_days(days: np.ndarray) -> np.ndarray:
    """Return the ordinal of January 1 of each day's year."""
    return np.array([date(date.fromordinal(int(day)).year, 1, 1).toordinal() for day in days], dtype=np.int64)


def gap_of(setting: Setting) -> float:
    """Return the share of the first step's year that lies before the plan's start, 0 in the first days of January."""
    first = date.fromordinal(int(setting.days[0]))
    passed = setting.start.toordinal() - date(first.year, 1, 1).toordinal() + 1
    return passed / DAYS_A_YEAR if passed > WHOLE_YEAR_UNTIL else 0.0


def record_tables(
    setting: Setting, record: Record, block_years: int = 1, first_row: int = 0, n_starts: int = 0
) -> MarketTables:
    """Return tables that live through the record's years: drawn in blocks, or replayed where `n_starts` is positive.

    A class the record does not hold keeps the user's mean and moves with the classes it does hold as the user's
    volatilities and correlations say; what these leave open is drawn once a year. Yields begin with what the user
    assumes and go on to what the record's bonds returned on average.
    """
    plain = plain_tables(setting)
    known = np.array([name in record.returns for name in RETURN_NAMES])
    law, logs = given(plain.base, known), np.zeros((len(record.years), len(RETURN_NAMES)))
    for i in np.flatnonzero(known):
        logs[:, i] = np.log1p(record.returns[RETURN_NAMES[i]])
    departures = logs - logs.mean(axis=0)
    logs[:, ~known] = (plain.base.log_mean + departures @ law.response.T)[:, ~known]
    years = YearsOfHistory(
        year_days=year_days(setting.days),
        gap=gap_of(setting),
        year_logs=np.ascontiguousarray(logs),
        block_years=block_years,
        first_row=first_row,
        n_starts=n_starts,
        residual=np.ascontiguousarray(law.residual),
    )
    usual = logs.mean(axis=0)
    bonds = plain.base.bonds._replace(mean=usual, first=plain.base.log_mean - usual, keeps_total=1)
    base = plain.base._replace(bonds=bonds)
    return plain._replace(process=int(Process.YEARS_OF_HISTORY), base=base, years=years)


def classes_without_record(market: Market) -> tuple[AssetClass, ...]:
    """Return the classes that the record of the United States does not hold."""
    return tuple(asset_class for asset_class in CLASSES if asset_class not in series_of(market))
