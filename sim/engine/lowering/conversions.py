"""Lower a strategy's Roth conversions, and the bracket that its withdrawals fill."""

import numpy as np

from sim.engine.lowering.holdings import Holdings
from sim.engine.records.codes import NOT_BEGUN, Convert, Kind
from sim.law.filled_brackets import bracket_of, ordinary_rates
from sim.scenario.conversions import ConversionKind
from sim.scenario.enums import AccountType, WithdrawalOrder
from sim.scenario.models import Scenario
from sim.statute import counted

LONG_AGO = -100
"""A year so long before the plan that every five-year clock is over."""

CODE_OF = {
    ConversionKind.NEVER: Convert.NEVER,
    ConversionKind.FIXED: Convert.FIXED,
    ConversionKind.TO_BRACKET: Convert.TO_BRACKET,
    ConversionKind.TO_IRMAA_TIER: Convert.TO_IRMAA_TIER,
    ConversionKind.TO_ACA_CLIFF: Convert.TO_ACA_CLIFF,
}


def lower_conversions(policies: np.ndarray, scenario: Scenario, first_year: int, last_law_year: int) -> None:
    """Fill the conversion fields of every strategy; years become positions on the plan's year axis."""
    rates = ordinary_rates(scenario, last_law_year)
    for policy, strategy in zip(policies, scenario.strategies, strict=True):
        conversion = strategy.conversion
        end = first_year + scenario.household.horizon_years
        policy["conversion"] = CODE_OF[conversion.kind]
        policy["conversion_first"] = (conversion.first_year or first_year) - first_year
        policy["conversion_last"] = (conversion.last_year or end) - first_year
        policy["conversion_amount"] = conversion.amount
        policy["conversion_bracket"] = max(0, bracket_of(conversion.bracket_rate, rates))
        policy["conversion_tier"] = conversion.irmaa_tier
        policy["conversion_withheld"] = conversion.withheld_share
        policy["withdrawal_bracket"] = -1
        if strategy.withdrawal_order is WithdrawalOrder.PRETAX_TO_BRACKET:
            policy["withdrawal_bracket"] = bracket_of(strategy.withdrawal_bracket_rate, rates)


def lower_ira_facts(household: np.void, holdings: Holdings) -> None:
    """Fill which Roth IRA each traditional IRA is converted to, and whether any IRA holds untaxed contributions."""
    n, kinds, owners = len(holdings.accounts), household["account_kind"], household["account_owner"]
    for a in range(n):
        roths = [b for b in range(n) if kinds[b] == Kind.ROTH and owners[b] == owners[a]]
        household["account_roth"][a] = roths[0] if roths and kinds[a] == Kind.IRA else -1
        if kinds[a] == Kind.IRA and household["account_start_basis"][a] > 0:
            household["has_ira_basis"] = 1


def lower_roth_clocks(household: np.void, holdings: Holdings, first_year: int) -> None:
    """Fill what of each person's Roth IRAs comes out first, and since when the person has had one."""
    prices = household["start_price"]
    household["roth_clock"] = NOT_BEGUN
    household["roth_clock_years"] = int(counted("roth_clock_years", first_year))
    for a, account in enumerate(holdings.accounts):
        value = float(household["account_start_units"][a] @ prices)
        if account.type is not AccountType.ROTH_IRA or value <= 0:
            continue
        person, given = int(household["account_owner"][a]), account.roth_contributions
        opened = LONG_AGO if account.roth_opened is None else account.roth_opened - first_year
        household["roth_free"][person] += value if given is None else given
        household["roth_clock"][person] = min(household["roth_clock"][person], opened)
