"""The twin's trades, written out, go through the exact ledger of wash sales: one more independent opinion."""

from functools import cache

import numpy as np

from sim.lots.units import SCALE
from tests.oracles.path_twin.ledger import exact_ledger
from tests.oracles.random_scenarios import random_scenario
from tests.oracles.twin_comparison import CENT, twin

SEEDS = range(40)


@cache
def figures() -> list[tuple[float, float, float, float]]:
    """Return (permanent, disallowed) of the twin and of the ledger for every path without merged lots."""
    rows = []
    for seed in SEEDS:
        scenario = random_scenario(np.random.default_rng(seed))
        if scenario.household.horizon_years > 8:
            continue
        for strategy in range(len(scenario.strategies)):
            path = twin(scenario, strategy, seed % 3)
            if path.n_merges:
                continue
            pieces = exact_ledger(scenario, path).pieces
            permanent, deferred = sum(path.yearly["wash_permanent"]), sum(path.yearly["wash_deferred"])
            of_ledger = (sum(piece.permanent for piece in pieces), sum(piece.disallowed for piece in pieces))
            rows.append((permanent, permanent + deferred, of_ledger[0] / SCALE, of_ledger[1] / SCALE))
    return rows


def test_most_paths_agree_with_the_exact_ledger_to_a_cent() -> None:
    """Not all: of one purchase the ledger sells the first shares first, a path the dearest."""
    agree = [abs(a - c) <= CENT and abs(b - d) <= CENT for a, b, c, d in figures()]
    assert len(agree) > 60
    assert np.mean(agree) > 0.85


def test_losses_washed_agree_with_the_exact_ledger_in_total() -> None:
    permanent, disallowed, ledger_permanent, ledger_disallowed = np.array(figures()).sum(axis=0)
    assert ledger_permanent > 50_000  # there is something to agree on
    assert abs(permanent / ledger_permanent - 1) < 0.01
    assert abs(disallowed / ledger_disallowed - 1) < 0.01
