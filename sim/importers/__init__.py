"""Broker files to lots: one file a broker, one line in the registry. See docs/importing.md."""

from sim.importers.dates import DateOrder
from sim.importers.reading import MOST_FILE_BYTES, check_size
from sim.importers.records import ImportedLot, ImportResult
from sim.importers.registry import IMPORTERS, brokers, columns_seen, import_content, map_columns
from sim.importers.session import Options

__all__ = [
    "IMPORTERS",
    "MOST_FILE_BYTES",
    "DateOrder",
    "ImportResult",
    "ImportedLot",
    "Options",
    "brokers",
    "check_size",
    "columns_seen",
    "import_content",
    "map_columns",
]
