"""Whole years of the record since 1928, drawn in blocks: stocks, bonds, bills and inflation of one year stay together.

References
----------
Politis and Romano (1992), "A circular block-resampling procedure for stationary data".
"""

from sim.market.record import class_record, record_tables
from sim.market.tables import MarketTables, Setting

TITLE = "History, resampled"
SUMMARY = (
    "Blocks of whole years since 1928, in random order. The stocks, bonds, bills and inflation of one year stay "
    "together; the days within it follow a random path to the year's actual return."
)


def build(setting: Setting) -> MarketTables:
    """Return the model's tables."""
    return record_tables(setting, class_record(setting.market), block_years=setting.market.history.block_years)
