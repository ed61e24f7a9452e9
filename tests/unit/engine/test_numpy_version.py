"""The engine against the vectorized numpy program that its speed is measured by: another computation of one job."""

import numpy as np
import pytest

from benchmarks.numpy_engine import compare
from benchmarks.numpy_job import STRATEGIES, simplified_scenario
from benchmarks.numpy_lots import Lots
from benchmarks.numpy_whole import WholeLots
from sim.engine.lowering.lower import lower
from sim.engine.run.run import run_lowered


@pytest.mark.parametrize(("lots", "n_paths"), [(Lots, 200), (WholeLots, 25)])
def test_both_agree_to_a_cent_in_every_year_of_every_strategy(lots: type[Lots] | type[WholeLots], n_paths: int) -> None:
    misses = compare(n_paths, 35, lots)
    assert set(misses) == {"balance", "tax", "carryover"}
    assert max(misses.values()) < 0.01


@pytest.mark.parametrize("strategy", range(1, len(STRATEGIES)))
def test_the_job_harvests_pays_tax_and_carries_losses(strategy: int) -> None:
    scenario = simplified_scenario(50, 20)
    yearly = run_lowered(scenario, lower(scenario)).yearly
    for field in ("harvested_loss", "tax_paid", "carryover", "loss_used_income"):
        assert (yearly[field][strategy] > 0.0).mean() > 0.01
    assert np.abs(yearly["balance_taxable"][strategy] - yearly["balance_taxable"][0]).max() > 1_000.0
