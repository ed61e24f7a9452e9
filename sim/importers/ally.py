"""Ally Invest: holdings of one account. The headings were not seen in a complete file."""

from sim.importers.headings import layout
from sim.importers.holdings import HoldingsTable

HOLDINGS = layout(
    "symbol quantity price value change", "description cost_basis average account gain",
    symbol=("sym", "symbol"), quantity=("qty", "quantity"), price=("last", "last price", "price"),
    change=("g/l", "total g/l", "g/l ($)", "total g/l ($)", "gain/loss"),
)  # fmt: skip

IMPORTERS = (
    HoldingsTable(
        "ally", "ally_holdings", "Ally Invest holdings", "Sym, Qty, Last, Market Value, Cost Basis, G/L", (HOLDINGS,),
        advice="Ally's holdings have no acquisition dates. For tax lots, see the page 'Maxit Tax Manager', unrealized.",
    ).importer,
)  # fmt: skip
