"""What the first year's return holds of the time before the plan: received, spent and taxed already."""

from sim.compile.decorators import cold_kernel, inner_kernel
from sim.engine.kernels.taxes.tax_year import return_input_of, returns_of, tax_of
from sim.engine.records.fields import TaxItem
from sim.engine.records.types import Household, Lives, PathLaws, Tally, Taxes


@inner_kernel
def book_so_far(household: Household, tally: Tally) -> None:
    """Book what the first year's return holds of the time before the plan, without cash. Modifies `tally`."""
    items = tally["items"][0]
    for item in range(items.shape[0]):
        items[item] = household["so_far"][item]


@cold_kernel
def receive_so_far(household: Household, laws: PathLaws, taxes: Taxes, lives: Lives, tally: Tally) -> None:
    """Book the time before the plan with what was withheld in it. Modifies `tally` and the scratch of `taxes`.

    Where no tax is named, it is the share of the year that is over of the tax on a year that goes on as it went so far,
    without gains and what plans and IRAs paid.
    """
    items, share, withheld = tally["items"][0], household["so_far_share"], household["so_far_withheld"]
    if withheld < 0.0:
        withheld = 0.0
        if share > 0.0:
            for item in range(items.shape[0]):
                items[item] = household["so_far"][item] / share
            for item in range(TaxItem.SHORT_TERM, TaxItem.LOSSES + 1):
                items[item] = 0.0
            items[TaxItem.IRA], items[TaxItem.IRA2], items[TaxItem.PLAN], items[TaxItem.PLAN2] = 0.0, 0.0, 0.0, 0.0
            inputs = return_input_of(household, taxes, lives, tally, 0, (0.0, 0.0, 0.0))
            withheld = max(0.0, share * tax_of(returns_of(laws, taxes, 0, inputs)))
    tally["withheld"][0] = withheld
    book_so_far(household, tally)
