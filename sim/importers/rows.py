"""One row of a table of holdings: cash, a position, a lot, or listed with its reason and its dollars."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sim.importers.dollars import lenient
from sim.importers.kinds import CUSIP, Cells, is_loan, is_source, kind_of
from sim.importers.origins import origin_of
from sim.importers.proxies import proxy_of
from sim.importers.records import HELD_AS_LOTS, AssetKind, ImportedLot, ImportedPosition
from sim.importers.session import FOREIGN_CURRENCY, SKIP_REASONS, Holding, Reading
from sim.importers.tables import Record
from sim.importers.values import is_brokerage_link, is_null, mask_account, symbol

LOAN = "a loan from the plan, no holding: its balance is not in your plan"
LONGEST_NAME = 24
"""Letters of a symbol in a plan; a fund without a ticker goes by its name, cut here."""

_COLLEGE = re.compile(r"(?<![-.*#X\d])\b529\b|college savings", re.IGNORECASE)
_DAYS = ("acquired", "holding_period_start")
_NAME = re.compile(r"[A-Za-z0-9][\w .,;&'()/+%:*®™-]{3,120}")
_TICKER = re.compile(r"[A-Z]{1,5}(?:\.[A-Z])?")
_LEADING_SYMBOL = re.compile(r"([A-Z]{1,5}(?:\.[A-Z])?) (?=[A-Z])")
_SHORTER = (
    ("institutional", "inst"), ("international", "intl"), ("retirement", "ret"), ("vanguard", "vang"),
    ("fidelity", "fid"), ("portfolio", "port"), ("collective", "coll"), ("investment", "inv"), ("market", "mkt"),
    ("target", "tgt"), ("trust", "tr"), ("index", "idx"), ("stock", "stk"), ("equity", "eq"), ("growth", "gr"),
    ("company", "co"), (" fund", ""), (" the ", " "),
)  # fmt: skip


@dataclass(frozen=True)
class Manner:
    """How the rows of a table are meant.

    is_lots : a row is a lot (its day may be missing), else a position
    may_be_short : False for files that people write: there a quantity below zero is a mistake
    counts_dollars : True where a row without shares is held by its value: a plan's statement in dollars
    kind : of every row, where the file says it elsewhere
    symbol_leads_name : True where one cell holds both: `JEPI JPMORGAN EQUITY PREMIUM`
    """

    is_lots: bool = False
    may_be_short: bool = True
    counts_dollars: bool = False
    kind: AssetKind = AssetKind.UNKNOWN
    symbol_leads_name: bool = False


POSITIONS, LOTS = Manner(), Manner(is_lots=True)


def take(reading: Reading, record: Record, account: str, manner: Manner = POSITIONS) -> None:
    """Keep what the row holds, or list it. Nothing of it is guessed."""
    cells = _cells(record)
    if record.get("currency").upper() not in ("", "USD", "US DOLLAR", "US DOLLARS", "$", "--", "-"):
        reading.skip_holding(record, FOREIGN_CURRENCY)
    elif _COLLEGE.search(account):
        reading.skip_holding(record, "in a 529 college savings plan: outside this plan, nothing to harvest")
    elif manner.counts_dollars and cells.quantity is None and is_source(cells.words):
        reading.skip(record, "where the money of the plan came from: its funds are rows of their own")
    elif is_brokerage_link(cells.words) and not is_brokerage_link(account):
        reading.keep_link(record)
    elif is_loan(cells.description if is_null(cells.symbol) else cells.symbol) or is_loan(cells.description):
        reading.skip_holding(record, LOAN)
    else:
        _take_by_kind(reading, record, account, manner, cells)


def is_cash_in_short(record: Record) -> bool:
    """True for a row of cash that ends after its amount: nothing else of it is needed."""
    cells = _cells(record)
    return cells.value is not None and kind_of(cells) is AssetKind.CASH


def _take_by_kind(reading: Reading, record: Record, account: str, manner: Manner, cells: Cells) -> None:
    kind = kind_of(cells) if manner.kind is AssetKind.UNKNOWN else manner.kind
    if kind is AssetKind.CASH:
        _take_cash(reading, record, account, cells)
    elif kind not in HELD_AS_LOTS:
        reading.skip_holding(record, SKIP_REASONS[kind], kind)
    elif all(amount is None for amount in (cells.quantity, cells.value)) and not _has_amounts(record):
        reading.skip(record, "no shares and no dollars")
    else:
        _take_holding(reading, record, account, manner, kind)


def _cells(record: Record) -> Cells:
    amounts = (lenient(record.get(name)) for name in ("quantity", "price", "value"))
    return Cells(_known(record, "symbol"), _known(record, "description"), record.get("kind"), *amounts)


def _known(record: Record, name: str) -> str:
    text = record.get(name).strip()
    return "" if is_null(text) else text


def _has_amounts(record: Record) -> bool:
    return any(not is_null(record.get(name)) for name in ("quantity", "value", "cost_basis"))


def _take_cash(reading: Reading, record: Record, account: str, cells: Cells) -> None:
    before = len(reading.problems)
    amount = reading.amount(record, "value")
    if amount is None and len(reading.problems) == before:
        shares, price = reading.amount(record, "quantity"), reading.amount(record, "price")
        amount = None if shares is None else shares * (1 if price is None else price)
    if len(reading.problems) == before:
        reading.add_cash(record, amount, account, cells.description or cells.symbol)


def _take_holding(reading: Reading, record: Record, account: str, manner: Manner, kind: AssetKind) -> None:
    before = len(reading.problems)
    ticker, name = _ticker_and_name(reading, record)
    if name and manner.symbol_leads_name and (leads := _LEADING_SYMBOL.match(record.get("symbol"))):
        ticker, name = leads[1], ""
    acquired, start = (reading.date(record, name) if manner.is_lots else None for name in _DAYS)
    origin: dict[str, Any] = {**origin_of(reading, record)} if manner.is_lots else {}
    holding = _holding(reading, record, ticker, manner)
    value = reading.amount(record, "value")
    if holding is None or not ticker or len(reading.problems) > before:
        return
    price = holding.price if holding.price is not None else _price(value, holding.quantity)
    is_named_only = bool(name)
    proxy = proxy_of(name or record.get("description")) if is_named_only or CUSIP.fullmatch(ticker) else None
    described = name or record.get("description")
    common: dict[str, Any] = {
        "symbol": ticker, "quantity": holding.quantity, "cost_basis": holding.cost_basis, "account_hint": account,
        "price": price, "description": described, "asset_kind": kind, "row": record.number, "value": value,
        "is_named_only": is_named_only, "proxy": proxy.symbol if proxy else "",
    }  # fmt: skip
    if manner.is_lots:
        reading.add_lot(
            ImportedLot(
                acquired=acquired,
                holding_period_start=start if start != acquired else None,
                **origin,
                **common,
            )
        )
    else:
        reading.add_position(ImportedPosition(**common))


def _price(value: Decimal | None, quantity: Decimal) -> Decimal | None:
    return None if value is None or value < 0 else value / quantity


def _holding(reading: Reading, record: Record, ticker: str, manner: Manner) -> Holding | None:
    """The row's shares; its dollars at a price of one each where it counts none."""
    if manner.counts_dollars and is_null(record.get("quantity")):
        value, basis = reading.amount(record, "value"), reading.amount(record, "cost_basis")
        if basis is not None and basis < 0:
            reading.wrong(record, "cost_basis", "is negative; a lot's basis is zero or more")
            return None
        if value is not None and value > 0:
            return Holding(ticker, value, basis, Decimal(1))
    return reading.holding(record, ticker, may_be_short=manner.may_be_short)


def _ticker_and_name(reading: Reading, record: Record) -> tuple[str, str]:
    """The row's symbol, and its name where that stands in for the symbol; empty where it has neither (noted)."""
    written, described = _known(record, "symbol"), _known(record, "description")
    if "symbol" not in record.columns and _TICKER.fullmatch(described) and proxy_of(described) is None:
        return described, ""  # people head their tickers "Fund"
    if not written and _NAME.fullmatch(described):
        return reading.symbol_of_name(described, short_name(described)), described
    try:
        return symbol(written), ""
    except ValueError as error:
        if " " in written and _NAME.fullmatch(written):
            name = described or written
            return reading.symbol_of_name(name, short_name(name)), name
        reading.wrong(record, "symbol", str(error))
        return "", ""


def short_name(name: str) -> str:
    """The name of a fund without a ticker, short enough to stand where a symbol does; longer names lose long words."""
    shorter = f" {mask_account(' '.join(name.split()))} ".upper()
    for long, short in _SHORTER:
        if len(shorter.strip()) <= LONGEST_NAME:
            break
        shorter = shorter.replace(long.upper(), short.upper())
    return shorter.strip()[:LONGEST_NAME].strip()
