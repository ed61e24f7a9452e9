"""What leads a path's normals: the chosen directions are the point's, and nothing else of the normals moves."""

from datetime import date, timedelta
from statistics import NormalDist

import numpy as np
import pytest

from sim.compile.decorators import kernel
from sim.market.normals import Key, key_of
from sim.market.spread import N_DIRECTIONS, Spread, blocks_of, lead, spread_over, spread_word

SEED, PATH, N_SETS = 9, 77, 32
LOADINGS = np.tril(np.random.default_rng(2).normal(0.02, 0.1, (11, 11)))


def calendar() -> tuple[np.ndarray, np.ndarray]:
    """Return days and lengths of steps [years]: each third day for three months, then ten years by months."""
    start = date(2026, 6, 15)
    days = [start + timedelta(3 * k) for k in range(1, 31)] + [start + timedelta(90 + 30 * k) for k in range(1, 120)]
    ordinals = np.array([day.toordinal() for day in days], dtype=np.int64)
    return ordinals, np.diff(ordinals, prepend=start.toordinal()) / 365.25


@kernel
def led(spread: Spread, key: Key, path: int, normals: np.ndarray, work: np.ndarray, words: np.ndarray) -> None:
    """Lead a path's normals and fill `words` (n_dimensions,) with its point. Modifies all arrays."""
    lead(spread, key, path, normals, work[0], work[1])
    for dimension in range(words.shape[0]):
        words[dimension] = spread_word(spread, key, path, dimension)


def test_blocks_are_months_and_then_years() -> None:
    """From June 2026: 24 months or so to June 2028, then the rest of 2028 and the years to 2036."""
    days, dt = calendar()
    block = blocks_of(days, dt)
    years = np.array([date.fromordinal(int(day)).year for day in days])
    assert (np.diff(block) >= 0).all()
    assert set(np.diff(block)) == {0, 1}
    assert 24 <= block[np.cumsum(dt) <= 2.0][-1] + 1 <= 25
    assert [len(set(block[years == year])) for year in range(2029, 2037)] == [1] * 8


def test_directions_are_orthonormal() -> None:
    spread = spread_over(*calendar(), LOADINGS, N_SETS)
    for rows in (spread.mixes, spread.swings):
        assert rows @ rows.T == pytest.approx(np.eye(len(rows)), abs=1e-12)
    assert np.bincount(spread.block, weights=spread.part**2) == pytest.approx(1.0)
    assert sorted(spread.dimension) == list(range(2, 2 + len(spread.mix)))
    assert (np.diff(spread.mix) >= 0).all()


def test_the_chosen_directions_are_the_points_and_the_rest_stays() -> None:
    spread = spread_over(*calendar(), LOADINGS, N_SETS)
    before = np.random.default_rng(3).normal(size=(12, len(spread.block)))
    after, words = before.copy(), np.zeros(2 + len(spread.mix), np.uint64)
    led(spread, key_of(SEED), PATH, after, np.zeros((2, len(spread.block))), words)
    along = spread.part * spread.swings[spread.swing][:, spread.block]
    directions = np.einsum("ij,ik->ijk", spread.mixes[spread.mix], along).reshape(len(spread.mix), -1)
    point = [NormalDist().inv_cdf((int(words[dimension]) + 0.5) / 2**32) for dimension in spread.dimension]
    assert directions @ after[:11].ravel() == pytest.approx(np.array(point), abs=1e-8)
    moved = (after - before)[:11].ravel()
    assert moved == pytest.approx(directions.T @ (directions @ moved), abs=1e-12)
    assert (after[11] == before[11]).all()


def test_a_short_plan_has_fewer_directions() -> None:
    days, dt = calendar()
    spread = spread_over(days[:3], dt[:3], LOADINGS, N_SETS)
    assert 0 < len(spread.mix) < N_DIRECTIONS
