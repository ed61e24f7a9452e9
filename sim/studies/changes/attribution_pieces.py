"""The pieces that a difference is taken apart into: what each is, how it is switched off, when it does nothing.

They are switched off one after the other, in the order of `PIECES`, each on top of those before it.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from sim.engine.lowering.lower import Lowered
from sim.engine.records.laws import Laws
from sim.engine.run.result import RunResult
from sim.law.federal_records import FederalLaw
from sim.law.state_tables import state_info
from sim.scenario.models import Scenario
from sim.studies.changes.law_pieces import (
    change_both,
    change_federal,
    flat_tax,
    without_any_tax,
    without_benefit_tax,
    without_irmaa,
    without_niit,
    without_premium_credit,
    without_senior_deduction,
    without_sheltered_purchases,
    without_standard_deduction,
    without_state,
    without_top_bracket,
    without_trading_cost,
    without_wash_rule,
    without_zero_bracket,
)


@dataclass(frozen=True)
class FlatRates:
    """The two flat rates that stand for the brackets once these are switched off."""

    ordinary: float
    gains: float


@dataclass(frozen=True)
class Piece:
    """One part of a difference.

    without : the arrays with this piece switched off
    is_idle : whether that changes nothing on any path, told from the arrays and the last run
    """

    name: str
    label: str
    words: str
    without: Callable[[Lowered, FlatRates], Lowered]
    is_idle: Callable[[Lowered, RunResult, FlatRates], bool]


def _laws(change: Callable[[Laws], Laws]) -> Callable[[Lowered, FlatRates], Lowered]:
    return lambda lowered, rates: replace(lowered, laws=change_both(lowered.laws, change))


def _federal(change: Callable[[FederalLaw], FederalLaw]) -> Callable[[Lowered, FlatRates], Lowered]:
    return _laws(lambda laws: change_federal(laws, change))


def _flat(lowered: Lowered, ordinary: float, gains: float) -> Lowered:
    return replace(lowered, laws=change_both(lowered.laws, lambda laws: flat_tax(laws, ordinary, gains)))


def _none_in(field: str) -> Callable[[Lowered, RunResult, FlatRates], bool]:
    """Return whether a yearly field is 0 throughout: only for what no liquidation at the horizon can hold either."""
    return lambda lowered, last, rates: not last.sums(field).any()


def _has_no_state_tax(lowered: Lowered, scenario: Scenario) -> bool:
    if state_info(scenario.household.state).tax == "none":
        return True
    both = (lowered.laws.household, lowered.laws.survivor)
    return all(laws.state.tobytes() == without_state(laws).state.tobytes() for laws in both)


def _all_federal(lowered: Lowered, holds: Callable[[FederalLaw], bool]) -> bool:
    both = (lowered.laws.household, lowered.laws.survivor)
    return all(holds(law) for laws in both for law in laws.federal)


PIECES: tuple[Piece, ...] = (
    Piece(
        "trading_cost",
        "Trading cost",
        "The trading cost of the strategy's own sales.",
        lambda lowered, rates: without_trading_cost(lowered),
        lambda lowered, last, rates: not lowered.job.policies["cost_rate"].any(),
    ),
    Piece(
        "wash_permanent",
        "Wash sales: lost for good",
        "Losses lost for good because an IRA or a plan bought the same security within 30 days (IRC 1091, Rev. Rul. "
        "2008-5). It is a plus where the strategy loses less this way than the one it is compared with.",
        lambda lowered, rates: without_sheltered_purchases(lowered),
        _none_in("wash_permanent"),
    ),
    Piece(
        "wash_deferred",
        "Wash sales: deferred or avoided",
        "Losses moved into the basis of the replacement, and sales not made because a wash-sale window was open (IRC "
        "1091(d)).",
        lambda lowered, rates: without_wash_rule(lowered),
        lambda lowered, last, rates: not lowered.job.policies["has_wash_rule"].any(),
    ),
    Piece(
        "state_tax",
        "State income tax",
        "What the state's own tax on income and gains adds.",
        _laws(without_state),
        lambda lowered, last, rates: _has_no_state_tax(lowered, last.scenario),
    ),
    Piece(
        "irmaa",
        "Medicare surcharges (IRMAA)",
        "Set in tiers by income of two years before; each tier is a cliff (42 USC 1395r(i)).",
        _laws(without_irmaa),
        _none_in("irmaa"),
    ),
    Piece(
        "aca",
        "Premium tax credit (ACA)",
        "The credit before 65 shrinks with income and ends at a cliff (IRC 36B).",
        lambda lowered, rates: without_premium_credit(lowered),
        lambda lowered, last, rates: not lowered.job.household["benchmark_premium"].any(),
    ),
    Piece(
        "niit",
        "Net investment income tax",
        "3.8% on investment income above thresholds that are never indexed (IRC 1411).",
        _federal(without_niit),
        lambda lowered, last, rates: _all_federal(lowered, lambda law: law.surtaxes.niit_rate == 0.0),
    ),
    Piece(
        "senior_deduction",
        "Senior deduction",
        "The deduction of 2025 to 2028 shrinks with income (IRC 151(d)(5)(C)).",
        _federal(without_senior_deduction),
        lambda lowered, last, rates: _all_federal(lowered, lambda law: law.deductions.senior_amount == 0.0),
    ),
    Piece(
        "social_security",
        "Taxable Social Security",
        "Income decides how much of the benefits is taxed, up to 85% (IRC 86).",
        _federal(without_benefit_tax),
        lambda lowered, last, rates: (
            not any(lowered.job.household[0]["incomes"][name].any() for name in ("own_benefit", "spouse_benefit"))
        ),
    ),
    Piece(
        "zero_bracket",
        "0% bracket of gains",
        "Long-term gains of low incomes are taxed at 0%: a loss that offsets them saves nothing (IRC 1(h)(1)(B)).",
        _federal(without_zero_bracket),
        lambda lowered, last, rates: _all_federal(lowered, lambda law: law.gains.lowest_rate == law.gains.middle_rate),
    ),
    Piece(
        "top_bracket",
        "20% bracket of gains",
        "Gains of high incomes are taxed at 20%, for example when everything is sold at the end (IRC 1(h)(1)(D)).",
        _federal(without_top_bracket),
        lambda lowered, last, rates: _all_federal(lowered, lambda law: law.gains.top_rate == law.gains.middle_rate),
    ),
    Piece(
        "standard_deduction",
        "Standard deduction",
        "Income and gains below it are not taxed: a loss that offsets them saves nothing (IRC 63(c), (f)).",
        _federal(without_standard_deduction),
        lambda lowered, last, rates: _all_federal(lowered, lambda law: law.deductions.standard == 0.0),
    ),
    Piece(
        "brackets",
        "Ordinary brackets",
        "The brackets of ordinary income and the AMT, against one flat rate.",
        lambda lowered, rates: _flat(lowered, rates.ordinary, rates.gains),
        lambda lowered, last, rates: False,
    ),
    Piece(
        "rate_spread",
        "Rate spread",
        "A loss used against income saves the ordinary rate; the lower basis costs the gains rate later.",
        lambda lowered, rates: _flat(lowered, rates.gains, rates.gains),
        lambda lowered, last, rates: rates.ordinary == rates.gains,
    ),
    Piece(
        "deferral",
        "Deferral",
        "Tax paid later at the same rate: what the money earned until then.",
        lambda lowered, rates: without_any_tax(lowered),
        lambda lowered, last, rates: False,
    ),
)
"""In the order in which they are switched off; what is left without any of them is the residual."""

STEP_UP = (
    "step_up",
    "Step-up at death",
    "Heirs get the taxable lots with a step-up in basis (IRC 1014), so the basis that harvesting lowered costs them "
    "nothing. Includes what ten years of inherited accounts change (IRC 401(a)(9)(H)).",
)
ESTATE = (
    "estate",
    "Estate tax and charity",
    "Leaving more can mean more estate tax, and more for charity where it gets a share (IRC 2001, 2010(c)).",
)
RESIDUAL = (
    "residual",
    "Not tax",
    "What remains without taxes, costs and wash sales: days spent in cash instead of the market, and what replacements "
    "did otherwise than what they replaced.",
)
WORDS: dict[str, tuple[str, str]] = {
    **{piece.name: (piece.label, piece.words) for piece in reversed(PIECES)},
    STEP_UP[0]: STEP_UP[1:],
    ESTATE[0]: ESTATE[1:],
    RESIDUAL[0]: RESIDUAL[1:],
}
"""Label and explanation of every part, in the order in which they are shown."""


def flat_rates(lowered: Lowered, result: RunResult, reference: int) -> FlatRates:
    """Return the rates that stand for the brackets: the law's middle rate on gains, and a mean rate on income.

    The latter is the bracket rate that the reference strategy's ordinary income reaches, mean over years and paths. It
    is read off the year's tax on ordinary income, deflated, by the last published schedule of the household.
    Simplification: a survivor's years are read off the same schedule. The rate only draws the line between the parts
    "rate spread" and "brackets"; their sum does not depend on it.
    """
    law = lowered.laws.household.federal[-1]
    thresholds, rates = np.array(law.ordinary.thresholds), np.array(law.ordinary.rates)
    tax_at = np.concatenate([[0.0], np.cumsum(np.diff(thresholds) * rates[:-1])])
    before = np.concatenate([np.ones((result.n_paths, 1)), result.price_level[:, :-1]], axis=1)
    tax = result.yearly["tax_ordinary"][reference] / before
    reached = np.maximum(np.searchsorted(tax_at, tax, side="left") - 1, 0)
    marginal = np.where(tax > 0.0, rates[reached], 0.0)
    lived = result.is_lived(reference)
    return FlatRates(float(marginal[lived].mean()) if lived.any() else float(marginal.mean()), law.gains.middle_rate)
