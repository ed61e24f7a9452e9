"""Lower what the first year's return holds of the time before the plan's first day."""

import numpy as np

from sim.engine.lowering.holdings import Holdings
from sim.engine.records.fields import TaxItem
from sim.scenario.enums import AccountType
from sim.scenario.models import Scenario
from sim.year.received.so_far import Received, is_of_spouse, paid_by_accounts, received_so_far

MONTHS = 12
SAME_NAMES = {
    TaxItem.INTEREST: "interest",
    TaxItem.DIVIDENDS: "ordinary_dividends",
    TaxItem.QUALIFIED: "qualified_dividends",
    TaxItem.TREASURY: "us_government_interest",
    TaxItem.EXEMPT: "tax_exempt_interest",
    TaxItem.OTHER_STATES: "other_states_interest",
    TaxItem.REIT: "reit_dividends",
    TaxItem.FOREIGN_TAX: "foreign_tax",
    TaxItem.FOREIGN_INCOME: "foreign_income",
}


def lower_so_far(
    household: np.void, scenario: Scenario, holdings: Holdings, first_year: int, least_treasuries: float
) -> None:
    """Fill the items of the time before the plan, what was withheld, and what each account has paid out.

    least_treasuries : see `sim.year.received.fund_income.fund_income`
    """
    found, items = received_so_far(scenario, first_year, least_treasuries), household["so_far"]
    is_typed, withheld = scenario.start.year == first_year, scenario.household.so_far.withheld
    for item, name in SAME_NAMES.items():
        items[item] = found.paid.get(name, 0.0)
    _lower_people(items, found)
    items[TaxItem.ANNUITY], items[TaxItem.ANNUITY2] = found.annuity, found.annuity2
    items[TaxItem.EARLY] = found.annuity_early
    if household["taxes_hsas"]:
        items[TaxItem.HSA_EARNINGS] = found.hsa_earnings
    short, long = found.gains_short, found.gains_long
    items[TaxItem.SHORT_TERM], items[TaxItem.OUTSIDE_SHORT] = short, short
    items[TaxItem.LONG_TERM], items[TaxItem.OUTSIDE_LONG] = long, long
    items[TaxItem.LOSSES] = max(0.0, -short) + max(0.0, -long)
    for account, paid in paid_by_accounts(scenario, first_year):
        household["account_paid_so_far"][holdings.accounts.index(account)] = paid
        is_plan = account.type is AccountType.PLAN_401K
        for item in (TaxItem.IRA, *([TaxItem.PLAN] if is_plan else [])):
            items[item] += paid
        if is_of_spouse(account):
            for item in (TaxItem.IRA2, *([TaxItem.PLAN2] if is_plan else [])):
                items[item] += paid
    household["so_far_share"] = found.n_months / MONTHS
    household["so_far_withheld"] = withheld if is_typed and withheld is not None else -1.0
    if not scenario.simulation.taxes:
        household["so_far_withheld"] = 0.0
    household["has_so_far"] = items.any() or household["so_far_withheld"] > 0.0


def _lower_people(items: np.ndarray, found: Received) -> None:
    items[TaxItem.WAGES1], items[TaxItem.PENSION] = found.wages[0], sum(found.pensions)
    items[TaxItem.SOCIAL_SECURITY] = sum(found.benefits)
    if len(found.wages) > 1:
        items[TaxItem.WAGES2], items[TaxItem.PENSION2] = found.wages[1], found.pensions[1]
        items[TaxItem.SOCIAL_SECURITY2] = found.benefits[1]
