"""What only the user can answer about the lots of a file, asked once a file."""

from collections.abc import Callable, Sequence

from sim.importers.kinds import CUSIP
from sim.importers.records import ImportedLot, Question
from sim.importers.values import account_kind, shown

_MOST_NAMED = 6


def questions_of(lots: Sequence[ImportedLot]) -> list[Question]:
    """Ask for missing days and costs (not inside a plan or an IRA: they mean nothing there), then for proxies."""
    taxable = [lot for lot in lots if not account_kind(lot.account_hint)]
    undated = [lot for lot in taxable if lot.acquired is None]
    without_basis = [lot for lot in taxable if lot.cost_basis is None]
    return [
        *_once(undated, "acquired", _when),
        *_once(without_basis, "cost_basis", _what_cost),
        *(_proxy(lot) for lot in {lot.symbol: lot for lot in lots if _lacks_ticker(lot)}.values()),
    ]


def _lacks_ticker(lot: ImportedLot) -> bool:
    """True for a fund under its name, and for one under a CUSIP as plans give them to their trusts."""
    is_plans = account_kind(lot.account_hint) == "401k"
    return lot.is_named_only or (CUSIP.fullmatch(lot.symbol) is not None and (is_plans or bool(lot.proxy)))


def _when(what: str) -> str:
    return f"When were {what} acquired? The file does not say; the tax on a sale depends on it."


def _what_cost(what: str) -> str:
    return f"What is the cost basis of {what}? The file does not say."


def _once(lots: list[ImportedLot], field: str, ask: Callable[[str], str]) -> list[Question]:
    if not lots:
        return []
    first, is_one = lots[0], len(lots) == 1
    account, symbol = (first.account_hint, first.symbol) if is_one else ("", "")
    return [Question(first.row, account, symbol, field, ask(_named(lots)))]


def _named(lots: list[ImportedLot]) -> str:
    named = [_one(lot) for lot in lots[:_MOST_NAMED]]
    left = len(lots) - len(named)
    return ", ".join(named) + (f" and {left} more lots" if left else "")


def _one(lot: ImportedLot) -> str:
    return f"{shown(lot.quantity)} {lot.symbol}" + (f" in {lot.account_hint}" if lot.account_hint else "")


def _proxy(lot: ImportedLot) -> Question:
    like = f"by its name {lot.proxy}" if lot.proxy else "its name suggests none"
    name = lot.description or lot.symbol
    message = f"Which listed fund stands for {name}? It has no ticker; {like}."
    return Question(lot.row, lot.account_hint, lot.symbol, "proxy", message)
