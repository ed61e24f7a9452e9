"""One cell of a ledger: text in, a date or a number out, or a sentence that says what is wrong."""

import re
from datetime import date
from decimal import Decimal

from sim.scenario.days import EARLIEST, LATEST

MAXIMUM_DECIMALS = 24  # what a program prints of a number is kept; beyond that nothing can be meant
_NUMBER = re.compile(r"(\d{1,3}(,\d{3})+|\d+)?(\.\d*)?")
_SMALL = re.compile(r"\d(\.\d+)?E-\d{1,2}")  # 1E-06, as spreadsheets write a small fraction of a share
_ISO_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_US_DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_CURRENCY = re.compile(r"[€£¥₣₹]|\b(?!USD)[A-Z]{3}\b")


class CellError(ValueError):
    """What is wrong with a cell and how to fix it."""


def number(text: str) -> Decimal:
    """Return a number written with an optional dollar sign and thousands separators; it is never negative.

    Raises
    ------
    CellError
    """
    if not text:
        raise CellError("a number is missing here")
    if _CURRENCY.search(text.upper()):
        raise CellError("a currency other than USD; convert the whole ledger to US dollars first")
    plain = text.upper().replace("USD", "").replace("$", "").replace(" ", "").removeprefix("+")
    is_negative = plain.startswith(("-", "−")) or (plain.startswith("(") and plain.endswith(")"))
    digits = plain.strip("-−()") if not _SMALL.fullmatch(plain) else f"{Decimal(plain):f}"
    if not _NUMBER.fullmatch(digits) or not any(character.isdigit() for character in digits):
        raise CellError("not a number; write it like 1234.50 or $1,234.50")
    if is_negative:
        raise CellError("negative; write a positive number, the action says whether shares were bought or sold")
    whole, _, decimals = digits.replace(",", "").partition(".")
    if len(whole) > 15 or len(decimals.rstrip("0")) > MAXIMUM_DECIMALS:
        raise CellError(f"more than 15 digits or more than {MAXIMUM_DECIMALS} decimal places")
    return Decimal(f"{whole or 0}.{decimals}" if decimals else whole)


def positive_number(text: str) -> Decimal:
    """Return a number above zero.

    Raises
    ------
    CellError
    """
    value = number(text)
    if value == 0:
        raise CellError("zero; a quantity must be above zero")
    return value


def magnitude(text: str) -> Decimal | None:
    """Return the number of a cell whatever its sign, None where there is none: to count shares in a faulty row."""
    try:
        return positive_number(text.strip("()-− "))
    except CellError:
        return None


def ratio(text: str) -> tuple[int, int]:
    """Return a split's (new, old) shares from `2`, `0.1` or `3:2` (three new shares for two old ones).

    Raises
    ------
    CellError
    """
    new, colon, old = text.partition(":")
    first, second = positive_number(new.strip()), positive_number(old.strip()) if colon else Decimal(1)
    numerator, denominator = first.as_integer_ratio()
    over, under = second.as_integer_ratio()
    return numerator * under, denominator * over


def date_format(text: str) -> str:
    """Return which of the two formats a date is written in, "" for neither."""
    if _ISO_DATE.fullmatch(text):
        return "YYYY-MM-DD"
    return "MM/DD/YYYY" if _US_DATE.fullmatch(text) else ""


def day(text: str) -> date:
    """Return a date written YYYY-MM-DD or MM/DD/YYYY.

    Raises
    ------
    CellError
    """
    if not text:
        raise CellError("a date is missing here")
    if match := _ISO_DATE.fullmatch(text):
        year, month, day_of_month = (int(part) for part in match.groups())
    elif match := _US_DATE.fullmatch(text):
        month, day_of_month, year = (int(part) for part in match.groups())
    else:
        raise CellError("not a date; write it like 2025-12-31")
    if not EARLIEST.year <= year <= LATEST.year:
        raise CellError(f"the year must be between {EARLIEST.year} and {LATEST.year}")
    try:
        return date(year, month, day_of_month)
    except ValueError:
        raise CellError("this date does not exist") from None
