"""Differences from the first strategy, path by path: all strategies see the same paths, so luck cancels."""

import math
from dataclasses import dataclass

import numpy as np

from sim.estimate.luck import EACH_ALONE, Luck
from sim.estimate.wilson import STANDARD_ERRORS
from sim.results.findings import LEDGER, TAX_KINDS, Findings

DRAG_UNIT, ALPHA_UNIT = "bp of the portfolio/yr", "bp of the taxable account/yr"
"""A basis point says of what: hundredths of a percent of everything owned, or of the account that is harvested."""


@dataclass(frozen=True)
class Measure:
    """A figure by which strategies are compared, one number a strategy and a path.

    key : its name in ``summary.json`` and for `Findings.figure`
    smallest : a mean difference below this is rounding and never called measurable
    """

    key: str
    label: str
    unit: str
    is_lower_better: bool
    smallest: float

    @property
    def is_money(self) -> bool:
        return self.unit.startswith("real USD")


def _after_colon(label: str) -> str:
    """Return a name as it stands inside a line: Medicare and IRMAA keep their capitals."""
    return label if label.startswith("Medicare") else label.lower()


MEASURES = (
    Measure("after_tax_wealth_real", "After-tax wealth", "real USD", False, 0.005),
    Measure("heirs_wealth_real", "What heirs keep", "real USD", False, 0.005),
    Measure("tax_drag_bp", "Tax drag", DRAG_UNIT, True, 0.0005),
    Measure("lifetime_tax_real", "Lifetime tax", "real USD", True, 0.005),
    Measure("mean_income_real", "Mean retirement income", "real USD/yr", False, 0.005),
)
ENDINGS = (
    Measure("wealth_before_liquidation_real", "Before any sale", "real USD", False, 0.005),
    Measure("wealth_cashed_at_once_real", "All cashed in one year", "real USD", False, 0.005),
    MEASURES[0],
    MEASURES[1],
)
"""One wealth, four ways to value its end: nothing sold, sold in one year, over the plan's years, left to heirs."""
DETAILS = (
    Measure("target_met_percent", "Paths without a shortfall", "% of paths", False, 0.0005),
    Measure("lowest_income_real", "Leanest year", "real USD/yr", False, 0.005),
    *(Measure(field, f"Tax: {_after_colon(label)}", "real USD", True, 0.005) for field, label in TAX_KINDS.items()),
    *(
        Measure(field, label, "real USD", field.startswith("wash"), 0.005)
        for field, label in {**LEDGER, "unused_carryover": "Losses never used"}.items()
    ),
    *ENDINGS[:2],
)
"""The rest of what is compared: other endings, success, lifetime tax by kind, the harvest ledger."""

MEASURE = {measure.key: measure for measure in (*MEASURES, *DETAILS)}


@dataclass(frozen=True)
class PairedDifference:
    """A strategy less the first one on the same paths.

    mean, median : in the measure's unit; NaN where no path has the figure
    standard_error : of the mean, see `Luck.standard_error`; NaN where a single path leaves it unknown
    share_better : share of paths on which the strategy is strictly better than the first
    share_worse : share of paths on which it is strictly worse
    is_zero : the difference is exactly zero on every path
    is_measurable : the mean lies outside two standard errors (and is no rounding)
    """

    mean: float
    standard_error: float
    median: float
    share_better: float
    share_worse: float
    is_zero: bool
    is_measurable: bool


def differences(findings: Findings, measure: Measure, reference: int = 0) -> np.ndarray:
    """Return each strategy's figures less those of the reference, the first one, (n_strategies, n_paths)."""
    values = findings.figure(measure.key)
    base = values[reference]
    # Two undefined figures of one path are no difference; one undefined figure leaves the difference undefined.
    return np.where(np.isnan(values) & np.isnan(base), 0.0, values - base)


def paired_difference(difference: np.ndarray, measure: Measure, luck: Luck = EACH_ALONE) -> PairedDifference:
    """Return what a column of differences says: (n_paths,) in, undefined ones left out.

    luck : how the paths were drawn
    """
    known = difference[~np.isnan(difference)]
    n = len(known)
    if n == 0:
        return PairedDifference(math.nan, math.nan, math.nan, 0.0, 0.0, False, False)
    if not known.any():
        return PairedDifference(0.0, 0.0, 0.0, 0.0, 0.0, n == len(difference), False)
    mean = float(known.mean())
    standard_error = luck.standard_error(difference)
    better = -known if measure.is_lower_better else known
    return PairedDifference(
        mean=mean,
        standard_error=standard_error,
        median=float(np.median(known)),
        share_better=float((better > 0).mean()),
        share_worse=float((better < 0).mean()),
        is_zero=False,
        is_measurable=abs(mean) > STANDARD_ERRORS * standard_error and abs(mean) >= measure.smallest,
    )


def versus(findings: Findings, measure: Measure, reference: int = 0) -> list[PairedDifference]:
    """Return every strategy's paired difference from the reference, the first one; the reference's own is zero."""
    if (measure, reference) not in findings.compared:
        rows = differences(findings, measure, reference)
        findings.compared[measure, reference] = [paired_difference(row, measure, findings.luck) for row in rows]
    return findings.compared[measure, reference]
