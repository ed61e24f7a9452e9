"""What an importer is: a name, how it knows its file, and how it reads it."""

from collections.abc import Callable
from dataclasses import dataclass

from sim.importers.records import ImportResult
from sim.importers.session import Options
from sim.importers.tables import Document


@dataclass(frozen=True)
class Importer:
    """One layout of one broker.

    name : key in the registry, e.g. `schwab_lots`
    broker : the firm, e.g. `schwab`
    label : as shown to people
    holds : `lots`, `positions` or `sales`
    columns : the headings it is known by, as shown to people
    """

    name: str
    broker: str
    label: str
    holds: str
    columns: str
    detect: Callable[[Document], bool]
    read: Callable[[Document, Options], ImportResult]
