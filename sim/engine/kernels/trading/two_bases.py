"""Lots that were given with a basis for a gain above that for a loss, by which they are kept (IRC 1015(a))."""

import numpy as np

from sim.compile.decorators import cold_kernel, inner_kernel
from sim.engine.records.types import Household
from sim.lots.kernels.open_lots import GIVEN, StoredLot


@cold_kernel
def _place_of(household: Household, order: int) -> int:
    """Return the place of the lot with this number among those with two bases."""
    for k in range(household["n_given"]):
        if household["given_order"][k] == order:
            return k
    return 0


@cold_kernel
def basis_at(household: Household, order: int, loss_basis: float, price: float) -> float:
    """Return the basis a unit [USD] that a lot with two bases is sold by: the price itself between the two.

    References
    ----------
    Reg. 1.1015-1(a)(2): neither gain nor loss between them.
    """
    return max(loss_basis, min(price, household["given_basis"][_place_of(household, order)]))


@cold_kernel
def gain_held_from(household: Household, order: int) -> int:
    """Return the day from which such a lot counts as held where it is sold at a gain. Reference: IRC 1223(2)."""
    return household["given_held_from"][_place_of(household, order)]


@inner_kernel
def stored_basis_at(household: Household, lot: StoredLot, price: float) -> float:
    """Return the basis a unit [USD] that a stored lot is sold by at a price."""
    if lot["is_used"] != GIVEN:
        return lot["unit_basis"]
    return basis_at(household, np.int64(lot["order"]), lot["unit_basis"], price)  # type: ignore[arg-type]
