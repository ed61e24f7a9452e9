"""Itemized deductions: state and local tax, medical costs, mortgage interest, gifts to charity, and their limits."""

from typing import NamedTuple

from sim.compile.decorators import inner_kernel
from sim.law.itemizing.itemizing_law import ItemizingLaw


class Lists(NamedTuple):
    """What a household could itemize, nominal [USD/yr].

    medical : not reimbursed; mortgage_interest : as far as it is deductible (IRC 163(h)(3))
    cash : to charities; fund_cash : to donor-advised funds; property : lots held long, at their value
    carried_cash, carried_property : of gifts of the years before that were above the limits
    """

    medical: float
    property_tax: float
    mortgage_interest: float
    cash: float
    fund_cash: float
    property: float
    carried_cash: float
    carried_property: float


class GiftsDeducted(NamedTuple):
    """Gifts to charity inside their limits [USD/yr]: before the floor, and by how much the floor cuts each kind."""

    cash: float
    property: float
    cash_cut: float
    property_cut: float


class Itemized(NamedTuple):
    """What may be deducted [USD/yr], each item after its own limits; `property_tax` of `taxes`, first under the cap.

    total : after the limitation on all of them; whole : before it
    property_tax_to_10000 : under the cap of before 2025, which the cap falls to at high incomes and from 2030
    income_tax : of state and locality, as it is paid
    """

    medical: float
    taxes: float
    property_tax: float
    mortgage_interest: float
    gifts: float
    gifts_before_floor: float
    whole: float
    total: float
    property_tax_to_10000: float
    income_tax: float


@inner_kernel(inline=True)
def salt_deducted(law: ItemizingLaw, paid: float, magi: float) -> float:
    """Return the state and local tax that is deducted [USD/yr]. Reference: IRC 164(b)(6), (7)."""
    reduced = law.salt_cap - law.salt_phasedown_rate * max(magi - law.salt_phasedown_start, 0.0)
    return max(min(paid, max(reduced, min(law.salt_floor, law.salt_cap))), 0.0)


@inner_kernel(inline=True)
def gifts_deducted(law: ItemizingLaw, lists: Lists, agi: float) -> GiftsDeducted:
    """Return the gifts that are deducted, those carried in included [USD/yr].

    Property counts after cash; the floor takes property first.

    References
    ----------
    IRC 170(b)(1)(A), (C), (G), (I); Pub. 526, Worksheet 2.
    """
    base = max(agi, 0.0)
    cash = min(lists.cash + lists.fund_cash + lists.carried_cash, law.cash_gift_limit * base)
    beside_cash = max(law.all_gifts_limit * base - cash, 0.0)
    gifts = min(lists.property + lists.carried_property, min(law.property_gift_limit * base, beside_cash))
    floor = law.gift_floor * base
    property_cut = min(gifts, floor)
    return GiftsDeducted(cash, gifts, min(cash, floor - property_cut), property_cut)


@inner_kernel(inline=True)
def itemized(
    law: ItemizingLaw, lists: Lists, agi: float, income_tax: float, senior: float, top_bracket: float
) -> Itemized:
    """Return the itemized deductions of a year [USD/yr].

    Parameters
    ----------
    income_tax : of state and locality, of the year, at least 0
    senior : other deductions of the year, before which the limitation asks for taxable income
    top_bracket : taxable income at which the highest bracket begins

    References
    ----------
    IRC 68(a), 163(h), 164(b)(6), 170, 213; Schedule A.

    Simplification: the state's income tax of the year itself is deducted, not what is paid in it, and no sales tax.
    """
    medical = max(lists.medical - law.medical_floor * max(agi, 0.0), 0.0)
    taxes = salt_deducted(law, lists.property_tax + max(income_tax, 0.0), agi)
    gifts = gifts_deducted(law, lists, agi)
    before_floor = gifts.cash + gifts.property
    given = before_floor - gifts.cash_cut - gifts.property_cut
    whole = medical + taxes + lists.mortgage_interest + given
    in_top_bracket = max(agi - senior - top_bracket, 0.0)
    total = whole - law.limitation_share * min(whole, in_top_bracket)
    property_tax = min(lists.property_tax, taxes)
    under_old_cap = min(lists.property_tax, min(law.salt_floor, law.salt_cap))
    interest = lists.mortgage_interest
    return Itemized(
        medical, taxes, property_tax, interest, given, before_floor, whole, total, under_old_cap, max(income_tax, 0.0)
    )


@inner_kernel(inline=True)
def beside_standard(law: ItemizingLaw, lists: Lists) -> float:
    """Return the gifts of cash that are deducted beside the standard deduction [USD/yr]. Reference: IRC 170(p)."""
    return min(lists.cash, law.gift_beside_standard)
