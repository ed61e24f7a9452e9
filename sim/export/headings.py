"""Columns' names as people read them, in workbooks and on pages; CSV files keep the program's own."""

import re

from sim.results.findings import LEDGER, TAX_KINDS

CODE = re.compile(r"[a-z][a-z0-9_]*(: [a-z_]+)?")
"""A name of the program's own."""
NAMES = {
    **TAX_KINDS,
    **LEDGER,
    "lot_id": "Lot",
    "lots": "Lots",
    "rmd": "Required distributions",
    "irmaa": "Medicare surcharge",
}


def heading(name: str) -> str:
    """Return a column's name as a person reads it: no field's name, and dollars as pages call them."""
    words = NAMES.get(name, name)
    if CODE.fullmatch(words):
        words = words.replace("_", " ").capitalize()
    return words.replace("real USD/yr", "today's dollars a year").replace("real USD", "today's dollars")
