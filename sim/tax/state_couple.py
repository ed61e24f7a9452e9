"""A couple's state return where the form goes by person: each spouse's own income, age and cap, and two columns."""

import numpy as np

from sim.compile.decorators import inner_kernel
from sim.law.state_law import Columns, Stage
from sim.law.state_lines.amounts import StateAmount as A
from sim.tax.state_amounts import set_totals
from sim.tax.state_charge import charge_by_schedule
from sim.tax.state_columns import column_bracket_taxes, column_incomes
from sim.tax.state_itemizing import listed_in_columns, more_by_itemizing
from sim.tax.state_rules import is_next
from sim.tax.state_stages import stage_parts, stage_sum, stage_total

_OWN = int(Columns.OWN)
_SUBTRACTION = int(Stage.SUBTRACTION)
_DEDUCTION = int(Stage.DEDUCTION)
_COLUMN_DEDUCTION = int(Stage.COLUMN_DEDUCTION)
_ADDED_TAX = int(Stage.ADDED_TAX)
_COLUMN_CREDIT = int(Stage.COLUMN_CREDIT)
_CREDIT = int(Stage.CREDIT)
_REFUNDABLE_CREDIT = int(Stage.REFUNDABLE_CREDIT)
_SURTAX = int(Stage.SURTAX)


@inner_kernel(inline=True)
def tax_of_columns(
    law: np.void,
    of_year: np.void,
    added_from: int,
    who: tuple[int, int, int, int],
    scratch: np.void,
    incomes: tuple[float, float],
    taxes: tuple[float, float],
) -> float:
    """Return the tax of two columns where added tax or credits go by the column's own income [USD/yr].

    Modifies `scratch`.

    incomes, taxes : taxable income of each column and the tax on it by the brackets
    """
    total = 0.0
    for row in range(1, 3):
        income, tax, age = (incomes[0], taxes[0], who[1]) if row == 1 else (incomes[1], taxes[1], who[2])
        scratch["amounts"][row, A.FEDERAL_AGI] = scratch["amounts"][0, A.FEDERAL_AGI]  # what rules are gated by
        set_totals(scratch, row, income, income, tax)
        at, added = stage_total(law, of_year, _ADDED_TAX, added_from, (1, age, 0, row), scratch)
        at, credited = stage_total(law, of_year, _COLUMN_CREDIT, at, (1, age, 0, row), scratch)
        total += max(0.0, max(0.0, tax + added) - credited)
    return total


@inner_kernel(inline=True)
def tax_in_two(
    law: np.void,
    of_year: np.void,
    added_from: int,
    who: tuple[int, int, int, int],
    scratch: np.void,
    own: tuple[float, float],
    deducted: tuple[float, float, float],
    credited: tuple[float, float],
) -> float:
    """Return the tax of two columns [USD/yr]. Modifies `scratch`.

    own : each spouse's state AGI; deducted : by the return, and in each column; credited : in each column
    """
    incomes = column_incomes(law, scratch, own, deducted[0], (deducted[1], deducted[2]))
    taxes = column_bracket_taxes(law, of_year, incomes)
    if law["columns"]["is_by_row"] == 1:
        return tax_of_columns(law, of_year, added_from, who, scratch, incomes, taxes)
    return max(0.0, taxes[0] - credited[0]) + max(0.0, taxes[1] - credited[1])


@inner_kernel
def tax_in_two_with_list(
    law: np.void,
    of_year: np.void,
    added_from: int,
    who: tuple[int, int, int, int],
    scratch: np.void,
    own: tuple[float, float],
    deductions: float,
    credited: tuple[float, float],
) -> float:
    """Return the tax of two columns that divide what is listed, see `tax_in_two` [USD/yr]. Modifies `scratch`."""
    first, second = listed_in_columns(scratch, own)
    return tax_in_two(law, of_year, added_from, who, scratch, own, (deductions, first, second), credited)


@inner_kernel(inline=True)
def tax_before_credits(law: np.void, of_year: np.void, who: tuple[int, int, int, int], scratch: np.void) -> int:
    """Write the lower tax of one and of two columns into ``amounts``; return the first rule of the credits.

    Modifies `scratch`.
    """
    at, less1, less2 = stage_parts(law, of_year, _SUBTRACTION, 0, who, scratch)
    set_totals(scratch, 0, scratch["amounts"][0, A.STATE_INCOME] - (less1 + less2), 0.0, 0.0)
    own = (scratch["amounts"][1, A.STATE_INCOME] - less1, scratch["amounts"][2, A.STATE_INCOME] - less2)
    scratch["amounts"][0, A.LESSER_STATE_AGI] = max(0.0, min(own[0], own[1]))
    at, deductions = stage_sum(law, of_year, _DEDUCTION, at, who, scratch)
    if law["itemizing"]["is_used"] == 1:
        deductions += more_by_itemizing(law, of_year, who, scratch)
    charge_by_schedule(law, of_year, scratch, deductions)
    at_columns = at
    while is_next(law, at, _COLUMN_DEDUCTION):
        at += 1
    added_from, tax = at, scratch["amounts"][0, A.STATE_TAX]
    if is_next(law, at, _ADDED_TAX):
        at, added = stage_sum(law, of_year, _ADDED_TAX, at, who, scratch)
        tax = max(0.0, tax + added)
    credited = (0.0, 0.0)
    if is_next(law, at, _COLUMN_CREDIT):
        at, credited1, credited2 = stage_parts(law, of_year, _COLUMN_CREDIT, at, who, scratch)
        credited = (credited1, credited2)
        tax = max(0.0, tax - (credited1 + credited2))
    if law["columns"]["kind"] != 0 and tax > 0.0 and min(own[0], own[1]) > 0.0:
        own1, own2 = 0.0, 0.0
        if added_from > at_columns:
            _, own1, own2 = stage_parts(law, of_year, _COLUMN_DEDUCTION, at_columns, who, scratch)
        in_two = tax_in_two(law, of_year, added_from, who, scratch, own, (deductions, own1, own2), credited)
        if law["itemizing"]["is_used"] == 1 and law["columns"]["kind"] == _OWN:
            in_two = min(
                in_two, tax_in_two_with_list(law, of_year, added_from, who, scratch, own, deductions, credited)
            )
        tax = max(min(tax, in_two), tax - law["columns"]["most"])
    scratch["amounts"][0, A.STATE_TAX] = tax
    return at


@inner_kernel(inline=True)
def couple_tax(law: np.void, of_year: np.void, who: tuple[int, int, int, int], scratch: np.void) -> float:
    """Return a couple's state income tax from the amounts of the return and of each spouse [USD/yr].

    The returns stay with the caller: handing sixty numbers over costs more than the form. Modifies `scratch`.

    who : see ``sim.tax.state_rules.rule_parts``
    """
    at = tax_before_credits(law, of_year, who, scratch)
    refunded, surtax = 0.0, 0.0
    if is_next(law, at, _CREDIT):
        at, _ = stage_sum(law, of_year, _CREDIT, at, who, scratch)
    if is_next(law, at, _REFUNDABLE_CREDIT):
        at, refunded = stage_sum(law, of_year, _REFUNDABLE_CREDIT, at, who, scratch)
    if scratch["amounts"][0, law["no_tax_measure"]] <= law["no_tax_up_to"]:
        return -refunded
    if is_next(law, at, _SURTAX):
        at, surtax = stage_sum(law, of_year, _SURTAX, at, who, scratch)
    return scratch["amounts"][0, A.STATE_TAX] - refunded + surtax
