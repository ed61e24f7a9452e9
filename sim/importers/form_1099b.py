"""Form 1099-B as CSV: sales of a year, no open lots. Two layouts.

Schwab's by the names of the form's boxes (1a `Description of property (Example 100 sh. XYZ Co.)` to 1g `Wash sale loss
disallowed`); Robinhood's after the form's columns: `1099-B, ACCOUNT NUMBER, TAX YEAR, DATE ACQUIRED, SALE DATE,
DESCRIPTION, SHARES, COST BASIS, SALES PRICE, TERM, ..., WASH AMT DISALLOWED, ...`. No complete file of either was seen.

References
----------
Form 1099-B and its instructions, boxes 1a to 1g.
"""

from sim.importers.importer import Importer
from sim.importers.realized import reader_of_closed_lots
from sim.importers.tables import Layout

SCHWAB = Layout(
    required={
        "description": ("description of property*", "1a-description of property*"),
        "acquired": ("date acquired", "1b-date acquired"),
        "sold": ("date sold or disposed", "1c-date sold or disposed"),
        "proceeds": ("proceeds", "1d-proceeds"),
        "cost_basis": ("cost or other basis", "1e-cost or other basis"),
    },
    optional={
        "symbol": ("symbol", "cusip", "cusip number"),
        "quantity": ("quantity", "shares"),
        "disallowed": ("wash sale loss disallowed", "1g-wash sale loss disallowed"),
        "account": ("account number", "account"),
    },
)
ROBINHOOD = Layout(
    required={
        "year": ("tax year",),
        "acquired": ("date acquired",),
        "sold": ("sale date",),
        "description": ("description",),
        "quantity": ("shares",),
        "cost_basis": ("cost basis",),
        "proceeds": ("sales price",),
    },
    optional={"disallowed": ("wash amt disallowed",), "account": ("account number",)},
)

IMPORTERS = (
    Importer(
        "schwab_1099b", "schwab", "Schwab Form 1099-B", "sales",
        "Description of property, Date acquired, Date sold or disposed, Proceeds, Cost or other basis",
        lambda document: document.has_table(SCHWAB), reader_of_closed_lots("schwab", "schwab_1099b", SCHWAB),
    ),
    Importer(
        "robinhood_1099b", "robinhood", "Robinhood Form 1099-B", "sales",
        "TAX YEAR, DATE ACQUIRED, SALE DATE, DESCRIPTION, SHARES, COST BASIS, SALES PRICE, WASH AMT DISALLOWED",
        lambda document: document.has_table(ROBINHOOD),
        reader_of_closed_lots("robinhood", "robinhood_1099b", ROBINHOOD),
    ),
)  # fmt: skip
