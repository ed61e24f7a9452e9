"""The harvest planner: lots, dangers, what is saved and what it costs later, by hand from the statutes."""

from datetime import date, timedelta

import pytest

from sim.errors import InputError
from sim.lots.ledger import Ledger
from sim.planner.harvest_lots import Eligibility, lot_views
from sim.planner.harvest_plan import PlannedSale, PlanSettings, danger_kind, harvest_plan, lot_plans, whole_lot
from sim.planner.household_ledger import PurchaseKind, PurchaseToCome, Readings
from sim.planner.purchases_to_come import purchases_to_come
from sim.scenario.models import Scenario
from sim.scenario.written.samples import sample_scenario
from sim.year.basis import Beside
from tests.unit.planner.small import START, holdings_with, household, lot, security, small

SALE = [PlannedSale(0, START, 100)]


def only_outcome(scenario: Scenario, settings: PlanSettings, sales: list[PlannedSale] = SALE):
    (outcome,) = harvest_plan(scenario, sales, settings).outcomes
    return outcome


def test_a_loss_saves_the_ordinary_rate_on_3000_and_costs_the_gains_rate_on_what_is_not_carried():
    """IRC 1211(b): $3,000 against wages in the 22% bracket of 2026 (Rev. Proc. 2025-32); $2,000 is carried.

    Next year the basis given up is a gain of $5,000, less the $2,000 carried, at 15% (IRC 1(h)).
    """
    effect = harvest_plan(small(), SALE, PlanSettings()).effect
    assert effect.saved == pytest.approx(0.22 * 3000)
    assert effect.carried == pytest.approx(2000)
    assert effect.cost_later == pytest.approx(0.15 * 3000)
    assert effect.net == pytest.approx(660 - 450)


def test_a_loss_against_realized_short_term_gains_saves_the_ordinary_rate_on_all_of_it():
    settings = PlanSettings(beside=Beside(realized_short=5000))
    effect = harvest_plan(small(), SALE, settings).effect
    assert effect.saved == pytest.approx(0.22 * 5000)
    assert (effect.carried, effect.cost_later) == (pytest.approx(0), pytest.approx(0.15 * 5000))


def test_a_loss_against_gains_in_the_zero_bracket_saves_nothing():
    """Taxable income below $49,450 (single, 2026): long-term gains are taxed at 0%, so a loss is wasted."""
    home = household()
    home["people"][0]["wages"]["annual"] = 40_000
    effect = harvest_plan(small(household=home), SALE, PlanSettings(beside=Beside(realized_long=5000))).effect
    assert effect.saved == pytest.approx(0)
    assert effect.net <= 0.005


def test_a_permanent_loss_saves_nothing_and_still_costs_its_basis_later():
    bought = PurchaseToCome(START + timedelta(5), "i", "VTI", 100, 25_000)
    plan = harvest_plan(small(), SALE, PlanSettings(purchases=(bought,)))
    assert (plan.loss_kept, plan.loss_permanent) == (0, 5000)
    assert plan.effect.saved == pytest.approx(0)
    assert plan.effect.cost_later == pytest.approx(0.15 * 5000)


def test_a_deferred_loss_gives_up_no_basis():
    bought = PurchaseToCome(START + timedelta(5), "b", "VTI", 100, 25_000)
    plan = harvest_plan(small(), SALE, PlanSettings(purchases=(bought,)))
    assert (plan.loss_kept, plan.loss_deferred) == (0, 5000)
    assert (plan.effect.saved, plan.effect.cost_later) == (pytest.approx(0), pytest.approx(0))


def test_sales_in_two_years_each_use_their_own_limit():
    scenario = small(holdings=holdings_with(lot("b", "VTI", 100, "2024-02-10", 30_000)))
    sales = [PlannedSale(0, date(2026, 12, 1), 100), PlannedSale(1, date(2027, 1, 15), 100)]
    effect = harvest_plan(scenario, sales, PlanSettings()).effect
    assert effect.saved == pytest.approx(0.22 * 6000)
    assert effect.carried == pytest.approx(4000)


def test_recent_purchase_is_a_danger_with_account_date_and_shares():
    scenario = small(holdings=holdings_with(lot("b", "VTI", 10, "2026-02-20", 2600)))
    (danger,) = only_outcome(scenario, PlanSettings()).dangers
    assert (danger.account.name, danger.day, float(danger.quantity)) == ("Brokerage", date(2026, 2, 20), 10)
    assert danger_kind(scenario, danger, PlanSettings()) == "recent purchase"
    assert (float(danger.loss), danger.is_permanent) == (500, False)


