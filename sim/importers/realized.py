"""Lists of closed lots: sales with their cost and proceeds, and no open lot."""

import re
from collections.abc import Callable
from dataclasses import replace

from sim.importers.records import ImportResult
from sim.importers.session import Options, Reading
from sim.importers.tables import Document, Layout, Record, Row
from sim.importers.values import mask_account

_SHARES_OF = re.compile(r"([\d,]{1,15}(?:\.\d{1,9})?) (?:sh|shs|shares)\b\.?(?: of)? ", re.IGNORECASE)
CLOSED_LOTS_ONLY = "this file lists lots already sold; it holds no open lots"


def reader_of_closed_lots(broker: str, name: str, table: Layout) -> Callable[[Document, Options], ImportResult]:
    """Return what reads a broker's table of realized gains.

    Rows that look alike are separate lots, for wash sales split them: all are kept. A row that ends before its loss
    disallowed is cut off: its sale would be read without it. A warning says that no lot is open.
    """
    disallowed = {name: headings for name, headings in table.optional.items() if name == "disallowed"}
    whole = replace(table, required={**table.required, **disallowed})

    def read(document: Document, options: Options) -> ImportResult:
        reading = Reading(broker, name, options)
        for record in document.records(whole, table):
            if record.layout is None:
                reading.skip(record, "above the table")
            elif record.get("record_type").lower() == "summary":
                reading.skip(record, "a total or pending row, not a holding")
            elif not reading.skips_note(record) and not reading.is_cut_off(record):
                reading.add_sale(with_shares(record), mask_account(record.get("account")))
        reading.result.warnings.append(CLOSED_LOTS_ONLY)
        return reading.finish()

    return read


def with_shares(record: Record) -> Record:
    """The record with its shares in a cell of their own, where the description says them: `100 sh. XYZ Co.`"""
    found = _SHARES_OF.match(record.get("description"))
    if found is None or record.get("quantity"):
        return record
    cells = (*record.row.cells, found[1], record.get("description")[found.end() :])
    columns = {**record.columns, "quantity": len(cells) - 2, "description": len(cells) - 1}
    return replace(record, row=Row(record.number, cells), columns=columns)
