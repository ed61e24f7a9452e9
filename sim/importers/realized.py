"""Lists of closed lots: sales with their cost and proceeds, and no open lot."""

from collections.abc import Callable

from sim.importers.records import ImportResult
from sim.importers.session import Options, Reading
from sim.importers.tables import Document, Layout
from sim.importers.values import mask_account

CLOSED_LOTS_ONLY = "this file lists lots already sold; it holds no open lots"


def reader_of_closed_lots(broker: str, name: str, table: Layout) -> Callable[[Document, Options], ImportResult]:
    """Return what reads a broker's table of realized gains.

    Rows that look alike are separate lots, for wash sales split them: all are kept. A warning says that no lot is open.
    """

    def read(document: Document, options: Options) -> ImportResult:
        reading = Reading(broker, name, options)
        for record in document.records(table):
            if record.layout is None:
                reading.skip(record, "above the table")
            elif record.get("record_type").lower() == "summary":
                reading.skip(record, "a total or pending row, not a holding")
            elif not reading.skips_note(record) and not reading.is_cut_off(record):
                reading.add_sale(record, mask_account(record.get("account")))
        reading.result.warnings.append(CLOSED_LOTS_ONLY)
        return reading.finish()

    return read
