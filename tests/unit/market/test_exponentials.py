"""The exponential of a row against the standard library's."""

import math

import numpy as np
import pytest

from sim.market.exponentials import SMALL, exponentiate


@pytest.mark.parametrize("reach", [1e-9, 0.01, 0.2, SMALL, 1.0, 5.0])
def test_exponential_to_three_parts_in_ten_to_the_sixteen(reach: float) -> None:
    logs = np.random.default_rng(1).uniform(-reach, reach, 4_001)
    logs[:2] = reach, -reach
    row = logs.copy()
    exponentiate(row)
    assert row == pytest.approx([math.exp(x) for x in logs], rel=3.4e-16, abs=0)


def test_nothing_grows_by_nothing() -> None:
    row = np.zeros(7)
    exponentiate(row)
    assert (row == 1).all()
