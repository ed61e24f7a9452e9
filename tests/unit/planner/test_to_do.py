"""The list of what to do: days by IRC 1091(a) and the exchange's calendar, by hand."""

from datetime import date
from typing import Any

from sim.planner.harvest_plan import PlannedSale, PlanSettings
from sim.planner.household_ledger import PurchaseKind, PurchaseToCome
from sim.planner.to_do import ToDoKind, first_sales, harvest_days, to_do_list
from tests.unit.planner.small import START, holdings_with, household, lot, small

SALE = [PlannedSale(0, START, 100)]


def strategy(**more: Any) -> dict[str, Any]:
    return {"name": "Harvest", "harvest": "year_end", **more}


def rollover(**more: Any) -> dict[str, Any]:
    return {
        "from_account": "k",
        "to_account": "i",
        "date": "2026-03-16",
        "method": "direct_cash",
        "buys": [{"symbol": "VTSAX", "weight": 1}],
        **more,
    }


def with_plan_money(**rolled: Any) -> Any:
    return small(
        holdings=holdings_with(lot("k", "ITOT", 100, "2020-01-02", 9_000)),
        rollovers=[rollover(**rolled)],
        strategies=[strategy()],
    )


def test_the_days_on_which_a_strategy_looks():
    """The last trading day of 2026 is Thursday, December 31; 31 days before March 16 lies before the start."""
    scenario = small(strategies=[strategy()])
    assert harvest_days(scenario, scenario.strategies[0]) == [date(2026, 12, 31)]
    new_year = scenario.model_copy(update={"start": date(2026, 1, 1)})
    assert harvest_days(new_year, scenario.strategies[0]) == [date(2026, 12, 31)]
    monthly = small(strategies=[strategy(harvest="monthly")])
    days = harvest_days(monthly, monthly.strategies[0])
    assert days[:3] == [date(2026, 3, 31), date(2026, 4, 30), date(2026, 5, 29)]  # May 30 and 31 are a weekend
    around = with_plan_money()
    both = around.strategies[0].model_copy(update={"harvest": "before_and_after_rollover"})
    assert harvest_days(around, both) == [date(2026, 4, 16)]


def test_what_is_sold_first_is_what_the_strategy_takes():
    """The lot is 16.7% below its cost: $5,000 of $30,000."""
    scenario = small(strategies=[strategy()])
    sales, _ = first_sales(scenario, scenario.strategies[0])
    assert sales == (PlannedSale(0, date(2026, 12, 31), 100),)
    for stricter in (strategy(min_loss_share=0.17), strategy(min_loss_usd=5_001), strategy(harvest="none")):
        other = small(strategies=[stricter])
        assert first_sales(other, other.strategies[0])[0] == ()


def test_a_sale_with_its_replacement_its_last_day_and_what_not_to_buy():
    sell, away = to_do_list(small(), None, SALE, PlanSettings())
    assert (sell.kind, sell.first, sell.last, sell.who) == (ToDoKind.SELL, START, date(2026, 12, 31), "Ada")
    assert sell.what == "In Brokerage, sell 100 shares of VTI at a loss and buy ITOT for the money on the same day."
    assert sell.details == ("Sell 100 shares of VTI (100 shares bought 2024-01-10)", "Buy 250 shares of ITOT")
    assert (away.kind, away.first, away.last) == (ToDoKind.DO_NOT_BUY, START, date(2026, 4, 1))
    assert away.what.startswith("Do not buy VTI, VTSAX in any account")
    assert away.details == ("Accounts that count: Brokerage, IRA, Plan",)


def test_a_dividend_that_would_take_the_loss_is_to_be_stopped_the_day_before_at_the_latest():
    bought = PurchaseToCome(date(2026, 3, 22), "i", "VTSAX", 4, 500, PurchaseKind.DIVIDEND)
    found = to_do_list(small(), None, SALE, PlanSettings(purchases=(bought,)))
    (stop,) = [one for one in found if one.kind is ToDoKind.STOP_PURCHASE]
    assert (stop.first, stop.last, stop.who) == (START, date(2026, 3, 21), "Ada")
    assert stop.what.endswith("until 04/01/2026, let it go to cash: VTSAX in IRA.")


