"""M1: holdings of one account, average price and no dates.

Headings that M1's page Holdings is said to download: "Symbol, Name, Quantity, Avg. Price, Cost Basis, Unrealized
Gain ($), Unrealized Gain (%), Value". No complete file was seen.
"""

from sim.importers.headings import layout
from sim.importers.holdings import HoldingsTable

HOLDINGS = layout(
    "symbol description quantity average cost_basis value change", "account",
    description=("name",), average=("avg. price",), change=("unrealized gain ($)",),
)  # fmt: skip

IMPORTERS = (
    HoldingsTable(
        "m1", "m1_holdings", "M1 holdings",
        "Symbol, Name, Quantity, Avg. Price, Cost Basis, Unrealized Gain ($), Value", (HOLDINGS,),
        advice="M1's holdings have the average price and no acquisition dates. Each holding's page has its lots.",
    ).importer,
)  # fmt: skip
