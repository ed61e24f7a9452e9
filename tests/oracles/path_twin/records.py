"""What the twin keeps: lots, lines, sheltered accounts, a year's items, trades. Amounts in nominal USD."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from sim.engine.records.fields import YEARLY_FIELDS
from sim.scenario.enums import AccountType
from sim.scenario.holdings import Account, Security

DUST_UNITS = 1e-9
"""Fewer units than this are nothing."""
ROUNDING = 1e-9
"""What a wash match leaves of a quantity is nothing below this share of it."""
DUST_USD = 1e-6
"""A piece sold at a smaller loss than this was sold without a loss."""

SAME_BASIS = 1e-9
"""Two bases a unit that differ by a smaller share are the same; a wash sale makes them so but for rounding."""
CASH = ""
"""The symbol under which a price list holds the price of uninvested cash in sheltered accounts."""


@dataclass(eq=False)
class Line:
    """One security in one taxable account, with its replacement as side 1. Quantities are units of the security."""

    account: Account
    security: Security
    replacement: Security | None
    weight: float = 0.0
    lots: list["Lot"] = field(default_factory=list)
    swap: float = 1.0  # worth of the replacement over that of the security, 1 at the start

    def follow(self, swap: float) -> None:
        """Let the replacement take its course: its lots are as many more units as it did better."""
        rise, self.swap = swap / self.swap, swap
        for lot in self.lots:
            lot.units *= rise if lot.side == 1 else 1.0
        in_order, self.lots = self.lots, []
        for lot in in_order:
            self.insert(lot)

    def ratio(self, side: int) -> float:
        """Shares that one unit of a side is."""
        if side == 0 or self.replacement is None:
            return 1.0
        return self.security.price / self.replacement.price / self.swap

    def group(self, side: int) -> str:
        """Return the identity group of a side; "" where the line has no such side."""
        if side == 0:
            return self.security.group
        return self.replacement.group if self.replacement else ""

    def symbol(self, side: int) -> str:
        return self.security.symbol if side == 0 or self.replacement is None else self.replacement.symbol

    @property
    def units(self) -> float:
        return sum(lot.units for lot in self.lots)

    def insert(self, lot: "Lot") -> None:
        """Put a lot in its place: rising basis a unit, behind those of the same basis."""
        place = len(self.lots)
        while place > 0 and self.lots[place - 1].basis_per_unit > lot.basis_per_unit * (1 + SAME_BASIS):
            place -= 1
        self.lots.insert(place, lot)


@dataclass(eq=False)
class Lot:
    """Shares of one purchase with one basis a unit.

    acquired : the day of the purchase; held_from : the same, moved back by days tacked on
    purchase : number of the purchase in the ledger order; pieces of one purchase share it
    is_used : these shares have replaced sold ones before
    nua : net unrealized appreciation a unit; such shares came out of a plan and replace nothing
    gain_basis : a unit, of a lot that was given with a lower basis for a loss; gain_from : held since, for a gain
    """

    line: Line
    side: int
    units: float
    basis: float
    acquired: date
    held_from: date
    purchase: int
    is_used: bool = False
    nua: float | None = None
    gain_basis: float | None = None
    gain_from: date | None = None

    def basis_at(self, price: float) -> float:
        """Return the basis a unit by which the lot is sold at a price."""
        if self.gain_basis is None or price <= self.basis_per_unit:
            return self.basis_per_unit
        return min(self.gain_basis, price)

    def gain_at(self, price: float) -> float:
        return self.units * (price - self.basis_at(price))

    def held_from_at(self, price: float) -> date:
        """Return since when the lot counts as held where it is sold at a price."""
        return self.gain_from if self.gain_from and price >= self.basis_per_unit else self.held_from

    @property
    def basis_per_unit(self) -> float:
        return self.basis / self.units

    @property
    def shares(self) -> float:
        return self.units * self.line.ratio(self.side)


@dataclass(eq=False)
class ShelteredPurchase:
    """Shares bought inside a sheltered account that can still replace sold ones."""

    account_id: str
    group: str
    acquired: date
    purchase: int
    shares: float


@dataclass(eq=False)
class SoldPiece:
    """Part of one lot that was sold, and its loss that no replacement has met yet."""

    lot_purchase: int
    group: str
    sold: date
    year: int
    shares: float
    gain: float
    held_from: date
    is_long: bool
    waiting_shares: float = 0.0
    waiting_loss: float = 0.0


@dataclass(eq=False)
class Position:
    """Shares of a security in a sheltered account; security None is uninvested cash, priced under CASH."""

    security: Security | None
    shares: float

    @property
    def symbol(self) -> str:
        return self.security.symbol if self.security else CASH


@dataclass(eq=False)
class Shelter:
    """A sheltered account.

    roth_share : share of a 401(k) that is its designated Roth part, the same in every position
    early_share : of it, that the 10% on early distributions can meet
    after_tax : contributions that come out free of tax; basis : what was paid into an annuity
    installments : what an annuity still pays after its first; excluded : of each, free of tax as long as there is basis
    state_basis : of an HSA, cost in the eyes of a state that sees an ordinary account
    counted_last_year_end : basis of the year's required minimum distribution; what is paid in since does not change it
    counted_this_year : distributions of the year that count toward it
    """

    account: Account
    kind: AccountType
    person: int
    positions: list[Position]
    roth_share: float = 0.0
    early_share: float = 1.0
    after_tax: float = 0.0
    basis: float = 0.0
    state_basis: float = 0.0
    counted_last_year_end: float = 0.0
    counted_this_year: float = 0.0
    is_inherited: bool = False
    has_begun: bool = False
    installments: int = 0
    is_closed: bool = False  # pays equal payments, and nothing else
    excluded: float = 0.0

    def value(self, price: dict[str, float]) -> float:
        return sum(position.shares * price[position.symbol] for position in self.positions)

    def counted_value(self, price: dict[str, float]) -> float:
        """The part that is not Roth money."""
        return self.value(price) * (1 - self.roth_share)

    def add(self, security: Security | None, shares: float) -> None:
        for position in self.positions:
            if position.security == security:
                position.shares += shares
                return
        self.positions.append(Position(security, shares))

    @property
    def has_rmd(self) -> bool:
        kinds = (AccountType.PLAN_401K, AccountType.TRADITIONAL_IRA, AccountType.INHERITED_IRA)
        return self.kind in kinds and self.roth_share < 1


@dataclass
class YearItems:
    """What a calendar year's return and figures are made of [USD/yr]."""

    year: int
    figures: dict[str, float] = field(default_factory=lambda: dict.fromkeys(YEARLY_FIELDS, 0.0))
    wages: list[float] = field(default_factory=lambda: [0.0, 0.0])
    interest: float = 0.0
    ordinary_dividends: float = 0.0
    qualified_dividends: float = 0.0
    funds: dict[str, float] = field(default_factory=lambda: defaultdict(float))  # what funds pay, by kind
    pension: float = 0.0
    annuity: float = 0.0
    ira_401k: float = 0.0
    once: float = 0.0  # of it conversions and rollovers
    roth_earnings: float = 0.0  # of it earnings of Roth IRAs
    qcd: float = 0.0  # of it given to charity
    from_plan: float = 0.0  # of it paid by employers' plans
    of_second: dict[str, float] = field(default_factory=lambda: defaultdict(float))  # the second person's part
    early_withdrawal: float = 0.0
    hsa: float = 0.0
    hsa_early: float = 0.0
    hsa_earned: float = 0.0
    hsa_gained: float = 0.0
    social_security: float = 0.0
    short_term: float = 0.0
    long_term: float = 0.0
    outside_short: float = 0.0  # of it from elsewhere
    outside_long: float = 0.0
    nua: float = 0.0  # of it out of a plan: the time held does not matter
    gains: float = 0.0
    allowed_losses: float = 0.0
    market_growth: float = 0.0
    withheld: float = 0.0

    def add(self, name: str, amount: float) -> None:
        self.figures[name] += amount

    def distribute(self, taxed: float, person: int, is_plan: bool) -> None:
        """Count what a person's plan or IRA paid that is taxed."""
        self.ira_401k += taxed
        self.from_plan += taxed if is_plan else 0.0
        self.of_second["ira_401k"] += taxed * person
        self.of_second["from_plan"] += taxed * person if is_plan else 0.0

    def pay_annuity(self, taxed: float, person: int) -> None:
        self.annuity += taxed
        self.of_second["annuity"] += taxed * person

    def add_outside_gains(self, short: float, long: float) -> None:
        self.short_term += short
        self.long_term += long
        self.outside_short += short
        self.outside_long += long
        self.add("outside_income", short + long)


