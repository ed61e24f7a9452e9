"""Cents for reports: the parts of a sale add up to the cents of the whole, by largest remainder."""

from collections.abc import Sequence
from decimal import Decimal

from sim.lots.units import SCALE, Units, nearest

UNITS_PER_CENT = SCALE // 100


def nearest_cent(amount: Units) -> int:
    """Return an amount in whole cents [USD/100], halves up."""
    return (2 * amount + UNITS_PER_CENT) // (2 * UNITS_PER_CENT)


def cents_by_largest_remainder(amounts: Sequence[Units]) -> list[int]:
    """Return whole cents for each amount whose sum is the nearest cent of the amounts' sum.

    Every amount is rounded down; the cents still missing go to the largest remainders, the first of equals first.
    """
    plain = [nearest(amount) for amount in amounts]  # thirds that differ by a split's remainder are equals here
    floors = [amount // UNITS_PER_CENT for amount in plain]
    missing = nearest_cent(sum(amounts)) - sum(floors)
    by_remainder = sorted(range(len(plain)), key=lambda index: -(plain[index] % UNITS_PER_CENT))
    for index in by_remainder[:missing]:
        floors[index] += 1
    return floors


def dollars(cents: int) -> Decimal:
    """Return cents as dollars with two decimals [USD]."""
    return Decimal(cents).scaleb(-2)
