"""The content of ``summary.json``: everything the pages show, as plain Python numbers in a fixed order."""

import json
import math
from dataclasses import asdict
from typing import Any

import numpy as np

from sim.results.cannot_do import claims_json
from sim.results.certain_income import certain_income_json
from sim.results.conventions import first_year_figures
from sim.results.explain import why_no_taxable_account, why_zero
from sim.results.findings import TAX_KINDS, Findings
from sim.results.goal import goal_json
from sim.results.harvest_alpha import harvest_alpha
from sim.results.paired import DETAILS, MEASURE, MEASURES, PairedDifference, differences, versus
from sim.results.percentiles import FINE_PERCENTILES, curve, distribution, histogram, percentiles
from sim.results.stopping import stopping_json
from sim.results.success import success_means
from sim.results.verdict import DEFINITIONS, OBJECTIVES, verdict
from sim.scenario.written.load import scenario_sha256

SCHEMA_VERSION = 2
"""Of the keys of ``summary.json``: one more where a key goes or changes its meaning; a new key leaves it."""
HEIRS_FIELDS = ("heirs_wealth", "heirs_income_tax", "estate_tax", "charity")
"""What becomes of what is left, as means over paths."""
ON_DEMAND = ("timing_map", "what_moves", "find_best", "safe_spending", "tax_cost", "whose_merit", "worlds")
"""What is worked out only where somebody asks, in today's dollars."""
FUTURE = ("verdict", "strategies", "attribution", "claims", "wanted_real")
"""What stands in `future_dollars` as well."""


def summary(findings: Findings, with_future: bool = True) -> dict[str, Any]:
    """Return the content of ``summary.json``: what the pages show, as plain Python numbers in a fixed order.

    Parameters
    ----------
    findings : Findings
        Of a run, in today's dollars.
    with_future : bool, optional
        Whether ``future_dollars`` is there, which is half of the work.

    Returns
    -------
    dict
        Amounts in real USD (dollars of the plan's start), and under ``future_dollars`` those of each year. Every key is
        explained in ``docs/results.md``. Undefined numbers are None.

    See Also
    --------
    summary_json : The same as text.

    Examples
    --------
    >>> from sim.api import Findings, sample_scenario, simulate, summary
    >>> found = summary(Findings(simulate(sample_scenario("no-taxable-account").with_paths(8))))
    >>> found["n_paths"], found["verdict"]["after_tax_wealth_real"]["advice"]
    (8, 'nothing_to_harvest')
    >>> {one["versus_baseline"]["mean"] for one in found["strategies"]}
    {0.0}
    """
    result = findings.result
    paired = {measure.key: versus(findings, measure) for measure in (*MEASURES, *DETAILS)}
    alpha = {key: harvest_alpha(findings, MEASURE[key]) for key in OBJECTIVES[:2]}
    content = {
        "schema_version": SCHEMA_VERSION,
        "scenario_name": result.scenario.name,
        "cash_out_years": result.scenario.terminal.cash_out_years,
        "scenario_sha256": scenario_sha256(result.scenario),
        "seed": result.scenario.simulation.seed,
        "n_paths": result.n_paths,
        "stopping": stopping_json(result),
        "law_version": result.law_version,
        "law_figures": first_year_figures(result.scenario),
        "start": result.scenario.start.isoformat(),
        "start_wealth": result.start_wealth,
        "years": result.years,
        "year_share": result.year_share,
        "why_zero": why_no_taxable_account(result),
        "success": success_means(result.scenario),
        "wanted_real": {field: findings.wanted(field) for field in ("spending_target", "spending_floor")},
        "goal": goal_json(findings),
        "verdict": {objective: _verdict(findings, objective) for objective in OBJECTIVES},
        "definitions": {term: {"title": title, "text": text} for term, (title, text) in DEFINITIONS.items()},
        "strategies": [_strategy(findings, index, paired, alpha) for index in range(len(findings.names))],
        "attribution": findings.attribution and findings.attribution.as_json(findings.is_in_future_dollars),
        "claims": claims_json(findings),
        "certain_income": certain_income_json(findings),
        **{key: findings.asked.get(key) for key in ON_DEMAND},
    }
    if with_future and not findings.is_in_future_dollars:
        content["future_dollars"] = future_dollars(findings)
    plain: dict[str, Any] = _plain(content)
    return plain


def future_dollars(findings: Findings) -> dict[str, Any]:
    """Return what `summary` holds in the dollars of each year, of a run in today's dollars."""
    future = summary(findings.in_future_dollars())
    return {key: future[key] for key in FUTURE}


def summary_json(findings: Findings) -> str:
    """Return ``summary.json``; equal results give equal bytes.

    Parameters
    ----------
    findings : Findings
        Of a run, in today's dollars.

    Returns
    -------
    str
        JSON, two spaces a level, with a line end. The same scenario, seed and law give the same text, whatever the
        number of threads.

    See Also
    --------
    summary : Its content.

    Examples
    --------
    >>> import json
    >>> from sim.api import Findings, sample_scenario, simulate, summary, summary_json
    >>> findings = Findings(simulate(sample_scenario("no-taxable-account").with_paths(4)))
    >>> json.loads(summary_json(findings)) == json.loads(json.dumps(summary(findings)))
    True
    """
    return json.dumps(summary(findings), indent=2, allow_nan=False) + "\n"


