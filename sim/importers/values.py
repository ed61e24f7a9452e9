"""One cell at a time: amounts, share counts, symbols and account names, all exact and all strict."""

import re
from decimal import Decimal

NULLS = frozenset({"", "-", "--", "---", "n/a", "na", "none", "null", "not available", "unknown", "incomplete"})
_AMOUNT = re.compile(r"(\d+|\d{1,3}(,\d{3})+)?(\.\d*)?")
_BESIDE = re.compile(r"(?<=[\d)])\s(?:\d{1,2}:\d{2} ?[AP]M.{0,5}|\d{1,2}/\d{1,2}/\d{2,4}|[-+]?[\d.,]{1,12}%)$")
"""What stands behind a number in the same cell: its time, its day, its percentage."""

_USD = re.compile(r"^(?:usd\s?|us(?=\$))|\s?usd$", re.IGNORECASE)
MERRILL_ACCOUNT = re.compile(r"\b\d{2}[A-Z]-?\d(?=\d[A-Z]\d{2}\b)")
_SYMBOL = re.compile(r"[A-Z0-9][A-Z0-9.\-]{0,14}")
_MAX_DIGITS = 12  # a trillion dollars or shares; products of two such stay exact in Decimal
_LONG_NUMBER = re.compile(r"(?<![\w.$;/-])[A-Za-z]{0,3}\d[\d-]{4,}\d(?![\w;/]|-\w|\.\d)")
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def is_null(text: str) -> bool:
    """True for an empty cell and for the ways brokers write 'nothing here'."""
    return text.strip().lower() in NULLS


def amount(text: str) -> Decimal | None:
    """The exact number in `text`, or None for a null cell.

    Reads `$1,234.50`, `-$1.70`, `$-1.70`, `(12.00)`, `+0.05%` (as 0.05). Thousands commas must group by three, so a
    European decimal comma is an error and not a number a thousand times too large.

    Raises
    ------
    ValueError
        with the fix, where the text is no such number
    """
    if is_null(text):
        return None
    body = _BESIDE.sub("", text.strip().replace("\u2212", "-").replace("\u00a0", ""))
    body, is_negative = _USD.sub("", body), False
    if body.startswith("(") and body.endswith(")"):
        body, is_negative = body[1:-1], True
    signs = re.match(r"[\s$+\-]*", body)
    lead = signs.group() if signs else ""
    if lead.count("-") + lead.count("+") > 1 or lead.count("$") > 1:
        raise ValueError("is not a number; write it like 1234.56")
    is_negative ^= "-" in lead
    body = body[len(lead) :].removesuffix("%").strip()
    if not body or body == "." or not _AMOUNT.fullmatch(body) or not body.isascii():
        raise ValueError("is not a number; write it like 1234.56")
    digits = body.replace(",", "")
    if len(digits.split(".")[0].lstrip("0")) > _MAX_DIGITS or len(digits) > 2 * _MAX_DIGITS:
        raise ValueError("has too many digits")
    return -Decimal(digits) if is_negative else Decimal(digits)


def shown(number: Decimal) -> str:
    """The number without exponent and trailing zeros."""
    return format(number.normalize(), "f")


def dollars(amount: Decimal) -> str:
    """The amount as people write it."""
    return f"{'-' if amount < 0 else ''}${abs(amount):,.2f}"


def symbol(text: str) -> str:
    """The ticker or CUSIP in capitals, share classes with a dot (BRK/B and BRK B become BRK.B).

    Raises
    ------
    ValueError
        where the text is no symbol
    """
    cleaned = text.strip().upper().rstrip("*")
    cleaned = re.sub(r"^([A-Z]{1,5})[ /]([A-Z])$", r"\1.\2", cleaned)
    if not _SYMBOL.fullmatch(cleaned) or not cleaned.isascii():
        raise ValueError("is not a symbol; write a ticker like VTI or a CUSIP")
    return cleaned


def is_money_market(ticker: str) -> bool:
    """True for money market mutual funds: five letters ending in XX, by the NASDAQ symbol convention."""
    return re.fullmatch(r"[A-Z]{3}XX", ticker) is not None


def mask_account(text: str) -> str:
    """The account as shown to the user: names stay, anything like an account number keeps its last four only."""
    cleaned = re.sub(r"\s+", " ", text.strip())
    cleaned = re.sub(r"(?i)\bX{2,30}[-\s]?X{0,30}(?=\d)", "...", cleaned)
    cleaned = MERRILL_ACCOUNT.sub("...", cleaned)
    return re.sub(r"[A-Za-z]{0,3}-?\d[\d-]{3,}\d", lambda found: "..." + _last_four(found.group()), cleaned)[:60]


def mask_numbers(text: str) -> str:
    """Text of a row safe to show: every long number that may be an account's is masked, ISO days stay."""
    return _LONG_NUMBER.sub(
        lambda found: found.group() if _ISO_DAY.fullmatch(found.group()) else "..." + _last_four(found.group()),
        MERRILL_ACCOUNT.sub("...", text),
    )


def _last_four(number: str) -> str:
    return re.sub(r"\D", "", number)[-4:]


_LINK = re.compile(
    r"brokerage ?link\b|self[- ]directed brokerage\b|\bsdba\b|\bpcra\b|personal choice retirement", re.IGNORECASE
)
_PLAN = re.compile(
    r"401\s?\(?k\)?|403\s?\(?b\)?|457\s?\(?b\)?|\btsp\b|thrift savings"
    r"|\b(retirement|thrift|profit[- ]sharing|deferred compensation|retirement savings|employees?'? savings) plan\b",
    re.IGNORECASE,
)


def is_brokerage_link(text: str) -> bool:
    """True for the window of a plan through which its participant holds what a broker offers."""
    return _LINK.search(text) is not None


def account_kind(name: str) -> str:
    """The account type a name gives away (`401k`, `roth_ira`, `traditional_ira`, `inherited_ira`, `hsa`), or none."""
    spaced = name.replace("_", " ")
    lowered = spaced.lower().strip()
    if _PLAN.search(lowered) or is_brokerage_link(lowered):
        return "401k"
    if re.search(r"\b(inherited|beneficiary)\b.*\bira\b", lowered) and not re.search(r"\broth\b", lowered):
        return "inherited_ira"
    if re.search(r"\broth\b", lowered):
        return "roth_ira"
    # "Ira" may be somebody's first name: IRA in capitals, alone, or after a word that only an account has
    if (
        lowered == "ira"
        or re.search(r"\bIRA\b", spaced)
        or re.search(r"(traditional|rollover|sep|simple) ira\b", lowered)
    ):
        return "traditional_ira"
    return "hsa" if re.search(r"\bhsa\b|health savings", lowered) else ""
