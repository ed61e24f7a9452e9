"""How many random paths, and how they are drawn."""

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from sim.errors import Problem
from sim.scenario.base import Model
from sim.scenario.enums import Estimator

SETS = 32
"""Independent scrambles of the points: few enough that each is large, and enough to tell the error by."""


USUAL_CERTAINTY = 0.00005
"""The ± that new plans ask for, of starting wealth: a tenth of what most people would act on."""


class Simulation(Model):
    """How many random paths, and the seed that makes them."""

    n_paths: Annotated[int, Field(ge=1, le=100_000)] = 2_000
    certain_to: Annotated[
        float | None,
        Field(
            gt=0, le=0.01, description="Stop at this ± of the differences, a share of starting wealth; none: run all"
        ),
    ] = None
    seed: Annotated[int, Field(ge=0, lt=2**63)] = 1
    antithetic_pairs: Annotated[
        bool, Field(description="Is every second path the one before it with its random shocks reversed?")
    ] = False
    estimator: Annotated[Estimator, Field(description="How the paths are drawn: each by itself, or spread evenly")] = (
        Estimator.PLAIN
    )
    taxes: Annotated[
        bool, Field(description="Are taxes and Medicare's premiums charged? Off: to compare with studies")
    ] = True

    @property
    def n_sets(self) -> int:
        """Into how many independent sets the paths are spread, path k in set k % n; 0: each is drawn by itself."""
        return SETS if self.estimator is Estimator.SPREAD else 0


def simulation_problems(simulation: Simulation | None) -> Iterator[Problem]:
    """Yield pairs among paths that are spread evenly. None: how paths are drawn is at fault itself."""
    if simulation is not None and simulation.antithetic_pairs and simulation.estimator is Estimator.SPREAD:
        fix = "Paths are spread evenly or drawn in pairs, not both: turn the pairs off, or have each drawn by chance."
        yield Problem("simulation.antithetic_pairs", "on", fix)
