"""One household-year's state income tax: one kernel for every state, from tables."""

import numpy as np

from sim.compile.decorators import inner_kernel, kernel
from sim.law.state_law import STATE_SCRATCH, Stage
from sim.law.state_law import StateAmount as A
from sim.law.state_projection import state_figures
from sim.tax.records import FederalReturn, ReturnInput
from sim.tax.state_amounts import fill_amounts, set_totals, state_income
from sim.tax.state_massachusetts import massachusetts_tax
from sim.tax.state_recapture import recaptured_tax
from sim.tax.state_rules import bracket_tax, rule_amount

_SUBTRACTION = int(Stage.SUBTRACTION)
_DEDUCTION = int(Stage.DEDUCTION)
_ADDED_TAX = int(Stage.ADDED_TAX)
_CREDIT = int(Stage.CREDIT)
_REFUNDABLE_CREDIT = int(Stage.REFUNDABLE_CREDIT)
_SURTAX = int(Stage.SURTAX)


@inner_kernel(inline=True)
def schedule_tax(law: np.void, of_year: np.void, taxable_income: float, net_capital_gain: float) -> float:
    """Return the tax by the state's brackets, gains stacked on top where they have their own schedule [USD/yr].

    References
    ----------
    Montana MCA 15-30-2103(2); Hawaii HRS 235-51(f): the lower of the two rates, so the schedule is capped.
    """
    ordinary, end, gain_end = taxable_income, law["brackets_end"], law["gain_brackets_end"]
    on_gain = 0.0
    if gain_end > end:
        ordinary = max(0.0, taxable_income - net_capital_gain)
        on_gain = bracket_tax(law, of_year, end, gain_end, taxable_income)
        on_gain -= bracket_tax(law, of_year, end, gain_end, ordinary)
    return bracket_tax(law, of_year, 0, end, ordinary) + on_gain


@inner_kernel(inline=True)
def charge(
    law: np.void,
    of_year: np.void,
    inputs: ReturnInput,
    federal: FederalReturn,
    scratch: np.void,
    deductions: float,
) -> None:
    """Write taxable income and the tax before credits into ``amounts``; Massachusetts has its own AGI [USD/yr].

    Modifies `scratch`.
    """
    agi = scratch["amounts"][A.STATE_AGI]
    if law["class_tax"]["is_used"] == 1:
        agi, taxable_income, tax = massachusetts_tax(law, inputs, federal, deductions)
    else:
        taxable_income = max(0.0, agi - deductions)
        tax = schedule_tax(law, of_year, taxable_income, scratch["amounts"][A.NET_CAPITAL_GAIN])
        tax = recaptured_tax(law, agi, taxable_income, tax)
    set_totals(scratch, agi, taxable_income, tax)


@inner_kernel
def apply_stage(
    law: np.void, of_year: np.void, stage: int, first: int, ages: tuple[int, int], scratch: np.void
) -> tuple[int, float]:
    """Return the first rule of the next stage and what the rules of this stage give together [USD/yr].

    Modifies `scratch`.

    An alternative rule replaces the rule before it when it gives more; a share of tax in a credit is of what earlier
    credits left.
    """
    total, latest, index = 0.0, 0.0, first
    while index < law["n_rules"] and law["rules"][index]["stage"] == stage:
        rule = law["rules"][index]
        amount = rule_amount(law, of_year, index, ages, scratch)
        index += 1
        if rule["is_alternative"] == 1:
            amount = max(0.0, amount - latest)
            latest += amount
        else:
            latest = amount
        amount *= rule["sign"]
        total += amount
        if stage == _CREDIT:
            scratch["amounts"][A.STATE_TAX] = max(0.0, scratch["amounts"][A.STATE_TAX] - amount)
    return index, total


@kernel(inline=True)
def state_tax_into(
    law: np.void,
    of_year: np.void,
    inputs: ReturnInput,
    federal: FederalReturn,
    scratch: np.void,
) -> float:
    """Return the state income tax of one household-year; negative where credits are refunded [nominal USD/yr].

    Walks the form once, stage by stage.

    Simplification: standard deduction only, full-year resident, no dependents, no local income tax. Where a state
    counts income by person, pensions, distributions and investment income belong to the first filer.

    Parameters
    ----------
    law : ``STATE_LAW`` of the household's state, year and filing status
    of_year : ``STATE_FIGURES``, see ``grow_state_law``
    inputs, federal : the household's year and its federal return
    scratch : ``STATE_SCRATCH``, work space of the caller's
    """
    if law["is_taxing"] == 0:
        return 0.0
    fill_amounts(law, inputs, federal, state_income(law, inputs, federal), scratch)
    ages = (inputs.age1, inputs.age2)
    at, subtracted = apply_stage(law, of_year, _SUBTRACTION, 0, ages, scratch)
    set_totals(scratch, scratch["amounts"][A.STATE_INCOME] - subtracted, 0.0, 0.0)
    at, deducted = apply_stage(law, of_year, _DEDUCTION, at, ages, scratch)
    charge(law, of_year, inputs, federal, scratch, deducted)
    at, added = apply_stage(law, of_year, _ADDED_TAX, at, ages, scratch)
    scratch["amounts"][A.STATE_TAX] = max(0.0, scratch["amounts"][A.STATE_TAX] + added)
    at, _ = apply_stage(law, of_year, _CREDIT, at, ages, scratch)
    at, refunded = apply_stage(law, of_year, _REFUNDABLE_CREDIT, at, ages, scratch)
    if scratch["amounts"][law["no_tax_measure"]] <= law["no_tax_up_to"]:
        return -refunded
    at, surtax = apply_stage(law, of_year, _SURTAX, at, ages, scratch)
    return scratch["amounts"][A.STATE_TAX] - refunded + surtax


def state_tax(
    law: np.void, inputs: ReturnInput, federal: FederalReturn, inflation_index: float | np.ndarray = 1.0
) -> float:
    """Return the state income tax of one household-year: ``state_tax_into`` for a single household.

    inflation_index : see ``state_figures``
    """
    of_year = state_figures(law, inflation_index)
    return float(state_tax_into(law, of_year, inputs, federal, np.empty(1, STATE_SCRATCH)[0]))