def _verdict(findings: Findings, objective: str) -> dict[str, Any]:
    """Return the answer by one objective: the advice, the sentence, and each phrase with the definition behind it."""
    found = verdict(findings, objective)
    return {
        "advice": str(found.advice),
        "headline": found.headline,
        "sentence": found.sentence,
        "phrases": [{"text": phrase.text, "term": phrase.term} for phrase in found.phrases],
        "strategy": None if found.strategy is None else findings.names[found.strategy],
        "compared_with": findings.names[found.reference],
        "as_good": [findings.names[index] for index in found.as_good],
        **_of_the_pair(
            findings, objective, found.reference if found.strategy is None else found.strategy, found.reference
        ),
    }


def _of_the_pair(findings: Findings, objective: str, strategy: int, reference: int) -> dict[str, Any]:
    """Return how the verdict's strategy differs from the one it is compared with: by measure, and on all paths."""
    by_measure = {measure.key: asdict(versus(findings, measure, reference)[strategy]) for measure in MEASURES}
    row = differences(findings, MEASURE[objective], reference)[strategy]
    known = row[~np.isnan(row)]
    if not len(known):
        return {"by_measure": by_measure, "on_all_paths": None}
    (edges, in_bin), (amounts, shares) = histogram(known), curve(known)
    spread = {"bin_edges": edges, "percent_in_bin": in_bin, "amounts": amounts, "percent_at_or_below": shares}
    return {"by_measure": by_measure, "on_all_paths": {**spread, **percentiles(known, FINE_PERCENTILES)}}


def _strategy(
    findings: Findings, index: int, versus: dict[str, list[PairedDifference]], alpha: dict[str, list[PairedDifference]]
) -> dict[str, Any]:
    drag = distribution(findings.tax_drag_bp[index])
    ledger = {field: amounts[index].mean() for field, amounts in findings.ledger.items()}
    wealth_difference = versus[MEASURE["after_tax_wealth_real"].key][index]
    return {
        "name": findings.names[index],
        "harvest": str(findings.result.scenario.strategies[index].harvest),
        "tax_drag_bp": drag["p50"],
        "tax_drag_bp_distribution": drag,
        "harvest_alpha_bp": {field: asdict(rows[index]) for field, rows in alpha.items()},
        "success_rate": findings.is_success[index].mean(),
        "success_interval": findings.success_interval(index),
        "first_shortfall": _shortfalls(findings, index),
        "lifetime_tax_real": findings.lifetime_tax[index].mean(),
        "lifetime_tax_by_kind_real": {kind: findings.tax_by_kind[kind][index].mean() for kind in TAX_KINDS},
        "liquidation_tax_real": findings.terminal("liquidation_tax")[index].mean(),
        "wealth_before_liquidation_real": distribution(findings.wealth_before_liquidation[index]),
        "wealth_cashed_at_once_real": distribution(findings.wealth_cashed_at_once[index]),
        "after_tax_wealth_real": distribution(findings.after_tax_wealth[index]),
        "heirs_wealth_real": distribution(findings.heirs_wealth[index]),
        "heirs_real": {field: findings.terminal(field)[index].mean() for field in HEIRS_FIELDS},
        "share_with_estate_tax": (findings.result.terminal["estate_tax"][index] > 0).mean(),
        "beside_income_real": {field: _flow(findings, field, index) for field in BESIDE_INCOME},
        "income_real": _income(findings, index),
        "mean_income_real": findings.mean_income[index].mean(),
        "lowest_income_real": distribution(findings.lowest_income[index]),
        "harvested_losses": ledger["harvested_loss"],
        "wash_deferred": ledger["wash_deferred"],
        "wash_permanent": ledger["wash_permanent"],
        "harvest_ledger_real": ledger,
        "wash_book_forgotten": findings.result.terminal["wash_book_forgotten"][index].mean(),
        "lot_merges": findings.result.terminal["lot_merges"][index].mean(),
        "versus_baseline": asdict(wealth_difference),
        "versus_baseline_by_measure": {field: asdict(rows[index]) for field, rows in versus.items()},
        "difference_distribution": {
            field: percentiles(differences(findings, MEASURE[field])[index], FINE_PERCENTILES) for field in OBJECTIVES
        },
        "why_zero": why_zero(findings, index, wealth_difference),
    }


BESIDE_INCOME = ("roth_not_qualified", "hsa_earnings")
"""Yearly fields that are taxed although nobody would call them income."""


def _flow(findings: Findings, field: str, index: int) -> dict[str, Any]:
    """Return a yearly field over the whole plan: the mean, and the share of paths that meet it."""
    over_years = findings.sums(field)[index]
    return {"mean": over_years.mean(), "share_of_paths": (over_years > 0).mean()}


def _income(findings: Findings, index: int) -> dict[str, Any]:
    """Return real income by year: the years, and one list a percentile [real USD/yr]."""
    return {"years": findings.result.years, **percentiles(findings.income_of(index))}


def _shortfalls(findings: Findings, index: int) -> dict[str, Any]:
    """Return the share of paths that missed the target by the end of each year, and the first and median such year.

    The median is over the paths that ever miss; None where none does.
    """
    first = findings.first_shortfall_year[index]
    missed = first[first > 0]
    return {
        "earliest_year": int(missed.min()) if len(missed) else None,
        "median_year": int(np.sort(missed)[(len(missed) - 1) // 2]) if len(missed) else None,
        "share_by_year": findings.short_so_far(index),
    }


def _plain(value: Any) -> Any:
    """Return the value as JSON knows it: lists for arrays, Python numbers for numpy's, None for undefined ones."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, np.ndarray | list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, np.bool_):
        return bool(value)
    if isinstance(value, np.integer):
        return int(value)
    if isinstance(value, float | np.floating):
        return float(value) if math.isfinite(value) else None
    return value