def test_reinvested_dividend_of_another_share_class_in_the_ira_is_a_danger():
    """The 22nd of March lies 20 days after the sale; 200 shares at 4% a year, quarterly, reinvest 2 shares."""
    scenario = small(
        securities=[
            security("VTI", 250.0, identity_group="total", replacement="ITOT"),
            security("VTSAX", 125.0, identity_group="total", dividend_yield=0.04),
            security("ITOT", 100.0, replacement="VTI"),
        ],
        holdings=holdings_with(
            lot("i", "VTSAX", 200, "2020-01-10", 9000),
            accounts=({"id": "i", "name": "IRA", "type": "traditional_ira", "reinvests_dividends": True},),
        ),
    )
    settings = PlanSettings(purchases=purchases_to_come(scenario))
    (danger,) = only_outcome(scenario, settings).dangers
    assert (danger.account.name, danger.day, danger.symbol, float(danger.quantity)) == (
        "IRA",
        date(2026, 3, 22),
        "VTSAX",
        2,
    )
    assert danger_kind(scenario, danger, settings) == PurchaseKind.DIVIDEND.value
    assert (float(danger.loss), danger.is_permanent) == (100, True)  # two of a hundred shares with $50 lost on each


def test_payroll_of_the_plan_is_a_danger_unless_the_reading_is_switched_off():
    scenario = small(holdings=holdings_with(lot("k", "VTSAX", 100, "2020-01-10", 9000)))
    purchases = purchases_to_come(scenario, payroll=500)
    assert [p.day for p in purchases[:3]] == [date(2026, 3, 15), date(2026, 3, 28), date(2026, 4, 15)]
    settings = PlanSettings(purchases=purchases)
    outcome = only_outcome(scenario, settings)
    assert [(d.day, float(d.quantity)) for d in outcome.dangers] == [(date(2026, 3, 15), 4), (date(2026, 3, 28), 4)]
    assert {danger_kind(scenario, d, settings) for d in outcome.dangers} == {PurchaseKind.PAYROLL.value}
    off = PlanSettings(purchases=purchases, readings=Readings(plan_401k_counts=False))
    assert only_outcome(scenario, off).dangers == ()


def test_the_spouses_purchase_is_a_danger_unless_the_reading_is_switched_off():
    home = household(filing_status="mfj")
    home["people"].append({"name": "Bea", "born": "1981-01-01"})
    ira = {"id": "s", "name": "Bea's IRA", "type": "traditional_ira", "owner": "spouse", "reinvests_dividends": False}
    scenario = small(household=home, holdings=holdings_with(accounts=(ira,)))
    purchases = (PurchaseToCome(START + timedelta(7), "s", "VTI", 40, 10_000),)
    (danger,) = only_outcome(scenario, PlanSettings(purchases=purchases)).dangers
    assert (danger.account.owner, float(danger.loss), danger.is_permanent) == ("spouse", 2000, True)
    off = PlanSettings(purchases=purchases, readings=Readings(spouse_counts=False))
    assert only_outcome(scenario, off).dangers == ()


ROLLOVER = {
    "from_account": "k",
    "to_account": "i",
    "date": "2026-03-20",
    "method": "direct_cash",
    "buys": [{"symbol": "VTI", "weight": 1.0}],
}


def test_the_rollovers_reinvestment_is_a_danger_and_gives_the_safe_date():
    """March 20 lies 18 days after the sale; April 20 is the 31st day after the purchase. Rev. Rul. 2008-5."""
    scenario = small(
        holdings=holdings_with(lot("k", "ITOT", 300, "2020-01-10", 20_000)),
        rollovers=[ROLLOVER],
    )
    settings = PlanSettings(purchases=purchases_to_come(scenario))
    outcome = only_outcome(scenario, settings)
    assert (float(outcome.loss_permanent), float(outcome.loss_kept)) == (5000, 0)
    assert danger_kind(scenario, outcome.dangers[0], settings) == PurchaseKind.ROLLOVER.value
    assert float(outcome.dangers[0].quantity) == 100  # of the 120 that 300 x $100 buy
    assert outcome.safe_date == date(2026, 4, 20)
    in_kind = small(
        holdings=holdings_with(lot("k", "VTI", 120, "2020-01-10", 20_000)),
        rollovers=[{**ROLLOVER, "method": "direct_in_kind", "buys": []}],
    )
    assert purchases_to_come(in_kind) == ()


