"""Every dollar is taxed, given, spent or left, on random households with every feature of a retirement on."""

import numpy as np
import pytest

from sim.engine.run.result import RunResult
from sim.engine.run.run import simulate
from sim.scenario.enums import AssetClass, SpendingTiming
from sim.scenario.market import Market
from sim.scenario.models import Scenario
from tests.oracles.random_features import random_household

CENT = 0.01
BALANCES = ("balance_taxable", "balance_pretax", "balance_roth", "balance_other")


def standing_still(seed: int, with_choices: bool = False) -> Scenario:
    """Return a random household in a market without returns and expenses; distributions are still paid and bought."""
    scenario = random_household(seed, longest_horizon=9, with_riches=False, with_choices=with_choices)
    still = {"classes": {c: {"expected_return": 0.0, "volatility": 0.0} for c in AssetClass}}
    securities = tuple(
        security.model_copy(update={"expense_ratio": 0.0, "own_volatility": 0.0, "tracking_error": 0.0})
        for security in scenario.securities
    )
    market = Market.model_validate({**still, "inflation": 0.03})
    spends = scenario.household.spends
    if spends is SpendingTiming.YEAR_START:  # what a December pays ahead is the next year's spending
        spends = SpendingTiming.YEAR_END
    home = scenario.household.model_copy(update={"spends": spends})
    changes = {"market": market, "securities": securities, "household": home}
    return scenario.model_copy(update=changes).with_paths(2)


@pytest.mark.parametrize("seed", range(40))
def test_wealth_changes_by_what_came_was_spent_given_and_taxed(seed: int) -> None:
    _assert_every_dollar(simulate(standing_still(seed), threads=1), f"random_household({seed})")


@pytest.mark.long
@pytest.mark.parametrize("seed", range(1_000, 1_300))
def test_so_it_does_with_every_choice_of_a_plan(seed: int) -> None:
    run = simulate(standing_still(seed, with_choices=True), threads=1)
    _assert_every_dollar(run, f"random_household({seed}, with_choices=True)")
    _assert_all_is_left(run)


def _assert_every_dollar(run: RunResult, name: str) -> None:
    """What came less spending (gifts are part of it), taxes and premiums paid, and trading costs, year by year."""
    y, ends = run.yearly, np.sum([run.yearly[name] for name in BALANCES], axis=0)
    before = np.concatenate([np.full((*ends.shape[:2], 1), run.start_wealth), ends[:, :, :-1]], axis=2)
    miss = before + y["outside_income"] - y["spending"] - y["tax_paid"] - y["trading_cost"] - ends
    end_year = run.terminal["end_year"][:, :, None]  # a path closes with the last life
    miss[np.array(run.years)[None, None, :] > end_year] = 0.0
    assert np.abs(miss).max() <= CENT, f"{name}: {miss[np.abs(miss) > CENT][:4]}"
    assert (y["charity_gifts"] <= y["spending"] + CENT).all()


@pytest.mark.parametrize("seed", range(40))
def test_what_is_left_is_taxed_given_or_kept(seed: int) -> None:
    _assert_all_is_left(simulate(standing_still(seed), threads=1))


def _assert_all_is_left(run: RunResult) -> None:
    """Wealth before tax is after-tax wealth, the tax of cashing out and the last year's open tax."""
    t = run.terminal
    whole = t["after_tax_wealth"] + t["liquidation_tax"] + t["open_tax"]
    assert t["wealth_before_tax"] == pytest.approx(whole, abs=CENT)
