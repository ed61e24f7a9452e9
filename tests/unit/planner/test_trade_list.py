"""The trade list: what a desk needs, and the days from IRC 1091(a), 1222 and the calendar, by hand."""

from datetime import date

import pytest

from sim.planner.harvest_plan import PlannedSale, PlanSettings
from sim.planner.household_ledger import PurchaseKind, PurchaseToCome, Readings
from sim.planner.trade_list import desk_rows, stay_away, trade_list
from tests.unit.planner.small import START, holdings_with, lot, small

SALE = [PlannedSale(0, START, 100)]


def dividend(day: date, account: str = "i") -> PurchaseToCome:
    return PurchaseToCome(day, account, "VTSAX", 4, 500, PurchaseKind.DIVIDEND)


def test_a_sale_and_its_replacement_with_lots_days_and_reason():
    """100 VTI of $30,000 at $250: a loss of $5,000; $25,000 buy 250 ITOT at $100; the year ends on December 31."""
    sell, buy = trade_list(small(), SALE, PlanSettings())
    assert (sell.account, sell.action, sell.symbol, sell.shares) == ("Brokerage", "sell", "VTI", 100)
    assert sell.lots == "L1: 100 shares bought 2024-01-10"
    assert (sell.earliest, sell.latest) == (START, date(2026, 12, 31))
    assert sell.replacement == "ITOT"
    assert sell.why == "A loss of $5,000.00: $5,000.00 may be deducted."
    assert (buy.account, buy.action, buy.symbol, buy.shares) == ("Brokerage", "buy", "ITOT", 250)
    assert (buy.earliest, buy.latest) == (sell.earliest, sell.latest)


def test_a_purchase_to_come_ends_the_days_31_before_it():
    """A purchase on June 22 washes sales from May 23 on: May 22 is the last safe day (IRC 1091(a))."""
    (sell, _) = trade_list(small(), SALE, PlanSettings(purchases=(dividend(date(2026, 6, 22)),)))
    assert sell.latest == date(2026, 5, 22)


def test_a_short_term_lot_keeps_its_term():
    """Bought on June 10, 2025: short-term through June 10, 2026 (IRC 1222(2))."""
    scenario = small(holdings=holdings_with(lot("b", "VTI", 10, "2025-06-10", 3_000)))
    (sell, _) = trade_list(scenario, [PlannedSale(1, START, 10)], PlanSettings())
    assert sell.latest == date(2026, 6, 10)


def test_a_sale_that_is_washed_anyway_has_its_own_day_only():
    (sell, _) = trade_list(small(), SALE, PlanSettings(purchases=(dividend(date(2026, 3, 22)),)))
    assert (sell.earliest, sell.latest) == (START, START)
    assert sell.why == "A loss of $5,000.00: $4,800.00 may be deducted, $200.00 is lost for good."


def test_without_a_replacement_the_list_says_so():
    (sell,) = trade_list(small(), SALE, PlanSettings(buys_replacement=False))
    assert sell.replacement == ""
    assert sell.why.endswith("No replacement is named: the money stays out of the market.")


def test_what_not_to_buy_by_account_and_until_when():
    """61 days around March 2: January 31 to April 1; buying again from April 2."""
    lines = stay_away(small(), SALE, PlanSettings(purchases=(dividend(date(2026, 3, 22)),)))
    assert [line.account for line in lines] == ["Brokerage", "IRA", "Plan"]
    assert {line.symbols for line in lines} == {"VTI, VTSAX"}
    days = {(line.first, line.until, line.buy_again_from) for line in lines}
    assert days == {(date(2026, 1, 31), date(2026, 4, 1), date(2026, 4, 2))}
    assert {line.loss for line in lines} == {5_000}
    brokerage, ira, plan = lines
    assert brokerage.a_purchase_would == "defer the loss into the shares bought"
    assert ira.a_purchase_would == "destroy the loss for good, in a traditional IRA (Rev. Rul. 2008-5)"
    assert plan.known_purchases == ""
    assert ira.known_purchases == "2026-03-22 reinvested dividend, 4 shares of VTSAX"


@pytest.mark.parametrize(("counts", "accounts"), [(True, ["Brokerage", "IRA", "Plan"]), (False, ["Brokerage", "IRA"])])
def test_a_401k_is_named_as_the_law_is_read(counts, accounts):
    settings = PlanSettings(readings=Readings(plan_401k_counts=counts))
    assert [line.account for line in stay_away(small(), SALE, settings)] == accounts


def test_a_gain_needs_no_one_to_stay_away():
    scenario = small(holdings=holdings_with(lot("b", "VTI", 10, "2020-06-10", 1_000)))
    sale = [PlannedSale(1, START, 10)]
    assert stay_away(scenario, sale, PlanSettings()) == ()
    assert trade_list(scenario, sale, PlanSettings())[0].why == (
        "A gain of $1,500.00: the wash-sale rule does not matter."
    )


def test_a_desk_gets_one_list():
    settings = PlanSettings(purchases=(dividend(date(2026, 3, 22)),))
    rows = desk_rows(trade_list(small(), SALE, settings), stay_away(small(), SALE, settings))
    assert [row[1] for row in rows] == ["sell", "buy", "do not buy", "do not buy", "do not buy"]
    ira = rows[3]
    assert ira[:3] == ["IRA", "do not buy", "VTI, VTSAX"]
    assert ira[5:7] == [date(2026, 1, 31), date(2026, 4, 1)]
    assert str(ira[8]).endswith("stop or move: 2026-03-22 reinvested dividend, 4 shares of VTSAX")
