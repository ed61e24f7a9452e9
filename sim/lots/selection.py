"""Which open parcels a sale takes: named lots, or a method."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from sim.lots.book import Book
from sim.lots.cost_order import Chosen
from sim.lots.events import LotMethod
from sim.lots.parcels import Parcel
from sim.lots.units import SCALE, Units, nearest, to_decimal, to_units

Choice = list[Chosen]


class NotHeldError(ValueError):
    """A row asks for shares that are not there; `column` and `message` say which, for the user."""

    def __init__(self, column: str, value: str, message: str) -> None:
        self.column, self.value, self.message = column, value, message
        super().__init__(message)


def _take(parcels: Iterable[Parcel], quantity: Units) -> Choice:
    choice: Choice = []
    for parcel in parcels:
        if quantity <= 0:
            break
        taken = min(quantity, parcel.quantity)
        choice.append((parcel, taken))
        quantity -= taken
    return choice


def named_lots(
    book: Book, account: str, symbol: str, lots: tuple[tuple[str, Decimal | None], ...], quantity: Decimal
) -> Choice:
    """Return the shares of the lots a row names, in order of acquisition.

    Raises
    ------
    NotHeldError
        Where a lot is not in the account, holds less than asked, or the lots do not add up to the row's quantity.
    """
    asked: dict[str, Units] = {}
    for lot_id, wanted in lots:
        asked[lot_id] = asked.get(lot_id, 0) + to_units(quantity if wanted is None else wanted)
    choice: Choice = []
    for lot_id, units in asked.items():
        parcels = [parcel for parcel in book.held_of_lot(account, lot_id) if parcel.symbol == symbol]
        if not parcels:
            raise NotHeldError("sell_lots", lot_id, f"account {account} holds no lot {lot_id} of {symbol} on this day")
        held = sum(parcel.quantity for parcel in parcels)
        if units > held:
            message = f"lot {lot_id} in account {account} holds only {to_decimal(held):f} shares on this day"
            raise NotHeldError("sell_lots", f"{lot_id}:{to_decimal(units):f}", message)
        choice += _take(parcels, units)
    if (named := sum(asked.values())) != to_units(quantity):
        message = f"the lots named add up to {to_decimal(named):f} shares, but the row has {quantity:f}"
        raise NotHeldError("sell_lots", ";".join(asked), message)
    return sorted(choice, key=lambda chosen: chosen[0].key)


def lots_by_method(
    book: Book, account: str, symbol: str, quantity: Units, method: LotMethod, day: date, amount: Units
) -> Choice:
    """Return the shares a method chooses, in order of acquisition.

    FIFO takes the earliest acquired, LIFO the latest, HIFO the highest basis. Minimum tax takes short-term
    losses, long-term losses, long-term gains, short-term gains, in each the highest basis first. Average basis takes
    the earliest acquired, whose basis the ledger has averaged before.

    Parameters
    ----------
    amount : int
        Proceeds of the whole sale [1e-30 USD]; only minimum tax looks at it.

    References
    ----------
    Reg. 1.1012-1(c)(1) (FIFO by account), (c)(2), (c)(8) (standing orders).
    """
    parcels = book.position(account, symbol)
    if method in (LotMethod.FIFO, LotMethod.AVERAGE):
        return _take(parcels, quantity)
    if method is LotMethod.LIFO:
        choice = _take(reversed(parcels), quantity)
    elif method is LotMethod.HIFO:
        choice = book.cost_order(account, symbol).highest_basis(quantity, day)
    else:
        choice = book.cost_order(account, symbol).minimum_tax(quantity, day, nearest(amount * SCALE // quantity))
    return sorted(choice, key=lambda chosen: chosen[0].key)
