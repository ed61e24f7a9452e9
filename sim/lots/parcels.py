"""Open shares: purchases and the parcels they fall into.

A parcel is a run of neighboring shares of one purchase that share account, basis per share and holding period. It is
split when a sale, a transfer or a wash match takes only some of its shares; the first shares are always taken first.
"""

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
    `basis` holds `adjustment`, the disallowed losses that were added to it; `n_adjusted` counts them. `key` orders
    parcels by acquisition: by their last share, which stays what it is when the first ones go.
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
    is_open: bool = True
    n_adjusted: int = 0
    key: tuple[date, int, Units] = field(init=False)
    _per_share: Units = -1

    def __post_init__(self) -> None:
        self.key = (self.acquisition.acquired, self.acquisition.sequence, self.last)

    def basis_per_share(self) -> Units:
        """Return the adjusted basis of one share to the nearest 1e-12 USD, so that equals compare equal [1e-30 USD]."""
        if self._per_share < 0:  # remembered: 4,000 HIFO trades with many open lots took 2.7 times as long without
            self._per_share = nearest(self.basis * SCALE // self.quantity)
        return self._per_share

    def add_disallowed_loss(self, loss: Units) -> None:
        """Add a disallowed loss to the basis."""
        self.basis += loss
        self.adjustment += loss
        self.n_adjusted += 1
        self._per_share = -1

    def restate(self, ratio: tuple[int, int]) -> None:
        """Turn old shares into (new, old) times as many; basis and holding period stay."""
        self.quantity = self.quantity * ratio[0] // ratio[1]
        self._per_share = -1

    def cut_front(self, quantity: Units) -> "Parcel":
        """Cut the first `quantity` shares off and return them; this parcel keeps the rest."""
        whole = self.quantity
        front = Parcel(
            acquisition=self.acquisition,
            account=self.account,
            quantity=quantity,
            basis=part_of(self.basis, quantity, whole),
            adjustment=part_of(self.adjustment, quantity, whole),
            holding_period_start=self.holding_period_start,
            first=self.first,
            last=self.first + part_of(self.last - self.first, quantity, whole),
            is_replacement=self.is_replacement,
        )
        self.quantity -= quantity
        self.basis -= front.basis
        self.adjustment -= front.adjustment
        self.first = front.last
        return front
