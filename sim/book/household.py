"""One household's rows of a book: a run, and what it says of every strategy."""

import math
from typing import Any

from sim.book.at_stake import (
    actions_of,
    first_deadline,
    left_out,
    losses,
    losses_at_stake,
    lots_below_cost,
    rollover_day,
)
from sim.engine.run.run import simulate
from sim.errors import InputError, Problem
from sim.results.findings import Findings
from sim.results.harvest_alpha import harvest_alpha
from sim.results.paired import MEASURE, MEASURES, PairedDifference, versus
from sim.results.verdict import Verdict, default_objective, verdict
from sim.scenario.models import Scenario
from sim.scenario.written.load import parse_scenario, scenario_sha256
from sim.studies.memory import check_memory

Outcome = dict[str, Any]
"""What came of a household, as JSON: ``rows``, or ``problems`` (place, value, message) and ``again``: worth a retry."""


def outcome_of(text: str, n_paths: int | None, threads: int) -> Outcome:
    """Return a household's rows, or what is wrong with it; whatever happens in it, the others go on.

    text : its plan as JSON. n_paths : in place of the plan's own number
    """
    try:
        scenario = parse_scenario(text)
        if n_paths is not None:
            scenario = scenario.with_paths(n_paths)
        check_memory(scenario, "run")
        return {"rows": rows_of(Findings(simulate(scenario, threads=threads)))}
    except InputError as error:
        return failed(error.problems)
    except MemoryError:
        return failed([Problem("", "", "It needs more memory than there is; use fewer paths.")], again=True)
    except Exception as fault:
        words = f"The program failed on it ({type(fault).__name__}: {fault}); report it with this household's plan."
        return failed([Problem("", "", words)])


def failed(problems: list[Problem], again: bool = False) -> Outcome:
    """Return what came of a household that has no rows."""
    return {"problems": [[one.place, str(one.value), one.message] for one in problems], "again": again}


def rows_of(findings: Findings) -> list[dict[str, Any]]:
    """Return a row for each strategy of a run: plain values, days as ISO text, undefined numbers as None."""
    scenario = findings.result.scenario
    objective = default_objective(scenario.household.lives.kind)
    told = verdict(findings, objective)
    of_household = _of_household(scenario, findings, told)
    by_measure = {measure.key: versus(findings, measure, told.reference) for measure in MEASURES}
    alpha = harvest_alpha(findings, MEASURE[objective], told.reference)
    rows = []
    for index, strategy in enumerate(scenario.strategies):
        action = first_deadline(actions_of(scenario, strategy))
        decisive = by_measure[objective][index]
        row = {
            **of_household,
            "strategy": strategy.name,
            "harvest": str(strategy.harvest),
            "is_compared_with": index == told.reference,
            "is_of_verdict": index == (told.reference if told.strategy is None else told.strategy),
            "is_as_good": index in told.as_good,
            "gain": decisive.mean,
            "gain_standard_error": decisive.standard_error,
            "gain_is_measurable": decisive.is_measurable,
            "share_of_paths_better": decisive.share_better,
            "alpha_bp": alpha[index].mean,
            "alpha_bp_standard_error": alpha[index].standard_error,
            "success_rate": float(findings.is_success[index].mean()),
            "act_by": None if action is None else action.last.isoformat(),
            "act_from": None if action is None else action.first.isoformat(),
            "do_first": "" if action is None else action.what,
        }
        for key, differences in by_measure.items():
            row |= _difference(key, differences[index])
        rows.append({name: _plain(value) for name, value in row.items()})
    return rows


def _of_household(scenario: Scenario, findings: Findings, told: Verdict) -> dict[str, Any]:
    home, lots = scenario.household, lots_below_cost(scenario)
    day = rollover_day(scenario)
    return {
        "state": home.state,
        "filing_status": str(home.filing_status),
        "oldest_born": min(person.born for person in home.people).isoformat(),
        "start": scenario.start.isoformat(),
        "start_wealth": findings.result.start_wealth,
        "advice": str(told.advice),
        "headline": told.headline,
        "sentence": told.sentence,
        "decided_by": told.objective,
        "compared_with": findings.names[told.reference],
        "rollover_date": None if day is None else day.isoformat(),
        "losses_on_hand": losses(lots),
        "losses_at_stake": losses_at_stake(scenario, lots),
        "missing": list(left_out(scenario)),
        "n_paths": findings.result.n_paths,
        "seed": scenario.simulation.seed,
        "law_version": findings.result.law_version,
        "scenario_sha256": scenario_sha256(scenario),
    }


def _difference(key: str, found: PairedDifference) -> dict[str, Any]:
    return {
        f"{key}_difference": found.mean,
        f"{key}_standard_error": found.standard_error,
        f"{key}_is_measurable": found.is_measurable,
    }


def _plain(value: Any) -> Any:
    """Return a number of numpy's as Python's, and None for one that is undefined: JSON knows no other."""
    plain = value.item() if hasattr(value, "item") else value
    return None if isinstance(plain, float) and not math.isfinite(plain) else plain
