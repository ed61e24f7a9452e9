"""The twin by itself: closed forms, money that neither appears nor vanishes, wash sales worked out by hand."""

from datetime import date

import numpy as np
import pytest

from sim.engine.lowering.calendar import build_calendar
from sim.engine.run.run import simulate
from sim.scenario.enums import HarvestProceeds
from sim.scenario.models import Scenario
from tests.oracles.random_scenarios import random_scenario
from tests.oracles.twin_comparison import CENT, twin
from tests.unit.engine.small import certain_market, fund, lot, small_scenario


@pytest.mark.parametrize("seed", range(25))
def test_no_dollar_appears_or_vanishes(seed: int) -> None:
    """Start + growth + interest + outside income = spending + taxes + costs + end, every year."""
    scenario = random_scenario(np.random.default_rng(seed), longest_horizon=20)
    for strategy in range(len(scenario.strategies)):
        out = twin(scenario, strategy)
        for index, items in enumerate(out.items):
            figures = items.figures
            came = items.market_growth + out.interest_in_cash(index) + figures["outside_income"]
            went = figures["spending"] + figures["tax_paid"] + figures["trading_cost"]
            assert out.wealth[index] + came - went == pytest.approx(out.wealth[index + 1], abs=CENT), (seed, items.year)
            balances = sum(figures[f"balance_{kind}"] for kind in ("taxable", "pretax", "roth", "other"))
            assert balances == pytest.approx(out.wealth[index + 1], abs=CENT)
            assert 0 <= figures["spending"] <= figures["spending_target"] + CENT


@pytest.mark.parametrize("seed", range(25))
def test_economic_gain_is_allowed_gain_less_basis_adjustments_less_permanent_losses(seed: int) -> None:
    """Basis in, purchases, and what left: the ledger's invariant over a whole path, from the trades alone."""
    scenario = random_scenario(np.random.default_rng(seed), longest_horizon=10)
    taxable = {account.id for account in scenario.holdings.accounts if account.type == "taxable"}
    start_basis = sum(holding.cost_basis for holding in scenario.holdings.lots if holding.account in taxable)
    for strategy in range(len(scenario.strategies)):
        out = twin(scenario, strategy)
        mine = [trade for trade in out.trades if trade.account in taxable]
        bought = sum(trade.amount for trade in mine if trade.action in ("buy", "reinvest"))
        sold = sum(trade.amount for trade in mine if trade.action == "sell")
        permanent = sum(out.yearly["wash_permanent"])
        realized = sum(items.short_term + items.long_term for items in out.items)
        basis = out.yearly["taxable_basis"][-1]
        assert start_basis + bought - basis == pytest.approx(sold - realized + permanent, abs=CENT)


@pytest.mark.parametrize("seed", range(12))
def test_without_tax_rates_harvesting_changes_nothing(seed: int) -> None:
    scenario = _without_costs(random_scenario(np.random.default_rng(seed), longest_horizon=13))
    none, *harvesting = [twin(scenario, k) for k in range(len(scenario.strategies))]
    for other in harvesting:
        for field in ("spending", "balance_taxable", "balance_pretax", "balance_roth", "balance_other", "tax_gains"):
            assert other.yearly[field] == pytest.approx(none.yearly[field], abs=1e-6, rel=1e-12)


def _without_costs(scenario: Scenario) -> Scenario:
    """Early-distribution tax is a tax too: `zero_rate_law` has it at zero."""
    first = scenario.strategies[0]
    alike = {
        "fund_trading_cost_bp": 0.0,
        "stock_trading_cost_bp": 0.0,
        "withdrawal_order": first.withdrawal_order,
        "rebalance_band": first.rebalance_band,
    }
    invested = (s for s in scenario.strategies if s.proceeds is not HarvestProceeds.CASH_31_DAYS)
    free = tuple(strategy.model_copy(update=alike) for strategy in invested)
    simulation = scenario.simulation.model_copy(update={"taxes": False})
    return scenario.model_copy(update={"strategies": free, "simulation": simulation})


