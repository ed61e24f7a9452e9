"""The law with pieces of it switched off: what an attribution compares."""

from collections.abc import Callable

import numpy as np

from sim.engine.law_of_year import Laws
from sim.law.beside_return import zero_irmaa_law
from sim.law.federal_records import FederalLaw
from sim.law.projection import zero_rate_law
from sim.law.state_projection import zero_rate_state_law


def change_federal(laws: Laws, change: Callable[[FederalLaw], FederalLaw]) -> Laws:
    """Return the laws with every year's federal law changed."""
    return laws._replace(federal=tuple(change(law) for law in laws.federal))


def without_state(laws: Laws) -> Laws:
    """Return the laws without a state income tax."""
    return laws._replace(state=np.array([zero_rate_state_law(law) for law in laws.state]))


def without_irmaa(laws: Laws) -> Laws:
    """Return the laws without Medicare surcharges."""
    return laws._replace(irmaa=tuple(zero_irmaa_law(law) for law in laws.irmaa))


def no_tax(laws: Laws) -> Laws:
    """Return laws under which nothing is taxed."""
    return without_irmaa(without_state(change_federal(laws, zero_rate_law)))


def flat_tax(laws: Laws, ordinary_rate: float, gains_rate: float) -> Laws:
    """Return laws of two flat rates from the first dollar: no deduction, no cliff, no state, benefits untaxed.

    The yearly limit on losses stays: it is part of deferral.
    """

    def flat(law: FederalLaw) -> FederalLaw:
        bare = without_benefit_tax(without_senior_deduction(zero_rate_law(law)))
        rates = (ordinary_rate,) * 7
        return bare._replace(
            ordinary=bare.ordinary._replace(rates=rates),
            gains=bare.gains._replace(lowest_rate=gains_rate, middle_rate=gains_rate, top_rate=gains_rate),
            deductions=bare.deductions._replace(standard=0.0, aged_addition=0.0),
        )

    return without_irmaa(without_state(change_federal(laws, flat)))


def without_benefit_tax(law: FederalLaw) -> FederalLaw:
    """Return a law that leaves Social Security benefits untaxed."""
    return law._replace(social_security=law.social_security._replace(lower_rate=0.0, upper_rate=0.0))


def without_senior_deduction(law: FederalLaw) -> FederalLaw:
    """Return a law without the deduction of 2025 to 2028."""
    return law._replace(deductions=law.deductions._replace(senior_amount=0.0))
