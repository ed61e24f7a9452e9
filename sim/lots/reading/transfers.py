"""Which in-kind transfers keep a lot as it is: between accounts that the law treats alike."""

from sim.lots.events import Account
from sim.scenario.enums import AccountType

_DESTINATIONS = {
    AccountType.TAXABLE: {AccountType.TAXABLE},
    AccountType.PLAN_401K: {AccountType.PLAN_401K, AccountType.TRADITIONAL_IRA, AccountType.ROTH_IRA},
    AccountType.TRADITIONAL_IRA: {AccountType.PLAN_401K, AccountType.TRADITIONAL_IRA, AccountType.ROTH_IRA},
    AccountType.ROTH_IRA: {AccountType.ROTH_IRA},
    AccountType.HSA: {AccountType.HSA},
    AccountType.INHERITED_IRA: {AccountType.INHERITED_IRA},
}


def transfer_problem(source: Account, destination: Account) -> str:
    """Return what forbids an in-kind transfer between two accounts, "" where it is allowed.

    Shares may move between taxable accounts, also to a spouse, and between retirement accounts of one owner the way a
    rollover or a conversion may go. Into or out of a taxable account is a contribution or a distribution: not a
    transfer, and the lot would not stay as it is.

    References
    ----------
    IRC 402(c), 408(d)(3) (rollovers), 408A(d)(3) (conversions), 223(f)(5) (HSA), 1041 (between spouses).
    """
    if source.name == destination.name:
        return "the account transfers to itself"
    if destination.account_type not in _DESTINATIONS[source.account_type]:
        return (
            f"{source.account_type} to {destination.account_type} is not an in-kind transfer: it is a contribution, a "
            "distribution or not allowed. Allowed: taxable to taxable, 401k to IRA, IRA to IRA, IRA to 401k, HSA to HSA"
        )
    if source.owner is not destination.owner and not source.is_taxable:
        return f"the {source.account_type} of one spouse cannot move to the other spouse"
    return ""
