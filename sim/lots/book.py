"""The book of all accounts: every open parcel by account and symbol, by lot, and, where asked for, by basis."""

from bisect import bisect_left
from collections.abc import Iterator
from datetime import date
from operator import attrgetter

from sim.lots.cost_order import CostOrder
from sim.lots.events import Account
from sim.lots.parcels import Acquisition, Parcel
from sim.lots.units import Units

_key = attrgetter("key")


class Book:
    """Every open parcel: by account and symbol in order of acquisition, and by lot.

    All that changes an open parcel goes through here, so that the orders by basis hear of it.
    """

    def __init__(self) -> None:
        self._positions: dict[tuple[str, str], list[Parcel]] = {}
        self._cost_orders: dict[tuple[str, str], CostOrder] = {}
        self.acquisitions: dict[str, Acquisition] = {}

    def position(self, account: str, symbol: str) -> list[Parcel]:
        """Return the open parcels of a symbol in an account, earliest acquired first; not to be changed."""
        return self._positions.get((account, symbol), [])

    def cost_order(self, account: str, symbol: str) -> CostOrder:
        """Return the open parcels of a symbol in an account by basis; it is kept from the first call on."""
        if (account, symbol) not in self._cost_orders:
            self._cost_orders[account, symbol] = CostOrder(account, self.position(account, symbol))
        return self._cost_orders[account, symbol]

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
        """Add a parcel of new shares."""
        self.acquisitions[parcel.acquisition.lot_id] = parcel.acquisition
        self._enter_position(parcel)
        _insert(parcel.acquisition.parcels, parcel)
        if not parcel.cannot_replace:
            parcel.acquisition.unused.append(parcel)

    def take(self, parcel: Parcel, quantity: Units) -> Parcel:
        """Remove the first `quantity` shares of a parcel from the book and return them: a sale."""
        if quantity < parcel.quantity:
            return parcel.cut_front(quantity)
        self._leave_position(parcel)
        parcel.is_open = False
        _remove(parcel.acquisition.parcels, parcel)
        if not parcel.cannot_replace:
            _remove(parcel.acquisition.unused, parcel)
        return parcel

    def move(self, parcel: Parcel, quantity: Units, destination: Account) -> None:
        """Carry the first `quantity` shares of a parcel to another account; nothing else about them changes."""
        moved = parcel
        if quantity < parcel.quantity:
            moved = parcel.cut_front(quantity)
            _insert(parcel.acquisition.parcels, moved)
            if not moved.cannot_replace:
                _insert(parcel.acquisition.unused, moved)
        else:
            self._leave_position(parcel)
        moved.account = destination
        self._enter_position(moved)

    def use_as_replacement(self, parcel: Parcel, quantity: Units, loss: Units, days_held: int) -> Parcel:
        """Mark the first `quantity` shares of a parcel as used to replace sold ones, and return them.

        In a taxable account they take over the disallowed loss and the days held; elsewhere nothing else changes.

        References
        ----------
        IRC 1091(d) (basis), 1223(3) (days held); Rev. Rul. 2008-5: an IRA's replacement gets neither.
        """
        used = parcel
        if quantity < parcel.quantity:
            used = parcel.cut_front(quantity)
            _insert(parcel.acquisition.parcels, used)
        else:
            _remove(parcel.acquisition.unused, parcel)
        used.cannot_replace = True
        if used.account.is_taxable:
            used.add_disallowed_loss(loss)
            begun = used.holding_period_start.toordinal() - days_held
            used.holding_period_start = date.fromordinal(max(begun, 1))  # a chain of washes may outrun the calendar
        if used is parcel:
            self._enter_cost_order(used)
        else:
            self._enter_position(used)
        return used

    def restate(self, account: str, symbol: str, ratio: tuple[int, int]) -> None:
        """Turn the old shares of a symbol in an account into (new, old) times as many."""
        self.forget_cost_order(account, symbol)
        for parcel in self.position(account, symbol):
            parcel.restate(ratio)

    def exchange(self, account: str, symbol: str, new_symbol: str, ratio: tuple[int, int]) -> None:
        """Turn all shares of a symbol in an account into (new, old) times as many of another; their lots stay."""
        self.restate(account, symbol, ratio)
        self.forget_cost_order(account, new_symbol)
        for parcel in self._positions.pop((account, symbol), []):
            parcel.symbol = new_symbol
            self._enter_position(parcel)

    def forget_cost_order(self, account: str, symbol: str) -> None:
        """Drop the order by basis of a symbol in an account, because other bases are given to its parcels."""
        self._cost_orders.pop((account, symbol), None)

    def _enter_position(self, parcel: Parcel) -> None:
        position = self._positions.setdefault((parcel.account.name, parcel.symbol), [])
        if not position or position[-1].key < parcel.key:  # nearly every purchase
            position.append(parcel)
        else:
            position.insert(bisect_left(position, parcel.key, key=_key), parcel)
        self._enter_cost_order(parcel)

    def _leave_position(self, parcel: Parcel) -> None:
        position = self._positions[(parcel.account.name, parcel.symbol)]
        del position[0 if position[0] is parcel else bisect_left(position, parcel.key, key=_key)]

    def _enter_cost_order(self, parcel: Parcel) -> None:
        order = self._cost_orders.get((parcel.account.name, parcel.symbol))
        if order is not None:
            order.add(parcel)


def _insert(parcels: list[Parcel], parcel: Parcel) -> None:
    parcels.insert(bisect_left(parcels, parcel.key, key=_key), parcel)


def _remove(parcels: list[Parcel], parcel: Parcel) -> None:
    del parcels[bisect_left(parcels, parcel.key, key=_key)]
