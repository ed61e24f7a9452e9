"""How much of an account the 10% additional tax on early distributions can meet."""

from sim.scenario.enums import AccountType, PlanKind
from sim.scenario.holdings import Account


def early_share(account: Account, value: float) -> float:
    """Return the share of an account that is under the tax before its owner's age: of a 457(b) what was rolled in.

    value : of the account [USD]

    References: IRC 72(t)(2)(A)(ii), (9).
    """
    if account.type is AccountType.INHERITED_IRA:
        return 0.0
    if account.type is AccountType.PLAN_401K and account.plan_kind is PlanKind.GOVERNMENTAL_457B:
        return account.rolled_in_amount / value if value > 0 else 0.0
    return 1.0
