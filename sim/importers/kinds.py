"""What a row holds, by the words that brokers use: cash, a money fund, an option, a bond, a loan, a total, a footer."""

import re
from decimal import Decimal
from typing import NamedTuple

from sim.importers.records import AssetKind
from sim.importers.values import is_money_market, is_null

_TOTAL = re.compile(
    r"((account|grand|sub|positions?|portfolio|overall|net|plan)[ -]?)?totals?"
    r"( (value|portfolio|account|assets?|balance|market value|holdings|positions?|cost|gain|for|of|all|in)\b.*)?[:*]?",
    re.IGNORECASE,
)
_BALANCE = re.compile(
    r"((net|total|ending|closing|account|plan|portfolio|current|vested) ){0,3}(value|balance|liquidating value)[:*]?",
    re.IGNORECASE,
)
_BEGINS_AS_TOTAL = re.compile(r"(grand |sub-?)?totals?\b", re.IGNORECASE)
_FUND_WORD = re.compile(
    r"\b(stocks?|stk|bonds?|bd|market|mkt|intl|international|world|index|idx|fund|return|ret)\b", re.IGNORECASE
)
PENDING = re.compile(r"pending( activity| transactions?| trades?)?|unsettled( activity| cash| trades?)?", re.IGNORECASE)
_FUTURES_CASH = re.compile(r"futures? (cash|sweep|margin)\b.*", re.IGNORECASE)
_CASH = re.compile(
    r"cash|cash (and|&) (cash investments|money market|equivalents|sweep.*)|(total )?cash (balance|sweep|position|held)"
    r"|cash account|us dollars?|u\.s\. dollars?|usd|dollar|core( position| account)?|core cash|held in [a-z]{4,6}"
    r"|uninvested cash|available cash|settled cash|money accounts?|free credit balance|settlement fund|sweep"
    r"|(fdic[- ]insured |insured |bank )?(deposit|cash) (sweep|program|account)\b.*|bank sweep\b.*|brokerage cash",
    re.IGNORECASE,
)
_SWEEP = re.compile(
    r"\b(bank deposit sweep|deposit progra?m|cash reserves?|fdic[- ]insured|insured deposit)\b"
    r"|\bbank,? n\.?a\.?( deposits?)?$",
    re.IGNORECASE,
)
_COIN = re.compile(
    r"(crypto: ?)?(bitcoin( cash)?|ether(eum)?|ethereum classic|litecoin|dogecoin|solana|cardano|xrp|usd coin|tether)",
    re.IGNORECASE,
)
_STARRED = re.compile(r"[A-Z0-9]{1,15}\*{1,3}")
_MONEY_WORDS = re.compile(r"\b(money (market|mkt|fund)|mmkt|mm fund|liquid reserves?)\b", re.IGNORECASE)
_LOAN = re.compile(r"(?<!senior )(?<!bank )\bloans?( balance| fund| account| receivable| \d{1,4})?$", re.IGNORECASE)
_LOAN_BEGINS = re.compile(
    r"(outstanding |participant |plan |401\(?k\)? |general |residential |primary ){0,3}loans?\b", re.IGNORECASE
)
_SOURCE = re.compile(
    r"((employee|employer|company|participant|your|roth|safe harbor)[ -]){0,3}"
    r"(pre-?tax|after-?tax|roth|match(ing)?|contributions?|deferrals?|rollover|profit sharing|vested balance)"
    r"( (contributions?|deferrals?|401\(?k\)?|balance|account|match(ing)?|source)){0,2}",
    re.IGNORECASE,
)
_OCC = re.compile(r"-?\.?[A-Z]{1,6}\s{0,6}\d{6}[CP]\d{1,8}(\.\d{1,4})?", re.IGNORECASE)
_PUT_OR_CALL = re.compile(r"\b(puts?|calls?)\b", re.IGNORECASE)
_STRIKE = re.compile(
    r"\$ ?\d|\d{1,2}/\d{1,2}/\d{2,4}|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\b", re.IGNORECASE
)
_SHORT_OPTION = re.compile(
    r"\d{1,2}/\d{1,2}/\d{2,4} [\d.,$]{1,12} [CP]$|\d{1,2}[A-Z]{3}\d{2} [\d.]{1,12} [CP]$", re.IGNORECASE
)
_FUTURE = re.compile(r"/[A-Z0-9]{1,8}(:[A-Z]{1,6})?")
_BOND_WORDS = re.compile(
    r"\b(t-?bills?|treasury (bill|note|bond|infl)|treas (bill|note|bd|nts?)|us ?t?sy|debenture"
    r"|cert(ificate)? of deposit|cd fdic|brokered cd|municipal bond|muni bond|zero cpn|cpn|coupon"
    r"|corp(orate)? (bond|note)|sr (unsec )?(nt|note)|structured note)\b",
    re.IGNORECASE,
)
_RATE_AND_DAY = re.compile(r"\d\.?\d{0,4} ?%.{0,30}\d{1,2}/\d{1,2}/\d{2,4}|\d\.\d{1,5} \d{1,2}/\d{1,2}/\d{2,4}")
_MATURES = re.compile(r"\bdue \d{1,2}/\d{1,2}/\d{2,4}", re.IGNORECASE)
_POOL = re.compile(r"\b(fund|etf|index|trust|idx|pool|portfolio|cl|class|admiral|investor|inst)\b", re.IGNORECASE)
_TREASURY = re.compile(r"912[78][0-9A-Z]{5}|91282[0-9A-Z]{4}")
CUSIP = re.compile(r"(?=[0-9A-Z]{0,8}\d[0-9A-Z]{0,8}\d$)[0-9A-Z]{8}\d")

