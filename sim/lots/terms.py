"""Short or long: when a holding period begins, when it is more than one year, and how days are tacked on."""

from datetime import date, timedelta
from functools import lru_cache

from sim.scenario.enums import Acquisition
from sim.scenario.holdings import Lot
from sim.statute import counted


@lru_cache(maxsize=4096)  # a ledger asks for the same days again and again
def first_long_term_day(holding_period_start: date) -> date:
    """Return the first day on which a sale is long-term.

    The day of acquisition is not counted, so the period begins on the next day, and it is more than one year from the
    first anniversary of that next day. Shares acquired on the last day of a month are long-term from the first day of
    the thirteenth month, also where February has 29 days.

    References
    ----------
    IRC 1222(1), (3): "more than 1 year". Rev. Rul. 66-7 and 70-598 (counting, last day of a month); Pub. 550,
    "Holding Period".
    """
    begins = holding_period_start + timedelta(days=1)
    year = begins.year + int(counted("long_term_years", begins.year))
    if begins.month == 2 and begins.day == 29:
        return date(year, 3, 1)
    return begins.replace(year=year)


def first_long_term_day_of(lot: Lot, value: float) -> date:
    """Return the first day on which a sale of a plan's lot for a value [USD] is long-term: inherited, at once.

    References
    ----------
    IRC 1223(2), (9).
    """
    if lot.came_by is Acquisition.INHERITED:
        return lot.acquired
    return first_long_term_day(lot.held_from(value))


def is_long_term(holding_period_start: date, sold: date) -> bool:
    """Return whether a sale on `sold` is long-term."""
    return sold >= first_long_term_day(holding_period_start)


def days_held(holding_period_start: date, sold: date) -> int:
    """Return the days from the start of the holding period to the sale, which a replacement share takes over."""
    return (sold - holding_period_start).days
