"""The highest spending that each path bears: the search behind `safe_spending`, one strategy at a time."""

import math
import os
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import numpy as np

from sim.engine.lowering.lower import Lowered
from sim.engine.run.path_again import PathAgain, of_strategy, run_spending
from sim.engine.run.run import Canceled
from sim.market.registry import n_starts
from sim.results.findings import is_short
from sim.scenario.models import Scenario
from sim.scenario.spending import SpendingKind
from sim.studies.progress import Stop

MOST_SPENDING = 1_000_000_000
"""No higher spending is tried [USD/yr]."""
FIRST_STEP, NARROWINGS, BISECT_EVERY, NEAR = 1.1, 4, 4, 100
FEW = 5
"""Where at most one path in so many is unknown, single ones are run instead of all."""


def least_spending(scenario: Scenario) -> int:
    """Return the lowest yearly spending that a plan may have [USD/yr], whole dollars: 0, or what its rules ask for."""
    home = scenario.household
    least = 1.0 if home.spending_rule.kind is SpendingKind.GUARDRAILS else 0.0
    return math.ceil(max(least, home.medical_from_hsa))


def margins(
    spent: np.ndarray, least: np.ndarray, price_level: np.ndarray, wealth: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return which paths fall short, and by how much each does or does not [real USD]: (n_paths,) each.

    By what is left at the horizon where a path does not, by all that is missing (below zero) where it does.

    wealth : at the horizon, before any tax on it
    """
    missing = is_short(spent, least)
    falls_short: np.ndarray = np.any(missing, axis=-1)
    lacks = -(np.where(missing, least - spent, 0.0) / price_level).sum(axis=-1)
    return falls_short, np.where(falls_short, lacks, wealth / price_level[..., -1])


class SpendingLimits:
    """What is known of the highest spending that each path of a strategy bears, in whole dollars.

    Success is taken to end once as spending rises. The path succeeds at `low` and falls short at `high`.

    Parameters
    ----------
    scenario, lowered, strategy : the plan, its arrays, and the strategy's position in it
    should_cancel : is asked between runs
    """

    def __init__(self, scenario: Scenario, lowered: Lowered, strategy: int, should_cancel: Stop | None) -> None:
        self.scenario, self._lowered = of_strategy(scenario, lowered, strategy)
        self.should_cancel = should_cancel
        n_paths = n_starts(lowered.market) or scenario.simulation.n_paths
        self.least = least_spending(scenario)
        self.low = np.full(n_paths, self.least - 1, dtype=np.int64)
        self.high = np.full(n_paths, MOST_SPENDING + 1, dtype=np.int64)
        self.low_margin, self.high_margin = np.full(n_paths, math.nan), np.full(n_paths, math.nan)
        self._spare: list[PathAgain] = []

    def try_all(self, spending: int) -> int:
        """Return how many paths fall short at a spending. Paths of which it is known are not run again."""
        unknown = np.flatnonzero((self.low < spending) & (spending < self.high))
        if FEW * len(unknown) > len(self.low):
            falls_short, margin = self._run_all(spending)
            self._keep(unknown, spending, falls_short[unknown], margin[unknown])
        else:
            self._each(unknown, lambda again, path: self._try_one(again, path, spending))
        return int((self.high <= spending).sum())

    def _try_one(self, again: PathAgain, path: int, spending: int) -> None:
        falls_short, margin = self._run_one(again, path, spending)
        self._keep(np.array([path]), spending, np.array([falls_short]), np.array([margin]))

    def share_that_lasts(self, spending: int) -> float:
        """Return the share of paths without a shortfall, from a run of them all."""
        return 1.0 - float(self._run_all(spending)[0].mean())

    def bracket(self, near: tuple[int, int], fewest: int, most: int) -> tuple[int, int]:
        """Return a spending at which at most `fewest` paths fall short, and a higher one at which at least `most` do.

        One less than the least, or one more than the most, where there is none. near : where to look first
        """
        down, up = (min(max(end, self.least, 1), MOST_SPENDING) for end in near)
        high = self._above(up, most)
        low = self._below(down, fewest)
        if down < up:
            return low, high
        inner = high
        for _ in range(NARROWINGS):
            middle = max((low + inner) // 2, self.least)
            low, inner = (middle, inner) if self.try_all(middle) <= fewest else (low, middle)
        inner = low
        for _ in range(NARROWINGS):
            middle = min((inner + high) // 2, MOST_SPENDING)
            inner, high = (inner, middle) if self.try_all(middle) >= most else (middle, high)
        return low, high

    def _below(self, here: int, fewest: int) -> int:
        step = FIRST_STEP
        while self.try_all(here) > fewest:
            if here == self.least:
                return here - 1
            here, step = max(math.floor(here / step), self.least), step * step
        return here

    def _above(self, here: int, most: int) -> int:
        step = FIRST_STEP
        while self.try_all(here) < most:
            if here == MOST_SPENDING:
                return here + 1
            here, step = min(math.ceil(here * step), MOST_SPENDING), step * step
        return here

    def between(self, low: int, high: int, hints: np.ndarray | None = None) -> np.ndarray:
        """Return what each path bears at most, (n_paths,): to the dollar between these two, else the nearer of them.

        hints : what each path may bear; where a hint is near the truth, fewer runs find it
        """
        wanted = np.flatnonzero((self.low < high) & (self.high > low) & (self.high - self.low > 1))
        if hints is not None:
            self._each(wanted, lambda again, path: self._close_in(again, path, int(hints[path])))
        self._each(wanted, self._solve)
        return np.clip(self.low, low, high)

    def _close_in(self, again: PathAgain, path: int, hint: int) -> None:
        """Try a hint, and a spending on the other side of the truth near it."""
        for _ in range(2):
            if self.low[path] < hint < self.high[path]:
                self._try_one(again, path, hint)
                hint += -NEAR if self.high[path] == hint else NEAR

    def _run_all(self, spending: int) -> tuple[np.ndarray, np.ndarray]:
        result = run_spending(self.scenario, self._lowered, float(spending), self.should_cancel)
        spent, least = (result.yearly[field][0] for field in ("spending", "spending_floor"))
        return margins(spent, least, result.price_level, result.terminal["wealth_before_tax"][0])

    def _run_one(self, again: PathAgain, path: int, spending: int) -> tuple[bool, float]:
        again.run(path, float(spending))
        spent, least = again.yearly("spending"), again.yearly("spending_floor")
        falls_short, margin = margins(spent, least, again.price_level, again.terminal("wealth_before_tax"))
        return bool(falls_short[0]), float(margin[0])

    def _keep(self, paths: np.ndarray, spending: int, falls_short: np.ndarray, margin: np.ndarray) -> None:
        short, fine = paths[falls_short], paths[~falls_short]
        self.high[short], self.high_margin[short] = spending, margin[falls_short]
        self.low[fine], self.low_margin[fine] = spending, margin[~falls_short]

    def _solve(self, again: PathAgain, path: int) -> None:
        """Find what a path bears by the Illinois variant of false position (Dowell and Jarratt 1971) on its margin."""
        low, high = int(self.low[path]), int(self.high[path])
        at_low, at_high = float(self.low_margin[path]), float(self.high_margin[path])
        kept_side, n_tried = 0, 0
        while high - low > 1:
            n_tried += 1
            guess, drop = (low + high) / 2, at_low - at_high
            if at_low > 0 and drop > 0 and n_tried % BISECT_EVERY:
                guess = low + (high - low) * at_low / drop
            spending = min(max(math.floor(guess), low + 1), high - 1)
            falls_short, margin = self._run_one(again, path, spending)
            if falls_short:
                high, at_high = spending, margin
                at_low = at_low / 2 if kept_side < 0 else at_low
            else:
                low, at_low = spending, margin
                at_high = at_high / 2 if kept_side > 0 else at_high
            kept_side = -1 if falls_short else 1
        self.low[path], self.high[path] = low, high

    def _each(self, paths: np.ndarray, do: Callable[[PathAgain, int], None]) -> None:
        """Do something with each path on all cores."""
        left = deque(int(path) for path in paths)

        def work() -> None:
            with suppress(IndexError):  # nothing is left
                again = self._spare.pop() if self._spare else PathAgain(self.scenario, self._lowered)
                while not (self.should_cancel is not None and self.should_cancel()):
                    do(again, left.popleft())
                left.clear()
            self._spare.append(again)

        n_threads = min(os.cpu_count() or 1, len(left))
        if n_threads:
            with ThreadPoolExecutor(n_threads) as pool:
                for done in [pool.submit(work) for _ in range(n_threads)]:
                    done.result()
        if self.should_cancel is not None and self.should_cancel():
            raise Canceled