_KIND_WORDS: tuple[tuple[AssetKind, tuple[str, ...]], ...] = (
    (AssetKind.OPTION, ("option", "opt", "fop", "warrant", "put", "call")),
    (AssetKind.FUTURE, ("future", "futures", "fut")),
    (AssetKind.COIN, ("crypto", "cryptocurrency", "digital", "coin", "coins")),
    (AssetKind.CASH, ("cash", "money", "sweep", "deposit")),
    (AssetKind.ETF, ("etf", "etfs", "etp", "etn")),
    (AssetKind.MUTUAL_FUND, ("mutual", "fund", "funds", "trust")),
    (AssetKind.BOND, (
        "bond", "bonds", "fixed", "cd", "cds", "treasury", "treasuries", "municipal", "corporate", "bill", "note",
        "debt",
    )),
    (AssetKind.STOCK, ("stock", "stocks", "stk", "equity", "equities", "adr", "reit", "share", "shares")),
)  # fmt: skip
_TICKER = re.compile(r"[A-Z]{3,5}")
_WORD = re.compile(r"[a-z]+")


class Cells(NamedTuple):
    """The cells of a row by which it is sorted; amounts are None where the row has none that can be read."""

    symbol: str
    description: str
    kind: str
    quantity: Decimal | None
    price: Decimal | None
    value: Decimal | None

    @property
    def words(self) -> str:
        return f"{self.symbol} {self.description}".strip()


def is_total(cell: str, has_shares: bool = True) -> bool:
    """True for the name of a total. `has_shares`: the row also counts shares, as a fund whose name begins so."""
    if _TOTAL.fullmatch(cell) or PENDING.fullmatch(cell) or cell.lower().rstrip(":") == "sum":
        return True
    if not has_shares and _BALANCE.fullmatch(cell.strip()):
        return True
    return not has_shares and _BEGINS_AS_TOTAL.match(cell) is not None and not _FUND_WORD.search(cell)


def is_source(text: str) -> bool:
    """True for a source of a plan's money, such as `Employer match`, which is no fund."""
    return _SOURCE.fullmatch(text.strip()) is not None


def is_loan(text: str) -> bool:
    """True for a loan from a plan, which is no holding (a fund of senior or bank loans is one)."""
    cleaned = text.strip()
    return bool(_LOAN_BEGINS.match(cleaned) or _LOAN.search(cleaned)) and not _POOL.search(_LOAN.sub("", cleaned))


def kind_said(text: str) -> AssetKind:
    """The kind that a column such as `Asset Type` says in words; unknown for a word of no kind (`Margin`, `--`)."""
    words = set(_WORD.findall(text.lower()))
    return next((kind for kind, ours in _KIND_WORDS if words & set(ours)), AssetKind.UNKNOWN)


