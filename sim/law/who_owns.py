"""What of a couple's money is the second person's, where a state's form asks for it."""

from sim.scenario.enums import AccountType, Owner
from sim.scenario.models import Scenario

EQUAL = 0.5


def share_of_second(scenario: Scenario, kinds: tuple[AccountType, ...]) -> float:
    """Return the second person's share of the start value of some kinds of account, half where they hold nothing.

    0 where there is one person.
    """
    if len(scenario.household.people) < 2:
        return 0.0
    values = dict.fromkeys(Owner, 0.0)
    for account in scenario.holdings.accounts:
        if account.type in kinds:
            values[account.owner] += max(scenario.account_value(account.id), 0.0)
    total = sum(values.values())
    return values[Owner.SPOUSE] / total if total > 0.0 else EQUAL


def investments_of_second(scenario: Scenario) -> float:
    """Return the second person's share of interest, dividends and gains.

    Simplification: the share of the taxable accounts on the plan's first day stays what it is; a joint account is
    entered as one person's.
    """
    return share_of_second(scenario, (AccountType.TAXABLE,))
