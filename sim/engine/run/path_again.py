"""One strategy with another spending target: all paths at once, or single ones, each with a target of its own."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from sim.engine.lowering.lower import Lowered
from sim.engine.lowering.spending_curve import spending_curve
from sim.engine.records.fields import TERMINAL_FIELDS, YEARLY_FIELDS
from sim.engine.records.job import new_output, new_work
from sim.engine.run.result import RunResult
from sim.engine.run.run import run_lowered
from sim.engine.run.side_by_side import chunk_runner
from sim.market.assumptions import CLASSES
from sim.scenario.models import Scenario


def of_strategy(scenario: Scenario, lowered: Lowered, strategy: int) -> tuple[Scenario, Lowered]:
    """Return the plan and its arrays with one strategy left, on the same calendar and so on the same markets."""
    job, only = lowered.job, slice(strategy, strategy + 1)
    job = job._replace(
        household=job.household.copy(), policies=job.policies[only].copy(), actions=job.actions[only].copy()
    )
    alone = scenario.model_copy(update={"strategies": (scenario.strategies[strategy],)})
    return alone, replace(lowered, job=job)


def set_spending(scenario: Scenario, lowered: Lowered, spending: float) -> None:
    """Have the arrays' household spend another target, as `lower` would for such a plan. Modifies `lowered`."""
    home, household = scenario.household, lowered.job.household[0]
    curve = spending_curve(home.spending_rule, spending, home.people[0].born.year, lowered.calendar.years)
    household["spending"], household["spending_curve"][: len(curve)] = spending, curve


def run_spending(
    scenario: Scenario, lowered: Lowered, spending: float, should_cancel: Callable[[], bool] | None = None
) -> RunResult:
    """Return all paths with another spending target. Modifies `lowered`."""
    set_spending(scenario, lowered, spending)
    return run_lowered(scenario, lowered, should_cancel=should_cancel)


class PathAgain:
    """A strategy's paths, one at a time and as often as needed; path k is that of a run. One thread's own.

    Parameters
    ----------
    scenario, lowered : of `of_strategy`; neither is changed
    """

    def __init__(self, scenario: Scenario, lowered: Lowered) -> None:
        self._scenario = scenario
        self._lowered = replace(lowered, job=lowered.job._replace(household=lowered.job.household.copy()))
        work, self._output = new_work(lowered.job, len(CLASSES)), new_output(1, 1, len(lowered.calendar.years))
        self._given = self._lowered.job, lowered.new_laws(), lowered.market, work
        self._run = chunk_runner(*self._given, self._output)

    def run(self, path: int, spending: float) -> None:
        """Run one path with a yearly spending target [USD/yr], today's dollars."""
        set_spending(self._scenario, self._lowered, spending)
        self._run(*self._given, self._output._replace(first=path), path, path + 1)

    def yearly(self, field: str) -> np.ndarray:
        """Return a yearly field of the path that ran last, (1, n_years); the next run changes it."""
        found: np.ndarray = self._output.yearly[0, :, YEARLY_FIELDS.index(field)]
        return found

    def terminal(self, field: str) -> np.ndarray:
        """Return a terminal field of the path that ran last [USD], (1,); the next run changes it."""
        found: np.ndarray = self._output.terminal[TERMINAL_FIELDS.index(field), 0]
        return found

    @property
    def state(self) -> np.void:
        """Return what the path that ran last left behind, a `STATE`; the next run changes it."""
        found: np.void = self._given[3].state[0]
        return found

    @property
    def laws(self) -> np.ndarray:
        """Return the laws of the path that ran last, of the household and of a survivor, (2,) `PATH_LAWS`."""
        found: np.ndarray = self._given[1][0]
        return found

    @property
    def price_level(self) -> np.ndarray:
        """Return the price level of the path that ran last, (1, n_years); the next run changes it."""
        return self._output.price_level
