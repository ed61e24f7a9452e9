"""Merrill and Merrill Edge: three layouts of holdings.

Headings as quoted in public parsers of the downloads: "COB Date, Security #, ..." (Download, Holdings), "Symbol, ...
Day's Price $ Chg % Chg, ..." (Merrill Edge, Portfolio) and "Positions, Quantity, ..., Total client investment, ..."
(MyMerrill). None has a cost basis, so it is the value less the unrealized gain that the file shows.
"""

from sim.importers.headings import layout
from sim.importers.holdings import HoldingsTable
from sim.importers.rows import Manner

BROKER = "merrill"
ADVICE = (
    "Merrill's holdings have no acquisition dates; the cost basis is the value less the unrealized gain. For tax lots, "
    "download the page 'Unrealized gain/loss' with lot details."
)
DOWNLOAD = layout(
    "symbol description account quantity price value security", "account_name gain",
    security=("security #",), description=("security description",), account_name=("account registration",),
)  # fmt: skip
EDGE = layout("symbol description quantity value change", "price gain", change=("day's price $ chg % chg",))
POSITIONS = layout(
    "symbol quantity price value invested", "gain", symbol=("positions",), invested=("total client investment",)
)

IMPORTERS = tuple(
    HoldingsTable(BROKER, name, label, columns, (table,), advice=ADVICE, manner=manner).importer
    for name, label, columns, table, manner in (
        (
            "merrill_download", "Merrill holdings, downloaded",
            "COB Date, Security #, Symbol, Security Description, Account #, Quantity, Price ($), Value ($)",
            DOWNLOAD, Manner(),
        ),
        (
            "merrill_edge", "Merrill Edge portfolio",
            "Symbol, Description, Day's Price $ Chg % Chg, Quantity, Value, Unrealized Gain/Loss $ Chg % Chg, Price",
            EDGE, Manner(),
        ),
        (
            "merrill_positions", "Merrill positions",
            "Positions, Quantity, Price, Value, Total client investment, Unrealized gain/loss ($)",
            POSITIONS, Manner(symbol_leads_name=True),
        ),
    )
)  # fmt: skip
