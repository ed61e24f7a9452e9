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
        return "" if told.advice is Advice.NOTHING_COMPARED else told.sentence
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
    return f"Harvesting {_moves(row, what)}{of_all}: {_markets(row)}."


def _markets(row: PairedDifference) -> str:
    """Return in how many of a hundred markets it is ahead and behind, and in how many it makes no difference."""
    ahead, behind = round(MARKETS * row.share_better), round(MARKETS * row.share_worse)
    found = [("ahead", ahead), ("behind", behind)][:: 1 if row.mean > 0 else -1]
    first, *others = [*found, ("no different", MARKETS - ahead - behind)]
    return f"{first[0]} in {first[1]} of {MARKETS} markets" + "".join(f", {way} in {n}" for way, n in others if n > 0)


def _base(findings: Findings, measure: str, reference: int) -> float:
    return float(np.nanmean(findings.figure(measure)[reference]))


def _moves(row: PairedDifference, what: str) -> str:
    verb, link = ("adds", "to") if row.mean > 0 else ("takes", "from")
    return f"{verb} {usd(abs(row.mean))}{_error(row)} {link} {what}"


def _amount(row: PairedDifference) -> str:
    return f"{signed_usd(row.mean)}{_error(row)}"


def _error(row: PairedDifference) -> str:
    return "" if math.isnan(row.standard_error) else f" ± {usd(STANDARD_ERRORS * row.standard_error)}"
