"""What a broker's file says, in plain records: lots, positions, cash, sales, and everything that was not read."""

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any


class AssetKind(StrEnum):
    """What a row holds, as far as the file says. Only the first four become lots."""

    STOCK = "stock"
    ETF = "etf"
    MUTUAL_FUND = "mutual_fund"
    UNKNOWN = ""
    CASH = "cash"
    OPTION = "option"
    BOND = "bond"
    FUTURE = "future"
    COIN = "coin"
    OTHER = "other"


HELD_AS_LOTS = frozenset({AssetKind.STOCK, AssetKind.ETF, AssetKind.MUTUAL_FUND, AssetKind.UNKNOWN})


@dataclass(frozen=True)
class ImportedLot:
    """Shares bought together and still held.

    account_hint : the account as the file names it, numbers masked to their last four
    quantity : shares
    acquired : trade date; None where the file does not say (then a `Question` asks)
    cost_basis : [USD] of the whole lot; None where the file does not say (then a `Question` asks)
    price : [USD/share] the file's last price, None where it shows none
    holding_period_start : where it differs from `acquired` (IRC 1223(3), after a wash sale)
    is_average_basis : True where the file shows one average for the whole position, not this lot's own basis
    row : line of the file
    value : [USD] as the file shows it, None where it shows none
    is_named_only : True for a fund without a ticker, e.g. a plan's trust: `symbol` is then its name, cut short
    proxy : symbol of a listed fund that its name suggests, empty where there is none
    came_by : bought, inherited or given; donor_basis, donor_acquired : of a gift, where the file says them
    """

    symbol: str
    quantity: Decimal
    acquired: date | None
    cost_basis: Decimal | None
    account_hint: str = ""
    price: Decimal | None = None
    description: str = ""
    asset_kind: AssetKind = AssetKind.UNKNOWN
    holding_period_start: date | None = None
    is_average_basis: bool = False
    row: int = 0
    value: Decimal | None = None
    is_named_only: bool = False
    proxy: str = ""
    came_by: str = "bought"
    donor_basis: Decimal | None = None
    donor_acquired: date | None = None


@dataclass(frozen=True)
class ImportedPosition:
    """A holding's total as the file shows it; amounts in USD, None where the file shows none."""

    symbol: str
    quantity: Decimal
    cost_basis: Decimal | None = None
    price: Decimal | None = None
    account_hint: str = ""
    description: str = ""
    asset_kind: AssetKind = AssetKind.UNKNOWN
    row: int = 0
    value: Decimal | None = None
    is_named_only: bool = False
    proxy: str = ""


@dataclass(frozen=True)
class ImportedCash:
    """Cash or a money market sweep [USD]."""

    amount: Decimal
    account_hint: str = ""
    description: str = ""
    row: int = 0


@dataclass(frozen=True)
class ImportedSale:
    """A closed lot of a realized gains file; amounts in USD."""

    symbol: str
    quantity: Decimal
    acquired: date | None
    sold: date | None
    proceeds: Decimal | None
    cost_basis: Decimal | None
    disallowed_loss: Decimal | None = None
    account_hint: str = ""
    row: int = 0


@dataclass(frozen=True)
class SkippedRow:
    """A line that did not become a lot, and why.

    dollars : [USD] that the row holds: its value, else its basis; None for a total, a title or a footer
    """

    row: int
    text: str
    reason: str
    dollars: Decimal | None = None


@dataclass(frozen=True)
class Question:
    """Something only the user can answer; `field` is `acquired`, `cost_basis` or `proxy`.

    A day or a basis is asked for once a file: `row` is the first lot that lacks it, `symbol` is empty where several do.
    """

    row: int
    account_hint: str
    symbol: str
    field: str
    message: str


@dataclass(frozen=True)
class Difference:
    """Where the lots do not add up to the total that the same file shows."""

    account_hint: str
    symbol: str
    what: str
    lots: Decimal
    total: Decimal

    def __str__(self) -> str:
        where = f" in {self.account_hint}" if self.account_hint else ""
        return f"{self.symbol}{where}: lots add up to {self.lots:f} {self.what}, the file's total says {self.total:f}"


@dataclass
class ImportResult:
    """Everything one file gave. `format` is the importer's name in the registry, `broker` the firm."""

    broker: str
    format: str
    as_of: date | None = None
    lots: list[ImportedLot] = field(default_factory=list)
    positions: list[ImportedPosition] = field(default_factory=list)
    cash: list[ImportedCash] = field(default_factory=list)
    sales: list[ImportedSale] = field(default_factory=list)
    skipped: list[SkippedRow] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    reconciliation: list[Difference] = field(default_factory=list)

    @property
    def has_something(self) -> bool:
        """True where anything at all was read."""
        return bool(self.lots or self.positions or self.cash or self.sales)

    @property
    def dollars_not_read(self) -> Decimal:
        """[USD] in rows that are listed as skipped."""
        return sum((row.dollars for row in self.skipped if row.dollars is not None), Decimal(0))

    def with_acquired(self, day: date) -> "ImportResult":
        """The same result with the user's date on every lot that has none, said in a warning."""
        undated = [lot for lot in self.lots if lot.acquired is None]
        if not undated:
            return self
        lots = [replace(lot, acquired=day) if lot.acquired is None else lot for lot in self.lots]
        questions = [question for question in self.questions if question.field != "acquired"]
        said = (
            f"{len(undated)} lot(s) without an acquisition date were given {day}, as you asked; whether they are "
            "long-term depends on it"
        )
        return replace(self, lots=lots, questions=questions, warnings=[*self.warnings, said])

    def with_account(self, name: str) -> "ImportResult":
        """The same result with every record put into the account `name`."""
        parts: dict[str, Any] = {
            part: [replace(record, account_hint=name) for record in getattr(self, part)]
            for part in ("lots", "positions", "cash", "sales", "questions", "reconciliation")
        }
        hints = sorted({lot.account_hint for lot in self.lots if lot.account_hint})
        warnings = list(self.warnings)
        if len(hints) > 1:
            warnings.append(f"the file names {len(hints)} accounts ({', '.join(hints)}); all went into {name}")
        return replace(self, **parts, warnings=warnings)

    def as_json(self) -> dict[str, Any]:
        """The result as JSON types: dates in ISO form, amounts as numbers, None where unknown."""
        parts = ("lots", "positions", "cash", "sales", "skipped", "questions", "reconciliation")
        return {
            "broker": self.broker,
            "format": self.format,
            "as_of": _plain(self.as_of),
            **{part: [_record(record) for record in getattr(self, part)] for part in parts},
            "warnings": list(self.warnings),
        }


def _record(record: Any) -> dict[str, Any]:
    return {"account" if name == "account_hint" else name: _plain(value) for name, value in vars(record).items()}


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value.isoformat() if isinstance(value, date) else value
