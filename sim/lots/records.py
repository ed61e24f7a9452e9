"""What the ledger leaves behind: sold pieces, wash matches and open parcels."""

from dataclasses import dataclass, field
from datetime import date

from sim.lots.book import Book
from sim.lots.corporate_actions import BasisChange
from sim.lots.events import Account, WashPolicy
from sim.lots.parcels import Acquisition
from sim.lots.terms import days_held, is_long_term
from sim.lots.units import Units


@dataclass(slots=True, eq=False)
class SoldPiece:
    """The shares of one parcel that one sale in a taxable account took [1e-30 shares and USD].

    `acquired` is the day of the purchase; of a gift the donor's, where the donor's basis counts. `basis` is adjusted;
    `adjustment` is the part of it that came from losses disallowed before. `waiting_quantity` and
    `waiting_loss` are what no replacement has met yet, in shares as they stand after later stock splits, the last one
    on `split_on`.
    """

    sale: int
    row: int
    account: Account
    acquisition: Acquisition
    symbol: str
    quantity: Units
    proceeds: Units
    basis: Units
    adjustment: Units
    holding_period_start: date
    acquired: date
    sold: date
    disallowed: Units = 0
    permanent: Units = 0
    waiting_quantity: Units = 0
    waiting_loss: Units = 0
    split_on: date | None = None

    @property
    def gain(self) -> Units:
        """Gain before the wash adjustment, negative for a loss."""
        return self.proceeds - self.basis

    @property
    def allowed_gain(self) -> Units:
        return self.proceeds - self.basis + self.disallowed

    @property
    def economic_gain(self) -> Units:
        """Proceeds less what was once paid for these shares themselves."""
        return self.proceeds - (self.basis - self.adjustment)

    @property
    def days_held(self) -> int:
        return days_held(self.holding_period_start, self.sold)

    @property
    def is_long_term(self) -> bool:
        return self.acquisition.is_inherited or is_long_term(self.holding_period_start, self.sold)


@dataclass(slots=True, eq=False)
class WashMatch:
    """One loss that met its replacement.

    `quantity` counts shares as they stood when both met; `loss` is what was disallowed; `new_holding_period_start` is
    None where the loss is permanent, because then nothing changes for the replacement.
    """

    piece: SoldPiece
    replacement: Acquisition
    replacement_account: Account
    quantity: Units
    loss: Units
    is_permanent: bool
    new_holding_period_start: date | None

    @property
    def is_bought_before(self) -> bool:
        return self.replacement.acquired <= self.piece.sold and self.replacement.sequence < self.piece.sale


@dataclass(slots=True)
class LedgerResult:
    """The ledger after its last row."""

    pieces: list[SoldPiece]
    wash_matches: list[WashMatch]
    book: Book
    policy: WashPolicy
    basis_changes: list[BasisChange] = field(default_factory=list)
    accounts: dict[str, Account] = field(default_factory=dict)
    last_day: date | None = None
    years: list[int] = field(default_factory=list)
