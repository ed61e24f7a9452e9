"""Taxable income and the tax before credits, by the state's schedules or classes."""

import numpy as np

from sim.compile.decorators import inner_kernel
from sim.law.state_lines.amounts import StateAmount as A
from sim.tax.records import FederalReturn, ReturnInput
from sim.tax.state_amounts import set_totals
from sim.tax.state_massachusetts import massachusetts_tax
from sim.tax.state_recapture import recaptured_tax
from sim.tax.state_rules import bracket_tax


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
def charge_by_schedule(law: np.void, of_year: np.void, scratch: np.void, deductions: float) -> None:
    """Write taxable income and the tax before credits into ``amounts`` [USD/yr]. Modifies `scratch`."""
    agi = scratch["amounts"][0, A.STATE_AGI]
    taxable_income = max(0.0, agi - deductions)
    tax = schedule_tax(law, of_year, taxable_income, scratch["amounts"][0, A.NET_CAPITAL_GAIN])
    set_totals(scratch, 0, agi, taxable_income, recaptured_tax(law, agi, taxable_income, tax))


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
    if law["class_tax"]["is_used"] == 1:
        gifts = scratch["amounts"][0, A.ITEMIZED_TOTAL] if law["itemizing"]["is_used"] == 1 else 0.0
        agi, taxable_income, tax = massachusetts_tax(law, inputs, federal, deductions, gifts)
        set_totals(scratch, 0, agi, taxable_income, tax)
    else:
        charge_by_schedule(law, of_year, scratch, deductions)
