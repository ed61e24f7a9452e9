"""Statements of a plan: Fidelity NetBenefits, Vanguard and Empower, saved or copied as a table.

They name funds, often without tickers, with units and a balance; a plan needs no basis and no dates. The tables stand
on the plans' pages of investments; a word of the file tells whose it is. The headings were not seen in complete files.
"""

from sim.importers.headings import layout
from sim.importers.holdings import HoldingsTable
from sim.importers.rows import Manner

_TABLES = (
    layout("description quantity value", "symbol price account account_name"),
    layout("description value", "symbol price account account_name"),
)


def _statement(broker: str, label: str, *words: str) -> HoldingsTable:
    return HoldingsTable(
        broker, f"{broker}_plan", label, "fund or investment, shares or units, price, balance or value", _TABLES,
        words=words, may_be_plan=True, manner=Manner(counts_dollars=True),
        advice="A plan's statement: units and balances. Dates and cost basis mean nothing in a plan.",
    )  # fmt: skip


IMPORTERS = (
    _statement("netbenefits", "Fidelity NetBenefits plan", "netbenefits", "net benefits").importer,
    _statement("vanguard", "Vanguard plan statement", "vanguard retirement plan", "ownyourfuture").importer,
    _statement("empower", "Empower plan statement", "empower").importer,
)
