"""Whole years of the record since 1928, drawn in blocks: stocks, bonds, bills and inflation of one year stay together.

References
----------
Politis and Romano (1992), "A circular block-resampling procedure for stationary data".
"""

from sim.market.record import class_record, record_tables
from sim.market.tables import MarketTables, Setting

TITLE = "History, resampled"
SUMMARY = (
    "Blocks of whole years from 1928 on, in random order. Each year's stocks, bonds, bills and inflation are what they "
    "were in one year; the days inside a year are a random bridge to the year's true return."
)


def build(setting: Setting) -> MarketTables:
    """Return the model's tables."""
    return record_tables(setting, class_record(setting.market), block_years=setting.market.history.block_years)
