"""One household-year's state income tax: one kernel for every state, from tables."""

from sim.jit import kernel
from sim.law.state_law import STAGES, StateAmount, StateLaw
from sim.tax.records import FederalReturn, ReturnInput
from sim.tax.state_amounts import state_amounts, state_income, with_state_totals
from sim.tax.state_massachusetts import after_low_income_relief, class_taxes
from sim.tax.state_recapture import recaptured_tax
from sim.tax.state_rules import bracket_tax, stage_total, tax_after_credits

_SUBTRACTION = STAGES.index("subtraction")
_DEDUCTION = STAGES.index("deduction")
_ADDED_TAX = STAGES.index("added_tax")
_CREDIT = STAGES.index("credit")
_REFUNDABLE_CREDIT = STAGES.index("refundable_credit")
_SURTAX = STAGES.index("surtax")
_NET_CAPITAL_GAIN = int(StateAmount.NET_CAPITAL_GAIN)
_STATE_AGI = int(StateAmount.STATE_AGI)
_STATE_TAXABLE = int(StateAmount.STATE_TAXABLE_INCOME)
_STATE_TAX = int(StateAmount.STATE_TAX)


@kernel
def schedule_tax(law: StateLaw, taxable_income: float, net_capital_gain: float) -> float:
    """Return the tax by the state's brackets, gains stacked on top where they have their own schedule [USD/yr].

    References
    ----------
    Montana MCA 15-30-2103(2); Hawaii HRS 235-51(f): the lower of the two rates, so the schedule is capped.
    """
    if law.gain_brackets.rates.shape[0] == 0:
        return bracket_tax(law.brackets.thresholds, law.brackets.rates, taxable_income)
    ordinary = max(0.0, taxable_income - net_capital_gain)
    gains = law.gain_brackets
    return (
        bracket_tax(law.brackets.thresholds, law.brackets.rates, ordinary)
        + bracket_tax(gains.thresholds, gains.rates, taxable_income)
        - bracket_tax(gains.thresholds, gains.rates, ordinary)
    )


@kernel
def state_tax(law: StateLaw, inputs: ReturnInput, federal: FederalReturn) -> float:
    """Return the state income tax of one household-year; negative where credits are refunded [nominal USD/yr].

    Simplification: standard deduction only, full-year resident, no dependents, no local income tax. Where a state
    counts income by person, pensions, distributions and investment income belong to the first filer.

    Parameters
    ----------
    law : the household's state, year and filing status
    inputs, federal : the household's year and its federal return
    """
    if law.is_taxing == 0:
        return 0.0
    income = state_income(law, inputs, federal)
    amounts = state_amounts(law, inputs, federal, income)
    agi = income - stage_total(law, _SUBTRACTION, inputs, amounts)
    amounts = with_state_totals(amounts, agi, 0.0, 0.0)
    deductions = stage_total(law, _DEDUCTION, inputs, amounts)
    if law.class_tax.is_used == 1:
        agi, taxable_income, tax = class_taxes(law, inputs, federal, deductions)
        tax = after_low_income_relief(law, agi, tax)
    else:
        taxable_income = max(0.0, agi - deductions)
        tax = schedule_tax(law, taxable_income, amounts[_NET_CAPITAL_GAIN])
        tax = recaptured_tax(law, agi, taxable_income, tax)
    amounts = with_state_totals(amounts, agi, taxable_income, tax)
    if amounts[law.no_tax_measure] <= law.no_tax_up_to:
        return -stage_total(law, _REFUNDABLE_CREDIT, inputs, amounts)
    return _after_credits(law, inputs, amounts)


@kernel
def _after_credits(law: StateLaw, inputs: ReturnInput, amounts: tuple[float, ...]) -> float:
    """Return the tax after added tax, credits (not below 0), refundable credits and surtaxes [USD/yr]."""
    added = stage_total(law, _ADDED_TAX, inputs, amounts)
    amounts = with_state_totals(amounts, amounts[_STATE_AGI], amounts[_STATE_TAXABLE], amounts[_STATE_TAX] + added)
    left = tax_after_credits(law, _CREDIT, inputs, amounts)
    refunded = stage_total(law, _REFUNDABLE_CREDIT, inputs, amounts)
    return left - refunded + stage_total(law, _SURTAX, inputs, amounts)
