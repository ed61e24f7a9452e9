"""Each dollar of a plan or an IRA is taxed once and only once, whatever moves it, over random households.

In a market that stands still pretax money is taxed when it is distributed or converted, or as the gain of employer
stock that was paid out, or it is given to charity, or left to the heirs, who tax it. So what was there at the start
is their sum. The twin is asked, whose income items can be seen; that the kernel agrees is tested beside it.
"""

import numpy as np
import pytest

from sim.engine.lowering.calendar import build_calendar
from sim.scenario.enums import AccountType, AssetClass, RolloverMethod, SpendingTiming
from sim.scenario.heirs import Heirs
from sim.scenario.holdings import Account
from sim.scenario.market import Market
from sim.scenario.models import Scenario
from tests.oracles.path_twin import PublishedLaw, run_path
from tests.oracles.path_twin.opening import opening_shelters
from tests.oracles.path_twin.records import YearItems
from tests.oracles.random_features import random_household
from tests.oracles.twin_comparison import twin

CENT = 0.01
TO_CHARITY = 0.25
PRETAX = (AccountType.PLAN_401K, AccountType.TRADITIONAL_IRA, AccountType.INHERITED_IRA)
OTHERS = (AccountType.HSA, AccountType.ANNUITY)
PAID_IN = ("plan_contribution", "plan_roth_contribution", "plan_after_tax_contribution")


def _standing_still(scenario: Scenario) -> Scenario:
    """Return the household in a market without returns; its heirs pay 100%, so that their tax is the money.

    They take it at once and no estate tax lowers it; what charity gets is taxed to nobody and counted apart. Lots have
    a new basis at a death, as the law is: without it the heirs' tax would hold their gains, too.
    """
    without = {"expense_ratio": 0.0}
    quiet = without | {
        "dividend_yield": 0.0,
        "short_gain_rate": 0.0,
        "long_gain_rate": 0.0,
    }  # a dividend would take part of the appreciation out of the gain
    securities = tuple(s.model_copy(update=quiet if s.is_employer_stock else without) for s in scenario.securities)
    still = {"classes": {c: {"expected_return": 0.0, "volatility": 0.0} for c in AssetClass}}
    market = Market.model_validate({**still, "inflation": 0.0, "inflation_volatility": 0.0})
    heirs = Heirs(
        charity_share=TO_CHARITY,
        gains_tax_rate=1 - TO_CHARITY,
    )  # charity gets nothing of it, and its share is divided out below
    people = tuple(
        person.model_copy(update={"wages": person.wages.model_copy(update=dict.fromkeys(PAID_IN, 0.0))})
        for person in scenario.household.people
    )  # nothing is paid in, and no loan that was spent before is offset
    update = {"heirs_tax_rate": 1.0, "heirs": heirs, "people": people}
    household = scenario.household.model_copy(update=update)
    accounts = tuple(_with_basis_to_use(scenario, a) for a in scenario.holdings.accounts if a.type not in OTHERS)
    holdings = scenario.holdings.model_copy(update={"accounts": accounts})
    kept = {account.id for account in holdings.accounts}
    lots = tuple(lot for lot in scenario.holdings.lots if lot.account in kept)
    moves = tuple(r for r in scenario.rollovers if r.method is not RolloverMethod.LOAN_OFFSET)
    rollovers = tuple(r for r in moves if r.replaced_from is None or r.replaced_from in kept)
    return scenario.model_copy(
        update={
            "market": market,
            "securities": securities,
            "household": household,
            "holdings": holdings.model_copy(update={"lots": lots}),
            "rollovers": rollovers,
            "law_changes": scenario.law_changes.model_copy(update={"ends_step_up": False}),
            "simulation": scenario.simulation.model_copy(update={"taxes": True}),
        }
    )


def _with_basis_to_use(scenario: Scenario, account: Account) -> Account:
    """Return a plan with no more after-tax money than its employer stock cost: more of it lowers nothing."""
    employers = {security.symbol for security in scenario.securities if security.is_employer_stock}
    held = [lot for lot in scenario.holdings.lots if lot.account == account.id and lot.symbol in employers]
    most = sum(lot.cost_basis for lot in held) if held else account.after_tax_amount
    return account.model_copy(update={"after_tax_amount": min(account.after_tax_amount, round(most, 2))})


def _taxed_of(items: YearItems) -> float:
    return items.ira_401k - items.roth_earnings + items.nua


def _untaxed_at_start(scenario: Scenario) -> float:
    """Return the pretax money of the first day without basis [USD]."""
    prices = {security.symbol: security.price for security in scenario.securities} | {"": 1.0}
    shelters = [shelter for shelter in opening_shelters(scenario) if shelter.kind in PRETAX]
    return sum(shelter.counted_value(prices) - shelter.after_tax for shelter in shelters)


@pytest.mark.parametrize("seed", range(3_000, 3_016))
def test_pretax_money_is_taxed_once(seed: int) -> None:
    _assert_taxed_once(_standing_still(random_household(seed, longest_horizon=13, with_riches=False)), seed % 3)


@pytest.mark.parametrize("seed", range(3_100, 3_112))
def test_no_dollar_appears_or_vanishes(seed: int) -> None:
    _assert_each_dollar(random_household(seed, longest_horizon=13), seed % 3)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(3_200, 3_300))
def test_with_every_choice_of_a_plan_both_hold(seed: int) -> None:
    drawn = random_household(seed, longest_horizon=13, with_riches=False, with_choices=True)
    _assert_taxed_once(_standing_still(drawn), seed % 3)
    _assert_each_dollar(random_household(seed, longest_horizon=13, with_choices=True), seed % 3)


def _assert_taxed_once(scenario: Scenario, path_number: int) -> None:
    calendar = build_calendar(scenario)
    growth, level = np.ones((len(calendar.dates), len(AssetClass))), np.ones(len(calendar.dates))
    law = PublishedLaw(scenario.household)
    for index in range(len(scenario.strategies)):
        path = run_path(scenario, index, growth, level, calendar, law, path_number)
        taxed = sum(_taxed_of(items) for items in path.items) - _taxed_of(path.before)
        to_heirs = path.terminal["heirs_income_tax"] / (1 - TO_CHARITY)
        assert taxed + to_heirs == pytest.approx(_untaxed_at_start(scenario), abs=CENT), scenario.strategies[index].name


def _assert_each_dollar(scenario: Scenario, path_number: int) -> None:
    """Start, growth, interest and outside income are spending (gifts in it), taxes, costs and the end; each year."""
    home = scenario.household.model_copy(update={"spends": SpendingTiming.MONTHLY})  # nothing ahead
    scenario = scenario.model_copy(update={"household": home})
    for strategy in range(len(scenario.strategies)):
        out = twin(scenario, strategy, path_number)
        for index, items in enumerate(out.items[: len(out.wealth) - 1]):
            figures = items.figures
            came = items.market_growth + out.interest_in_cash(index) + figures["outside_income"]
            went = figures["tax_paid"] + figures["trading_cost"] + figures["spending"]
            change = out.wealth[index + 1] - out.wealth[index]
            assert change == pytest.approx(came - went, abs=CENT), (strategy, items.year)
