"""What a corporation does to shares that nobody sells: return of capital, spin-off, merger, conversion.

None of it is a purchase, so no share that comes of it replaces one sold at a loss (IRC 1091(a): "by purchase or by an
exchange on which the entire amount of gain or loss was recognized by law"). Shares that were bought still count, as
what was bought, whatever they have turned into.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from sim.lots.book import Book
from sim.lots.events import Action, Event
from sim.lots.parcels import Acquisition, Parcel
from sim.lots.selection import NotHeldError
from sim.lots.units import Units, part_of, to_units

AUTHORITY = {
    Action.RETURN_OF_CAPITAL: "IRC 301(c)(2), (3)",
    Action.SPIN_OFF: "IRC 355, 358(b)(2), (c), 1223(1)",
    Action.MERGER: "IRC 354, 356(a), 358(a), 368, 1223(1)",
    Action.CONVERT: "IRC 1036, 358, 1223(1)",
}


@dataclass(frozen=True, slots=True)
class BasisChange:
    """What a row did to one parcel [1e-30 USD]: `received` in cash, `gain` of it recognized."""

    day: date
    row: int
    action: Action
    account: str
    lot_id: str
    symbol: str
    basis_before: Units
    basis_after: Units
    received: Units
    gain: Units
    new_lot: str = ""


@dataclass(slots=True)
class Outcome:
    """One parcel after a row [1e-30 USD]: what it was before, the cash and the gain that it brought.

    `proceeds` are what Form 8949 shows: of a return of capital only what is over the basis.
    """

    parcel: Parcel
    symbol: str
    quantity: Units
    basis_before: Units
    received: Units = 0
    proceeds: Units = 0
    gain: Units = 0
    new_lot: str = ""


def held_parcels(book: Book, account: str, symbol: str) -> list[Parcel]:
    """Return the parcels that a row is about, earliest acquired first.

    Raises
    ------
    NotHeldError
        Where there are none.
    """
    parcels = list(book.position(account, symbol))
    if not parcels:
        raise NotHeldError("symbol", symbol, f"account {account} holds no shares of {symbol} on this day")
    return parcels


def return_of_capital(book: Book, event: Event, account: str) -> Iterator[Outcome]:
    """Lower each share's basis by its part of the cash; what is over is gain. Modifies the parcels.

    References
    ----------
    IRC 301(c)(2), (3), 1016(a)(4); Pub. 550, "Nondividend Distributions"; share by share: Johnson v. United States,
    435 F.2d 1257 (4th Cir. 1971).
    """
    parcels = held_parcels(book, account, event.symbol)
    for parcel, cash in zip(parcels, _by_shares(to_units(event.amount), parcels), strict=True):
        before = parcel.basis
        loss_basis = None if parcel.loss_basis is None else max(parcel.loss_basis - cash, 0)
        parcel.set_basis(max(before - cash, 0), parcel.adjustment, loss_basis)
        over = max(cash - before, 0)
        yield Outcome(parcel, event.symbol, parcel.quantity, before, cash, proceeds=over, gain=over)
    book.forget_cost_order(account, event.symbol)


def spin_off(book: Book, event: Event, account: str, sequence: int) -> Iterator[Outcome]:
    """Give each parcel new shares with a part of its basis and its holding period. Modifies book and parcels.

    References
    ----------
    IRC 355(a), 358(b)(2), (c), 1223(1); Reg. 1.358-2(a)(2)(iv) (by fair market value, share by share).
    """
    new, old = event.new_for_old
    share = event.basis_share or Fraction(0)
    for number, parcel in enumerate(held_parcels(book, account, event.symbol)):
        before = parcel.basis
        moved, adjustment = _fraction(parcel.basis, share), _fraction(parcel.adjustment, share)
        loss_basis = None if parcel.loss_basis is None else _fraction(parcel.loss_basis, share)
        child = Parcel(
            acquisition=_spun_lot(book, parcel.acquisition, event, sequence + number),
            account=parcel.account,
            quantity=parcel.quantity * new // old,
            basis=moved,
            adjustment=adjustment,
            holding_period_start=parcel.holding_period_start,
            first=parcel.first,
            last=parcel.last,
            loss_basis=loss_basis,
            cannot_replace=True,
        )
        left = None if parcel.loss_basis is None or loss_basis is None else parcel.loss_basis - loss_basis
        parcel.set_basis(before - moved, parcel.adjustment - adjustment, left)
        book.open(child)
        yield Outcome(parcel, event.symbol, parcel.quantity, before, new_lot=child.acquisition.lot_id)
    book.forget_cost_order(account, event.symbol)


def exchange(book: Book, event: Event, account: str) -> Iterator[Outcome]:
    """Turn shares into those of another corporation or class; cash makes a gain, never a loss. Modifies the parcels.

    Simplification: the cash of a merger is never a dividend (IRC 356(a)(2)).

    References
    ----------
    IRC 354(a), 356(a)(1), (c), 358(a)(1), 368, 1036, 1223(1); Reg. 1.356-1(b), 1.358-2(a)(2)(i).
    """
    parcels = held_parcels(book, account, event.symbol)
    is_taxable = parcels[0].account.is_taxable
    cash = _by_shares(to_units(event.amount), parcels)
    value = _by_shares(to_units(event.fair_value or 0), parcels)
    outcomes = []
    for parcel, received, worth in zip(parcels, cash, value, strict=True):
        outcome = Outcome(parcel, event.symbol, parcel.quantity, parcel.basis)
        if received and is_taxable:
            gain = min(received, max(worth + received - parcel.basis, 0))
            loss_basis = None if parcel.loss_basis is None else max(parcel.loss_basis - received + gain, 0)
            parcel.set_basis(parcel.basis - received + gain, parcel.adjustment, loss_basis)
            outcome.received, outcome.proceeds, outcome.gain = received, received, gain
        outcomes.append(outcome)
    book.exchange(account, event.symbol, event.new_symbol, event.new_for_old)
    yield from outcomes


def _by_shares(amount: Units, parcels: list[Parcel]) -> list[Units]:
    """Return each parcel's part of an amount, by its shares; the parts add up to the whole."""
    left, shares = amount, sum(parcel.quantity for parcel in parcels)
    parts = []
    for parcel in parcels:
        part = part_of(left, parcel.quantity, shares)
        left, shares = left - part, shares - parcel.quantity
        parts.append(part)
    return parts


def _fraction(amount: Units, share: Fraction) -> Units:
    return amount * share.numerator // share.denominator


def _spun_lot(book: Book, parent: Acquisition, event: Event, sequence: int) -> Acquisition:
    """Return the lot that the new shares of a lot belong to: one for all accounts that hold parts of the old lot."""
    lot_id = f"{parent.lot_id}-{event.new_symbol}"
    while (found := book.acquisitions.get(lot_id)) is not None:
        if found.spun_from == (parent, event.day):
            return found
        lot_id += "+"
    return Acquisition(
        sequence=sequence,
        acquired=parent.acquired,
        lot_id=lot_id,
        symbol=event.new_symbol,
        order_group="",
        bought_in=parent.bought_in,
        row=event.row,
        origin=parent.origin,
        bought_from=parent.bought_from,
        spun_from=(parent, event.day),
    )
