"""The answer in words without any term of the trade: how much, how sure, and what else it changes."""

import math

import numpy as np

from sim.results.explain import signed_usd, usd
from sim.results.findings import Findings
from sim.results.paired import MEASURE, STANDARD_ERRORS, PairedDifference, versus
from sim.results.verdict import OBJECTIVES, SMALL_SHARE, Advice, Verdict

WHAT = {
    "after_tax_wealth_real": "what you have yourself at the end, after tax",
    "heirs_wealth_real": "what your heirs keep",
    "mean_income_real": "what you can spend in a year",
}
MARKETS = 100


def plain_answer(findings: Findings, told: Verdict) -> str:
    """Return the verdict in two or three sentences; "" where nothing was compared."""
    if told.strategy is None:
        return "" if told.advice is Advice.NOTHING_COMPARED else "Harvesting is worth exactly $0 here."
    row = versus(findings, MEASURE[told.objective], told.reference)[told.strategy]
    parts = [_first(findings, told, row)]
    others = [name for name in OBJECTIVES if name != told.objective]
    changed = {name: versus(findings, MEASURE[name], told.reference)[told.strategy] for name in others}
    for name, other in changed.items():
        if other.is_measurable:
            is_small = abs(other.mean) < SMALL_SHARE * abs(_base(findings, name, told.reference))
            parts.append(f"It hardly changes {WHAT[name]}." if is_small else f"It {_moves(other, WHAT[name])}.")
    same = [WHAT[name] for name, other in changed.items() if not other.is_measurable]
    if same:
        parts.append(f"It makes no measurable difference to {' or '.join(same)}.")
    return " ".join(parts)


def _first(findings: Findings, told: Verdict, row: PairedDifference) -> str:
    what = WHAT[told.objective]
    if row.is_zero:
        return f"Harvesting changes nothing in {what}, in any market: $0."
    if not row.is_measurable:
        return f"Harvesting makes no measurable difference to {what} ({_amount(row)})."
    base = _base(findings, told.objective, told.reference)
    of_all = f", {abs(row.mean) / base:.2%} of it" if base > 0 else ""
    ahead = row.share_better if row.mean > 0 else row.share_worse
    way = "ahead" if row.mean > 0 else "behind"
    return f"Harvesting {_moves(row, what)}{of_all}: {way} in {round(MARKETS * ahead)} of {MARKETS} markets."


def _base(findings: Findings, measure: str, reference: int) -> float:
    return float(np.nanmean(findings.figure(measure)[reference]))


def _moves(row: PairedDifference, what: str) -> str:
    verb, link = ("adds", "to") if row.mean > 0 else ("takes", "from")
    return f"{verb} {usd(abs(row.mean))}{_error(row)} {link} {what}"


def _amount(row: PairedDifference) -> str:
    return f"{signed_usd(row.mean)}{_error(row)}"


def _error(row: PairedDifference) -> str:
    return "" if math.isnan(row.standard_error) else f" ± {usd(STANDARD_ERRORS * row.standard_error)}"
