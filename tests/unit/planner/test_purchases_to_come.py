"""Purchases a plan implies: dividends, payroll, rollover."""

from datetime import date

import pytest

from sim.planner.household_ledger import PurchaseKind
from sim.planner.purchases_to_come import payment_days, purchases_to_come, unknown_payroll
from sim.scenario.models import Scenario
from sim.scenario.written.samples import sample_scenario


def test_quarterly_and_monthly_payers():
    scenario = sample_scenario("californian-couple")
    year = (date(2026, 1, 1), date(2026, 12, 31))
    assert payment_days(scenario.security("VTI"), *year) == [date(2026, m, 22) for m in (3, 6, 9, 12)]
    assert payment_days(scenario.security("BND"), *year) == [date(2026, m, 5) for m in range(1, 13)]
    assert payment_days(scenario.security("LULU"), *year) == []


def reinvesting(scenario: Scenario, account_id: str) -> Scenario:
    """Return the scenario with one account's dividends reinvested."""
    accounts = tuple(
        account.model_copy(update={"reinvests_dividends": True}) if account.id == account_id else account
        for account in scenario.holdings.accounts
    )
    holdings = scenario.holdings.model_copy(update={"accounts": accounts})
    return scenario.model_copy(update={"holdings": holdings})


def test_a_years_reinvested_dividends_are_the_yield_on_the_shares():
    scenario = reinvesting(sample_scenario("californian-couple"), "joint")
    mine = [p for p in purchases_to_come(scenario) if (p.account, p.symbol) == ("joint", "VTI") and p.day.year == 2026]
    held = sum(lot.quantity for lot in scenario.holdings.lots if (lot.account, lot.symbol) == ("joint", "VTI"))
    assert len(mine) == 4
    assert sum(p.quantity for p in mine) == pytest.approx(held * 0.0115, abs=4e-4)


def test_gains_that_a_fund_has_announced_buy_shares_on_their_day():
    scenario = reinvesting(sample_scenario("californian-couple"), "joint")
    day, rates = date(2026, 12, 16), {"announced_short_rate": 0.01, "announced_long_rate": 0.04}
    securities = tuple(
        one.model_copy(update={"announced_on": day, **rates}) if one.symbol == "VTI" else one
        for one in scenario.securities
    )
    found = purchases_to_come(scenario.model_copy(update={"securities": securities}))
    (bought,) = [p.quantity for p in found if (p.account, p.symbol, p.day) == ("joint", "VTI", day)]
    held = sum(lot.quantity for lot in scenario.holdings.lots if (lot.account, lot.symbol) == ("joint", "VTI"))
    assert bought == pytest.approx(0.05 * held, abs=1e-4)


def test_the_plans_dividends_end_with_the_rollover_and_the_cash_buys_by_weight():
    """The $20,000 of after-tax money goes to the Roth IRA (Notice 2014-54)."""
    scenario = sample_scenario("californian-couple")
    found = purchases_to_come(scenario)
    assert max(p.day for p in found if p.account == "plan") <= date(2026, 6, 15)
    bought = [p for p in found if p.kind is PurchaseKind.ROLLOVER]
    assert {p.day for p in bought} == {date(2026, 6, 15)}
    value = 780 * 558.0 + 905 * 153.0 + 26_000 * 9.75 + 400 * 152.4
    assert sum(p.amount for p in bought) == pytest.approx(value)
    assert sum(p.amount for p in bought if p.account == "roth") == pytest.approx(20_000)
    assert sum(p.amount for p in bought if p.symbol == "BND") == pytest.approx(0.35 * value)


def test_payroll_that_nobody_entered_is_pointed_at():
    assert unknown_payroll(sample_scenario("californian-couple")) == ["Alex's 401(k)"]
    assert unknown_payroll(sample_scenario("no-taxable-account")) == []
    assert not [p for p in purchases_to_come(sample_scenario("californian-couple")) if p.kind is PurchaseKind.PAYROLL]
