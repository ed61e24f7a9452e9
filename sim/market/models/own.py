"""The user's own record: its years resampled, or a lognormal market fitted to it."""

import numpy as np

from sim.errors import InputError, Problem
from sim.market.own import fitted, whole_years
from sim.market.record import record_tables
from sim.market.tables import MarketTables, Setting, tables_of
from sim.scenario.market import FEWEST_YEARS

TITLE = "Your own returns"
SUMMARY = "Returns you upload, monthly or yearly: whole years in random blocks, or lognormal returns fitted to them."


def build(setting: Setting) -> MarketTables:
    """Return the model's tables.

    Raises
    ------
    InputError
        Where there is no record, or too few whole calendar years to resample.
    """
    own = setting.market.own
    if own is None:
        fix = "This model needs your own returns; upload a CSV on the market page, or choose another model."
        raise InputError([Problem("market.own", "", fix)])
    if own.use == "fit":
        return tables_of(setting, *fitted(own, setting.market))
    record = whole_years(own)
    if len(record.years) < FEWEST_YEARS:
        fix = (
            f"Too short to resample: {len(record.years)} whole calendar years, at least {FEWEST_YEARS} are needed. Add "
            "earlier periods, or fit the record instead."
        )
        raise InputError([Problem("market.own.returns", own.name, fix)])
    block = min(setting.market.history.block_years, int(np.size(record.years)))
    return record_tables(setting, record, block_years=block)
