"""A county's or city's income tax, from what the state's return has found."""

import numpy as np

from sim.compile.decorators import inner_kernel
from sim.law.state_law import Stage
from sim.law.state_lines.amounts import StateAmount as A
from sim.tax.state_rules import bracket_tax, sum_of
from sim.tax.state_stages import stage_total

_DEDUCTION = int(Stage.LOCAL_DEDUCTION)
_TAX = int(Stage.LOCAL_TAX)
_CREDIT = int(Stage.LOCAL_CREDIT)
_REFUNDABLE_CREDIT = int(Stage.LOCAL_REFUNDABLE_CREDIT)


@inner_kernel
def local_tax(law: np.void, of_year: np.void, ages: tuple[int, int], on_state: float, scratch: np.void) -> float:
    """Return the local income tax of one household-year; negative where credits are refunded [nominal USD/yr].

    Modifies `scratch`.

    Simplification: the household lives in the place all year and works there, or gets full credit for tax paid where
    it works.

    Parameters
    ----------
    law, of_year : as ``state_tax_into`` has them
    on_state : what the state's own return comes to [USD/yr]
    scratch : amounts as that return left them
    """
    local, who = law["local"], (law["n_filers"], ages[0], ages[1], 0)
    amounts = scratch["amounts"]
    amounts[0, A.STATE_TAX] = max(0.0, on_state)
    amounts[0, A.AGI_WITHOUT_IRA] = amounts[0, A.FEDERAL_AGI] - amounts[0, A.IRA]
    at, deducted = stage_total(law, of_year, _DEDUCTION, local["first_rule"], who, scratch)
    income = max(0.0, sum_of(scratch, 0, local["of"]) - deducted)
    amounts[0, A.LOCAL_INCOME] = income
    at, added = stage_total(law, of_year, _TAX, at, who, scratch)
    tax = bracket_tax(law, of_year, local["from_row"], local["to_row"], income) + added
    at, credited = stage_total(law, of_year, _CREDIT, at, who, scratch)
    _, refunded = stage_total(law, of_year, _REFUNDABLE_CREDIT, at, who, scratch)
    return max(0.0, tax - credited) - refunded
