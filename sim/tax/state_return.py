"""One household-year's state income tax: one kernel for every state, from tables."""

import numpy as np
from numpy.typing import NDArray

from sim.jit import inlined_kernel, kernel
from sim.law.state_law import Stage, StateAmount, StateLaw
from sim.tax.records import FederalReturn, ReturnInput
from sim.tax.state_amounts import set_state_agi, state_amounts, state_income
from sim.tax.state_massachusetts import massachusetts_tax
from sim.tax.state_recapture import recaptured_tax
from sim.tax.state_rules import bracket_tax, rule_amount

_SUBTRACTION = int(Stage.SUBTRACTION)
_DEDUCTION = int(Stage.DEDUCTION)
_ADDED_TAX = int(Stage.ADDED_TAX)
_CREDIT = int(Stage.CREDIT)
_REFUNDABLE_CREDIT = int(Stage.REFUNDABLE_CREDIT)
_SURTAX = int(Stage.SURTAX)
_N_STAGES = len(Stage)
_NET_CAPITAL_GAIN = int(StateAmount.NET_CAPITAL_GAIN)
_STATE_INCOME = int(StateAmount.STATE_INCOME)
_STATE_AGI = int(StateAmount.STATE_AGI)
_STATE_TAXABLE = int(StateAmount.STATE_TAXABLE_INCOME)
_STATE_TAX = int(StateAmount.STATE_TAX)


@inlined_kernel
def schedule_tax(law: StateLaw, taxable_income: float, net_capital_gain: float) -> float:
    """Return the tax by the state's brackets, gains stacked on top where they have their own schedule [USD/yr].

    References
    ----------
    Montana MCA 15-30-2103(2); Hawaii HRS 235-51(f): the lower of the two rates, so the schedule is capped.
    """
    if law.gain_brackets_end == law.brackets_end:
        return bracket_tax(law, 0, law.brackets_end, taxable_income)
    ordinary = max(0.0, taxable_income - net_capital_gain)
    stacked = bracket_tax(law, law.brackets_end, law.gain_brackets_end, taxable_income)
    below = bracket_tax(law, law.brackets_end, law.gain_brackets_end, ordinary)
    return bracket_tax(law, 0, law.brackets_end, ordinary) + stacked - below


@inlined_kernel
def set_tax(
    law: StateLaw, inputs: ReturnInput, federal: FederalReturn, amounts: NDArray[np.float64], deductions: float
) -> None:
    """Set taxable income and the tax before credits in ``amounts``; Massachusetts sets its AGI as well [USD/yr]."""
    if law.class_tax.is_used == 1:
        agi, taxable_income, tax = massachusetts_tax(law, inputs, federal, deductions)
        set_state_agi(amounts, agi)
    else:
        agi = amounts[_STATE_AGI]
        taxable_income = max(0.0, agi - deductions)
        tax = schedule_tax(law, taxable_income, amounts[_NET_CAPITAL_GAIN])
        tax = recaptured_tax(law, agi, taxable_income, tax)
    amounts[_STATE_TAXABLE] = taxable_income
    amounts[_STATE_TAX] = tax


@kernel
def state_tax(law: StateLaw, inputs: ReturnInput, federal: FederalReturn) -> float:
    """Return the state income tax of one household-year; negative where credits are refunded [nominal USD/yr].

    Walks the form once, stage by stage. An alternative rule replaces the rule before it when it gives more; a share of
    tax in a credit is of what earlier credits left.

    Simplification: standard deduction only, full-year resident, no dependents, no local income tax. Where a state
    counts income by person, pensions, distributions and investment income belong to the first filer.

    Parameters
    ----------
    law : the household's state, year and filing status
    inputs, federal : the household's year and its federal return
    """
    if law.is_taxing == 0:
        return 0.0
    amounts = state_amounts(law, inputs, federal, state_income(law, inputs, federal))
    outside = 0.0
    index = 0
    for stage in range(_N_STAGES):
        total = 0.0
        latest = 0.0
        while index < law.rules.shape[0] and law.rules[index]["stage"] == stage:
            rule = law.rules[index]
            index += 1
            amount = rule_amount(law, rule, inputs, amounts)
            if rule["is_alternative"] == 1:
                amount = max(0.0, amount - latest)
                latest += amount
            else:
                latest = amount
            amount *= rule["sign"]
            total += amount
            if stage == _CREDIT:
                amounts[_STATE_TAX] = max(0.0, amounts[_STATE_TAX] - amount)
        if stage == _SUBTRACTION:
            set_state_agi(amounts, amounts[_STATE_INCOME] - total)
        elif stage == _DEDUCTION:
            set_tax(law, inputs, federal, amounts, total)
        elif stage == _ADDED_TAX:
            amounts[_STATE_TAX] += total
        elif stage == _REFUNDABLE_CREDIT:
            outside -= total
            if amounts[law.no_tax_measure] <= law.no_tax_up_to:
                return outside
        elif stage == _SURTAX:
            outside += total
    return amounts[_STATE_TAX] + outside
