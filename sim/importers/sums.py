"""A position and its lots as rows of one table: the position's row is their sum and no lot of its own."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from sim.importers.records import ImportedLot
from sim.importers.session import Reading
from sim.importers.tables import Record

_CENT, _SHARE_DUST, _ZERO = Decimal("0.01"), Decimal("0.0001"), Decimal(0)


@dataclass
class _Total:
    """Dated lots together; basis and value are None where a lot does not say its own."""

    n: int = 0
    quantity: Decimal = _ZERO
    basis: Decimal | None = _ZERO
    value: Decimal | None = _ZERO

    def add(self, lot: ImportedLot) -> None:
        self.n += 1
        self.quantity += lot.quantity
        self.basis, self.value = _plus(self.basis, lot.cost_basis), _plus(self.value, lot.value)

    def is_of(self, lot: ImportedLot) -> bool:
        """True where the row's shares, and its basis and value as far as they are said, are those of the lots."""
        if self.n == 0 or abs(self.quantity - lot.quantity) > _SHARE_DUST:
            return False
        pairs = ((lot.cost_basis, self.basis), (lot.value, self.value))
        apart = [abs(said - found) for said, found in pairs if said is not None and found is not None]
        return all(cents <= _CENT * (self.n + 1) for cents in apart)


def drop_sums(reading: Reading, rows: dict[int, Record]) -> None:
    """List undated rows that are the sum of the dated lots of their symbol, or of those right beneath.

    So no share is read twice, also where a symbol has several such rows, as grants and purchases of a stock plan.
    `rows` are the records whose cell of the day is empty, by line.
    """
    lots, kept = reading.result.lots, []
    of_file: dict[tuple[str, str], _Total] = defaultdict(_Total)
    beneath: dict[tuple[str, str], _Total] = defaultdict(_Total)
    for lot in lots:
        if lot.acquired is not None:
            of_file[_place(lot)].add(lot)
    for lot in reversed(lots):
        place = _place(lot)
        if lot.acquired is not None:
            beneath[place].add(lot)
            kept.append(lot)
            continue
        if lot.row in rows and (of_file[place].is_of(lot) or beneath[place].is_of(lot)):
            reading.skip(rows[lot.row], "the position's total, whose lots are rows of their own")
        else:
            kept.append(lot)
        beneath.clear()
    lots[:] = reversed(kept)


def _place(lot: ImportedLot) -> tuple[str, str]:
    return lot.account_hint, lot.symbol


def _plus(total: Decimal | None, part: Decimal | None) -> Decimal | None:
    return None if total is None or part is None else total + part