def test_two_replacements_of_each_other_wash_each_others_losses():
    """Sold together, VTI buys ITOT and ITOT buys VTI: each purchase replaces what the other sale sold."""
    scenario = small(holdings=holdings_with(lot("b", "ITOT", 250, "2024-01-10", 30_000)))
    sales = [PlannedSale(0, START, 100), PlannedSale(1, START, 250)]
    plan = harvest_plan(scenario, sales, PlanSettings())
    assert (plan.loss_kept, plan.loss_deferred) == (0, 10_000)
    apart = harvest_plan(scenario, sales, PlanSettings(buys_replacement=False))
    assert (apart.loss_kept, apart.loss_deferred) == (10_000, 0)


def test_lots_of_one_order_do_not_replace_each_other():
    """All shares of one sale leave together, so the younger lot is no longer held when the older one's loss looks."""
    scenario = small(holdings=holdings_with(lot("b", "VTI", 10, "2026-02-20", 2600)))
    plan = harvest_plan(scenario, [whole_lot(scenario, 0, START), whole_lot(scenario, 1, START)], PlanSettings())
    assert (plan.loss_kept, plan.loss_deferred, plan.loss_permanent) == (5100, 0, 0)


def test_more_shares_than_the_lot_has_are_refused():
    with pytest.raises(InputError):
        harvest_plan(small(), [PlannedSale(0, START, 101)], PlanSettings())


def test_every_lot_of_every_sample_has_a_verdict_and_only_taxable_losses_are_harvestable():
    for name in ("californian-couple", "early-retiree", "no-taxable-account"):
        scenario = sample_scenario(name)
        types = {account.id: account.type for account in scenario.holdings.accounts}
        plans = lot_plans(scenario, scenario.start, PlanSettings())
        for plan in plans:
            assert plan.view.reason
            assert (plan.outcome is not None) == (plan.effect is not None) == plan.view.is_harvestable
            if plan.view.is_harvestable:
                assert types[plan.view.account_id] == "taxable"
                assert plan.view.gain is not None
                assert plan.view.gain < 0
        assert sum(plan.view.index >= 0 for plan in plans) == len(scenario.holdings.lots)


def test_reasons_why_a_lot_cannot_be_harvested():
    views = lot_views(sample_scenario("californian-couple"), date(2026, 1, 1))
    verdict = {(view.account, view.symbol): view.eligibility for view in views if view.gain is None}
    assert verdict["Alex's 401(k)", "CVX"] is Eligibility.EMPLOYER_STOCK
    assert verdict["Alex's 401(k)", "VIIIX"] is Eligibility.SHELTERED
    assert verdict["Alex's HSA", "VTI"] is Eligibility.SHELTERED
    assert verdict["Fixed annuity", "ANNUITY"] is Eligibility.ANNUITY
    assert verdict["Joint brokerage", "cash"] is Eligibility.SAVINGS
    assert next(view for view in views if view.symbol == "VTI").eligibility is Eligibility.GAIN


def test_days_to_long_term():
    """Bought on March 5, 2025: long-term from March 6, 2026 (IRC 1222; Rev. Rul. 66-7), four days after March 2."""
    scenario = small(holdings=holdings_with(lot("b", "VTI", 1, "2025-03-05", 260)))
    by_day = {day: lot_views(scenario, day)[1] for day in (START, date(2026, 3, 6))}
    assert (by_day[START].term, by_day[START].days_to_long) == ("short", 4)
    assert (by_day[date(2026, 3, 6)].term, by_day[date(2026, 3, 6)].days_to_long) == ("long", 0)


def test_each_lots_ledger_holds_what_has_a_part_in_its_sale(monkeypatch):
    """300 lots at a loss: a pass over all of them for each made 150,000 steps of the ledger."""
    n_lots = 300
    lots = [lot("b", "VTI", 10, f"20{10 + k // 30}-{k % 12 + 1:02d}-{k % 28 + 1:02d}", 3_000) for k in range(n_lots)]
    steps, apply = [], Ledger.apply

    def counted(self, event, *more):
        steps.append(event)
        apply(self, event, *more)

    monkeypatch.setattr(Ledger, "apply", counted)
    found = lot_plans(small(holdings=holdings_with(*lots)), START, PlanSettings())
    assert sum(plan.view.is_harvestable for plan in found) == n_lots + 1
    assert len(steps) < 10 * n_lots
