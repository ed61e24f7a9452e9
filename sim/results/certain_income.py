"""The certain income that is as good as a plan's uncertain one, for one utility: its certainty equivalent."""

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from sim.results.findings import Findings
from sim.results.paired import Measure, PairedDifference, paired_difference

RISK_AVERSION, MOST_RISK_AVERSION = 2.0, 10.0
"""Relative risk aversion: the most that work and wages allow for (Chetty 2006), the least of studies of investors."""

CERTAIN_INCOME = Measure("certain_income_real", "Certain income", "real USD/yr", False, 0.005)


@dataclass(frozen=True)
class CertainIncome:
    """One strategy's certain income [real USD/yr], and its paired difference from the first strategy's.

    The difference's `standard_error`, `share_better` and `median` are those of each path's part in it.
    """

    name: str
    amount: float
    difference: PairedDifference


def certain_income(findings: Findings, risk_aversion: float = RISK_AVERSION) -> list[CertainIncome]:
    """Return each strategy's certainty-equivalent income, in today's dollars whatever dollars the findings are in.

    The steady after-tax income c with ``u(c)`` equal to the mean of ``u`` over all paths and lived years, each weighted
    with its length; ``u(c) = c ** (1 - g) / (1 - g)``, the logarithm where g is 1. It is 0 where g is 1 or more and
    some lived year of a path has no income.

    Parameters
    ----------
    risk_aversion : g, 0 (the mean) to `MOST_RISK_AVERSION`

    References
    ----------
    Pratt (1964), Risk Aversion in the Small and in the Large, Econometrica 32(1/2), 122-136.

    The default: Chetty (2006), A New Method of Estimating Risk Aversion, American Economic Review 96(5), 1821-1834
    (about 1, and not above 2); Elminejad, Havranek and Irsova, Relative Risk Aversion: A Meta-Analysis, Journal of
    Economic Surveys (1 in economics, 2 to 7 in finance).
    """
    result = findings.result
    found: list[CertainIncome] = []
    first = np.zeros(result.n_paths)
    for index, name in enumerate(findings.names):
        lived = result.is_lived(index) * result.year_share
        income = result.yearly["spending_real"][index] / result.year_share
        amount, parts = _equivalent(income.astype(np.float64), lived, risk_aversion)
        first = parts if index == 0 else first
        found.append(CertainIncome(name, amount, paired_difference(parts - first, CERTAIN_INCOME, findings.luck)))
    return found


def _equivalent(income: np.ndarray, weight: np.ndarray, g: float) -> tuple[float, np.ndarray]:
    """Return the equivalent and each path's part in it, whose mean it is, (n_paths,): both (n_paths, n_years) in.

    A path's part is the equivalent and the path's influence on it (the delta method), so that parts of two strategies
    on the same paths can be told apart like any other figure.
    """
    scale = float((income * weight).sum() / weight.sum())
    if scale <= 0.0 or (g >= 1.0 and bool(((income <= 0.0) & (weight > 0.0)).any())):
        return 0.0, np.zeros(len(income))
    relative = np.where(weight > 0.0, income / scale, 1.0)
    utility = np.log(relative) if g == 1.0 else relative ** (1.0 - g)
    mean = float((utility * weight).sum() / weight.sum())
    equivalent = scale * (np.exp(mean) if g == 1.0 else mean ** (1.0 / (1.0 - g)))
    slope = 1.0 if g == 1.0 else 1.0 / ((1.0 - g) * mean)
    influence = ((utility - mean) * weight).sum(axis=1) / weight.sum(axis=1).mean()
    return float(equivalent), equivalent * (1.0 + slope * influence)


def certain_income_json(findings: Findings) -> dict[str, Any]:
    """Return what ``summary.json`` holds of it, by the findings' own risk aversion."""
    g = RISK_AVERSION if findings.risk_aversion is None else findings.risk_aversion
    return {
        "risk_aversion": g,
        "strategies": [
            {"name": one.name, "certain_income_real": one.amount, "versus_baseline": asdict(one.difference)}
            for one in certain_income(findings, g)
        ],
    }
