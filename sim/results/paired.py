"""Differences from the first strategy, path by path: all strategies see the same paths, so luck cancels."""

import math
from dataclasses import dataclass

import numpy as np

from sim.results.findings import LEDGER, TAX_KINDS, Findings
from sim.results.wilson import STANDARD_ERRORS

FEWEST_DRAWS, LEAST_SKEWNESS = 100, 1e-6
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
    standard_error : of the mean, widened for skewness, see `widening`; NaN where a single path leaves it unknown
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


def _standard_error(difference: np.ndarray, is_in_pairs: bool) -> float:
    """Return the standard error of the mean; antithetic paths are one draw, and a lone last one is left out."""
    if is_in_pairs:
        pairs = difference[: len(difference) // 2 * 2].reshape(-1, 2)
        pairs = pairs[~np.isnan(pairs).all(axis=1)]
        difference = np.nanmean(pairs, axis=1) if len(pairs) else difference[:0]
    known = difference[~np.isnan(difference)]
    if len(known) < 2:
        return math.nan
    return float(known.std(ddof=1) / math.sqrt(len(known))) * widening(known)


def widening(draws: np.ndarray) -> float:
    """Return the factor on a standard error so that two of it hold the truth as often as they say, (n,) draws in.

    Harvests pay on few paths, so differences are skewed and a mean too low comes with an error too small. The factor
    is the longer arm of an interval corrected for skewness over the plain one. 1 below `FEWEST_DRAWS`, whose skewness
    says little.

    References
    ----------
    Hall (1992), On the Removal of Skewness by Transformation, J. R. Statist. Soc. B 54(1), 221-228.
    """
    spread = float(draws.std())
    if len(draws) < FEWEST_DRAWS or spread == 0.0:
        return 1.0
    a = float((((draws - draws.mean()) / spread) ** 3).mean()) / math.sqrt(len(draws))
    if abs(a) < LEAST_SKEWNESS:
        return 1.0
    arms = (3.0 / a * (math.cbrt(1.0 + a * (end - a / 6.0)) - 1.0) for end in (-STANDARD_ERRORS, STANDARD_ERRORS))
    return max(abs(arm) for arm in arms) / STANDARD_ERRORS


def paired_difference(difference: np.ndarray, measure: Measure, is_in_pairs: bool = False) -> PairedDifference:
    """Return what a column of differences says: (n_paths,) in, undefined ones left out.

    is_in_pairs : paths 2k and 2k + 1 are antithetic
    """
    known = difference[~np.isnan(difference)]
    n = len(known)
    if n == 0:
        return PairedDifference(math.nan, math.nan, math.nan, 0.0, 0.0, False, False)
    if not known.any():
        return PairedDifference(0.0, 0.0, 0.0, 0.0, 0.0, n == len(difference), False)
    mean = float(known.mean())
    standard_error = _standard_error(difference, is_in_pairs)
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
        findings.compared[measure, reference] = [paired_difference(row, measure, findings.is_in_pairs) for row in rows]
    return findings.compared[measure, reference]
