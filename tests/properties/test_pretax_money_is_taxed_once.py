"""Each dollar of a plan or an IRA is taxed once and only once, whatever moves it, over random households.

In a market that stands still pre-tax money is taxed when it is distributed or converted, or it is left to the heirs,
who tax it. So what was there at the start is the sum of the three. The twin is asked, whose income items can be seen;
that the kernel agrees with it to a cent is tested beside it.
"""

import numpy as np
import pytest

from sim.engine.calendar import build_calendar
from sim.scenario.enums import AccountType, AssetClass
from sim.scenario.heirs import Heirs
from sim.scenario.market import Market
from sim.scenario.models import Scenario
from tests.oracles.path_twin import PublishedLaw, run_path
from tests.oracles.path_twin.opening import opening_shelters
from tests.oracles.random_features import random_household

CENT = 0.01
TO_CHARITY = 0.25
PRETAX = (AccountType.PLAN_401K, AccountType.TRADITIONAL_IRA)


def _standing_still(scenario: Scenario) -> Scenario:
    """Return the household in a market without returns; its heirs pay 100 %, so that their tax is the money.

    They take it at once and no estate tax lowers it; what charity gets is taxed to nobody and counted apart.
    """
    securities = tuple(security.model_copy(update={"expense_ratio": 0.0}) for security in scenario.securities)
    still = {"classes": {c: {"expected_return": 0.0, "volatility": 0.0} for c in AssetClass}}
    market = Market.model_validate({**still, "inflation": 0.0, "inflation_volatility": 0.0})
    household = scenario.household.model_copy(update={"heirs_tax_rate": 1.0, "heirs": Heirs(charity_share=TO_CHARITY)})
    holdings = scenario.holdings.model_copy(
        update={"accounts": tuple(a for a in scenario.holdings.accounts if a.type not in ("hsa", "annuity"))}
    )
    kept = {account.id for account in holdings.accounts}
    lots = tuple(lot for lot in scenario.holdings.lots if lot.account in kept)
    rollovers = tuple(r for r in scenario.rollovers if r.replaced_from is None or r.replaced_from in kept)
    return scenario.model_copy(
        update={
            "market": market,
            "securities": securities,
            "household": household,
            "holdings": holdings.model_copy(update={"lots": lots}),
            "rollovers": rollovers,
        }
    )


def _untaxed_at_start(scenario: Scenario) -> float:
    """Return the pre-tax money of the first day without basis [USD]."""
    prices = {security.symbol: security.price for security in scenario.securities} | {"": 1.0}
    shelters = [shelter for shelter in opening_shelters(scenario) if shelter.kind in PRETAX]
    return sum(shelter.counted_value(prices) - shelter.after_tax for shelter in shelters)


@pytest.mark.parametrize("seed", range(3_000, 3_016))
def test_pretax_money_is_taxed_once(seed: int) -> None:
    scenario = _standing_still(random_household(seed, longest_horizon=13, with_riches=False))
    calendar = build_calendar(scenario)
    growth, level = np.ones((len(calendar.dates), len(AssetClass))), np.ones(len(calendar.dates))
    law = PublishedLaw(scenario.household)
    for index in range(len(scenario.strategies)):
        path = run_path(scenario, index, growth, level, calendar, law, seed % 3)
        taxed = sum(items.ira_401k for items in path.items)
        to_heirs = path.terminal["heirs_income_tax"] / (1 - TO_CHARITY)
        assert taxed + to_heirs == pytest.approx(_untaxed_at_start(scenario), abs=CENT), scenario.strategies[index].name
