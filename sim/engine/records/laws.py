"""The law that a scenario is taxed under: of every published year, by filing status."""

from typing import NamedTuple

import numpy as np

from sim.law.beside_return import AcaLaw, EstateLaw, IrmaaLaw
from sim.law.federal_records import FederalLaw
from sim.law.itemizing.itemizing_law import ItemizingLaw


class Laws(NamedTuple):
    """The law under one filing status.

    federal, irmaa, aca : of every published year, rising without a gap (the premium credit's a year ahead); later years
        are projected on each path, see `sim.engine.kernels.taxes.laws_on_path`
    state : (n_years,) ``STATE_LAW`` of every year of the plan: what begins or ends by then is known, amounts grow on
        the path
    itemizing : of every year of the plan, where the household lists deductions
    move : to another state: its year on the plan's year axis, the share of it before the move, the new state's law
    """

    federal: tuple[FederalLaw, ...]
    state: np.ndarray
    irmaa: tuple[IrmaaLaw, ...]
    aca: tuple[AcaLaw, ...]
    itemizing: tuple[ItemizingLaw, ...] = ()
    move: tuple[int, float, np.void] | None = None


class LawPair(NamedTuple):
    """The law for the household's filing status, for a survivor, who files as single, and for estates by year."""

    household: Laws
    survivor: Laws
    estate: tuple[EstateLaw, ...]
