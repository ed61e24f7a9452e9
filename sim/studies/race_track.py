"""The paths of a race: each round's new ones, simulated for the candidates still in it, kept by figure."""

from collections.abc import Sequence

import numpy as np

from sim.engine.lowering.lower import lower
from sim.engine.run.run import run_lowered
from sim.estimate.luck import Luck
from sim.market.registry import n_starts
from sim.results.findings import Findings
from sim.scenario.enums import Estimator
from sim.scenario.models import Scenario
from sim.scenario.rollover import Rollover
from sim.studies.candidates import Candidate
from sim.studies.progress import Progress, Stop, part_of
from sim.studies.racing import GOALS, Goal, differences_from

SEEDS_APART = 1_000_003
FIELDS = tuple({goal.key for goal in GOALS})
Blocks = dict[str, np.ndarray]
"""By field, (n_candidates, n_paths)."""


def plainly_drawn(scenario: Scenario) -> Scenario:
    """Return the plan with each path drawn by itself: rounds add paths, and so many comparisons ask for many draws."""
    simulation = scenario.simulation.model_copy(update={"estimator": Estimator.PLAIN, "certain_to": None})
    return scenario.model_copy(update={"simulation": simulation})


class Track:
    """What every candidate has had so far, path by path; those still running have had the same paths."""

    def __init__(self, scenario: Scenario, candidates: Sequence[Candidate], should_cancel: Stop | None) -> None:
        self.scenario, self.candidates = plainly_drawn(scenario), candidates
        self.luck = Luck.of(self.scenario)
        self.should_cancel = should_cancel
        self._values: dict[str, list[np.ndarray]] = {field: [np.zeros(0)] * len(candidates) for field in FIELDS}

    def run(self, chosen: list[int], block: int, n_paths: int, on_progress: Progress) -> None:
        """Add one block of new paths to the chosen ones."""
        found = self.simulated(chosen, block, n_paths, on_progress)
        for field, rows in found.items():
            for row, c in zip(rows, chosen, strict=True):
                self._values[field][c] = np.concatenate([self._values[field][c], row])

    def simulated(self, chosen: list[int], block: int, n_paths: int, on_progress: Progress) -> Blocks:
        """Return every figure of the chosen candidates on the paths of a block."""
        groups: dict[tuple[Rollover, ...], list[int]] = {}
        for c in chosen:
            groups.setdefault(self.candidates[c].rollovers, []).append(c)
        found: dict[int, Blocks] = {}
        done = 0
        for rollovers, members in groups.items():
            part = part_of(on_progress, done, len(chosen), len(members))
            findings = self._findings(rollovers, members, block, n_paths, part)
            done += len(members)
            for row, c in enumerate(members):
                found[c] = {field: findings.figure(field)[row] for field in FIELDS}
        return {field: np.stack([found[c][field] for c in chosen]) for field in FIELDS}

    def _findings(
        self, rollovers: tuple[Rollover, ...], members: list[int], block: int, n_paths: int, on_progress: Progress
    ) -> Findings:
        own = self.scenario.simulation
        simulation = own.model_copy(update={"n_paths": n_paths, "seed": (own.seed + SEEDS_APART * block) % 2**63})
        strategies = tuple(self.candidates[c].strategy for c in members)
        changes = {"rollovers": rollovers, "strategies": strategies, "simulation": simulation}
        varied = self.scenario.model_copy(update=changes)
        lowered = lower(varied, is_longest=True)
        return Findings(run_lowered(varied, lowered, on_progress=on_progress, should_cancel=self.should_cancel))

    @property
    def has_fixed_paths(self) -> bool:
        """Whether the market knows only so many paths, the same in every round."""
        return n_starts(lower(self.scenario, is_longest=True).market) is not None

    def n_paths(self, c: int) -> int:
        return len(self._values[FIELDS[0]][c])

    def of(self, chosen: Sequence[int], field: str) -> np.ndarray:
        """Return a figure of candidates that have had the same paths, (n, n_paths)."""
        return np.stack([self._values[field][c] for c in chosen])

    def gaps_from(self, against: int, goal: Goal) -> tuple[np.ndarray, np.ndarray]:
        """Return every candidate's goal less that of one, and its paired error, each on the paths that both had."""
        apart, errors = np.zeros(len(self.candidates)), np.zeros(len(self.candidates))
        by_length: dict[int, list[int]] = {}
        for c in range(len(self.candidates)):
            by_length.setdefault(min(self.n_paths(c), self.n_paths(against)), []).append(c)
        for n, members in by_length.items():
            rows = np.stack([self._values[goal.key][c][:n] for c in (against, *members)])
            found, error = differences_from(rows, 0, goal.percentile, self.luck)
            apart[members], errors[members] = found[1:], error[1:]
        return apart, errors
