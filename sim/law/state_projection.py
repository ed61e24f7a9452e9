"""A state's figures in a later year of one path, and its law with every rate at zero.

Figures grow where they are read: a state's law is never rebuilt for a path and year.

Simplification: indexed amounts grow with the path's inflation from the last year written and are rounded to the
state's unit; each state has its own index and rounding rule, so a threshold is a few dollars off.
"""

import math

import numpy as np

from sim.jit import merged_kernel
from sim.law.state_law import STATE_LAW

# Statutes never write an amount this high; it stands for "no limit" and must not grow.
_NO_LIMIT = 1e11


@merged_kernel
def grown(amount: float, growth: float, rounding: float) -> float:
    """Return ``amount`` grown and rounded; as it is where ``growth`` is 1: published, or frozen by statute [USD]."""
    if growth == 1.0 or amount == 0.0 or abs(amount) > _NO_LIMIT:
        return amount
    return math.floor(amount * growth / rounding + 0.5) * rounding


def zero_rate_state_law(law: np.void) -> np.void:
    """Return a law of the same type that charges nothing: for runs without tax."""
    untaxed = np.zeros(1, STATE_LAW)[0]
    untaxed["n_filers"], untaxed["rounding"] = law["n_filers"], law["rounding"]
    return untaxed
