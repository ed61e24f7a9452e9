"""Vanguard: OfxDownload (positions without basis), the unrealized cost basis by lot, and realized gains."""

from sim.importers.holdings import HoldingsTable
from sim.importers.importer import Importer
from sim.importers.realized import reader_of_closed_lots
from sim.importers.rows import Manner
from sim.importers.tables import Layout

BROKER = "vanguard"

HOLDINGS = Layout(
    required={
        "account": ("account number",),
        "description": ("investment name",),
        "symbol": ("symbol",),
        "quantity": ("shares",),
        "price": ("share price",),
        "value": ("total value",),
    },
    blank_ends=True,
)
TRANSACTIONS = Layout(
    required={
        "account": ("account number",),
        "trade_date": ("trade date",),
        "transaction": ("transaction type",),
        "symbol": ("symbol",),
        "quantity": ("shares",),
    },
    blank_ends=True,
)
COLLEGE_SAVINGS = Layout(
    required={"account": ("fund account number",), "description": ("fund name",), "quantity": ("shares",)},
    optional={"price": ("price",), "value": ("total value",)},
    blank_ends=True,
)
LOTS = Layout(
    required={
        "symbol": ("symbol/cusip", "symbol / cusip"),
        "quantity": ("quantity", "shares"),
        "cost_basis": ("total cost",),
        "value": ("market value as of*",),
    },
    optional={
        "acquired": ("date acquired", "acquired date", "acquisition date", "purchase date"),
        "account": ("account number", "account"),
        "description": ("investment name", "security name", "description", "fund name", "name"),
    },
)
REALIZED = Layout(
    required={
        "symbol": ("symbol", "symbol/cusip"),
        "sold": ("date sold",),
        "acquired": ("date acquired",),
        "event": ("event",),
        "quantity": ("quantity",),
        "cost_basis": ("total cost",),
        "proceeds": ("proceeds",),
    },
    optional={"account": ("account number", "account"), "disallowed": ("disallowed loss", "wash sale*")},
)


DOWNLOAD = HoldingsTable(
    BROKER, "vanguard_ofx_download", "Vanguard OfxDownload",
    "Account Number, Investment Name, Symbol, Shares, Share Price, Total Value", (HOLDINGS,),
    others=(
        (TRANSACTIONS, "a transaction: the positions above are read, lots need the file of transactions alone"),
        (COLLEGE_SAVINGS, "a 529 college savings fund: outside this plan, nothing to harvest"),
    ),
    advice="Vanguard's OfxDownload has no cost basis and no acquisition dates. For tax lots, export the page 'Cost "
    "basis' (unrealized gains, lot details).",
)  # fmt: skip
COST_BASIS = HoldingsTable(
    BROKER, "vanguard_cost_basis", "Vanguard cost basis",
    "Symbol/CUSIP, Quantity, Total cost, Market value as of ..., Date acquired (optional)", (LOTS,), holds="lots",
    manner=Manner(is_lots=True),
)  # fmt: skip

IMPORTERS = (
    DOWNLOAD.importer,
    COST_BASIS.importer,
    Importer(
        "vanguard_realized", BROKER, "Vanguard realized gains", "sales",
        "Symbol, Date Sold, Date Acquired, Event, Quantity, Total Cost, Proceeds",
        lambda document: document.has_table(REALIZED), reader_of_closed_lots(BROKER, "vanguard_realized", REALIZED),
    ),
)  # fmt: skip
