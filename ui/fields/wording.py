"""What is wrong with an answer, as an adviser says it: the words of the field, not those of the file it is kept in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from sim.api import Problem
from ui.fields import words
from ui.fields.field import Field, Kind

MOST_CHOICES = 8
_BOUND = re.compile(r"(than or equal to|than) (-?\d+(?:\.\d+)?(?:e-?\d+)?)")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_CLASSES = re.compile(r"\b(?:us_stock|us_small|us_bond|long_bond|single_stock)\b")
_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
NOTHING = ("", "None")
PLAIN = {
    "This field is required; add it.": "Please enter this.",
    "This must not be empty.": "Please enter this.",
    "Not a date; write it as YYYY-MM-DD.": "This is not a date; write it like 03/15/2021.",
    "Not a date; write it as YYYY-MM-DD, without a time.": "This is not a date; write it like 03/15/2021.",
    "Not a number; write digits only, without $ or commas.": "This is not a number.",
    "Not a US state; use the two-letter code, e.g. CA or DC.": "Choose the state from the list.",
    "This must be text in quotes.": "Please write this in words.",
    "Write true or false.": "Say yes or no.",
}
_SYMBOL = re.compile(r"^Unknown symbol; add it under sec.*$")
_NO_ACCOUNT = re.compile(r"^There is no such account; known .*$")
_LIMIT = re.compile(r"^It must be (greater|less) than( or equal to)? ([^ ;]+); change it\.$")
_LENGTH = re.compile(r"^The list must have at (least|most) (\d+) items? after .*$")
LIMITS = {("greater", True): "at least", ("less", True): "at most", ("greater", False): "more than"}
_ACCOUNT = re.compile(r"this account is (\w+)\.")
_ENTRY = re.compile(r"\bentry (\d+)\b")
NEEDED = "Please enter this."


def said(problem: Problem, spec: Field | None, accounts: Mapping[str, str]) -> tuple[str, str]:
    """Return what is wrong, and what stands there, "" where nothing does; plain text. accounts : names by their ids."""
    message, value = problem.message, str(problem.value)
    if spec is not None and spec.kind is Kind.PERCENT:
        message = _BOUND.sub(lambda bound: f"{bound[1]} {float(bound[2]) * 100:g}%", message)
        value = f"{float(value) * 100:g}%" if _NUMBER.fullmatch(value) else value
    is_empty = value in NOTHING
    is_chosen = spec is not None and spec.kind in (Kind.CHOICE, Kind.ACCOUNT, Kind.SYMBOL)
    is_field = spec is not None  # a file that cannot be read has a message of its own
    if (
        is_empty
        and is_field
        and (message in PLAIN or message.startswith(("Not ", "There is no such", "Unknown symbol")))
    ):
        return ("Please choose one." if is_chosen else NEEDED), ""
    if message.startswith("Not one of the choices"):
        message = _choices(spec)
    message = PLAIN.get(message, message)
    message = _SYMBOL.sub("There is no such security yet: add it to the securities.", message.replace(" (mfj)", ""))
    message = _NO_ACCOUNT.sub("There is no such account; choose one from the list.", message)
    message = _LENGTH.sub(lambda found: f"There must be at {found[1]} {found[2]} of them.", message)
    message = _LIMIT.sub(
        lambda found: f"It must be {LIMITS.get((found[1], bool(found[2])), 'less than')} {found[3]}.", message
    )
    message = _ACCOUNT.sub(lambda found: f"this account is a {words.ACCOUNT_TYPE.get(found[1], found[1])}.", message)
    message = _ENTRY.sub(lambda found: f"row {int(found[1]) + 1}", message)
    message = _CLASSES.sub(lambda found: f"“{_class_name(found[0])}”", message)
    return _ISO.sub(r"\2/\3/\1", message), "" if is_empty else _value(spec, value, accounts)


def _class_name(code: str) -> str:
    return next(name for known, name in words.ASSET_CLASS.items() if known == code)


def _choices(spec: Field | None) -> str:
    names = list(spec.choices.values()) if spec else []
    return f"Choose one of: {', '.join(names)}." if 0 < len(names) <= MOST_CHOICES else "Choose one from the list."


def _value(spec: Field | None, value: str, accounts: Mapping[str, str]) -> str:
    """Return what stands there as the page shows it: an account by its name, a choice by its words."""
    if spec is None:
        return value
    if spec.kind is Kind.ACCOUNT:
        return accounts.get(value, value)
    if spec.kind is Kind.DATE:
        return _ISO.sub(r"\2/\3/\1", value)
    return str(spec.choices.get(value, value))


def name_of(row: dict[str, Any], what: str, position: int, noun: str) -> str:
    """Return an entry of a list as the user knows it: a person by name, a lot by its row and symbol."""
    name = str(row.get("name") or "").strip()
    if what == "people":
        return name or ("You", "Spouse")[min(position, 1)]
    if what in ("accounts", "strategies") and name:
        return name
    symbol = str(row.get("symbol") or "").strip()
    if what == "securities" and symbol:
        return symbol
    numbered = f"{noun} {position + 1}"
    return f"{numbered} ({symbol})" if symbol and what in ("lots", "buys") else numbered
