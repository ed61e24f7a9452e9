"""The first year's required distribution: what the law allows, and what the engine does."""

from datetime import date

import pytest

from sim.engine.run.run import simulate
from sim.law.rmd_law import first_distribution_year
from sim.scenario.drawn.simulation import Simulation
from tests.unit.engine.small import lot, small_scenario


def test_the_first_years_distribution_is_taken_in_its_own_december() -> None:
    """IRC 401(a)(9)(C)(i): 73 in 2026, it may wait until April 1, 2027, and two would then be income of 2027.

    The engine takes it in 2026: 265,000 / 26.5, then 255,000 / 25.5 (26 CFR 1.401(a)(9)-9(c)), 10,000 each.
    """
    scenario = small_scenario(
        household={"people": [{"name": "One", "born": "1953-03-01"}], "state": "TX"},
        lots=(lot("AAA", 2_650, "2020-01-02", 1.0, "traditional_ira"),),
    )
    run = simulate(scenario.model_copy(update={"simulation": Simulation(n_paths=1)}), threads=1)
    assert first_distribution_year(date(1953, 3, 1)) == 2026
    assert run.yearly["withdrawn_pretax"][0, 0] == pytest.approx([10_000, 10_000], abs=0.01)
