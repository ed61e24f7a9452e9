"""Lower what annuities pay: over a number of years, or for life."""

from collections.abc import Callable
from datetime import date

import numpy as np

from sim.engine.lowering.holdings import Holdings
from sim.law.ages import MONTHS, nearest_age
from sim.law.annuity_multiples import couple_multiple, exclusion_step, life_multiple
from sim.scenario.enums import AnnuityTerm
from sim.scenario.holdings import Account
from sim.scenario.household import Person
from sim.scenario.models import Scenario


def lower_payments(
    household: np.void, scenario: Scenario, holdings: Holdings, first_month_end: Callable[[date], int]
) -> None:
    """Fill when annuities begin to pay, how often or how much for life, and what of it is free of tax."""
    household["account_first_payment"] = -1
    for a, account in enumerate(holdings.accounts):
        if account.pays_from is not None:
            household["account_first_payment"][a] = first_month_end(account.pays_from)
            if account.pays_for is AnnuityTerm.LIFE:
                _lower_life(household, a, account, scenario.household.people)
            else:
                household["account_n_payments"][a] = account.pays_years * MONTHS
    household["has_payments"] = (household["account_first_payment"] >= 0).any()
    household["exclusion_step"] = exclusion_step()


def _lower_life(household: np.void, a: int, account: Account, people: tuple[Person, ...]) -> None:
    assert account.payout_rate is not None  # the scenario's checks: payments for life need their rate
    assert account.pays_from is not None
    household["account_payout_rate"][a], household["account_survivor_share"][a] = (
        account.payout_rate,
        account.pays_survivor_share,
    )
    ages = [nearest_age(person, account.pays_from) for person in people]
    owner = int(household["account_owner"][a])
    household["account_multiple_of_owner"][a] = life_multiple(ages[owner])
    if len(people) == 2:
        other = ages[1 - owner]
        household["account_multiple_of_other"][a] = life_multiple(other)
        household["account_multiple_of_both"][a] = couple_multiple(ages[owner], other, account.pays_survivor_share)
