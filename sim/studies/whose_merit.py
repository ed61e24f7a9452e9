"""Whose merit a strategy's gain over the plan's first one is: its conversion's, its harvest's, or that of both."""

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from sim.engine.run.run import simulate
from sim.estimate.luck import Luck
from sim.results.explain import signed_usd, usd
from sim.results.findings import Findings
from sim.results.paired import MEASURE, STANDARD_ERRORS, PairedDifference, paired_difference
from sim.results.verdict import NOUN, OBJECTIVES
from sim.scenario.models import Scenario
from sim.studies.merit import corners
from sim.studies.progress import Progress, Stop

MERIT_PATHS = 1_000


@dataclass(frozen=True)
class StrategyMerit:
    """A strategy's gain over the first one in three parts on the same paths; they add up to it on every path.

    conversion : of its conversions alone, harvested as in the first one
    harvest : of its harvest alone, converted as in the first one
    together : what only both have; negative where one takes from the other
    """

    name: str
    gain: PairedDifference
    conversion: PairedDifference
    harvest: PairedDifference
    together: PairedDifference


@dataclass(frozen=True)
class WhoseMerit:
    """The strategies that differ from the first one in both conversion and harvest, by one objective."""

    objective: str
    compared_with: str
    n_paths: int
    strategies: tuple[StrategyMerit, ...]

    def as_json(self) -> dict[str, Any]:
        """Return what ``summary.json`` holds of it."""
        return {**asdict(self), "sentences": [sentence(self, one) for one in self.strategies]}


def differing_in_both(scenario: Scenario) -> tuple[int, ...]:
    """Return the strategies that differ from the first one in both conversion and harvest, by position."""
    first, *others = scenario.strategies
    return tuple(
        k for k, one in enumerate(others, 1) if one.conversion != first.conversion and one.harvest is not first.harvest
    )


def whose_merit(
    scenario: Scenario,
    objective: str = OBJECTIVES[0],
    n_paths: int = MERIT_PATHS,
    on_progress: Progress | None = None,
    should_cancel: Stop | None = None,
) -> WhoseMerit:
    """Return whose merit a strategy's gain over the first one is, for all that convert and harvest otherwise.

    Parameters
    ----------
    scenario : Scenario
        The plan.
    objective : str, optional
        A key of `Findings.figure`, such as ``after_tax_wealth_real``.
    n_paths : int, optional
        Random paths, at least 1; the first ones of the plan's own.
    on_progress : callable, optional
        Gets the share done, 0 to 1.
    should_cancel : callable, optional
        Is asked again and again whether to stop.

    Returns
    -------
    WhoseMerit
        By strategy the gain and its parts, each with its paired standard error; no strategy where none differs in both.

    Raises
    ------
    InputError
        Where the plan cannot be simulated.
    Canceled
        When `should_cancel` returned True.

    See Also
    --------
    find_best : Does the same for the first few of a race.

    Examples
    --------
    >>> from sim.api import sample_scenario
    >>> from sim.api.studies import whose_merit
    >>> whose_merit(sample_scenario("no-taxable-account"), n_paths=2).strategies
    ()
    """
    first, both = scenario.strategies[0], differing_in_both(scenario)
    if not both:
        return WhoseMerit(objective, first.name, n_paths, ())
    run = [first]
    for k in both:
        run += [*corners(first, scenario.strategies[k]), scenario.strategies[k]]
    asked = scenario.with_paths(n_paths).model_copy(update={"strategies": tuple(run)})
    result = simulate(asked, on_progress=on_progress, should_cancel=should_cancel)
    figures, luck = Findings(result).figure(objective), Luck.of(scenario)
    names = [scenario.strategies[k].name for k in both]
    rows = tuple(
        parts_of(name, figures[[0, *range(3 * k + 1, 3 * k + 4)]], objective, luck) for k, name in enumerate(names)
    )
    return WhoseMerit(objective, first.name, result.n_paths, rows)


def parts_of(name: str, four: np.ndarray, objective: str, luck: Luck) -> StrategyMerit:
    """Return a gain in parts. four : of the first strategy, conversion alone, harvest alone, both, (4, n_paths)"""
    nothing, conversion, harvest, both = four
    parts = (both - nothing, conversion - nothing, harvest - nothing, both - conversion - harvest + nothing)
    return StrategyMerit(name, *(paired_difference(part, MEASURE[objective], luck) for part in parts))


def sentence(found: WhoseMerit, one: StrategyMerit) -> str:
    """Return whose merit a strategy's gain is."""
    noun = NOUN[found.objective]
    return (
        f"“{one.name}” compared with “{found.compared_with}”: {amount(one.gain)} {noun}. Of that, its conversions "
        f"alone: {amount(one.conversion)}; harvesting alone: {amount(one.harvest)}; what only both together have: "
        f"{amount(one.together)}."
    )


def amount(row: PairedDifference) -> str:
    """Return ``+$1,234 ± $300``; in brackets, after words, where it cannot be told from nothing."""
    if row.is_zero:
        return "exactly $0"
    error = STANDARD_ERRORS * row.standard_error
    words = f"{signed_usd(row.mean)}" + (f" ± {usd(error)}" if error == error else "")
    return words if row.is_measurable else f"no measurable difference ({words})"
