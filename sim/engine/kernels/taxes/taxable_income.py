"""Taxable income alone: what a limit by bracket asks for, again and again, without the rest of a return."""

from sim.compile.decorators import cold_kernel, inner_kernel
from sim.engine.kernels.taxes.itemizing import itemizing_law_of, lists_of, returns_with_lists
from sim.engine.kernels.taxes.laws_on_path import federal_law_of
from sim.engine.records.types import PathLaws, Taxes
from sim.law.federal_records import FederalLaw
from sim.tax.federal_return import BegunReturn, begun_return, taxable_before_floor
from sim.tax.gains_netting import NettedGains
from sim.tax.itemized_return import larger_deduction
from sim.tax.listed.schedule_a import itemized
from sim.tax.records import ReturnInput

ANY_INCOME_TAX = 1e15
"""A state's income tax [USD/yr] that reaches every cap on its deduction."""
UNKNOWN = -1.0


@inner_kernel(inline=True)
def _deducted(laws: PathLaws, taxes: Taxes, year: int, law: FederalLaw, begun: BegunReturn) -> float:
    """Return the larger deduction [USD/yr], `UNKNOWN` where it hangs on the state's income tax.

    It does not where the cap is reached without it, or where the standard deduction is larger with all that the cap
    lets in.
    """
    if laws["itemizes"] == 0:
        return begun.standard
    itemizing, lists, top = itemizing_law_of(laws, year), lists_of(laws, taxes, year), law.ordinary.thresholds[6]
    least = itemized(itemizing, lists, begun.agi, 0.0, begun.senior, top)
    most = itemized(itemizing, lists, begun.agi, ANY_INCOME_TAX, begun.senior, top)
    taken, beside, _ = larger_deduction(itemizing, lists, begun, least)
    if larger_deduction(itemizing, lists, begun, most)[0] != taken:
        return UNKNOWN
    return (taken if taken > 0.0 else begun.standard) + beside


@cold_kernel
def taxable_income_alone(laws: PathLaws, taxes: Taxes, year: int, inputs: ReturnInput) -> tuple[float, NettedGains]:
    """Return taxable income, below 0 where deductions are unused, and the gains and losses in it [USD/yr].

    Modifies work space of `taxes`.

    Both returns are settled only where the deductions hang on the state's income tax.
    """
    law = federal_law_of(laws, year)
    begun = begun_return(law, inputs)
    deducted = _deducted(laws, taxes, year, law, begun)
    if deducted == UNKNOWN:
        return returns_with_lists(laws, taxes, year, inputs)[0].unfloored_taxable_income, begun.netted
    return taxable_before_floor(law, inputs, begun, deducted)[0], begun.netted