@dataclass(frozen=True)
class Trade:
    """One row of a ledger: buy, reinvest, sell or transfer, in shares of `symbol`.

    lots : for a sale, (lot id, shares) of every lot it takes; for a purchase the id of the lot it opens
    unit_bases : for a sale out of a taxable line, the basis a share of each of them: what tells parts of one lot apart
    """

    day: date
    account: str
    action: str
    symbol: str
    side: int
    quantity: float
    amount: float
    lots: tuple[tuple[str, float], ...] = ()
    from_account: str = ""
    unit_bases: tuple[float, ...] = ()


@dataclass(frozen=True)
class TwinPath:
    """The outcome of one path.

    yearly : figures by field, one a calendar year, nominal USD
    terminal : figures by field, nominal USD
    items : the years' raw items, for conservation checks
    before : what of the first year's items the plan found there on its first day, none of it in cash
    wealth : everything owned at the start and at each year's end
    washed : (day of the loss sale, whether the loss is lost for good, loss) of every match
    """

    years: tuple[int, ...]
    yearly: dict[str, list[float]]
    terminal: dict[str, float]
    trades: tuple[Trade, ...]
    items: tuple[YearItems, ...]
    before: YearItems
    wealth: tuple[float, ...]
    n_merges: int
    washed: tuple[tuple[date, bool, float], ...]

    def interest_in_cash(self, index: int) -> float:
        """Return the interest of a year that reached the household's cash: in the first one, since the plan began."""
        return self.items[index].interest - (self.before.interest if index == 0 else 0.0)
