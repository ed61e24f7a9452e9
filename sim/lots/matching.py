"""Wash matches: losses meet replacement shares, share by share, each share once."""

from collections import OrderedDict
from collections.abc import Iterable
from datetime import date, timedelta

from sim.lots.events import Account, WashPolicy
from sim.lots.identity import IdentityGroups
from sim.lots.parcels import Acquisition, Book, Parcel
from sim.lots.records import SoldPiece, WashMatch
from sim.lots.units import NEGLIGIBLE, Units, part_of
from sim.scenario.enums import AccountType

WINDOW = timedelta(days=30)
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

    def is_counted(self, account: Account) -> bool:
        """Return whether a purchase in this kind of account can be a replacement."""
        return self._policy.plan_401k_counts or account.account_type is not AccountType.PLAN_401K

    def _key(self, symbol: str, account: Account) -> _Key:
        return (self._groups.name(symbol), "" if self._policy.spouse_counts else account.owner)

    def bought(self, parcel: Parcel) -> None:
        """Match a new purchase with losses of the 30 days before it, the earliest sale first; modifies both."""
        acquisition = parcel.acquisition
        if not self.is_counted(acquisition.bought_in) or parcel.is_replacement:
            return
        key = self._key(acquisition.symbol, acquisition.bought_in)
        waiting = self._waiting.setdefault(key, OrderedDict())
        _drop_before(waiting, acquisition.acquired - WINDOW, lambda piece: piece.sold)
        done = []
        for number, piece in waiting.items():
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
        key = self._key(piece.acquisition.symbol, piece.account)
        purchases = self._purchases.setdefault(key, OrderedDict())
        _drop_before(purchases, piece.sold - WINDOW, lambda acquisition: acquisition.acquired)
        piece.waiting_quantity, piece.waiting_loss = piece.quantity, -piece.gain
        exhausted = []
        for sequence, acquisition in purchases.items():
            if self._can_replace(acquisition, piece):
                self._match(piece, acquisition)
            if not acquisition.unused:
                exhausted.append(sequence)
            if piece.waiting_quantity == 0:
                break
        for sequence in exhausted:
            del purchases[sequence]
        if piece.waiting_quantity:
            self._n_waited += 1
            self._waiting.setdefault(key, OrderedDict())[self._n_waited] = piece

    def split(self, symbol: str, accounts: Iterable[str], ratio: tuple[int, int]) -> None:
        """Restate the sold shares that still wait in shares after a stock split, in the accounts where it happened."""
        names = set(accounts)
        for waiting in self._waiting.values():
            for piece in waiting.values():
                if piece.acquisition.symbol == symbol and piece.account.name in names:
                    piece.waiting_quantity = piece.waiting_quantity * ratio[0] // ratio[1]

    def _can_replace(self, acquisition: Acquisition, piece: SoldPiece) -> bool:
        if acquisition.is_same_order(piece.acquisition):
            return False
        return self._policy.older_lots_count or acquisition.acquired >= piece.acquisition.acquired

    def _match(self, piece: SoldPiece, acquisition: Acquisition) -> None:
        while piece.waiting_quantity and acquisition.unused:
            parcel = acquisition.unused[0]
            quantity = min(parcel.quantity, piece.waiting_quantity)
            loss = part_of(piece.waiting_loss, quantity, piece.waiting_quantity)
            piece.waiting_quantity -= quantity
            piece.waiting_loss -= loss
            piece.disallowed += loss
            used = self._book.use_as_replacement(parcel, quantity)
            start = _carry_over(piece, used, loss)
            if start is None:
                piece.permanent += loss
            account = used.account
            self.matches.append(WashMatch(piece, acquisition, account, quantity, loss, start is None, start))


def _carry_over(piece: SoldPiece, used: Parcel, loss: Units) -> date | None:
    """Add loss and days to a replacement in a taxable account; return its new start, None where the loss is gone.

    References
    ----------
    IRC 1091(d) (basis), 1223(3) (days held); Rev. Rul. 2008-5: an IRA's replacement gets neither.
    """
    if not used.account.is_taxable:
        return None
    used.add_disallowed_loss(loss)
    used.holding_period_start -= timedelta(days=piece.days_held)
    return used.holding_period_start


def is_loss(piece: SoldPiece) -> bool:
    """Return whether a piece was sold at a loss, the remainder of a split aside."""
    return piece.gain < -NEGLIGIBLE


def _drop_before(entries: OrderedDict, first_day: date, day_of) -> None:
    while entries:
        number, entry = next(iter(entries.items()))
        if day_of(entry) >= first_day:
            return
        del entries[number]
