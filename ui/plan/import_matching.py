"""Which account of the plan a file's account is, and what taking the file would change in it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from sim.api.importers import account_kind
from ui.core.document import Document

NEW, LEAVE_OUT = "(new account)", "(leave out)"
_DIGITS = re.compile(r"\d+(?![(\d])")
"""A run of digits, but for that of a 401(k) or a 457(b)."""
_FEWEST, _MOST = 3, 4
"""Digits of an account's number that are left of it in its name."""

_WORD = re.compile(r"[a-z0-9]+")


def account_for(hint: str, accounts: list[Document]) -> str:
    """Return the id of the plan's account that has the file's number or name, else `NEW`; the first for a file without.

    Numbers are compared by their last three or four digits, which is all that an import keeps of them.
    """
    if not hint:
        return str(accounts[0].get("id")) if accounts else NEW
    number = _number(hint)
    names = {str(account.get("id")): str(account.get("name") or account.get("id")) for account in accounts}
    same_number = [id_ for id_, name in names.items() if number and _number(name) == number]
    same_name = [id_ for id_, name in names.items() if _words(name) == _words(hint)]
    found = same_name if len(same_name) == 1 else same_number
    return found[0] if len(found) == 1 else NEW


def type_for(hint: str) -> str:
    """Return the type that the account's name gives away, else taxable: a proposal, shown with the others."""
    return account_kind(hint) or "taxable"


def _number(text: str) -> str:
    last = ["", *_DIGITS.findall(text)][-1]
    return last[-_MOST:] if len(last) >= _FEWEST else ""


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


@dataclass
class Changes:
    """What a file would change in an account: `rows` to show, and how many of its lots are there already."""

    rows: list[Document] = field(default_factory=list)
    n_same: int = 0


def changes(present: list[Document], given: list[Document]) -> Changes:
    """Compare an account's lots with the file's: the same, bought since, gone, and other shares or basis.

    Lots are the same purchase where symbol and day agree; equal lots are matched one by one.
    """
    result, left, bought = Changes(), Counter(map(_exact, present)), []
    for lot in given:
        if left[_exact(lot)] > 0:
            left[_exact(lot)] -= 1
            result.n_same += 1
        else:
            bought.append(lot)
    gone = _taken(present, left)
    for lot in bought:
        before = next((one for one in gone if _purchase(one) == _purchase(lot)), None)
        if before is not None:
            gone.remove(before)
        result.rows.append(_row("changed" if before else "new", before, lot))
    result.rows += [_row("not in the file", lot, None) for lot in gone]
    return result


def _taken(lots: list[Document], left: Counter[tuple[object, ...]]) -> list[Document]:
    """The lots of which the file has no equal, each as often as it is left."""
    waiting, taken = Counter(left), []
    for lot in lots:
        if waiting[_exact(lot)] > 0:
            waiting[_exact(lot)] -= 1
            taken.append(lot)
    return taken


def _purchase(lot: Document) -> tuple[object, ...]:
    return lot.get("symbol"), lot.get("acquired")


def _exact(lot: Document) -> tuple[object, ...]:
    return *_purchase(lot), _rounded(lot.get("quantity"), 6), _rounded(lot.get("cost_basis"), 2)


def _rounded(value: object, places: int) -> object:
    return round(float(value), places) if isinstance(value, int | float) else value


def _row(what: str, before: Document | None, after: Document | None) -> Document:
    shown = after or before or {}
    old, new = before or {}, after or {}
    return {
        "What": what,
        "Symbol": shown.get("symbol"),
        "Acquired": shown.get("acquired"),
        "Shares now": old.get("quantity"),
        "Shares in the file": new.get("quantity"),
        "Basis now": old.get("cost_basis"),
        "Basis in the file": new.get("cost_basis"),
    }
