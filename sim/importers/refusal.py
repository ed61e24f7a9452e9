"""What is said of a file that gives nothing: what it looks like, what to download instead, which columns it has."""

from collections.abc import Sequence

from sim.errors import InputError
from sim.importers.failure import rejected
from sim.importers.headings import SALE_HEADINGS, TRANSACTION_HEADINGS
from sim.importers.importer import Importer
from sim.importers.tables import Document, heading_key
from sim.importers.values import mask_account

_MOST_COLUMNS = 16
INSTEAD = "Export the positions page or, better, the lots or cost basis page, as CSV."
_TRANSACTIONS = (
    "The file lists transactions, not holdings, in headings that are not known here, so no lots can be built from it. "
)


def unknown_header(document: Document, columns: Sequence[str], broker: str, known: Sequence[Importer]) -> InputError:
    """The error of a table that no importer knows: in one sentence each what it is, what to download, what it has."""
    if document.is_xml:
        return rejected(
            "This XML is not an Interactive Brokers Flex Query, and no other XML is read. Export a CSV.", place="header"
        )
    keys = {heading_key(cell) for cell in columns}
    seen = ", ".join(mask_account(cell)[:40] for cell in columns[:_MOST_COLUMNS]) or "none; this is not a table"
    seen += f" and {len(columns) - _MOST_COLUMNS} more" if len(columns) > _MOST_COLUMNS else ""
    if broker:
        wanted = "; ".join(f"{importer.label}: {importer.columns}" for importer in known)
        message = f"The file has no header of {broker}. Columns seen: {seen}. Known: {wanted}"
    elif keys & SALE_HEADINGS:
        message = f"The file lists lots already sold (as a 1099-B does), not holdings. {INSTEAD} Columns seen: {seen}."
    elif keys & TRANSACTION_HEADINGS or keys >= {"date", "amount"}:
        message = f"{_TRANSACTIONS}{INSTEAD} Columns seen: {seen}."
    else:
        message = f"The file has no known header: no table of holdings was found in it. {INSTEAD} Columns seen: {seen}."
    return rejected(message + " For another table, say which column is which.", place="header")
