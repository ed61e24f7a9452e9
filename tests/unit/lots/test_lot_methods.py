"""Which lots a sale takes: by name and by method."""

from datetime import date
from decimal import Decimal

import pytest

from sim.errors import InputError
from sim.lots.events import Account, Action, Event, LotMethod, WashPolicy
from sim.lots.ledger import run_ledger
from sim.lots.units import SCALE
from sim.scenario.enums import AccountType

TAXABLE = Account("T", AccountType.TAXABLE)


def _buy(lot, day, cost):
    return Event(day, TAXABLE, Action.BUY, "X", Decimal(10), Decimal(cost), lot_id=lot)


LOTS = [
    _buy("LONG_GAIN", date(2020, 1, 2), 500),
    _buy("LONG_LOSS", date(2020, 2, 3), 1500),
    _buy("SHORT_LOSS", date(2024, 10, 1), 1200),
    _buy("SHORT_GAIN", date(2024, 11, 1), 900),
]


def _sold(quantity, method=None, lots=(), policy=None):
    sale = Event(date(2025, 3, 3), TAXABLE, Action.SELL, "X", Decimal(quantity), Decimal(quantity * 100), row=9)
    sale = Event(**{name: getattr(sale, name) for name in sale.__slots__} | {"method": method, "sell_lots": lots})
    result = run_ledger([*LOTS, sale], policy)
    return [(piece.acquisition.lot_id, piece.quantity // SCALE) for piece in result.pieces]


@pytest.mark.parametrize(
    ("method", "order"),
    [
        (LotMethod.FIFO, ["LONG_GAIN", "LONG_LOSS", "SHORT_LOSS", "SHORT_GAIN"]),
        (LotMethod.LIFO, ["SHORT_GAIN", "SHORT_LOSS", "LONG_LOSS", "LONG_GAIN"]),
        (LotMethod.HIFO, ["LONG_LOSS", "SHORT_LOSS", "SHORT_GAIN", "LONG_GAIN"]),
        (LotMethod.MINIMUM_TAX, ["SHORT_LOSS", "LONG_LOSS", "LONG_GAIN", "SHORT_GAIN"]),
    ],
)
def test_methods_take_lots_in_their_order(method, order):
    for n_lots in range(1, 5):
        assert {lot for lot, _ in _sold(10 * n_lots, method)} == set(order[:n_lots])
    assert _sold(5, policy=WashPolicy(methods={"T": method})) == [(order[0], 5)]


def test_named_lots_are_reported_in_order_of_acquisition():
    lots = (("SHORT_GAIN", Decimal(4)), ("LONG_LOSS", Decimal(6)))
    assert _sold(10, lots=lots) == [("LONG_LOSS", 6), ("SHORT_GAIN", 4)]


@pytest.mark.parametrize(
    ("lots", "message"),
    [
        ((("NONE", Decimal(10)),), "no lot NONE"),
        ((("LONG_LOSS", Decimal(11)),), "only 10 shares"),
        ((("LONG_LOSS", Decimal(9)),), "add up to 9 shares"),
    ],
)
def test_lots_that_do_not_fit_are_named(lots, message):
    with pytest.raises(InputError, match=message) as caught:
        _sold(10, lots=lots)
    assert caught.value.problems[0].place == "row 9, column sell_lots"
