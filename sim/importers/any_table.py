"""Any other table of holdings whose headings say what they hold: a fund's symbol or name, and its shares or dollars."""

from sim.importers.headings import layout
from sim.importers.holdings import HoldingsTable
from sim.importers.rows import Manner

TABLE = HoldingsTable(
    "other", "any_table", "Any table of holdings", "a symbol or a name, shares or units, and a price, value or cost",
    (
        layout("symbol quantity value"),
        layout("symbol quantity cost_basis"),
        layout("symbol quantity average"),
        layout("symbol quantity price"),
        layout("symbol value"),
        layout("description quantity value"),
        layout("description quantity price"),
        layout("description quantity cost_basis"),
        layout("description value"),
    ),
    advice="This table is of no broker known here; its columns were recognized by their headings. Check the figures.",
    manner=Manner(counts_dollars=True), has_lots_beneath=True, may_be_plan=True, order=None,
)  # fmt: skip

IMPORTER = TABLE.importer
