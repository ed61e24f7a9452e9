"""Books what a sheltered account pays as income: whose it is, and whether an employer's plan paid it."""

from sim.compile.decorators import inner_kernel
from sim.engine.kernels.lives.people import holder_of
from sim.engine.records.codes import Kind
from sim.engine.records.fields import TaxItem
from sim.engine.records.types import Household, Lives, Tally


@inner_kernel
def book_distributed(household: Household, lives: Lives, tally: Tally, year: int, account: int, taxed: float) -> None:
    """Book the taxable part of what left a plan or an IRA. Modifies `tally`."""
    items = tally["items"][year & 1]
    items[TaxItem.IRA] += taxed
    is_plan, is_second = household["account_kind"][account] == Kind.PLAN, holder_of(household, lives, account) == 1
    if is_plan:
        items[TaxItem.PLAN] += taxed
    if is_second:
        items[TaxItem.IRA2] += taxed
        if is_plan:
            items[TaxItem.PLAN2] += taxed


@inner_kernel
def book_annuity(tally: Tally, year: int, person: int, taxed: float) -> None:
    """Book the taxable part of what an annuity paid to a person. Modifies `tally`."""
    items = tally["items"][year & 1]
    items[TaxItem.ANNUITY] += taxed
    if person == 1:
        items[TaxItem.ANNUITY2] += taxed