def test_a_rollover_that_buys_the_same_waits_until_the_window_is_over():
    """Sold on March 2: the 30th day after it is April 1; April 2 is safe."""
    scenario = with_plan_money()
    _, settings = first_sales(scenario, scenario.strategies[0])
    found = to_do_list(scenario, None, SALE, settings)
    (move,) = [one for one in found if one.kind is ToDoKind.ROLL_OVER]
    assert move.first == date(2026, 3, 16)
    assert "buy something else than VTSAX, until 04/02/2026" in move.what
    assert "destroy the loss for good" in move.why
    assert not [one for one in found if one.kind is ToDoKind.STOP_PURCHASE]  # said once, at the rollover


def test_a_rollover_in_kind_or_outside_the_window_has_nothing_at_stake():
    for rolled in ({"method": "direct_in_kind", "buys": []}, {"date": "2026-06-15"}):
        scenario = with_plan_money(**rolled)
        _, settings = first_sales(scenario, scenario.strategies[0])
        (move,) = [one for one in to_do_list(scenario, None, SALE, settings) if one.kind is ToDoKind.ROLL_OVER]
        assert "until" not in move.what


def test_the_advised_strategy_looks_again_and_converts():
    roth = {"id": "r", "name": "Roth IRA", "type": "roth_ira"}
    conversion = {"kind": "to_bracket", "bracket_rate": 0.12}
    scenario = small(
        holdings=holdings_with(accounts=(roth,)), strategies=[strategy(harvest="monthly", conversion=conversion)]
    )
    advised = scenario.strategies[0]
    sales, settings = first_sales(scenario, advised)
    found = {one.kind: one for one in to_do_list(scenario, advised, sales, settings)}
    assert found[ToDoKind.LOOK_AGAIN].first == date(2026, 4, 30)  # March 31 is the day of the first sale
    assert found[ToDoKind.CONVERT].what.startswith("Convert as much as fills the 12% bracket")
    assert (found[ToDoKind.CONVERT].first, found[ToDoKind.CONVERT].last) == (date(2026, 12, 1), date(2026, 12, 31))


def only_move(**rolled: Any) -> Any:
    scenario = with_plan_money(**rolled)
    (move,) = [one for one in to_do_list(scenario, None, [], PlanSettings()) if one.kind is ToDoKind.ROLL_OVER]
    return move


def test_a_loan_that_is_offset_is_no_rollover_of_the_plan():
    """IRC 402(c)(3)(C): until the return's day with its extension, October 15 of the next year."""
    home = household()
    home["people"][0]["wages"]["until"] = "2026-03-06"
    loan = {"method": "loan_offset", "loan_balance": 8_000, "redeposit_date": "2026-05-04"}

    def move(**more: Any) -> Any:
        held = holdings_with(lot("k", "ITOT", 100, "2020-01-02", 9_000))
        scenario = small(household=home, holdings=held, rollovers=[rollover(**loan, **more)])
        return next(one for one in to_do_list(scenario, None, [], PlanSettings()) if one.kind is ToDoKind.ROLL_OVER)

    assert move().what == (
        "The loan of $8,000 at Plan is offset on 03/16/2026: put $8,000 of other money into IRA by 05/04/2026, "
        "10/15/2027 at the latest, and buy VTSAX."
    )
    assert (move().first, move().last) == (date(2026, 3, 16), date(2027, 10, 15))
    assert "is income of the year" in move().why
    assert move(redeposited_share=0).what.startswith(
        "The loan of $8,000 at Plan is offset on 03/16/2026: set money aside for its tax"
    )


def test_money_that_is_paid_to_the_person_has_its_sixtieth_day():
    move = only_move(method="indirect_60_day", redeposit_date="2026-04-01", redeposited_share=0.8)
    assert move.what == (
        "Have Plan paid to you, and put 80% of its pretax money into IRA by 04/01/2026, and buy VTSAX."
    )
    assert move.last == date(2026, 5, 15)  # 60 days after March 16
    assert "day 60" in move.why


def test_a_conversion_out_of_the_plan_is_taxed():
    """It was said to be a direct rollover, which is not."""
    scenario = small(
        holdings=holdings_with(
            lot("k", "ITOT", 100, "2020-01-02", 9_000), accounts=({"id": "r", "name": "Roth", "type": "roth_ira"},)
        ),
        rollovers=[rollover(method="direct_to_roth", to_account=None, to_roth_account="r", buys=[])],
    )
    (move,) = [one for one in to_do_list(scenario, None, [], PlanSettings()) if one.kind is ToDoKind.ROLL_OVER]
    assert move.what == "Roll Plan over to Roth, a conversion to Roth."
    assert move.why.startswith("Its pretax part is income of the year")
