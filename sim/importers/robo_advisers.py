"""Betterment and Wealthfront: lots and holdings of managed portfolios.

Wealthfront's open lots by the columns of a public analysis of its cost basis CSV: symbol, display name, date, cost,
quantity, value, gain. Betterment's headings were not seen in a complete file.
"""

from sim.importers.headings import layout
from sim.importers.holdings import HoldingsTable
from sim.importers.rows import LOTS

WEALTHFRONT = layout(
    "symbol description acquired cost_basis quantity value", "price account",
    description=("display name", "display_name"), acquired=("date", "purchase date", "acquired"),
)  # fmt: skip
BETTERMENT = layout(
    "symbol account_name quantity value", "description price cost_basis acquired account gain",
    symbol=("ticker", "symbol"), account_name=("goal", "goal name"),
)  # fmt: skip

IMPORTERS = (
    HoldingsTable(
        "wealthfront", "wealthfront_lots", "Wealthfront open lots",
        "Symbol, Display Name, Date, Cost, Quantity, Value, Gain", (WEALTHFRONT,), holds="lots", manner=LOTS,
    ).importer,
    HoldingsTable(
        "betterment", "betterment_holdings", "Betterment holdings", "Goal, Ticker, Shares, Value, Cost Basis",
        (BETTERMENT,),
        advice="The holdings have no acquisition dates. For tax lots, download the cost basis report.",
    ).importer,
)  # fmt: skip
