"""Morgan Stanley: StockPlan Connect's lots, and the holdings of a brokerage account.

Lots by the fields of a public parser of StockPlan statements: ticker, acquisition date, lot, capital gain impact,
adjusted cost basis (and per share), total shares, current price per share, current value. The holdings' headings were
not seen in a complete file.
"""

from sim.importers.headings import layout
from sim.importers.holdings import HoldingsTable
from sim.importers.rows import LOTS

BROKER = "morgan_stanley"
STOCK_PLAN = layout(
    "symbol acquired lot quantity cost_basis value", "price average",
    symbol=("fund", "symbol", "ticker"), lot=("lot",), quantity=("total shares you hold", "total shares"),
    cost_basis=("adjusted cost basis", "adjusted cost basis*", "cost basis*"), price=("current price per share",),
)  # fmt: skip
HOLDINGS = layout(
    "symbol description product quantity value", "price cost_basis average acquired account account_name gain",
    product=("product type",), price=("last ($)", "price ($)", "last price ($)"),
)  # fmt: skip

IMPORTERS = (
    HoldingsTable(
        BROKER, "morgan_stanley_stock_plan", "Morgan Stanley StockPlan lots",
        "Fund, Acquisition Date, Lot, Adjusted Cost Basis, Total Shares You Hold, Current Value", (STOCK_PLAN,),
        holds="lots", manner=LOTS,
    ).importer,
    HoldingsTable(
        BROKER, "morgan_stanley_holdings", "Morgan Stanley holdings",
        "Symbol, Description, Product Type, Quantity, Last ($), Market Value ($), Total Cost ($)", (HOLDINGS,),
        advice="The holdings have no acquisition dates. Choose the view by tax lot and download it again.",
    ).importer,
)  # fmt: skip
