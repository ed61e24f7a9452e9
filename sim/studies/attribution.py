"""Where a difference comes from: the law switched off piece by piece on the same paths, until no tax is left.

A part is what the difference loses when its piece is switched off, so the parts add up to the whole on every path.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import pandas as pd

from sim.engine.lowering.lower import Lowered, lower
from sim.engine.run.result import RunResult
from sim.engine.run.run import run_lowered
from sim.estimate.luck import Luck
from sim.results.findings import Findings
from sim.results.paired import MEASURE, PairedDifference, paired_difference
from sim.results.verdict import OBJECTIVES, reference_of
from sim.studies.changes.attribution_pieces import ESTATE, PIECES, RESIDUAL, STEP_UP, WORDS, FlatRates, flat_rates
from sim.studies.progress import Progress, part_of

WEALTH, HEIRS = "after_tax_wealth_real", "heirs_wealth_real"
Levels = dict[str, np.ndarray]


@dataclass(frozen=True)
class Part:
    """One part of a strategy's difference from the reference, in the objective's unit.

    is_idle : the piece does nothing in this household, on any path
    """

    name: str
    value: PairedDifference
    is_idle: bool


@dataclass(frozen=True)
class Attribution:
    """What every strategy's difference is made of.

    rungs : by (is in future dollars), what each strategy has on each path, (n_strategies, n_paths) by objective, and
        what estate tax and charity take: first under the law as it is, then with one more of `PIECES` switched off each
    """

    names: tuple[str, ...]
    reference: int
    rates: FlatRates
    idle: frozenset[str]
    rungs: dict[bool, list[Levels]]
    luck: Luck

    def by_path(self, strategy: int, objective: str = WEALTH, is_future: bool = False) -> dict[str, np.ndarray]:
        """Return every part path by path, (n_paths,) each, in the order in which they are shown."""
        rungs = self.rungs[is_future]
        measured = WEALTH if objective == HEIRS else objective
        left = [levels[measured][strategy] - levels[measured][self.reference] for levels in rungs]
        lost = {piece.name: left[k] - left[k + 1] for k, piece in enumerate(PIECES)}
        parts = {piece.name: lost[piece.name] for piece in reversed(PIECES)}
        if objective == HEIRS:
            taken = rungs[0][ESTATE[0]]
            kept = rungs[0][HEIRS] + taken - rungs[0][WEALTH]
            parts[STEP_UP[0]] = kept[strategy] - kept[self.reference]
            parts[ESTATE[0]] = taken[self.reference] - taken[strategy]
        return {**parts, RESIDUAL[0]: left[-1]}

    def parts(self, strategy: int, objective: str = WEALTH, is_future: bool = False) -> list[Part]:
        """Return the parts of a strategy's difference with their paired standard errors."""
        return [
            Part(name, paired_difference(values, MEASURE[objective], self.luck), name in self.idle)
            for name, values in self.by_path(strategy, objective, is_future).items()
        ]

    def total(self, strategy: int, objective: str = WEALTH, is_future: bool = False) -> PairedDifference:
        """Return the whole difference."""
        levels = self.rungs[is_future][0][objective]
        return paired_difference(levels[strategy] - levels[self.reference], MEASURE[objective], self.luck)

    def table(self) -> pd.DataFrame:
        """Return every part of every strategy by every objective, one row each, in today's dollars."""
        rows = []
        for index, name in enumerate(self.names):
            for objective in OBJECTIVES if index != self.reference else ():
                measure = MEASURE[objective]
                for part in self.parts(index, objective):
                    row = part.value
                    rows.append((name, measure.label, measure.unit, WORDS[part.name][0], row.mean, row.standard_error,
                                 "yes" if row.is_measurable else "no"))  # fmt: skip
        columns = ["Strategy", "Measure", "Unit", "Part", "Mean difference", "Standard error", "Measurable"]
        return pd.DataFrame(rows, columns=columns)

    def as_json(self, is_future: bool = False) -> dict[str, Any]:
        """Return what ``summary.json`` holds of it."""
        return {
            "compared_with": self.names[self.reference],
            "flat_ordinary_rate": self.rates.ordinary,
            "flat_gains_rate": self.rates.gains,
            "pieces": {name: {"label": label, "text": text} for name, (label, text) in WORDS.items()},
            "strategies": [
                {
                    "name": name,
                    **{objective: self._as_json(index, objective, is_future) for objective in OBJECTIVES},
                }
                for index, name in enumerate(self.names)
                if index != self.reference
            ],
        }

    def _as_json(self, strategy: int, objective: str, is_future: bool) -> dict[str, Any]:
        parts = self.parts(strategy, objective, is_future)
        return {
            "total": asdict(self.total(strategy, objective, is_future)),
            "parts": [{"piece": p.name, "is_idle": p.is_idle, **asdict(p.value)} for p in parts],
        }


def attribution(
    findings: Findings,
    on_progress: Progress | None = None,
    should_cancel: Callable[[], bool] | None = None,
    lowered: Lowered | None = None,
) -> Attribution:
    """Return what the differences of a run are made of; some dozen further runs on the same paths.

    The law is switched off piece by piece until no tax is left; a part is what the difference loses when its piece is
    switched off, so the parts add up to the whole on every path. They depend on the order of the pieces, which is
    fixed.

    Parameters
    ----------
    findings : Findings
        Of the run.
    on_progress : callable, optional
        Gets the share done, 0 to 1.
    should_cancel : callable, optional
        Is asked again and again whether to stop.
    lowered : Lowered, optional
        The arrays that the run was made from, where they are not the scenario's own.

    Returns
    -------
    Attribution
        Every part of every strategy's difference from the reference, paired by path, in today's and in future dollars.

    Raises
    ------
    Canceled
        When `should_cancel` returned True.

    See Also
    --------
    what_moves : What the inputs do to a difference.

    References
    ----------
    Borgonovo and Plischke (2016), Sensitivity Analysis: A Review of Recent Advances, European Journal of Operational
    Research 248, 869-887: finite changes.

    Examples
    --------
    >>> from sim.api import Findings, attribution, sample_scenario, simulate
    >>> findings = Findings(simulate(sample_scenario("no-taxable-account").with_paths(2)))
    >>> parts = attribution(findings).parts(strategy=1)
    >>> {part.value.mean for part in parts}  # nothing can be harvested, so every part is nothing
    {0.0}
    """
    result, reference = findings.result, reference_of(findings)
    arrays = lower(result.scenario) if lowered is None else lowered
    rates = flat_rates(arrays, result, reference)
    scenario = result.scenario.with_paths(result.n_paths)  # a preview has the first ones only
    rungs: dict[bool, list[Levels]] = {is_future: [_levels(result, is_future)] for is_future in (False, True)}
    idle = set()
    for k, piece in enumerate(PIECES):
        is_idle = piece.is_idle(arrays, result, rates)
        arrays = piece.without(arrays, rates)
        if is_idle:
            idle.add(piece.name)
        else:
            part = part_of(on_progress, k, len(PIECES))
            result = run_lowered(scenario, arrays, on_progress=part, should_cancel=should_cancel)
        for is_future, of_dollars in rungs.items():
            of_dollars.append(of_dollars[-1] if is_idle else _levels(result, is_future))
    return Attribution(findings.names, reference, rates, frozenset(idle), rungs, findings.luck)


def _levels(result: RunResult, is_future: bool) -> Levels:
    findings = Findings(result, is_in_future_dollars=is_future)
    levels = {objective: findings.figure(objective) for objective in OBJECTIVES}
    levels[ESTATE[0]] = findings.terminal("estate_tax") + findings.terminal("charity")
    return levels
