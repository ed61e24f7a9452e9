"""A year's amounts as means over paths, and their paired change with two standard errors; large runs included.

A large run keeps most yearly fields as means over its paths only: then there is a mean of each year, and no error.
"""

import math

import numpy as np

from sim.results.findings import Findings
from sim.results.paired import MEASURE, STANDARD_ERRORS, paired_difference


def is_kept(findings: Findings, fields: tuple[str, ...]) -> bool:
    """Return whether the run holds these yearly fields path by path."""
    return all(field in findings.result.yearly for field in fields)


def year_means(findings: Findings, index: int, field: str) -> np.ndarray:
    """Return a yearly field's mean over all paths [USD/yr], (n_years,); a year after the last death counts as 0."""
    means: np.ndarray = findings.result.means(field, is_real=not findings.is_in_future_dollars)[index]
    return means


def lived_means(findings: Findings, index: int, field: str) -> np.ndarray:
    """Return a yearly field's mean over the paths on which somebody lives [USD/yr], (n_years,); 0 where nobody does."""
    share = findings.result.is_lived(index).mean(axis=0)
    return year_means(findings, index, field) / np.where(share > 0.0, share, 1.0)


def yearly_change(
    findings: Findings, strategy: int, reference: int, fields: tuple[str, ...]
) -> tuple[np.ndarray, np.ndarray]:
    """Return the mean change of the sum of yearly fields and its two standard errors [USD/yr], (n_years,) each.

    The error is NaN where it is not known: of a single path, and of a large run.
    """
    means = [sum((year_means(findings, k, one) for one in fields), np.zeros(())) for k in (strategy, reference)]
    mean, years = means[0] - means[1], range(len(findings.result.years))
    if not is_kept(findings, fields):
        return mean, np.full(len(years), math.nan)
    change = sum((findings.flow(one)[strategy] - findings.flow(one)[reference] for one in fields), np.zeros(()))
    rows = [paired_difference(change[:, k], MEASURE["lifetime_tax_real"], findings.is_in_pairs) for k in years]
    return mean, STANDARD_ERRORS * np.array([row.standard_error for row in rows])


def with_error(amount: str, error: float, words: str) -> str:
    """Return an amount with its error, where that is known; words : the error in dollars."""
    return amount if math.isnan(error) else f"{amount} ± {words}"