def kind_of(cells: Cells) -> AssetKind:
    """What the row holds, by its type column, its symbol, its words, and by what a unit of its price counts."""
    said, looks = kind_said(cells.kind), _by_symbol(cells)
    if looks is not AssetKind.UNKNOWN:
        return looks
    if said is AssetKind.UNKNOWN and (_COIN.fullmatch(cells.description.strip()) or _COIN.fullmatch(cells.symbol)):
        return AssetKind.COIN
    if _is_money(cells, said):
        return AssetKind.CASH
    if _is_option(cells):
        return AssetKind.OPTION
    if said is AssetKind.CASH:
        return _cash_or_fund(cells)
    if said in (AssetKind.BOND, AssetKind.MUTUAL_FUND) and CUSIP.fullmatch(cells.symbol.upper()) is None:
        is_pool = bool(cells.symbol and not is_null(cells.symbol)) or bool(_POOL.search(cells.description))
        return AssetKind.MUTUAL_FUND if is_pool and not _is_bond(cells) else said
    if said is not AssetKind.UNKNOWN:
        return said
    return _by_words(cells)


def _by_symbol(cells: Cells) -> AssetKind:
    symbol = cells.symbol.strip()
    is_at_one = cells.price in (None, 1)  # CASH, USD and CORE are tickers too
    if _STARRED.fullmatch(symbol.upper()):
        return AssetKind.CASH
    if _FUTURES_CASH.fullmatch(symbol) or _FUTURE.fullmatch(symbol.upper()):
        return AssetKind.FUTURE
    if is_at_one and (is_cash_name(symbol) or (is_null(symbol) and is_cash_name(cells.description))):
        return AssetKind.CASH
    if symbol.startswith("-") and not is_null(symbol):
        return AssetKind.OPTION
    if _OCC.fullmatch(symbol) or _SHORT_OPTION.search(symbol) or _SHORT_OPTION.search(cells.description):
        return AssetKind.OPTION
    return AssetKind.UNKNOWN


def is_cash_name(text: str) -> bool:
    """True for the name of cash itself, of a bank sweep or of the core position."""
    return _CASH.fullmatch(text.strip()) is not None


def _is_money(cells: Cells, said: AssetKind) -> bool:
    """True for a money fund: by its symbol, or by its name at a price of one dollar."""
    if is_money_market(cells.symbol.strip().upper()):
        return True
    is_at_one = cells.price == 1 or (cells.price is None and cells.quantity in (None, cells.value))
    return is_at_one and bool(_MONEY_WORDS.search(cells.words) or _SWEEP.search(cells.words))


def _cash_or_fund(cells: Cells) -> AssetKind:
    """What a type column calls cash: a fund with a price of its own (a bond fund under "cash alternatives") is none."""
    return AssetKind.CASH if cells.price in (None, 1) or cells.quantity is None else AssetKind.UNKNOWN


def _is_option(cells: Cells) -> bool:
    """True where the words name a put or a call with its price or its day (a fund of covered calls names neither)."""
    words = cells.words
    return bool(_PUT_OR_CALL.search(words) and _STRIKE.search(words)) and any(map(str.isdigit, words))


def _by_words(cells: Cells) -> AssetKind:
    if _is_bond(cells):
        return AssetKind.BOND
    return {100: AssetKind.OPTION, -100: AssetKind.BOND}.get(units_of_price(cells), AssetKind.UNKNOWN)


def _is_bond(cells: Cells) -> bool:
    if _TREASURY.fullmatch(cells.symbol.upper()) or _RATE_AND_DAY.search(cells.words) or _MATURES.search(cells.words):
        return True
    is_fund = _POOL.search(cells.words) or _TICKER.fullmatch(cells.symbol)
    return bool(_BOND_WORDS.search(cells.words)) and not is_fund


def units_of_price(cells: Cells) -> int:
    """1 where shares times price is the value, 100 where each counts for a hundred, -100 where it is per 100, else 0.

    An option's contract is of 100 shares, a bond's price per 100 of its face.
    """
    if not (cells.quantity and cells.price and cells.value):
        return 1
    product = cells.quantity * cells.price
    for units, wanted in ((1, product), (100, product * 100), (-100, product / 100)):
        if abs(wanted - cells.value) <= abs(cells.value) / 50 + Decimal("0.02"):
            return units
    return 0
