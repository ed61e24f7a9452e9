"""E*TRADE: the portfolio view (average price or with lots expanded) and the stock plan's G&L Expanded."""

from sim.importers.headings import layout
from sim.importers.holdings import HoldingsTable
from sim.importers.importer import Importer
from sim.importers.realized import reader_of_closed_lots
from sim.importers.tables import Layout

BROKER = "etrade"

ACCOUNTS = Layout(required={"account": ("account",), "net": ("net account value",)}, blank_ends=True)
POSITIONS = layout(
    "symbol quantity average value", "price cost_basis description", average=("price paid $",), value=("value $",)
)
EXPANDED = layout("symbol quantity value cost_basis", "price description", value=("value $",))
GAINS = Layout(
    required={
        "record_type": ("record type",),
        "symbol": ("symbol",),
        "quantity": ("quantity",),
        "acquired": ("date acquired",),
        "sold": ("date sold",),
        "cost_basis": ("adjusted cost basis",),
        "proceeds": ("total proceeds",),
    },
    optional={"disallowed": ("deferred loss",)},
)

POSITION_VIEW = HoldingsTable(
    BROKER, "etrade_positions", "E*TRADE positions", "Symbol, Quantity, Price Paid $, Value $", (POSITIONS,),
    accounts=ACCOUNTS, has_lots_beneath=True,
    advice="Some positions show the average price paid and no acquisition dates. Choose the view with expanded lots "
    "and download it again.",
)  # fmt: skip
LOT_VIEW = HoldingsTable(
    BROKER, "etrade_expanded_lots", "E*TRADE expanded lots", "Symbol, Qty #, Value $, Total Cost", (EXPANDED,),
    holds="lots", accounts=ACCOUNTS, has_lots_beneath=True,
    advice="some positions show no lots: expand every position before the download",
)  # fmt: skip

IMPORTERS = (
    POSITION_VIEW.importer,
    Importer(
        "etrade_expanded_lots", BROKER, LOT_VIEW.label, "lots", LOT_VIEW.columns,
        lambda document: LOT_VIEW.detect(document) and not POSITION_VIEW.detect(document), LOT_VIEW.read,
    ),
    Importer(
        "etrade_gains", BROKER, "E*TRADE G&L Expanded", "sales",
        "Record Type, Symbol, Quantity, Date Acquired, Date Sold, Adjusted Cost Basis, Total Proceeds",
        lambda document: document.has_table(GAINS), reader_of_closed_lots(BROKER, "etrade_gains", GAINS),
    ),
)  # fmt: skip
