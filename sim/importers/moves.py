"""What a transaction of a broker's history does to shares, by the words that brokers use for it."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from sim.importers.dollars import lenient
from sim.importers.kinds import Cells, is_cash_name, kind_of
from sim.importers.records import HELD_AS_LOTS, AssetKind
from sim.importers.session import SKIP_REASONS, Reading
from sim.importers.tables import Record
from sim.importers.values import is_null, symbol


class Act(StrEnum):
    """What happens to shares; `CASH` moves none."""

    BUY = "buy"
    REINVEST = "reinvest"
    SELL = "sell"
    SPLIT = "split"
    IN = "in"
    OUT = "out"
    CASH = "cash"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Move:
    """One transaction. `quantity` is above zero, of a split the shares that it adds (below zero: takes)."""

    record: Record
    day: date
    act: Act
    symbol: str
    quantity: Decimal
    amount: Decimal
    account: str


_SPLIT_WORDS = re.compile(r"\bsplit\b|^spl$|^spr$", re.IGNORECASE)
_CASH_WORDS = re.compile(r"\b(dividend|interest|int|cap(ital)? gain|tax|fee|withh|lieu)\b", re.IGNORECASE)
_REINVEST_WORDS = re.compile(r"reinvest", re.IGNORECASE)
_SELL_WORDS = re.compile(r"^(you )?sold\b|^sell\b|redemption|redeemed|exchange out|exchanged? to", re.IGNORECASE)
_BUY_WORDS = re.compile(
    r"^(you )?bought\b|^buy\b|^purchas|exchange in\b|exchanged? from|^contribution|automatic investment",
    re.IGNORECASE,
)
_IN_WORDS = re.compile(
    r"transferred from|transfer \(incoming\)|conversion \(incoming\)|^acati?$|^rec$|shares received|deposit(ed)? "
    r"(stock|shares)|stock plan activity|received from|journal|security transfer|transfer of assets",
    re.IGNORECASE,
)
_OUT_WORDS = re.compile(
    r"transferred to|transfer \(outgoing\)|conversion \(outgoing\)|^acato$|delivered to", re.IGNORECASE
)
_ACTS: tuple[tuple[Act, re.Pattern[str]], ...] = (
    (Act.SPLIT, _SPLIT_WORDS),
    (Act.CASH, _CASH_WORDS),
    (Act.REINVEST, _REINVEST_WORDS),
    (Act.SELL, _SELL_WORDS),
    (Act.BUY, _BUY_WORDS),
    (Act.IN, _IN_WORDS),
    (Act.OUT, _OUT_WORDS),
)
_OPTION_ACT = re.compile(
    r"\b(to (open|close)|assigned|expired|exercise)|^(bto|sto|btc|stc|oexp|oasgn|oexcs)$|opening transaction"
    r"|closing transaction", re.IGNORECASE
)  # fmt: skip
_AS_OF = re.compile(r"\bas of\b", re.IGNORECASE)
_REVERSED = re.compile(r"(\d)S$", re.IGNORECASE)


def act_of(text: str) -> Act:
    """What the words of a transaction say of shares."""
    return next((act for act, pattern in _ACTS if pattern.search(text.strip())), Act.UNKNOWN)


def move_of(reading: Reading, record: Record, account: str) -> Move | None:
    """The move of a row; None, and listed, where it moves no shares of a stock or a fund or cannot be read."""
    said = record.get("act")
    act = act_of(said)
    written = "" if is_null(record.get("symbol")) else record.get("symbol")
    quantity = lenient(_REVERSED.sub(r"-\1", record.get("quantity")))
    if act is Act.CASH or (not written and not quantity) or (quantity in (None, 0) and not record.get("quantity")):
        reading.skip(record, "moves no shares: a dividend, interest, a deposit or a fee")
        return None
    price = lenient(record.get("price"))
    kind = kind_of(Cells(written, record.get("description"), "", quantity, price, None))
    if _OPTION_ACT.search(said) and kind in HELD_AS_LOTS:
        kind = AssetKind.OPTION
    if kind is AssetKind.CASH or is_cash_name(written):
        reading.skip(record, "moves cash: a money market fund or a sweep")
        return None
    if kind not in HELD_AS_LOTS:
        reading.skip(record, SKIP_REASONS[kind], _dollars(record))
        return None
    return _move(reading, record, account, act)


def _dollars(record: Record) -> Decimal | None:
    amount = lenient(record.get("amount"))
    return None if amount is None else abs(amount)


def _move(reading: Reading, record: Record, account: str, act: Act) -> Move | None:
    before = len(reading.problems)
    day = _day(reading, record)
    quantity, price, amount = (reading.amount(record, name) for name in ("quantity", "price", "amount"))
    try:
        ticker = symbol(record.get("symbol"))
    except ValueError as error:
        reading.wrong(record, "symbol", str(error))
        return None
    if day is None and len(reading.problems) == before:
        reading.wrong(record, "day", "is missing; without its day a transaction has no place in the order")
    if len(reading.problems) > before or day is None or quantity is None:
        return None
    if quantity == 0:
        reading.skip(record, "moves no shares: its quantity is zero")
        return None
    if act is Act.IN and quantity < 0:
        act = Act.OUT
    if act is Act.UNKNOWN:
        fix = f"{record.get('act')[:60]!r} is a kind of transaction that is not known here, and it moves shares"
        reading.unread(record, f"row {record.number}", "", fix)
        return None
    if amount is None:
        amount = quantity * (price or 0)
    if amount == 0 and act is Act.SELL:
        reading.result.warnings.append(f"row {record.number}: shares were sold for nothing; check its amount")
    return Move(record, day, act, ticker, quantity if act is Act.SPLIT else abs(quantity), abs(amount), account)


def _day(reading: Reading, record: Record) -> date | None:
    """The day of the trade: of `01/05/2026 as of 01/02/2026` the second."""
    try:
        return reading.dates.read(_AS_OF.split(record.get("day"))[-1])
    except ValueError as error:
        reading.wrong(record, "day", str(error))
        return None
