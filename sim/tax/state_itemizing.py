"""A state's itemized deductions: what they exceed its standard deduction by."""

import numpy as np

from sim.compile.decorators import inner_kernel
from sim.law.state_law import Follows, Stage
from sim.law.state_lines.amounts import StateAmount as A
from sim.tax.listed.schedule_a import Itemized, Lists
from sim.tax.records import FederalReturn
from sim.tax.state_rules import rule_amount
from sim.tax.state_stages import stage_sum

_ITEMIZED = int(Stage.ITEMIZED)
_LIMIT = int(Stage.ITEMIZED_LIMIT)
_OWN = int(Follows.OWN)
_FEDERAL = int(Follows.FEDERAL)


@inner_kernel
def write_lists(scratch: np.void, lists: Lists, found: Itemized, filed: FederalReturn) -> None:
    """Write what the rules for households that list deductions look at [USD/yr]. Modifies `scratch`."""
    amounts, income_tax = scratch["amounts"], found.taxes - found.property_tax
    amounts[0, A.ITEMIZED_MEDICAL], amounts[0, A.ITEMIZED_MEDICAL_PAID] = found.medical, lists.medical
    amounts[0, A.ITEMIZED_PROPERTY_TAX] = lists.property_tax
    amounts[0, A.ITEMIZED_PROPERTY_TAX_CAPPED] = found.property_tax
    amounts[0, A.ITEMIZED_PROPERTY_TAX_TO_10000] = found.property_tax_to_10000
    amounts[0, A.ITEMIZED_INCOME_TAX] = income_tax
    amounts[0, A.ITEMIZED_INCOME_TAX_PAID] = found.income_tax
    amounts[0, A.ITEMIZED_MORTGAGE] = found.mortgage_interest
    amounts[0, A.ITEMIZED_GIFTS] = found.gifts
    amounts[0, A.ITEMIZED_GIFTS_BEFORE_FLOOR] = found.gifts_before_floor
    amounts[0, A.ITEMIZED_LIMITATION] = found.whole - found.total
    amounts[0, A.GIFTS_BESIDE_STANDARD] = filed.gifts_beside_standard
    amounts[0, A.FEDERAL_ITEMIZED_LESS_INCOME_TAX] = max(0.0, filed.itemized_deductions - income_tax)


@inner_kernel
def more_by_itemizing(law: np.void, of_year: np.void, who: tuple[int, int, int, int], scratch: np.void) -> float:
    """Return what is deducted beyond the state's standard deduction by itemizing [USD/yr].

    Below 0 only where the state's return must itemize as the federal one does. Modifies `scratch`.

    who : see ``sim.tax.state_rules.rule_parts``
    """
    itemizing, amounts = law["itemizing"], scratch["amounts"]
    amounts[0, A.ITEMIZED_TOTAL], amounts[0, A.ITEMIZED_OVER_STATE_STANDARD] = 0.0, 0.0
    if itemizing["follows"] != _OWN and amounts[0, A.FEDERAL_ITEMIZED] <= 0.0:
        return 0.0
    at, listed = stage_sum(law, of_year, _ITEMIZED, itemizing["first_rule"], who, scratch)
    amounts[0, A.ITEMIZED_TOTAL] = listed
    _, cut = stage_sum(law, of_year, _LIMIT, at, who, scratch)
    listed = max(0.0, listed - cut)
    amounts[0, A.ITEMIZED_TOTAL] = listed
    standard = 0.0
    for index in range(itemizing["first_rule"]):
        if itemizing["replaced"] & (1 << index) != 0:
            standard += law["rules"][index]["sign"] * rule_amount(law, of_year, index, who, scratch)
    more = listed - standard
    amounts[0, A.ITEMIZED_OVER_STATE_STANDARD] = max(0.0, more)
    if itemizing["is_apart"] == 1:
        return 0.0
    return more if itemizing["follows"] == _FEDERAL else max(0.0, more)


@inner_kernel(inline=True)
def listed_in_columns(scratch: np.void, own: tuple[float, float]) -> tuple[float, float]:
    """Return what each spouse deducts of the list where each is taxed alone: by their state AGI, `own` [USD/yr]."""
    listed = scratch["amounts"][0, A.ITEMIZED_TOTAL]
    return listed * own[0] / (own[0] + own[1]), listed * own[1] / (own[0] + own[1])
