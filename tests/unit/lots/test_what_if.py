"""Planned sales: the rollover in kind and in cash, safe dates, dangers."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import numpy as np
import pytest

from sim.errors import InputError
from sim.lots.events import Account, Action, Event, WashPolicy
from sim.lots.form8949 import form_8949_rows
from sim.lots.ledger import run_ledger
from sim.lots.what_if import OpenLot, lots_as_events, open_lots_of, what_if
from sim.scenario.enums import AccountType

TAXABLE = Account("Brokerage", AccountType.TAXABLE)
PLAN = Account("Plan", AccountType.PLAN_401K)
IRA = Account("IRA", AccountType.TRADITIONAL_IRA)
LOTS = [
    OpenLot("A", TAXABLE, "VTI", Decimal(100), Decimal(30000), date(2024, 1, 10)),
    OpenLot("K", PLAN, "VTI", Decimal(500), Decimal(90000), date(2015, 1, 10)),
]
HARVEST = Event(date(2025, 3, 3), TAXABLE, Action.SELL, "VTI", Decimal(100), Decimal(25000))


def test_in_kind_rollover_ten_days_after_a_harvest_costs_nothing():
    transfer = Event(date(2025, 3, 13), IRA, Action.TRANSFER, "VTI", Decimal(500), from_account="Plan")
    (outcome,) = what_if(LOTS, [HARVEST, transfer])
    assert (outcome.loss_kept, outcome.loss_deferred, outcome.loss_permanent) == (Decimal(5000), 0, 0)
    assert outcome.safe_date == date(2025, 3, 3)
    assert outcome.dangers == ()


def test_cash_rollover_into_the_same_fund_loses_the_whole_loss_for_good():
    """Rev. Rul. 2008-5. March 13 lies ten days after the sale; April 13 is the 31st day after the purchase."""
    cash_out = Event(date(2025, 3, 12), PLAN, Action.SELL, "VTI", Decimal(500), Decimal(125000))
    spend = Event(date(2025, 3, 13), IRA, Action.BUY, "VTI", Decimal(500), Decimal(125000))
    (outcome,) = what_if(LOTS, [HARVEST, cash_out, spend])
    assert (outcome.loss_kept, outcome.loss_deferred, outcome.loss_permanent) == (0, 0, Decimal(5000))
    assert outcome.safe_date == date(2025, 4, 13)
    assert outcome.safe_to_buy_from == date(2025, 4, 3)
    (danger,) = outcome.dangers
    assert (danger.account, danger.day, danger.quantity, danger.is_permanent) == (IRA, date(2025, 3, 13), 100, True)
    assert "lost for good" in danger.reason


def test_a_taxable_purchase_defers_only_its_shares():
    buy = Event(date(2025, 2, 20), TAXABLE, Action.BUY, "VTI", Decimal(40), Decimal(10400), lot_id="B")
    first_lot = replace(HARVEST, sell_lots=(("A", None),))
    (outcome,) = what_if(LOTS, [buy, first_lot])
    assert (outcome.loss_kept, outcome.loss_deferred, outcome.loss_permanent) == (Decimal(3000), Decimal(2000), 0)
    assert outcome.safe_date == date(2025, 3, 23)


def test_monthly_payroll_leaves_no_safe_day_unless_switched_off():
    payroll = [
        Event(date(2025 + month // 12, month % 12 + 1, 15), PLAN, Action.BUY, "VTI", Decimal(200), Decimal(50000))
        for month in range(0, 18)
    ]
    (outcome,) = what_if(LOTS, [HARVEST, *payroll])
    assert outcome.safe_date is None
    assert outcome.loss_permanent == Decimal(5000)
    (outcome,) = what_if(LOTS, [HARVEST, *payroll], WashPolicy(plan_401k_counts=False))
    assert (outcome.loss_kept, outcome.safe_date) == (Decimal(5000), HARVEST.day)


def test_open_lots_that_replaced_before_do_not_replace_again_and_keep_their_start():
    lots = [
        *LOTS,
        OpenLot("R", TAXABLE, "VTI", Decimal(100), Decimal(31000), date(2025, 2, 20), date(2023, 5, 5), "", True),
    ]
    sale = replace(HARVEST, sell_lots=(("A", None),))
    (outcome,) = what_if(lots, [sale])
    assert outcome.loss_kept == Decimal(5000)


def test_a_loss_of_the_past_meets_a_planned_purchase():
    past = [
        Event(date(2024, 1, 10), TAXABLE, Action.BUY, "BND", Decimal(10), Decimal(1000), lot_id="P"),
        Event(date(2025, 2, 25), TAXABLE, Action.SELL, "BND", Decimal(10), Decimal(900)),
    ]
    new = Event(date(2025, 3, 1), TAXABLE, Action.BUY, "BND", Decimal(10), Decimal(910), lot_id="N")
    sale = Event(date(2025, 6, 1), TAXABLE, Action.SELL, "BND", Decimal(10), Decimal(900))
    (outcome,) = what_if(LOTS, [new, sale], past=past)
    assert outcome.gain == Decimal(-110)


def test_more_than_held_is_refused():
    too_many = Event(date(2025, 3, 3), TAXABLE, Action.SELL, "VTI", Decimal(101), Decimal(25000))
    with pytest.raises(InputError, match="holds only 100 shares"):
        what_if(LOTS, [too_many])


def test_open_lots_of_a_ledger_carry_everything_the_next_year_needs():
    """Half of B has replaced A; the other half still can replace, and neither half replaces the other."""
    events = [
        Event(date(2025, 1, 6), TAXABLE, Action.BUY, "VTI", Decimal(10), Decimal(1000), lot_id="A"),
        Event(date(2025, 3, 3), TAXABLE, Action.SELL, "VTI", Decimal(10), Decimal(800)),
        Event(date(2025, 3, 10), TAXABLE, Action.BUY, "VTI", Decimal(20), Decimal(1600), lot_id="B"),
    ]
    lots = open_lots_of(run_ledger(events))
    assert [(lot.quantity, lot.basis, lot.is_replacement) for lot in lots] == [(10, 1000, True), (10, 800, False)]
    sale = Event(date(2025, 3, 20), TAXABLE, Action.SELL, "VTI", Decimal(10), Decimal(700))
    assert what_if(lots, [sale])[0].loss_kept == what_if([], [sale], past=events)[0].loss_kept == Decimal(300)


@pytest.mark.parametrize("proceeds", [700, 850, 1200])
def test_open_lots_keep_what_a_later_sale_depends_on(proceeds):
    """Gift with two bases, inheritance, purchases over a range, coins: sold from ledger and open lots alike."""
    rows = [
        Event(date(2025, 2, 3), TAXABLE, Action.GIFT, "G", Decimal(10), Decimal(1000), lot_id="G",
              fair_value=Decimal(800), acquired=date(2020, 1, 2)),
        Event(date(2025, 2, 3), TAXABLE, Action.INHERIT, "I", Decimal(10), Decimal(900), lot_id="I"),
        Event(date(2023, 12, 29), TAXABLE, Action.BUY, "R", Decimal(10), Decimal(900), lot_id="R",
              acquired=date(2015, 2, 2)),
        Event(date(2025, 2, 3), TAXABLE, Action.BUY, "C", Decimal(10), Decimal(900), lot_id="C", is_property=True),
    ]  # fmt: skip
    sales = [
        Event(
            date(2025, 10, 1), TAXABLE, Action.SELL, symbol, Decimal(10), Decimal(proceeds), is_property=symbol == "C"
        )
        for symbol in "GIRC"
    ]
    whole = form_8949_rows(run_ledger([*rows, *sales]))
    held = open_lots_of(run_ledger(rows))
    assert form_8949_rows(run_ledger([*lots_as_events(held), *sales])) == whole
    assert [row.date_acquired for row in whole][1:3] == ["INHERITED", "VARIOUS"]
    assert len(whole) == 4


@pytest.mark.parametrize("seed", range(30))
def test_lots_that_have_no_part_are_left_out_and_change_nothing(seed: int):
    """A ledger before today, of a security nobody sells, keeps every lot in: the answer is the same."""
    rng = np.random.default_rng(seed)
    accounts, start = (TAXABLE, Account("Second", AccountType.TAXABLE), PLAN, IRA), date(2025, 3, 3)

    def shares() -> Decimal:
        return Decimal(int(rng.integers(1, 50)))

    lots = [
        OpenLot(
            f"L{k}", accounts[int(rng.integers(4))], ("VTI", "ITOT")[int(rng.integers(2))], shares(),
            Decimal(int(rng.integers(1_000, 20_000))), start - timedelta(days=int(rng.integers(0, 120))),
        )
        for k in range(40)
    ]  # fmt: skip
    sold = [lot for lot in lots if lot.account.is_taxable][:3]
    sales = [
        Event(start + timedelta(days=int(rng.integers(0, 40))), lot.account, Action.SELL, lot.symbol, lot.quantity,
              Decimal(100), sell_lots=((lot.lot_id, None),))
        for lot in sold
    ]  # fmt: skip
    inside = next((lot for lot in lots if lot.account is PLAN), None)
    moves = [] if inside is None else [Event(start, PLAN, Action.SELL, inside.symbol, Decimal(1), Decimal(100))]
    buys = [
        Event(start + timedelta(days=int(rng.integers(0, 90))), accounts[k], Action.BUY, "VTI", shares(), Decimal(900))
        for k in range(4)
    ]
    before = [Event(date(1990, 1, 2), TAXABLE, Action.BUY, "OTHER", Decimal(1), Decimal(1))]
    planned = [*sales, *moves, *buys]
    assert what_if(lots, planned) == what_if(lots, planned, past=before)
