"""Open shares: purchases and the parcels they fall into.

A parcel is a run of neighboring shares of one purchase that share account, basis per share and holding period. It is
split when a sale, a transfer or a wash match takes only some of its shares; the first shares are always taken first.
"""

from dataclasses import dataclass, field
from datetime import date

from sim.lots.events import Account, Action
from sim.lots.terms import first_long_term_day
from sim.lots.units import SCALE, Units, nearest, part_of


@dataclass(slots=True, eq=False)
class Acquisition:
    """One row that brought shares: what stays true of them wherever they go, and whatever they turn into.

    `bought_in` is the account of the purchase: whether it counts as a replacement is decided there, not where an
    in-kind transfer later carries the shares. So it is with `symbol`: what was bought. `spun_from` is the lot whose
    holder got these shares in a spin-off, and the day. `bought_from` is the first day where the shares were bought over
    a range of days, of which `acquired` is the last.
    """

    sequence: int
    acquired: date
    lot_id: str
    symbol: str
    order_group: str
    bought_in: Account
    row: int
    origin: Action = Action.BUY
    is_property: bool = False
    bought_from: date | None = None
    spun_from: "tuple[Acquisition, date] | None" = None
    parcels: list["Parcel"] = field(default_factory=list)
    unused: list["Parcel"] = field(default_factory=list)

    @property
    def is_inherited(self) -> bool:
        return self.origin is Action.INHERIT

    def is_same_order(self, other: "Acquisition") -> bool:
        """Return whether both were bought in one order (Rev. Rul. 56-602)."""
        return self is other or (self.order_group != "" and self.order_group == other.order_group)


@dataclass(slots=True, eq=False)
class Parcel:
    """A run of equal shares [units of 1e-30 shares and USD].

    `first` and `last` place the run inside its purchase, in shares as bought: stock splits do not move them.
    `basis` holds `adjustment`, the disallowed losses that were added to it; `n_adjusted` counts them. `key` orders
    parcels by acquisition: by their last share, which stays what it is when the first ones go. `cannot_replace` is true
    of shares that have replaced others and of shares that were not bought. `loss_basis` is that of a gift worth less
    than the donor's basis (IRC 1015(a)): it counts for a loss, and `basis` for a gain.
    """

    acquisition: Acquisition
    account: Account
    quantity: Units
    basis: Units
    adjustment: Units
    holding_period_start: date
    first: Units
    last: Units
    symbol: str = ""
    loss_basis: Units | None = None
    cannot_replace: bool = False
    is_open: bool = True
    n_adjusted: int = 0
    key: tuple[date, int, Units] = field(init=False)
    _per_share: Units = -1

    def __post_init__(self) -> None:
        self.symbol = self.symbol or self.acquisition.symbol
        self.key = (self.acquisition.acquired, self.acquisition.sequence, self.last)

    def basis_per_share(self) -> Units:
        """Return the adjusted basis of one share to the nearest 1e-12 USD, so that equals compare equal [1e-30 USD]."""
        if self._per_share < 0:  # remembered: 4,000 HIFO trades with many open lots took 2.7 times as long without
            self._per_share = nearest(self.basis * SCALE // self.quantity)
        return self._per_share

    def first_long_term_day(self) -> date:
        """Return the first day on which a sale is long-term: at once for inherited shares (IRC 1223(9))."""
        if self.acquisition.is_inherited:
            return self.acquisition.acquired
        return first_long_term_day(self.holding_period_start)

    def basis_of_sale(self, proceeds: Units) -> tuple[Units, date]:
        """Return the basis and the start of the holding period that a sale for these proceeds takes.

        A gift worth less than the donor's basis has two: the donor's for a gain, the value at the gift for a loss, and
        between them there is neither gain nor loss. The donor's days count only with the donor's basis.

        References
        ----------
        IRC 1015(a), 1223(2); Reg. 1.1015-1(a)(2); Pub. 551.
        """
        if self.loss_basis is None or proceeds >= self.basis:
            return self.basis, self.holding_period_start
        if proceeds >= self.loss_basis:
            return proceeds, self.holding_period_start
        return self.loss_basis, self.acquisition.acquired

    def set_basis(self, basis: Units, adjustment: Units, loss_basis: Units | None) -> None:
        """Give the shares another basis; who holds them in an order by basis must make it again."""
        self.basis, self.adjustment, self.loss_basis = basis, adjustment, loss_basis
        self._per_share = -1

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
            symbol=self.symbol,
            loss_basis=None if self.loss_basis is None else part_of(self.loss_basis, quantity, whole),
            cannot_replace=self.cannot_replace,
        )
        self.quantity -= quantity
        self.basis -= front.basis
        self.adjustment -= front.adjustment
        if self.loss_basis is not None and front.loss_basis is not None:
            self.loss_basis -= front.loss_basis
        self.first = front.last
        return front
