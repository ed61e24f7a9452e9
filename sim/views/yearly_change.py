"""A year's amounts as means over paths, and the paired change of its tax with two standard errors; large runs included.

A large run keeps most yearly fields as means over its paths only: then there is a mean of each year, and no error.
"""

import math

import numpy as np

from sim.results.explain import usd
from sim.results.findings import TAX_KINDS, Findings
from sim.results.paired import MEASURE, STANDARD_ERRORS, paired_difference


def is_kept(findings: Findings, fields: tuple[str, ...]) -> bool:
    """Return whether the run holds these yearly fields path by path."""
    return all(field in findings.result.yearly for field in fields)


def year_means(findings: Findings, index: int, *fields: str) -> np.ndarray:
    """Return the mean of the sum of yearly fields over all paths [USD/yr], (n_years,); 0 after the last death."""
    is_real = not findings.is_in_future_dollars
    means: np.ndarray = sum((findings.result.means(field, is_real)[index] for field in fields), np.zeros(()))
    return means


def lived_means(findings: Findings, index: int, *fields: str) -> np.ndarray:
    """Return the same over the paths on which somebody lives [USD/yr], (n_years,); 0 where nobody does."""
    share = findings.result.is_lived(index).mean(axis=0)
    return year_means(findings, index, *fields) / np.where(share > 0.0, share, 1.0)


def tax_by_year(findings: Findings, index: int) -> np.ndarray:
    """Return all taxes and surcharges of each year [USD/yr], (n_paths, n_years); 0 after a death."""
    total: np.ndarray = sum((findings.flow(kind)[index] for kind in TAX_KINDS), np.zeros(()))
    return total


def tax_change(findings: Findings, strategy: int, reference: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the mean change of each year's tax and its two standard errors [USD/yr], (n_years,) each.

    The error is NaN where it is not known: of a single path, and of a large run.
    """
    mean = year_means(findings, strategy, *TAX_KINDS) - year_means(findings, reference, *TAX_KINDS)
    if not is_kept(findings, tuple(TAX_KINDS)):
        return mean, np.full(len(mean), math.nan)
    change = tax_by_year(findings, strategy) - tax_by_year(findings, reference)
    rows = [paired_difference(of_year, MEASURE["lifetime_tax_real"], findings.luck) for of_year in change.T]
    return mean, STANDARD_ERRORS * np.array([row.standard_error for row in rows])


def with_error(amount: str, error: float) -> str:
    """Return an amount in words with its error [USD], where that is known."""
    return amount if math.isnan(error) else f"{amount} ± {usd(error)}"
