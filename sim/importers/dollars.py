"""What a row is worth, as far as its cells say."""

from decimal import Decimal

from sim.importers.records import AssetKind
from sim.importers.tables import Record
from sim.importers.values import amount


def lenient(text: str) -> Decimal | None:
    """The number in a cell, None where it holds none that can be read."""
    try:
        return amount(text)
    except ValueError:
        return None


_UNITS = {AssetKind.OPTION: Decimal(100), AssetKind.BOND: Decimal("0.01")}
"""What a unit of the price counts: an option's contract is of 100 shares, a bond's price is per 100 of its face."""


def dollars_of(record: Record, kind: AssetKind = AssetKind.UNKNOWN) -> Decimal | None:
    """The dollars of a row: its value or proceeds, else shares at their price, else basis; None where it has none."""
    value, basis, quantity, price, average = (
        lenient(record.get(name)) for name in ("value", "cost_basis", "quantity", "price", "average")
    )
    if value is None:
        value = lenient(record.get("proceeds"))
    if value is None and quantity is not None and price is not None:
        value = round(quantity * price * _UNITS.get(kind, Decimal(1)), 2)
    if value is None and basis is None and quantity is not None and average is not None:
        basis = round(quantity * average, 2)
    return value if value is not None else basis
