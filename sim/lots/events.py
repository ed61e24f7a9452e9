"""What happened: the rows of a household's ledger, and the readings of the law a user may switch."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from sim.scenario.enums import AccountType, Owner


class Action(StrEnum):
    """What happens to shares in an account on one line of a ledger."""

    BUY = "buy"
    REINVEST = "reinvest"
    SELL = "sell"
    TRANSFER = "transfer"
    SPLIT = "split"
    RETURN_OF_CAPITAL = "return_of_capital"
    SPIN_OFF = "spin_off"
    MERGER = "merger"
    CONVERT = "convert"
    INHERIT = "inherit"
    GIFT = "gift"


PURCHASES = (Action.BUY, Action.REINVEST)
"""What can replace sold shares: IRC 1091(a) speaks of shares acquired by purchase or by a fully taxable exchange."""
OPENS_A_LOT = (*PURCHASES, Action.INHERIT, Action.GIFT)
BY_RATIO = (Action.SPLIT, Action.SPIN_OFF, Action.MERGER, Action.CONVERT)
"""What gives new shares for each one held, in one account or in every one."""


class LotMethod(StrEnum):
    """Which lots a sale takes where the row does not name them."""

    FIFO = "fifo"
    LIFO = "lifo"
    HIFO = "hifo"
    MINIMUM_TAX = "mintax"
    AVERAGE = "average"


class SameDayTie(StrEnum):
    """Which of two purchases on one day replaces first: the row order, or the kind of account."""

    LEDGER_ORDER = "ledger_order"
    TAXABLE_FIRST = "taxable_first"
    IRA_FIRST = "ira_first"


@dataclass(frozen=True, slots=True)
class Account:
    """One account of the household."""

    name: str
    account_type: AccountType
    owner: Owner = Owner.SELF

    @property
    def is_taxable(self) -> bool:
        return self.account_type is AccountType.TAXABLE


@dataclass(frozen=True, slots=True)
class Event:
    """One row of the ledger.

    Parameters
    ----------
    day : date
    account : Account or None
        Where it happens; the receiving account of a transfer; None for new shares by ratio in every account.
    action : Action
    symbol : str
    quantity : Decimal
        Shares; for a split the new shares for each old one, where `ratio` is not given. A return of capital has none.
    amount : Decimal
        Total cost or proceeds [USD], fees included; the cash of a return of capital or a merger; the value at death of
        inherited shares; the donor's basis of shares received as a gift; not used by the others.
    lot_id : str
        Name of the lot a purchase opens.
    sell_lots : tuple of (str, Decimal or None)
        Lots a sale or a transfer takes; None takes the whole quantity of the row from that lot. Empty: `method`.
    method : LotMethod or None
        How a sale chooses lots where none are named; None is the account's method in the policy.
    order_group : str
        Rows that were one order of the user; empty is an order of its own. Shares bought in one order do not replace
        each other (Rev. Rul. 56-602); rows that sell in one order, in one account on one day, are one sale.
    from_account : str
        Where a transfer comes from.
    row : int
        Row of the file, for messages and for the order within a day.
    holding_period_start : date or None
        Of a purchase that stands for an already open lot: the start where days were tacked on before.
    is_replacement : bool
        Of a purchase that stands for an already open lot: its shares have replaced others before.
    new_symbol : str
        What a spin-off, a merger or a conversion gives.
    basis_share : Fraction or None
        Of a spin-off: the part of the basis that goes to the new shares.
    fair_value : Decimal or None
        Of a gift: the shares' value on the day of the gift; of a merger with cash: that of the new shares [USD, all].
    acquired : date or None
        Of a gift: when the donor acquired the shares; of a purchase that stands for several: the first one's day.
    is_property : bool
        Coins held directly: property, neither stock nor securities (Notice 2014-21), so never a wash sale.
    """

    day: date
    account: Account | None
    action: Action
    symbol: str
    quantity: Decimal
    amount: Decimal = Decimal(0)
    lot_id: str = ""
    sell_lots: tuple[tuple[str, Decimal | None], ...] = ()
    method: LotMethod | None = None
    order_group: str = ""
    from_account: str = ""
    row: int = 0
    ratio: tuple[int, int] | None = None
    holding_period_start: date | None = None
    is_replacement: bool = False
    new_symbol: str = ""
    basis_share: Fraction | None = None
    fair_value: Decimal | None = None
    acquired: date | None = None
    is_property: bool = False

    @property
    def new_for_old(self) -> tuple[int, int]:
        """Return a ratio's (new, old) shares."""
        return self.ratio or self.quantity.as_integer_ratio()


@dataclass(frozen=True, slots=True)
class WashPolicy:
    """The readings of the wash-sale rule a user may switch.

    Parameters
    ----------
    plan_401k_counts : bool
        A 401(k) purchase is a replacement. No authority says so; Rev. Rul. 2008-5 speaks of IRAs, and its reasons fit.
    spouse_counts : bool
        A spouse's purchase is a replacement. McWilliams v. Commissioner, 331 U.S. 694 (1947); Pub. 550.
    older_lots_count : bool
        Shares bought before the loss shares, yet inside the 30 days, are replacements: the literal text of IRC 1091(a).
    same_day_tie : SameDayTie
        Which purchase of one day comes first; Reg. 1.1091-1(c) orders by acquisition and knows no hours.
    identical : tuple of tuples of str
        Groups of substantially identical symbols; groups that share a symbol are one.
    methods : dict of str to LotMethod
        Each account's standing method, FIFO where none is given (Reg. 1.1012-1(c)(1)).
    average : tuple of str
        Funds whose shares have their average basis wherever a sale names neither lots nor a method
        (Reg. 1.1012-1(e)).
    """

    plan_401k_counts: bool = True
    spouse_counts: bool = True
    older_lots_count: bool = True
    same_day_tie: SameDayTie = SameDayTie.LEDGER_ORDER
    identical: tuple[tuple[str, ...], ...] = ()
    methods: dict[str, LotMethod] = field(default_factory=dict)
    average: tuple[str, ...] = ()

    def counts(self, account: Account) -> bool:
        """Return whether a purchase in this kind of account can be a replacement."""
        return self.plan_401k_counts or account.account_type is not AccountType.PLAN_401K

    def can_take(self, account: Account, seller: Account) -> bool:
        """Return whether a purchase in an account can take a loss of a sale in another."""
        return self.counts(account) and (self.spouse_counts or account.owner is seller.owner)
