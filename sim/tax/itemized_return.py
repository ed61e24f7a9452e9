"""Both returns of a household that lists deductions: the larger of the list and the standard deduction is taken."""

import numpy as np

from sim.compile.decorators import inner_kernel, kernel
from sim.law.federal_records import FederalLaw
from sim.law.itemizing.itemizing_law import ItemizingLaw
from sim.tax.federal_return import BegunReturn, begun_return, finished_return
from sim.tax.listed.schedule_a import Itemized, Lists, beside_standard, itemized
from sim.tax.records import FederalReturn, ReturnInput
from sim.tax.state_itemizing import write_lists
from sim.tax.state_return import state_tax_into

STEADY = 0.5
"""Between two rounds the state's tax moves by less than this [USD/yr]."""
_MOST_SLOPE = 0.5


@inner_kernel(inline=True)
def settled(first: float, second: float, third: float) -> float:
    """Return the state's tax that, deducted, leaves the same tax, by the last two of three rounds [USD/yr].

    The state's tax is deducted on the federal return, and some states' tax hangs on what is deducted there.

    first, second, third : the state's tax where none, `first` and `second` is deducted
    """
    if first == second:
        return third
    slope = (third - second) / (second - first)
    return third + (third - second) * slope / (1.0 - slope) if abs(slope) < _MOST_SLOPE else third


@kernel
def return_deducting(
    law: FederalLaw, inputs: ReturnInput, taken: float, beside: float, minimum_deducted: float
) -> FederalReturn:
    """Return the federal return with given deductions, see `finished_return` [USD/yr]."""
    return finished_return(law, inputs, begun_return(law, inputs), taken, beside, minimum_deducted)


@inner_kernel(inline=True)
def larger_deduction(
    itemizing: ItemizingLaw, lists: Lists, begun: BegunReturn, found: Itemized
) -> tuple[float, float, float]:
    """Return (itemized, beside, what the alternative minimum tax allows), see `finished_return` [USD/yr]."""
    beside = beside_standard(itemizing, lists)
    if found.total > begun.standard + beside:  # taxes are no deduction there, nor is section 68: IRC 56(b)(1)
        return found.total, 0.0, found.whole - found.taxes
    return 0.0, beside, beside


@kernel
def federal_itemizing(
    law: FederalLaw, itemizing: ItemizingLaw, inputs: ReturnInput, lists: Lists, income_tax: float
) -> tuple[FederalReturn, Itemized]:
    """Return the federal return with the larger deduction, and what the list comes to.

    Simplification: the larger deduction is taken, also where the alternative minimum tax would make the other one
    cheaper.

    Parameters
    ----------
    income_tax : of state and locality [USD/yr]
    """
    begun = begun_return(law, inputs)
    found = itemized(itemizing, lists, begun.agi, income_tax, begun.senior, law.ordinary.thresholds[6])
    taken, beside, minimum_deducted = larger_deduction(itemizing, lists, begun, found)
    return finished_return(law, inputs, begun, taken, beside, minimum_deducted), found


@inner_kernel
def _one_pass(
    law: FederalLaw,
    itemizing: ItemizingLaw,
    state: tuple[np.void, np.void],
    inputs: ReturnInput,
    lists: Lists,
    scratch: np.void,
    income_tax: float,
) -> tuple[FederalReturn, float]:
    """Return both returns with a state income tax deducted. Modifies `scratch`."""
    filed, found = federal_itemizing(law, itemizing, inputs, lists, income_tax)
    write_lists(scratch, lists, found, filed)
    return filed, state_tax_into(state[0], state[1], inputs, filed, scratch)


@kernel
def itemized_returns(
    law: FederalLaw,
    itemizing: ItemizingLaw,
    state: tuple[np.void, np.void],
    inputs: ReturnInput,
    lists: Lists,
    scratch: np.void,
) -> tuple[FederalReturn, float]:
    """Return (federal return, state tax) of a household-year with lists. Modifies `scratch`.

    Simplification: the state's tax that is deducted is found in three rounds, or four, see `settled`; where both hang
    on each other and a bracket or limit lies between the rounds, cents are left.

    Parameters
    ----------
    state : ``STATE_LAW`` and ``STATE_FIGURES``
    scratch : ``STATE_SCRATCH``, work space of the caller's
    """
    _, first = _one_pass(law, itemizing, state, inputs, lists, scratch, 0.0)
    _, second = _one_pass(law, itemizing, state, inputs, lists, scratch, first)
    filed, third = _one_pass(law, itemizing, state, inputs, lists, scratch, second)
    if abs(third - second) < STEADY:
        return filed, third
    return _one_pass(law, itemizing, state, inputs, lists, scratch, settled(first, second, third))
