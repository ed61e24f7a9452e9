"""Which symbols are coins held directly: property and no security, once any row of the ledger says so."""

from dataclasses import replace

from sim.lots.events import Event
from sim.lots.reading.read_table import Cells
from sim.lots.reading.reader import Reader

SECURITY, PROPERTY = "security", "property"


def mark_coins(reader: Reader, rows: list[tuple[int, Cells]], events: list[Event]) -> list[Event]:
    """Return the events with those of coins marked; rows that contradict each other are noted as problems.

    References
    ----------
    Notice 2014-21 (virtual currency is property); IRC 1091(a) (stock or securities): shares of a fund or a trust that
    holds coins are securities, and stay under the rule.
    """
    said: dict[str, tuple[str, int]] = {}
    for row, cells in rows:
        reader.row = row
        kind, symbol = cells.get("held_as", "").lower(), cells["symbol"].upper()
        if not kind:
            continue
        if kind not in (SECURITY, PROPERTY):
            message = f"unknown; write {PROPERTY} for coins held directly, {SECURITY} or nothing for all else"
            reader.problem("held_as", cells["held_as"], message)
            continue
        before, first = said.setdefault(symbol, (kind, row))
        if before != kind:
            reader.problem("held_as", kind, f"{symbol} is {before} in row {first}; write the same in every row")
    coins = {symbol for symbol, (kind, _) in said.items() if kind == PROPERTY}
    return [replace(event, is_property=True) if event.symbol in coins else event for event in events]
