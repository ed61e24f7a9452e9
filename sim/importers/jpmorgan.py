"""J.P. Morgan (Chase self-directed and advised): positions.csv, some sixty columns, a row a lot or a position.

Headings as listed in a public analysis of the file: "Asset Class, Asset Strategy, ..., Ticker, CUSIP, Quantity, Base
CCY, ..., Price, ..., Value, ..., Cost, Unit Cost, ..., Acquisition Date, ...".
"""

from sim.importers.headings import layout
from sim.importers.holdings import HoldingsTable

POSITIONS = layout(
    "symbol description quantity price value cost_basis strategy",
    "acquired kind currency average account account_name",
    symbol=("ticker",), cost_basis=("cost",), strategy=("asset strategy",), kind=("asset class",),
    currency=("base ccy",),
)  # fmt: skip

IMPORTERS = (
    HoldingsTable(
        "jpmorgan", "jpmorgan_positions", "J.P. Morgan positions",
        "Asset Class, Asset Strategy, Description, Ticker, CUSIP, Quantity, Price, Value, Cost, Acquisition Date",
        (POSITIONS,), holds="lots",
        advice="Some positions show no acquisition date. Choose the view by tax lot and download it again.",
    ).importer,
)  # fmt: skip
