"""What harvesting adds a year, in basis points of the taxable account it is done in."""

import math
from dataclasses import replace

from sim.results.findings import BASIS_POINTS, Findings
from sim.results.paired import Measure, PairedDifference, versus

LEAST_BP = 0.0005


def harvest_alpha(findings: Findings, measure: Measure, reference: int = 0) -> list[PairedDifference]:
    """Return each strategy's gain a year over the reference [bp of the taxable account].

    Parameters
    ----------
    measure : what is gained, a wealth in dollars
    reference : position of the strategy that the others are compared with

    Returns
    -------
    list of PairedDifference
        The paired difference in wealth over the taxable accounts' value under the reference: of the years' ends, summed
        over the years, mean over the paths, both in dollars of the start. Undefined where there is no taxable account.

    Notes
    -----
    One number divides every path's difference, so that sign, error and share of paths are those of the difference.
    """
    today = Findings(findings.result) if findings.is_in_future_dollars else findings
    held = float(findings.result.sums("balance_taxable", is_real=True)[reference].mean())
    scale = BASIS_POINTS / held if held > 0.0 else math.nan
    return [_scaled(row, scale) for row in versus(today, measure, reference)]


def _scaled(row: PairedDifference, scale: float) -> PairedDifference:
    mean = row.mean * scale
    return replace(
        row,
        mean=mean,
        standard_error=row.standard_error * scale,
        median=row.median * scale,
        is_measurable=row.is_measurable and abs(mean) >= LEAST_BP,
    )
