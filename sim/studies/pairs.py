"""Two strategies of a plan and their difference path by path: what a study looks at each time it runs the engine."""

import numpy as np

from sim.engine.run.result import RunResult
from sim.errors import InputError
from sim.estimate.luck import Luck
from sim.results.findings import Findings
from sim.results.paired import MEASURE, PairedDifference, paired_difference
from sim.scenario.models import Scenario


def two_of(scenario: Scenario, strategy: int, reference: int, n_paths: int) -> Scenario:
    """Return the plan with two of its strategies, the reference first, on so many paths."""
    two = (scenario.strategies[reference], scenario.strategies[strategy])
    return scenario.with_paths(n_paths).model_copy(update={"strategies": two})


def gap_by_path(result: RunResult, objective: str) -> np.ndarray:
    """Return the second strategy less the first, path by path, (n_paths,)."""
    figures = Findings(result).figure(objective)
    found: np.ndarray = figures[1] - figures[0]
    return found


def paired_gap(result: RunResult, objective: str, less: np.ndarray | float = 0.0) -> PairedDifference:
    """Return what the gap says, less another one on the same paths."""
    return paired_difference(gap_by_path(result, objective) - less, MEASURE[objective], Luck.of(result.scenario))


def why_not(error: InputError) -> str:
    """Return why a changed plan cannot be run."""
    return " ".join(problem.message for problem in error.problems)
