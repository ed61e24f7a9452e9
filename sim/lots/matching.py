"""Wash matches: losses meet replacement shares, share by share, each share once."""

from collections import OrderedDict
from collections.abc import Callable, Iterable
from datetime import date
from heapq import merge
from typing import Any

from sim.lots.book import Book
from sim.lots.events import Account, WashPolicy
from sim.lots.identity import IdentityGroups
from sim.lots.parcels import Acquisition, Parcel
from sim.lots.records import SoldPiece, WashMatch
from sim.lots.units import NEGLIGIBLE, part_of
from sim.statute import wash_sale_window

_Key = tuple[str, str]


class WashMatcher:
    """Keeps, for each group of identical securities, recent purchases and losses that still wait.

    Both are ordered and drop off the front once the 30 days have passed, so a row costs what its window holds, not what
    the ledger holds.

    References
    ----------
    IRC 1091(a), (d); IRC 1223(3); Reg. 1.1091-1(c)-(e) (order of disposition, order of acquisition, one share once);
    Rev. Rul. 56-602 (one order); Rev. Rul. 2008-5 (IRA: no basis adjustment).
    """

    def __init__(self, policy: WashPolicy, book: Book) -> None:
        self._policy = policy
        self._book = book
        self._groups = IdentityGroups(policy.identical)
        self._purchases: dict[_Key, OrderedDict[int, Acquisition]] = {}
        self._waiting: dict[_Key, OrderedDict[int, SoldPiece]] = {}
        self._n_waited = 0
        self.matches: list[WashMatch] = []

    def _key(self, symbol: str, account: Account) -> _Key:
        return (self._groups.name(symbol), "" if self._policy.spouse_counts else account.owner)

    def bought(self, parcel: Parcel) -> None:
        """Match a new purchase with losses of the 30 days before it, the earliest sale first; modifies both."""
        acquisition = parcel.acquisition
        if not self._policy.counts(acquisition.bought_in) or parcel.cannot_replace:
            return
        key = self._key(acquisition.symbol, acquisition.bought_in)
        waiting = self._waiting.setdefault(key, OrderedDict())
        _drop_before(waiting, acquisition.acquired - wash_sale_window(acquisition.acquired), lambda piece: piece.sold)
        done = []
        for number, piece in waiting.items():
            if piece.waiting_quantity == 0:  # met in its other queue
                done.append(number)
                continue
            if piece.acquisition.is_same_order(acquisition):
                continue
            self._match(piece, acquisition)
            if piece.waiting_quantity == 0:
                done.append(number)
            if not acquisition.unused:
                break
        for number in done:
            del waiting[number]
        if acquisition.unused:
            self._purchases.setdefault(key, OrderedDict())[acquisition.sequence] = acquisition

    def sold_at_loss(self, piece: SoldPiece) -> None:
        """Match a loss with shares still held that were bought in the 30 days before; what is left waits."""
        piece.waiting_quantity, piece.waiting_loss = piece.quantity, -piece.gain
        keys = [self._key(piece.symbol, piece.account)]
        if piece.acquisition.symbol != piece.symbol:  # came of others by a merger or a conversion: it is these, too
            keys = list(dict.fromkeys([*keys, self._key(piece.acquisition.symbol, piece.account)]))
        self._meet_purchases(piece, [self._purchases.setdefault(key, OrderedDict()) for key in keys])
        if piece.waiting_quantity:
            self._n_waited += 1
            for key in keys:
                self._waiting.setdefault(key, OrderedDict())[self._n_waited] = piece

    def _meet_purchases(self, piece: SoldPiece, queues: list[OrderedDict[int, Acquisition]]) -> None:
        for queue in queues:
            _drop_before(queue, piece.sold - wash_sale_window(piece.sold), lambda acquisition: acquisition.acquired)
        exhausted = []
        entries = [queue.items() for queue in queues]
        for sequence, acquisition in entries[0] if len(entries) == 1 else merge(*entries, key=lambda entry: entry[0]):
            if piece.waiting_quantity == 0:
                break
            if self._can_replace(acquisition, piece):
                self._match(piece, acquisition)
            if not acquisition.unused:
                exhausted.append(sequence)
        for sequence in exhausted:
            for queue in queues:
                queue.pop(sequence, None)

    def split(self, symbol: str, accounts: Iterable[str], ratio: tuple[int, int], day: date) -> None:
        """Restate the sold shares that still wait in shares after a stock split.

        An account that has sold all its shares has no row for the split any more: the first row of another account
        stands for it.
        """
        names = set(accounts)
        for waiting in self._waiting.values():
            for piece in waiting.values():
                account = piece.account.name
                if piece.symbol != symbol or piece.split_on == day:
                    continue
                if account in names or not self._book.position(account, symbol):
                    piece.waiting_quantity = piece.waiting_quantity * ratio[0] // ratio[1]
                    piece.split_on = day

    def _can_replace(self, acquisition: Acquisition, piece: SoldPiece) -> bool:
        if acquisition.is_same_order(piece.acquisition):
            return False
        return self._policy.older_lots_count or acquisition.acquired >= piece.acquisition.acquired

    def _match(self, piece: SoldPiece, acquisition: Acquisition) -> None:
        days_held = piece.days_held
        while piece.waiting_quantity and acquisition.unused:
            parcel = acquisition.unused[0]
            quantity = min(parcel.quantity, piece.waiting_quantity)
            loss = part_of(piece.waiting_loss, quantity, piece.waiting_quantity)
            piece.waiting_quantity -= quantity
            piece.waiting_loss -= loss
            piece.disallowed += loss
            used = self._book.use_as_replacement(parcel, quantity, loss, days_held)
            account, start = used.account, None
            if account.is_taxable:
                start = used.holding_period_start
            else:
                piece.permanent += loss
            self.matches.append(WashMatch(piece, acquisition, account, quantity, loss, start is None, start))


def is_loss(piece: SoldPiece) -> bool:
    """Return whether a piece was sold at a loss, the remainder of a split aside."""
    return piece.gain < -NEGLIGIBLE


def _drop_before(entries: OrderedDict, first_day: date, day_of: Callable[[Any], date]) -> None:
    while entries:
        number, entry = next(iter(entries.items()))
        if day_of(entry) >= first_day:
            return
        del entries[number]