def test_zero_volatility_is_compound_interest() -> None:
    """$10,000 at 6% without distributions, expenses 1%, three years, nothing spent."""
    scenario = small_scenario(
        start="2025-12-31",
        horizon_years=3,
        securities=(fund("AAA", expense_ratio=0.01),),
        lots=(lot("AAA", 100, "2020-01-02", 6_000),),
        market=certain_market(0.06),
    )
    years = (date(2028, 12, 29) - date(2025, 12, 31)).days / 365.25
    out = twin(scenario)
    assert out.yearly["balance_taxable"][-1] == pytest.approx(10_000 * 1.06**years * np.exp(-0.01 * years), abs=1e-8)
    assert out.yearly["taxable_basis"][-1] == 6_000
    assert out.terminal["open_tax"] == 0


def test_reinvested_distributions_keep_the_total_return_and_raise_the_basis() -> None:
    """A bond fund paying 4.8% a year, 0.4% a month of the price: value unchanged by it, basis up by what was paid."""
    accounts = ({"id": "taxable", "type": "taxable", "reinvests_dividends": True},)
    bonds = {"symbol": "BND", "asset_class": "us_bond", "price": 50.0, "dividend_yield": 0.048}
    scenario = small_scenario(
        start="2025-12-31",
        horizon_years=1,
        accounts=accounts,
        securities=(bonds,),
        lots=(lot("BND", 200, "2020-01-02", 9_000),),
        market=certain_market(0.0),
    )
    out = twin(scenario)
    assert out.yearly["balance_taxable"] == [pytest.approx(10_000)]
    assert out.items[0].ordinary_dividends == pytest.approx(12 * 0.004 * 10_000)
    assert out.yearly["taxable_basis"] == [pytest.approx(9_000 + 480)]


def test_quarterly_distributions_in_cash_buy_the_line_again() -> None:
    """2% a year on $10,000 in four payments of 0.5%, each invested the same day."""
    scenario = small_scenario(
        start="2025-12-31",
        horizon_years=1,
        securities=(fund("AAA", dividend_yield=0.02, qualified_share=0.9),),
        lots=(lot("AAA", 100, "2020-01-02", 6_000),),
    )
    out = twin(scenario)
    assert out.items[0].ordinary_dividends == pytest.approx(200)  # each payment is invested again the same day
    assert out.items[0].qualified_dividends == pytest.approx(180)
    assert [trade.amount for trade in out.trades] == [pytest.approx(50)] * 4
    assert out.yearly["balance_taxable"] == [pytest.approx(10_000)]


# --- spending, income, taxes -----------------------------------------------------------------------------------------


def test_spending_sells_by_weight_and_the_highest_basis_first() -> None:
    """$1,200 a year from two funds of $6,000 and $2,000: $100 a month, three quarters of it from the larger."""
    scenario = small_scenario(
        start="2025-12-31",
        horizon_years=1,
        securities=(fund("AAA"), fund("CCC", 10.0)),
        lots=(
            lot("AAA", 30, "2020-01-02", 1_500),
            lot("AAA", 30, "2021-01-04", 2_700),
            lot("CCC", 200, "2022-01-03", 2_000),
        ),
        household={"spending": 1_200.0},
    )
    out = twin(scenario)
    sold = {symbol: sum(t.amount for t in out.trades if t.symbol == symbol) for symbol in ("AAA", "CCC")}
    assert sold == {"AAA": pytest.approx(900), "CCC": pytest.approx(300)}
    assert {identity for t in out.trades if t.symbol == "AAA" for identity, _ in t.lots} == {"P1"}  # the 2021 lot
    assert out.items[0].long_term == pytest.approx(9 * (100 - 90))
    assert out.yearly["spending"] == [pytest.approx(1_200)]


def test_income_starts_and_stops_in_its_month() -> None:
    """Wages to 30 June; Social Security from the month after the 67th birthday; a COLA pension from September."""
    person = {
        "name": "One",
        "born": "1959-03-15",
        "wages": {"annual": 12_000, "until": "2026-06-30"},
        "social_security": {"annual_at_claiming": 24_000, "claiming_age": 67},
        "pensions": [
            {"annual": 6_000, "starts": "2026-09-10", "has_cola": True},
            {"annual": 1_200, "starts": "2020-01-01"},
        ],
    }
    scenario = small_scenario(
        start="2025-12-31", horizon_years=1, household={"people": [person]}, market=certain_market(inflation=0.03)
    )
    items = twin(scenario).items[0]
    calendar = build_calendar(scenario)
    level = [1.03 ** ((day - date(2025, 12, 31)).days / 365.25) for day in calendar.dates]
    assert items.wages[0] == pytest.approx(1_000 * sum(level[:6]))
    assert items.social_security == pytest.approx(2_000 * sum(level[3:]))
    assert items.pension == pytest.approx(500 * sum(x / level[8] for x in level[8:]) + 1_200)


