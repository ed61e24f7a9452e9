"""One household-year's state income tax: one kernel for every state, from tables."""

import numpy as np

from sim.compile.decorators import inner_kernel, kernel
from sim.law.state_law import STATE_SCRATCH, Stage
from sim.law.state_lines.amounts import StateAmount as A
from sim.law.state_projection import state_figures
from sim.tax.local_tax import local_tax
from sim.tax.records import FederalReturn, ReturnInput
from sim.tax.state_amounts import clear_lesser_amounts, fill_amounts, fill_own_amounts, set_totals, state_income
from sim.tax.state_charge import charge
from sim.tax.state_couple import couple_tax
from sim.tax.state_itemizing import more_by_itemizing
from sim.tax.state_rules import is_next
from sim.tax.state_stages import stage_total

_SUBTRACTION = int(Stage.SUBTRACTION)
_DEDUCTION = int(Stage.DEDUCTION)
_COLUMN_DEDUCTION = int(Stage.COLUMN_DEDUCTION)
_ADDED_TAX = int(Stage.ADDED_TAX)
_COLUMN_CREDIT = int(Stage.COLUMN_CREDIT)
_CREDIT = int(Stage.CREDIT)
_REFUNDABLE_CREDIT = int(Stage.REFUNDABLE_CREDIT)
_SURTAX = int(Stage.SURTAX)


@inner_kernel(inline=True)
def form_tax(law: np.void, of_year: np.void, inputs: ReturnInput, federal: FederalReturn, scratch: np.void) -> float:
    """Return the state's own income tax; walks the form once, stage by stage [nominal USD/yr].

    A couple whose form goes by person is in ``sim.tax.state_couple``. Modifies `scratch`. See ``state_tax_into``.
    """
    fill_amounts(law, inputs, federal, state_income(law, inputs, federal), scratch)
    who = (law["n_filers"], inputs.age1, inputs.age2, 0)
    if law["has_own_amounts"] == 1:
        fill_own_amounts(law, inputs, federal, scratch)
        return couple_tax(law, of_year, who, scratch)
    clear_lesser_amounts(scratch)
    at, subtracted = stage_total(law, of_year, _SUBTRACTION, 0, who, scratch)
    set_totals(scratch, 0, scratch["amounts"][0, A.STATE_INCOME] - subtracted, 0.0, 0.0)
    at, deducted = stage_total(law, of_year, _DEDUCTION, at, who, scratch)
    if law["itemizing"]["is_used"] == 1:
        deducted += more_by_itemizing(law, of_year, who, scratch)
    charge(law, of_year, inputs, federal, scratch, deducted)
    while is_next(law, at, _COLUMN_DEDUCTION):
        at += 1
    if is_next(law, at, _ADDED_TAX):
        at, added = stage_total(law, of_year, _ADDED_TAX, at, who, scratch)
        scratch["amounts"][0, A.STATE_TAX] = max(0.0, scratch["amounts"][0, A.STATE_TAX] + added)
    if is_next(law, at, _COLUMN_CREDIT):
        at, credited = stage_total(law, of_year, _COLUMN_CREDIT, at, who, scratch)
        scratch["amounts"][0, A.STATE_TAX] = max(0.0, scratch["amounts"][0, A.STATE_TAX] - credited)
    if is_next(law, at, _CREDIT):
        at, _ = stage_total(law, of_year, _CREDIT, at, who, scratch)
    refunded, surtax = 0.0, 0.0
    if is_next(law, at, _REFUNDABLE_CREDIT):
        at, refunded = stage_total(law, of_year, _REFUNDABLE_CREDIT, at, who, scratch)
    if scratch["amounts"][0, law["no_tax_measure"]] <= law["no_tax_up_to"]:
        return -refunded
    if is_next(law, at, _SURTAX):
        at, surtax = stage_total(law, of_year, _SURTAX, at, who, scratch)
    return scratch["amounts"][0, A.STATE_TAX] - refunded + surtax


@kernel(inline=True)
def state_tax_into(
    law: np.void,
    of_year: np.void,
    inputs: ReturnInput,
    federal: FederalReturn,
    scratch: np.void,
) -> float:
    """Return the state and local income tax of a household-year; negative where credits are refunded [nominal USD/yr].

    Simplification: no dependents.

    Parameters
    ----------
    law : ``STATE_LAW`` of the household's state, year and filing status, with a local tax where one is counted
    of_year : ``STATE_FIGURES``, see ``grow_state_law``
    inputs, federal : the household's year and its federal return
    scratch : ``STATE_SCRATCH``, work space of the caller's
    """
    if law["is_taxing"] == 0:
        return 0.0
    on_state = form_tax(law, of_year, inputs, federal, scratch)
    if law["local"]["is_levied"] == 0:
        return on_state
    return on_state + local_tax(law, of_year, (inputs.age1, inputs.age2), on_state, scratch)


def state_tax(
    law: np.void, inputs: ReturnInput, federal: FederalReturn, inflation_index: float | np.ndarray = 1.0
) -> float:
    """Return the state and local income tax of one household-year: ``state_tax_into`` for a single household.

    inflation_index : see ``state_figures``
    """
    of_year = state_figures(law, inflation_index)
    return float(state_tax_into(law, of_year, inputs, federal, np.empty(1, STATE_SCRATCH)[0]))
