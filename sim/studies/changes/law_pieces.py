"""The law with pieces of it switched off: what an attribution compares."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np

from sim.engine.lowering.lower import Lowered
from sim.engine.records.laws import LawPair, Laws
from sim.law.beside_return import zero_irmaa_law
from sim.law.federal_records import FederalLaw
from sim.law.projection import zero_rate_law
from sim.law.state_projection import zero_rate_state_law


def change_federal(laws: Laws, change: Callable[[FederalLaw], FederalLaw]) -> Laws:
    """Return the laws with every year's federal law changed."""
    return laws._replace(federal=tuple(change(law) for law in laws.federal))


def without_state(laws: Laws) -> Laws:
    """Return the laws without a state income tax."""
    return laws._replace(state=np.array([zero_rate_state_law(law) for law in laws.state]), move=None)


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

    return without_irmaa(without_state(change_federal(laws._replace(itemizing=()), flat)))


def without_benefit_tax(law: FederalLaw) -> FederalLaw:
    """Return a law that leaves Social Security benefits untaxed."""
    return law._replace(social_security=law.social_security._replace(lower_rate=0.0, upper_rate=0.0))


def without_senior_deduction(law: FederalLaw) -> FederalLaw:
    """Return a law without the deduction of 2025 to 2028."""
    return law._replace(deductions=law.deductions._replace(senior_amount=0.0))


def change_both(pair: LawPair, change: Callable[[Laws], Laws]) -> LawPair:
    """Return the household's and the survivor's laws changed alike."""
    return LawPair(change(pair.household), change(pair.survivor), pair.estate)


def without_niit(law: FederalLaw) -> FederalLaw:
    """Return a law without the net investment income tax."""
    return law._replace(surtaxes=law.surtaxes._replace(niit_rate=0.0))


def without_zero_bracket(law: FederalLaw) -> FederalLaw:
    """Return a law that taxes long-term gains of the lowest bracket at the middle rate."""
    return law._replace(gains=law.gains._replace(lowest_rate=law.gains.middle_rate))


def without_top_bracket(law: FederalLaw) -> FederalLaw:
    """Return a law that taxes long-term gains of the highest bracket at the middle rate."""
    return law._replace(gains=law.gains._replace(top_rate=law.gains.middle_rate))


def without_standard_deduction(law: FederalLaw) -> FederalLaw:
    """Return a law that taxes income from the first dollar."""
    return law._replace(deductions=law.deductions._replace(standard=0.0, aged_addition=0.0))


def without_premium_credit(lowered: Lowered) -> Lowered:
    """Return the arrays of a household without the premium tax credit."""
    household = lowered.job.household.copy()
    household["benchmark_premium"] = 0.0
    return _with_job(lowered, household=household)


def without_trading_cost(lowered: Lowered) -> Lowered:
    """Return the arrays with trades that cost nothing."""
    policies = lowered.job.policies.copy()
    policies["cost_rate"] = 0.0
    return _with_job(lowered, policies=policies)


def without_sheltered_purchases(lowered: Lowered) -> Lowered:
    """Return the arrays with purchases in plans and IRAs that wash no loss: none is lost for good."""
    household = lowered.job.household.copy()
    household["security_group"], household["n_watched_held"], household["n_reinvesting"] = -1, 0, 0
    household["reinvesting_from"], household["n_reinvesting_groups"] = 0, 0
    bought = household[0]["start_wash"]["group"]["bought"]
    bought["shares"][bought["account"] >= 0] = 0.0
    return _with_job(lowered, household=household)


def without_wash_rule(lowered: Lowered) -> Lowered:
    """Return the arrays under which no loss is washed and no window is watched."""
    policies = lowered.job.policies.copy()
    policies["has_wash_rule"] = 0
    return _with_job(lowered, policies=policies)


def without_any_tax(lowered: Lowered) -> Lowered:
    """Return the arrays under which nothing is taxed or withheld, the heirs' rate included."""
    household, policies = lowered.job.household.copy(), lowered.job.policies.copy()
    household["heirs_tax_rate"], household["rollover_withheld_rate"] = 0.0, 0.0
    policies["conversion_withheld"] = 0.0
    untaxed = without_premium_credit(_with_job(lowered, household=household, policies=policies))
    return replace(untaxed, laws=change_both(lowered.laws, no_tax))


def _with_job(lowered: Lowered, **changes: Any) -> Lowered:
    return replace(lowered, job=lowered.job._replace(**changes))
