"""What moves the answer: a strategy's difference again with one input changed, on the same paths."""

from dataclasses import asdict, dataclass
from typing import Any

from sim.engine.lowering.lower import lower
from sim.engine.run.result import RunResult
from sim.engine.run.run import run_lowered
from sim.errors import InputError
from sim.results.paired import PairedDifference
from sim.results.verdict import OBJECTIVES
from sim.scenario.enums import HarvestTiming
from sim.scenario.models import Scenario
from sim.studies.changes.tried import Tried
from sim.studies.changes.what_moves_inputs import inputs_of
from sim.studies.pairs import gap_by_path, paired_gap, two_of, why_not
from sim.studies.progress import Progress, Stop, part_of

TRIED_PATHS = 500
OTHER_PATHS = "The market model then draws other paths, so they cannot be compared one by one."


@dataclass(frozen=True)
class Side:
    """What one value of an input does.

    value : the strategy's difference then. change : that less today's, path by path
    why_not : why it could not be tried, else empty
    """

    said: str
    value: PairedDifference | None
    change: PairedDifference | None
    why_not: str = ""

    @property
    def reach(self) -> float:
        return abs(self.change.mean) if self.change is not None else 0.0


@dataclass(frozen=True)
class Moved:
    """One input with both its values."""

    name: str
    label: str
    why: str
    low: Side
    high: Side

    @property
    def reach(self) -> float:
        """The larger of both changes, without sign."""
        return max(self.low.reach, self.high.reach)


@dataclass(frozen=True)
class WhatMoves:
    """Every input's effect on one strategy's difference from another, the strongest first."""

    objective: str
    strategy: str
    compared_with: str
    n_paths: int
    today: PairedDifference
    rows: tuple[Moved, ...]

    def as_json(self) -> dict[str, Any]:
        """Return what ``summary.json`` holds of it."""
        return asdict(self)


def strategy_to_try(scenario: Scenario) -> int | None:
    """Return the strategy that a tornado is about where nobody says: the first that harvests, None without one."""
    harvests = (k for k, one in enumerate(scenario.strategies) if one.harvest is not HarvestTiming.NONE)
    return next(harvests, None)


def what_moves(
    scenario: Scenario,
    strategy: int,
    reference: int,
    objective: str = OBJECTIVES[0],
    n_paths: int = TRIED_PATHS,
    on_progress: Progress | None = None,
    should_cancel: Stop | None = None,
) -> WhatMoves:
    """Return what each of some inputs does to the difference of `strategy` from `reference`.

    Each value is one more run of these two strategies with the same seed: growth, deaths and prices follow the same
    random numbers, so the change is paired too.

    Parameters
    ----------
    scenario : Scenario
        The plan.
    strategy, reference : int
        By position in the plan.
    objective : str, optional
        A key of `Findings.figure`, such as ``after_tax_wealth_real``.
    n_paths : int, optional
        Of each run, at least 1.
    on_progress : callable, optional
        Gets the share done, 0 to 1.
    should_cancel : callable, optional
        Is asked again and again whether to stop.

    Returns
    -------
    WhatMoves
        One row an input, the strongest first: the difference at its low and its high value, and its change.

    Raises
    ------
    InputError
        Where the plan as it is cannot be simulated; where a value cannot, its side says why.
    Canceled
        When `should_cancel` returned True.

    See Also
    --------
    attribution : Where a difference comes from.

    References
    ----------
    Borgonovo and Plischke (2016), Sensitivity Analysis: A Review of Recent Advances, European Journal of Operational
    Research 248, 869-887: tornado diagrams.

    Examples
    --------
    >>> from sim.api import sample_scenario, what_moves
    >>> found = what_moves(sample_scenario("no-taxable-account"), strategy=1, reference=0, n_paths=1)
    >>> found.today.mean, found.n_paths
    (0.0, 1)
    """
    base = two_of(scenario, strategy, reference, n_paths)
    n_runs = 1 + 2 * len(inputs := inputs_of(base))
    today = run_lowered(base, lower(base), on_progress=part_of(on_progress, 0, n_runs), should_cancel=should_cancel)
    rows = []
    for k, one in enumerate(inputs):
        parts = (part_of(on_progress, 1 + 2 * k + side, n_runs) for side in range(2))
        low, high = (
            _side(today, tried, objective, part, should_cancel)
            for tried, part in zip((one.low, one.high), parts, strict=True)
        )
        rows.append(Moved(one.name, one.label, one.why, low, high))
    rows.sort(key=lambda row: -row.reach)
    compared_with, name = today.strategy_names
    return WhatMoves(objective, name, compared_with, today.n_paths, paired_gap(today, objective), tuple(rows))


def _side(today: RunResult, tried: Tried, objective: str, on_progress: Progress, should_cancel: Stop | None) -> Side:
    """Return what one value does."""
    try:
        result = _run(today, tried, on_progress, should_cancel)
    except InputError as error:
        return Side(tried.said, None, None, why_not(error))
    on_progress(1.0)
    if result.n_paths != today.n_paths:
        return Side(tried.said, None, None, OTHER_PATHS)
    measured, before = tried.objective or objective, gap_by_path(today, objective)
    return Side(tried.said, paired_gap(result, measured), paired_gap(result, measured, before))


def _run(today: RunResult, tried: Tried, on_progress: Progress, should_cancel: Stop | None) -> RunResult:
    if tried.is_as_it_is(today.scenario):
        return today
    scenario, lowered = tried.lowered(today.scenario)
    return run_lowered(scenario, lowered, on_progress=on_progress, should_cancel=should_cancel)