def test_an_rmd_by_the_table_and_its_tax_next_april() -> None:
    """Born 1950: 76 in 2026, period 23.7. $237,000 in the IRA: $10,000 in December; single, 65+: no tax is due."""
    scenario = small_scenario(
        start="2025-12-31",
        horizon_years=2,
        household={"people": [{"name": "One", "born": "1950-06-15"}]},
        lots=(lot("AAA", 2_370, "2020-01-02", 100_000, "traditional_ira"),),
    )
    out = twin(scenario)
    assert out.yearly["rmd"] == [pytest.approx(10_000), pytest.approx(227_000 / 22.9)]
    assert out.yearly["withdrawn_pretax"] == out.yearly["rmd"]
    assert out.yearly["tax_paid"] == [0, 0]


def test_an_in_kind_rollover_pays_the_rmd_and_splits_the_parts() -> None:
    """$100,000 plan, $20,000 of it Roth, $16,000 after-tax; age 76 (23.7): RMD $80,000 / 23.7 comes out first."""
    accounts = (
        {"id": "401k", "type": "401k", "roth_amount": 20_000.0, "after_tax_amount": 16_000.0},
        {"id": "traditional_ira", "type": "traditional_ira"},
        {"id": "roth_ira", "type": "roth_ira"},
    )
    scenario = small_scenario(
        start="2026-03-02",
        horizon_years=1,
        household={"people": [{"name": "One", "born": "1950-06-15"}]},
        accounts=accounts,
        lots=(lot("AAA", 1_000, "2020-01-02", 50_000, "401k"),),
        rollover="2026-06-01",
        method="direct_in_kind",
    )
    out = twin(scenario)
    rmd = 80_000 / 23.7
    gross = rmd / 0.8
    rest = 80_000 - rmd
    after_tax_left = 16_000 * (1 - rmd / 80_000)
    assert out.yearly["rmd"] == [pytest.approx(rmd)]
    assert out.yearly["withdrawn_pretax"] == [pytest.approx(gross)]
    assert out.items[0].ira_401k == pytest.approx(rmd * 0.8)
    assert out.yearly["balance_pretax"] == [pytest.approx(rest - after_tax_left)]
    assert out.yearly["balance_roth"] == [pytest.approx(20_000 * (1 - rmd / 80_000) + after_tax_left)]
    assert out.yearly["balance_other"] == [pytest.approx(gross)]


# --- wash sales ------------------------------------------------------------------------------------------------------


def _losing_household(**changes: object) -> Scenario:
    """100 AAA bought for $15,000, worth $10,000; the plan holds $4,000 and rolls over in cash into AAA."""
    defaults: dict = {
        "start": "2026-03-02",
        "horizon_years": 1,
        "rollover": "2026-06-01",
        "lots": (lot("AAA", 100, "2020-01-02", 15_000), lot("BBB", 40, "2020-01-02", 4_000, "401k")),
        "harvest": "before_rollover",
        "min_loss_share": 0.0,
    }
    return small_scenario(**(defaults | changes))


def test_a_rollover_31_days_after_the_harvest_washes_nothing() -> None:
    out = twin(_losing_household(days_from_rollover=31))
    assert out.yearly["harvested_loss"] == [pytest.approx(5_000)]
    assert out.yearly["wash_permanent"] == [0]
    assert out.items[0].long_term == pytest.approx(-5_000)


def test_a_rollover_30_days_after_the_harvest_destroys_the_loss_of_the_shares_it_buys() -> None:
    """40 of the 100 shares sold are bought again in the IRA: 40% of $5,000 is lost for good (Rev. Rul. 2008-5)."""
    out = twin(_losing_household(rollover="2026-06-03", days_from_rollover=30))
    assert out.yearly["wash_permanent"] == [pytest.approx(2_000)]
    assert out.items[0].long_term == pytest.approx(-3_000)
    assert out.yearly["taxable_basis"] == [pytest.approx(10_000)]


def test_a_harvest_after_the_rollover_looks_back_thirty_days_too() -> None:
    late = twin(_losing_household(harvest="after_rollover", days_from_rollover=30))
    assert late.yearly["wash_permanent"] == [pytest.approx(2_000)]
    later = twin(_losing_household(harvest="after_rollover", days_from_rollover=31))
    assert later.yearly["wash_permanent"] == [0]


