"""Open shares: purchases, the parcels they fall into, and the book of all accounts.

A parcel is a run of neighbouring shares of one purchase that share account, basis per share and holding period. It is
split when a sale, a transfer or a wash match takes only some of its shares; the first shares are always taken first.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from sim.lots.events import Account
from sim.lots.units import SCALE, Units, nearest, part_of


@dataclass(slots=True, eq=False)
class Acquisition:
    """One purchase row: what stays true of its shares wherever they go.

    `bought_in` is the account of the purchase: whether it counts as a replacement is decided there, not where an
    in-kind transfer later carries the shares.
    """

    sequence: int
    acquired: date
    lot_id: str
    symbol: str
    order_group: str
    bought_in: Account
    row: int
    parcels: list["Parcel"] = field(default_factory=list)
    unused: list["Parcel"] = field(default_factory=list)

    def is_same_order(self, other: "Acquisition") -> bool:
        """Return whether both were bought in one order (Rev. Rul. 56-602)."""
        return self is other or (self.order_group != "" and self.order_group == other.order_group)


@dataclass(slots=True, eq=False)
class Parcel:
    """A run of equal shares [units of 1e-30 shares and USD].

    `first` and `last` place the run inside its purchase, in shares as bought: stock splits do not move them.
    `basis` holds `adjustment`, the disallowed losses that were added to it.
    """

    acquisition: Acquisition
    account: Account
    quantity: Units
    basis: Units
    adjustment: Units
    holding_period_start: date
    first: Units
    last: Units
    is_replacement: bool = False
    _per_share: Units = -1

    @property
    def key(self) -> tuple[date, int, Units]:
        return (self.acquisition.acquired, self.acquisition.sequence, self.first)

    def basis_per_share(self) -> Units:
        """Return the adjusted basis of one share to the nearest 1e-12 USD, so that equals compare equal [1e-30 USD]."""
        if self._per_share < 0:  # remembered: 4,000 HIFO trades with many open lots took 2.7 times as long without
            self._per_share = nearest(self.basis * SCALE // self.quantity)
        return self._per_share

    def add_disallowed_loss(self, loss: Units) -> None:
        """Add a disallowed loss to the basis."""
        self.basis += loss
        self.adjustment += loss
        self._per_share = -1

    def restate(self, ratio: tuple[int, int]) -> None:
        """Turn old shares into (new, old) times as many; basis and holding period stay."""
        self.quantity = self.quantity * ratio[0] // ratio[1]
        self._per_share = -1


def _key(parcel: Parcel) -> tuple[date, int, Units]:
    return parcel.key


def _first(parcel: Parcel) -> Units:
    return parcel.first


def _insert(parcels: list[Parcel], parcel: Parcel) -> None:
    parcels.insert(bisect_left(parcels, parcel.first, key=_first), parcel)


def _remove(parcels: list[Parcel], parcel: Parcel) -> None:
    del parcels[bisect_left(parcels, parcel.first, key=_first)]


def _front(parcel: Parcel, quantity: Units) -> Parcel:
    """Cut the first `quantity` shares off a parcel and return them; the parcel keeps the rest."""
    whole = parcel.quantity
    front = Parcel(
        acquisition=parcel.acquisition,
        account=parcel.account,
        quantity=quantity,
        basis=part_of(parcel.basis, quantity, whole),
        adjustment=part_of(parcel.adjustment, quantity, whole),
        holding_period_start=parcel.holding_period_start,
        first=parcel.first,
        last=parcel.first + part_of(parcel.last - parcel.first, quantity, whole),
        is_replacement=parcel.is_replacement,
    )
    parcel.quantity -= quantity
    parcel.basis -= front.basis
    parcel.adjustment -= front.adjustment
    parcel.first = front.last
    return front


class Book:
    """Every open parcel: by account and symbol in order of acquisition, and by lot."""

    def __init__(self) -> None:
        self._positions: dict[tuple[str, str], list[Parcel]] = {}
        self.acquisitions: dict[str, Acquisition] = {}

    def position(self, account: str, symbol: str) -> list[Parcel]:
        """Return the open parcels of a symbol in an account, earliest acquired first; not to be changed."""
        return self._positions.get((account, symbol), [])

    def accounts_holding(self, symbol: str) -> list[str]:
        """Return the names of the accounts that ever held a symbol."""
        return [account for account, held in self._positions if held == symbol]

    def parcels(self) -> Iterator[Parcel]:
        """Yield every open parcel in order of acquisition."""
        for acquisition in self.acquisitions.values():
            yield from acquisition.parcels

    def held(self, account: str, symbol: str) -> Units:
        """Return the shares of a symbol held in an account [1e-30 shares]."""
        return sum(parcel.quantity for parcel in self.position(account, symbol))

    def held_of_lot(self, account: str, lot_id: str) -> list[Parcel]:
        """Return the open parcels of a lot in an account, in share order."""
        acquisition = self.acquisitions.get(lot_id)
        return [] if acquisition is None else [held for held in acquisition.parcels if held.account.name == account]

    def open(self, parcel: Parcel) -> None:
        """Add the parcel of a new purchase."""
        self.acquisitions[parcel.acquisition.lot_id] = parcel.acquisition
        self._enter_position(parcel)
        parcel.acquisition.parcels.append(parcel)
        if not parcel.is_replacement:
            parcel.acquisition.unused.append(parcel)

    def take(self, parcel: Parcel, quantity: Units) -> Parcel:
        """Remove the first `quantity` shares of a parcel from the book and return them: a sale."""
        if quantity < parcel.quantity:
            return _front(parcel, quantity)
        self._leave_position(parcel)
        _remove(parcel.acquisition.parcels, parcel)
        if not parcel.is_replacement:
            _remove(parcel.acquisition.unused, parcel)
        return parcel

    def move(self, parcel: Parcel, quantity: Units, destination: Account) -> None:
        """Carry the first `quantity` shares of a parcel to another account; nothing else about them changes."""
        moved = parcel
        if quantity < parcel.quantity:
            moved = _front(parcel, quantity)
            _insert(parcel.acquisition.parcels, moved)
            if not moved.is_replacement:
                _insert(parcel.acquisition.unused, moved)
        else:
            self._leave_position(parcel)
        moved.account = destination
        self._enter_position(moved)

    def use_as_replacement(self, parcel: Parcel, quantity: Units) -> Parcel:
        """Mark the first `quantity` shares of a parcel as used to replace sold ones, and return them."""
        used = parcel
        if quantity < parcel.quantity:
            used = _front(parcel, quantity)
            _insert(parcel.acquisition.parcels, used)
            self._enter_position(used)
        else:
            _remove(parcel.acquisition.unused, parcel)
        used.is_replacement = True
        return used

    def _enter_position(self, parcel: Parcel) -> None:
        position = self._positions.setdefault((parcel.account.name, parcel.acquisition.symbol), [])
        if not position or position[-1].key < parcel.key:  # nearly every purchase
            position.append(parcel)
        else:
            position.insert(bisect_left(position, parcel.key, key=_key), parcel)

    def _leave_position(self, parcel: Parcel) -> None:
        position = self._positions[(parcel.account.name, parcel.acquisition.symbol)]
        del position[0 if position[0] is parcel else bisect_left(position, parcel.key, key=_key)]
