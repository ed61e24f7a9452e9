"""When a run is certain enough to stop: after how many paths it looks, and at what.

It looks at few numbers of paths, fixed beforehand, so that stopping at a lucky one hardly favors luck: the intervals of
stopped runs hold the truth as often as those of whole ones (table in docs/results.md).
"""

import math
from dataclasses import dataclass

from sim.engine.run.result import RunResult
from sim.estimate.luck import Luck
from sim.estimate.wilson import STANDARD_ERRORS
from sim.scenario.models import Scenario

FEWEST_PATHS = 1_024
"""Of a run that stops when certain: paths that are spread evenly fill their space by powers of two."""
WATCHED = ("after_tax_wealth", "heirs_wealth")
"""The figures whose differences must be certain."""


@dataclass(frozen=True)
class Look:
    """How certain a run is.

    error : the widest ± (two standard errors) of any strategy's difference from the first, as a share of starting
    wealth; NaN where there is none
    asked : the ± that was asked for
    """

    n_paths: int
    error: float
    asked: float

    @property
    def is_certain(self) -> bool:
        return self.error <= self.asked

    @property
    def expected(self) -> int:
        """Paths after which the run will be certain, as four times as many halve a ±."""
        needed = self.n_paths * (self.error / self.asked) ** 2
        return math.ceil(needed) if math.isfinite(needed) else self.n_paths


def looks(scenario: Scenario, most: int) -> list[int]:
    """Return after how many paths a run may stop, rising; the last is `most`, the only one where nothing is asked for.

    Powers of two from `FEWEST_PATHS` on, and the middle between two.
    """
    found, n = [], FEWEST_PATHS
    while scenario.simulation.certain_to is not None and len(scenario.strategies) > 1 and n < most:
        found += [n, n + n // 2]
        n *= 2
    return [*(n for n in found if n < most), most]


def widest_error(result: RunResult) -> float:
    """Return the widest ± of any strategy's difference from the first, as a share of starting wealth; NaN: none."""
    luck, errors = Luck.of(result.scenario), []
    for field in WATCHED:
        real = result.terminal[field] / result.price_level[:, -1]
        errors += [luck.standard_error(row - real[0]) for row in real[1:]]
    known = [error for error in errors if not math.isnan(error)]
    return STANDARD_ERRORS * max(known) / result.start_wealth if known and result.start_wealth > 0.0 else math.nan


def look_at(result: RunResult) -> Look:
    """Return how certain a run is of what its plan asks for."""
    asked = result.scenario.simulation.certain_to
    return Look(result.n_paths, widest_error(result), math.nan if asked is None else asked)