def test_an_in_kind_rollover_buys_nothing() -> None:
    lots = (lot("AAA", 100, "2020-01-02", 15_000), lot("AAA", 40, "2020-01-02", 4_000, "401k"))
    out = twin(_losing_household(method="direct_in_kind", lots=lots, days_from_rollover=1))
    assert out.yearly["harvested_loss"] == [pytest.approx(5_000)]
    assert out.yearly["wash_permanent"] == [0]


def test_shares_bought_before_the_start_in_another_taxable_account_take_the_loss_into_their_basis() -> None:
    """30 shares bought on 5 December at $100, 100 sold on the 31st: 30% of the $5,000 moves into their basis."""
    accounts = (
        {"id": "taxable", "type": "taxable", "reinvests_dividends": False},
        {"id": "second", "type": "taxable", "reinvests_dividends": False},
    )
    scenario = small_scenario(
        start="2026-12-28",
        horizon_years=1,
        accounts=accounts,
        lots=(lot("AAA", 100, "2020-01-02", 15_000), lot("AAA", 30, "2026-12-05", 3_000, "second")),
        harvest="year_end",
        min_loss_share=0.0,
        min_loss_usd=2_000.0,  # or the second account's shares, at a loss now, would be sold the same day
    )
    out = twin(scenario)
    assert out.yearly["wash_deferred"] == [pytest.approx(1_500)]
    assert out.items[0].long_term == pytest.approx(-3_500)
    assert out.yearly["taxable_basis"] == [pytest.approx(10_000 + 3_000 + 1_500)]


def test_a_december_loss_is_provisional_until_january_30() -> None:
    """Harvest on 31 December 2026; what the IRA buys on 29 January 2027 takes its share out of the 2026 return."""
    scenario = _losing_household(start="2026-11-02", rollover="2027-01-29", days_from_rollover=29, horizon_years=2)
    out = twin(scenario)
    assert out.yearly["harvested_loss"] == [pytest.approx(5_000), 0]
    assert out.yearly["wash_permanent"] == [pytest.approx(2_000), 0]
    assert out.yearly["loss_used_gains"] == [0, 0]
    assert out.items[0].long_term == pytest.approx(-3_000)
    run = simulate(scenario)
    assert run.yearly["wash_permanent"][0, 0] == pytest.approx([2_000, 0])
    assert run.yearly["loss_used_income"][0, 0, 0] + run.yearly["carryover"][0, 0, 0] == pytest.approx(3_000)


def test_shares_that_an_ira_has_sold_again_replace_nothing() -> None:
    """The IRA buys 40 AAA on June 1 and pays $1,000 of spending on June 30: 10 of them, for it holds nothing older.

    The 100 taxable AAA sold at a loss of $50 each on July 1 meet the 30 shares that are left; kernel and twin alike.
    """
    spends = {"spending": 12_000.0, "people": [{"name": "One", "born": "1960-06-15"}]}
    choices = {"harvest": "after_rollover", "days_from_rollover": 30, "withdrawal_order": "pretax_first"}
    scenario = _losing_household(household=spends, start="2026-05-29", **choices)
    out, run = twin(scenario), simulate(scenario)
    assert out.yearly["wash_permanent"] == [pytest.approx(1_500)]
    assert run.yearly["wash_permanent"][0, 0] == pytest.approx([1_500])


def test_the_replacement_side_is_harvested_back_only_after_thirty_days() -> None:
    """A price that keeps falling 20% a year: AAA sold in January, BBB is not sold back into AAA within 30 days."""
    scenario = small_scenario(
        start="2025-12-31",
        horizon_years=1,
        lots=(lot("AAA", 100, "2020-01-02", 15_000),),
        market=certain_market(-0.2),
        harvest="monthly",
        min_loss_share=0.0,
    )
    out = twin(scenario)
    sales = [(trade.day, trade.symbol) for trade in out.trades if trade.action == "sell"]
    assert sales[:3] == [(date(2026, 1, 30), "AAA"), (date(2026, 3, 31), "BBB"), (date(2026, 5, 29), "AAA")]
    assert out.yearly["wash_deferred"] == [0]
    assert out.yearly["harvested_loss"][0] == pytest.approx(-out.items[0].long_term - out.items[0].short_term)
