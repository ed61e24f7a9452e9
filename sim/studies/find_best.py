"""Find the best: a race of some 200 strategies on common paths, in which those measurably worse drop out early."""

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from sim.scenario.enums import HarvestTiming
from sim.scenario.models import Scenario
from sim.studies.candidates import Candidate, candidates_of
from sim.studies.merit import Merit, corners_of, merit_of
from sim.studies.progress import Progress, Stop, part_of
from sim.studies.race_track import Track
from sim.studies.racing import GOAL, GOALS, Gap, Goal, critical_value, differences_from, measurably_worse

ROUNDS = (128, 128, 256)
"""New paths of each round."""
CHECK_PATHS, MOST_CHECKED = 500, 8
WEALTH, INCOME = GOAL["after_tax_wealth_real"], GOAL["income_p10_real"]


@dataclass(frozen=True)
class Runner:
    """What became of one candidate.

    n_paths : on which it was simulated
    dropped_in : the round (from 1) after which it was measurably worse, None if never
    goal : less what nothing harvested, all as planned, has, by the goal; wealth, income : the same by these two
    behind : less the best, by the goal
    checked : as `goal`, on fresh paths that chose nobody; None for those not checked
    merit : the same in parts: of the conversion and the rollover's date, of the harvest, of both together
    is_on_front : no other has more wealth and more income
    """

    candidate: Candidate
    n_paths: int
    dropped_in: int | None
    goal: Gap
    behind: Gap
    wealth: Gap
    income: Gap
    checked: Gap | None
    merit: Merit | None
    is_on_front: bool


@dataclass(frozen=True)
class Race:
    """Every candidate, the best first. `critical` : standard errors that it took to drop one."""

    goal: Goal
    runners: tuple[Runner, ...]
    n_paths: int
    critical: float

    @property
    def best(self) -> Runner:
        return self.runners[0]

    @property
    def as_good(self) -> tuple[Runner, ...]:
        """Those that cannot be told from the best."""
        return tuple(one for one in self.runners[1:] if one.dropped_in is None)

    @property
    def without_harvest(self) -> Runner | None:
        """The best one's rollover and conversion without a harvest; None where the best is that one."""
        best = self.best.candidate
        alike = (one for one in self.runners if (one.candidate.timing, one.candidate.conversion) == (
            best.timing, best.conversion) and one.candidate.strategy.harvest is HarvestTiming.NONE)  # fmt: skip
        found = next(alike, None)
        return None if found is self.best else found

    def as_json(self) -> dict[str, Any]:
        """Return what ``summary.json`` holds of it."""
        return {
            "goal": self.goal.name,
            "n_candidates": len(self.runners),
            "n_paths": self.n_paths,
            "standard_errors_to_drop": self.critical,
            "candidates": [_runner_json(one) for one in self.runners],
        }


def _runner_json(one: Runner) -> dict[str, Any]:
    gaps = {key: value for key, value in asdict(one).items() if key != "candidate"}
    who = one.candidate
    words = {"name": who.name, "harvest": who.harvest, "rollover": who.timing, "conversion": who.conversion}
    return {**words, "strategy": who.strategy.model_dump(mode="json"), **gaps}


