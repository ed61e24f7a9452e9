"""What a run, and each study that runs the engine many times, takes of memory; refused before it begins."""

import os
from collections import Counter
from collections.abc import Callable

from sim.engine.lowering.lower import lower
from sim.engine.run.memory import held_bytes, most_bytes, run_bytes, too_much
from sim.market.registry import n_starts
from sim.scenario.household import MOST_YEARS
from sim.scenario.models import Scenario
from sim.studies.candidates import candidates_of
from sim.studies.changes.what_moves_inputs import YEARS
from sim.studies.find_best import CHECK_PATHS, MOST_CHECKED, ROUNDS
from sim.studies.safe_spending import RESAMPLES, SAFE_PATHS
from sim.studies.tax_cost import TAX_COST_PATHS
from sim.studies.timing_map import MAP_PATHS, N_DAYS
from sim.studies.what_moves import TRIED_PATHS
from sim.studies.whose_merit import MERIT_PATHS, differing_in_both
from sim.studies.worlds import WORLD_PATHS

CORNERS = 3
"""What is run where a gain is split: the strategy itself, without its harvest, its harvest alone."""
RUNGS = 1_000
"""Measured: what an attribution keeps of every strategy and path beside the runs it works with [bytes]."""


def _run(scenario: Scenario, n_paths: int, n_years: int) -> int:
    return run_bytes(len(scenario.strategies), n_paths, n_years)


def _attribution(scenario: Scenario, n_paths: int, n_years: int) -> int:
    """Three results at a time: the plan's own, that of the piece before, and the one under way."""
    n_strategies = len(scenario.strategies)
    own = run_bytes(n_strategies, n_paths, n_years)
    return own + 2 * held_bytes(n_strategies, n_paths, n_years) + RUNGS * n_strategies * n_paths


def _timing_map(scenario: Scenario, n_paths: int, n_years: int) -> int:
    return run_bytes(N_DAYS + 1, MAP_PATHS, n_years)


def _what_moves(scenario: Scenario, n_paths: int, n_years: int) -> int:
    return run_bytes(2, TRIED_PATHS, n_years)


def _find_best(scenario: Scenario, n_paths: int, n_years: int) -> int:
    largest = max(Counter(one.rollovers for one in candidates_of(scenario)).values())
    rounds = [run_bytes(largest, paths, n_years) for paths in ROUNDS]
    return max(*rounds, run_bytes(CORNERS * MOST_CHECKED + 1, CHECK_PATHS, n_years))


def _safe_spending(scenario: Scenario, n_paths: int, n_years: int) -> int:
    """One strategy at a time, and numbers and amounts of the resampled paths."""
    return run_bytes(1, SAFE_PATHS, n_years) + 4 * 8 * RESAMPLES * SAFE_PATHS


def _tax_cost(scenario: Scenario, n_paths: int, n_years: int) -> int:
    """One strategy at a time."""
    return run_bytes(1, TAX_COST_PATHS, n_years)


def _whose_merit(scenario: Scenario, n_paths: int, n_years: int) -> int:
    """The first strategy, and three corners of each that differs in both."""
    return run_bytes(1 + CORNERS * len(differing_in_both(scenario)), MERIT_PATHS, n_years)


def _worlds(scenario: Scenario, n_paths: int, n_years: int) -> int:
    """One world on every core, some longer than the plan."""
    return (os.cpu_count() or 1) * run_bytes(2, WORLD_PATHS, min(n_years + YEARS, MOST_YEARS))


WORK: dict[str, Callable[[Scenario, int, int], int]] = {
    "run": _run,
    "attribution": _attribution,
    "timing_map": _timing_map,
    "what_moves": _what_moves,
    "find_best": _find_best,
    "safe_spending": _safe_spending,
    "tax_cost": _tax_cost,
    "over_time": _tax_cost,
    "whose_merit": _whose_merit,
    "worlds": _worlds,
}
"""What can be asked for by its name, and what it takes [bytes] with so many paths and calendar years."""


def needed_bytes(scenario: Scenario, work: str = "run") -> int:
    """Return the most memory that a run or a study takes [bytes]; raises `InputError` where it cannot be simulated."""
    n_paths, n_years = _size(scenario)
    return WORK[work](scenario, n_paths, n_years)


def check_memory(scenario: Scenario, work: str = "run") -> None:
    """See that a run or a study stays within the memory that it may take.

    Raises
    ------
    InputError
        It would take more; the message says how many paths would do.
    """
    n_paths, n_years = _size(scenario)
    needed, most = WORK[work](scenario, n_paths, n_years), most_bytes()
    if needed > most:
        few, many = 0, n_paths  # so few would do, so many would not
        while many - few > 1:
            middle = (few + many) // 2
            few, many = (middle, many) if WORK[work](scenario, middle, n_years) <= most else (few, middle)
        raise too_much(scenario, needed, most, few)


def _size(scenario: Scenario) -> tuple[int, int]:
    """Return how many paths and calendar years a scenario has."""
    lowered = lower(scenario)
    return n_starts(lowered.market) or scenario.simulation.n_paths, len(lowered.calendar.years)
