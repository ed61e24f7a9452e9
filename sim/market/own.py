"""What a record of one's own becomes: whole calendar years, or fitted means, volatilities and correlations."""

import numpy as np

from sim.market.assumptions import asked_correlations, means_and_volatilities
from sim.market.correlations import is_possible, nearest_possible
from sim.market.record import Record
from sim.scenario.market import RETURN_NAMES, Market, OwnReturns

MONTHS = 12


def whole_years(own: OwnReturns) -> Record:
    """Return the record by whole calendar years; months of years that are not whole are left out."""
    columns = {str(name): np.array(column) for name, column in own.returns.items()}
    n = len(next(iter(columns.values())))
    if own.period == "annual":
        return Record(np.arange(own.first_year, own.first_year + n), columns)
    skipped = (1 - own.first_month) % MONTHS
    n_years = max(0, n - skipped) // MONTHS
    first = own.first_year + (1 if skipped else 0)
    yearly = {
        name: np.prod(1.0 + column[skipped : skipped + n_years * MONTHS].reshape(n_years, MONTHS), axis=1) - 1.0
        for name, column in columns.items()
    }
    return Record(np.arange(first, first + n_years), yearly)


def fitted(own: OwnReturns, market: Market) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return yearly means and volatilities (n,) and correlations (n, n), the record's where it holds a class.

    Method of moments on log returns, scaled by the number of periods a year. Where the record's correlations and the
    assumed ones of other classes cannot stand together, the nearest possible matrix is taken.
    """
    means, volatilities = means_and_volatilities(market)
    matrix = asked_correlations(market)
    periods = MONTHS if own.period == "monthly" else 1
    names = [name for name in RETURN_NAMES if name in {str(key) for key in own.returns}]
    logs = np.log1p(np.array([next(col for key, col in own.returns.items() if str(key) == name) for name in names]))
    places = [RETURN_NAMES.index(name) for name in names]
    for place, row in zip(places, logs, strict=True):
        mean, variance = row.mean() * periods, row.var(ddof=1) * periods
        means[place] = np.expm1(mean + variance / 2)
        volatilities[place] = (1.0 + means[place]) * np.sqrt(np.expm1(variance))
    spread = logs.std(axis=1) > 0
    for a, i in enumerate(places):
        for b, j in enumerate(places[:a]):
            value = float(np.corrcoef(logs[a], logs[b])[0, 1]) if spread[a] and spread[b] else 0.0
            matrix[i, j] = matrix[j, i] = value
    return means, volatilities, matrix if is_possible(matrix) else nearest_possible(matrix)
