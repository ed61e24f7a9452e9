"""A position and its lots as rows of one table: the position's row is their sum and no lot of its own."""

from decimal import Decimal

from sim.importers.records import ImportedLot
from sim.importers.session import Reading
from sim.importers.tables import Record

_CENT, _SHARE_DUST = Decimal("0.01"), Decimal("0.0001")


def drop_sums(reading: Reading, rows: dict[int, Record]) -> None:
    """List undated rows that are the sum of the dated lots of their symbol, so that no share is read twice.

    `rows` are the records whose cell of the day is empty, by line.
    """
    lots = reading.result.lots
    for lot in [one for one in lots if one.row in rows]:
        own = [one for one in lots if _place(one) == _place(lot) and one.acquired is not None]
        if own and _is_sum(lot, own):
            lots.remove(lot)
            reading.skip(rows[lot.row], "the position's total, whose lots are rows of their own")


def _place(lot: ImportedLot) -> tuple[str, str]:
    return lot.account_hint, lot.symbol


def _is_sum(lot: ImportedLot, lots: list[ImportedLot]) -> bool:
    """True where shares, and basis and value as far as they are said, are those of the lots together."""
    if abs(sum((one.quantity for one in lots), Decimal(0)) - lot.quantity) > _SHARE_DUST:
        return False
    for total, parts in ((lot.cost_basis, [one.cost_basis for one in lots]), (lot.value, [one.value for one in lots])):
        said = [part for part in parts if part is not None]
        is_known = total is not None and len(said) == len(parts)
        if is_known and abs(sum(said, Decimal(0)) - (total or 0)) > _CENT * (len(parts) + 1):
            return False
    return True