def find_best(
    scenario: Scenario,
    goal: str = GOALS[0].name,
    on_progress: Progress | None = None,
    should_cancel: Stop | None = None,
    candidates: tuple[Candidate, ...] | None = None,
    rounds: tuple[int, ...] = ROUNDS,
    is_exhaustive: bool = False,
) -> Race:
    """Return the race of all candidates by a goal of `GOALS`.

    Every round adds paths, the same for all still in it; then those measurably worse than the leader drop out. Round
    and check draw by seeds of their own, the first by the plan's.

    Parameters
    ----------
    scenario : Scenario
        The plan; its own strategies are not asked.
    goal : str, optional
        Name of a goal: ``after_tax_wealth_real``, ``heirs_wealth_real``, ``income_p10_real`` ...
    on_progress : callable, optional
        Gets the share done, 0 to 1.
    should_cancel : callable, optional
        Is asked again and again whether to stop.
    candidates : tuple of Candidate, optional
        Who runs; some 200 that fit the plan if left out. The first one must not harvest.
    rounds : tuple of int, optional
        New paths of each round.
    is_exhaustive : bool, optional
        Nobody drops out before the last round.

    Returns
    -------
    Race
        Every candidate, the best first, with its paired distance from the best and, for the first few, its worth on
        fresh paths that chose nobody.

    Raises
    ------
    Canceled
        When `should_cancel` returned True.

    See Also
    --------
    timing_map : The dates alone, in full.

    References
    ----------
    Maron and Moore (1994), Hoeffding Races, Advances in Neural Information Processing Systems 6, 59-66. Here the bound
    is normal and Bonferroni's; see ``docs/results.md``.

    Examples
    --------
    >>> from sim.api import find_best, sample_scenario
    >>> race = find_best(sample_scenario("no-taxable-account"), rounds=(2,))
    >>> race.runners[0] is race.best
    True
    """
    wanted, tried = GOAL[goal], candidates_of(scenario) if candidates is None else candidates
    track = Track(scenario, tried, should_cancel)
    rounds = rounds[:1] if track.has_fixed_paths else rounds
    n_comparisons = len(tried) * len(rounds)
    running, best = list(range(len(tried))), 0
    dropped: dict[int, int] = {}
    for number, n_paths in enumerate(rounds, 1):
        part = part_of(on_progress, number - 1, len(rounds) + 1)
        track.run(sorted({0, *running}), number - 1, n_paths, part)
        leader, is_worse = measurably_worse(wanted, track.of(running, wanted.key), n_comparisons, track.luck)
        best = running[leader]
        if not is_exhaustive or number == len(rounds):
            dropped |= {c: number for c, worse in zip(running, is_worse, strict=True) if worse}
            running = [c for c in running if c not in dropped]
    checked = {} if track.has_fixed_paths else _checked(track, wanted, running, len(rounds), on_progress)
    runners = _runners(track, wanted, best, dropped, checked)
    return Race(wanted, runners, track.n_paths(best), critical_value(n_comparisons))


def _checked(
    track: Track, goal: Goal, running: list[int], n_rounds: int, on_progress: Progress | None
) -> dict[int, tuple[Gap, Merit]]:
    """Return what the first few of the goal are worth on fresh paths, and whose merit that is.

    On the old paths the best was lucky too.
    """
    scores = goal.score(track.of(running, goal.key))
    finalists = [running[k] for k in np.argsort(-scores, kind="stable")[:MOST_CHECKED]]
    first = track.candidates[0]
    corners = {c: (first, *corners_of(first, track.candidates[c]), track.candidates[c]) for c in finalists}
    asked = list(dict.fromkeys([first, *(corner for four in corners.values() for corner in four)]))
    fresh = Track(track.scenario, asked, track.should_cancel)
    part = part_of(on_progress, n_rounds, n_rounds + 1)
    values = fresh.simulated(list(range(len(asked))), n_rounds, CHECK_PATHS, part)[goal.key]
    apart, errors = differences_from(values, 0, goal.percentile, track.luck)
    found = {}
    for c, four in corners.items():
        rows = [asked.index(corner) for corner in four]
        found[c] = (Gap.of(apart[rows[-1]], errors[rows[-1]]), merit_of(values[rows], goal, track.luck))
    return found


def _runners(
    track: Track, goal: Goal, best: int, dropped: dict[int, int], checked: dict[int, tuple[Gap, Merit]]
) -> tuple[Runner, ...]:
    """Return every candidate, those still running before the dropped ones, each group by its goal."""
    by_goal, behind = track.gaps_from(0, goal), track.gaps_from(best, goal)
    wealth, income = track.gaps_from(0, WEALTH), track.gaps_from(0, INCOME)
    front = on_front(wealth[0], income[0])
    sign = -1.0 if goal.is_lower_better else 1.0
    last = max(dropped.values(), default=0) + 1

    def rank(c: int) -> tuple[bool, int, float]:
        return c != best, -dropped.get(c, last), -sign * float(behind[0][c])

    return tuple(
        Runner(
            candidate=track.candidates[c],
            n_paths=track.n_paths(c),
            dropped_in=dropped.get(c),
            goal=Gap.of(by_goal[0][c], by_goal[1][c]),
            behind=Gap.of(behind[0][c], behind[1][c]),
            wealth=Gap.of(wealth[0][c], wealth[1][c]),
            income=Gap.of(income[0][c], income[1][c]),
            checked=checked[c][0] if c in checked else None,
            merit=checked[c][1] if c in checked else None,
            is_on_front=bool(front[c]),
        )
        for c in sorted(range(len(track.candidates)), key=rank)
    )


def on_front(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Return which points no other one beats: at least as much of both and more of one, (n,) bool."""
    at_least = (first[None, :] >= first[:, None]) & (second[None, :] >= second[:, None])
    more = (first[None, :] > first[:, None]) | (second[None, :] > second[:, None])
    found: np.ndarray = np.logical_not((at_least & more).any(axis=1))
    return found
