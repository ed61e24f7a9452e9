"""How a lot came into the household, where a table says it: bought, inherited or given, and what the donor had."""

from datetime import date
from decimal import Decimal
from typing import TypedDict

from sim.importers.session import Reading
from sim.importers.tables import Record

_WORDS = {
    "bought": ("", "bought", "buy", "purchase", "purchased", "bgt", "reinvested", "reinvestment"),
    "inherited": ("inherited", "inheritance", "inherit", "estate", "decedent"),
    "given": ("given", "gift", "gifted"),
}


class Origin(TypedDict):
    """As the fields of an `ImportedLot`."""

    came_by: str
    donor_basis: Decimal | None
    donor_acquired: date | None


def origin_of(reading: Reading, record: Record) -> Origin:
    """The row's origin; a word that is none is noted. What a gift lacks is asked where the plan is checked."""
    word = record.get("came_by").strip().lower()
    came_by = next((kind for kind, words in _WORDS.items() if word in words), None)
    if came_by is None:
        reading.wrong(record, "came_by", "is not a way to come by shares; write bought, inherited or given")
    basis = reading.amount(record, "donor_basis")
    if basis is not None and basis < 0:
        reading.wrong(record, "donor_basis", "is negative; a lot's basis is zero or more")
    return {
        "came_by": came_by or "bought",
        "donor_basis": basis,
        "donor_acquired": reading.date(record, "donor_acquired"),
    }
