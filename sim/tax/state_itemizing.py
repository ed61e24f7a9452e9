"""A state's itemized deductions: what they exceed its standard deduction by."""

import numpy as np

from sim.compile.decorators import inner_kernel
from sim.law.state_law import Stage
from sim.law.state_lines.amounts import StateAmount as A
from sim.tax.schedule_a import Itemized, Lists
from sim.tax.state_rules import rule_amount
from sim.tax.state_stages import stage_total

_ITEMIZED = int(Stage.ITEMIZED)


@inner_kernel
def write_lists(scratch: np.void, lists: Lists, found: Itemized) -> None:
    """Write what the rules of the stage ``itemized`` look at [USD/yr]. Modifies `scratch`."""
    amounts = scratch["amounts"]
    amounts[0, A.ITEMIZED_MEDICAL], amounts[0, A.ITEMIZED_MEDICAL_PAID] = found.medical, lists.medical
    amounts[0, A.ITEMIZED_PROPERTY_TAX] = lists.property_tax
    amounts[0, A.ITEMIZED_PROPERTY_TAX_CAPPED] = found.property_tax
    amounts[0, A.ITEMIZED_INCOME_TAX] = found.taxes - found.property_tax
    amounts[0, A.ITEMIZED_MORTGAGE] = found.mortgage_interest
    amounts[0, A.ITEMIZED_GIFTS] = found.gifts
    amounts[0, A.ITEMIZED_GIFTS_BEFORE_FLOOR] = found.gifts_before_floor


@inner_kernel
def more_by_itemizing(law: np.void, of_year: np.void, who: tuple[int, int, int, int], scratch: np.void) -> float:
    """Return what itemized deductions exceed the state's standard deduction by [USD/yr].

    Below 0 only where the state's return must itemize as the federal one does. Modifies `scratch`.

    who : see ``sim.tax.state_rules.rule_parts``
    """
    itemizing = law["itemizing"]
    if itemizing["follows"] == 1 and scratch["amounts"][0, A.FEDERAL_ITEMIZED] <= 0.0:
        return 0.0
    _, listed = stage_total(law, of_year, _ITEMIZED, itemizing["first_rule"], who, scratch)
    standard = 0.0
    for index in range(itemizing["first_rule"]):
        if itemizing["replaced"] & (1 << index) != 0:
            standard += law["rules"][index]["sign"] * rule_amount(law, of_year, index, who, scratch)
    more = listed - standard
    return more if itemizing["follows"] == 1 else max(0.0, more)
