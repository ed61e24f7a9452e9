"""The record since 1928 from every start year: path k is the household that began in the k-th of them."""

from datetime import date

from sim.errors import InputError, Problem
from sim.market.record import class_record, record_tables
from sim.market.tables import MarketTables, Setting

TITLE = "History, replayed"
SUMMARY = (
    "What if the plan had begun in 1929, 1966, 2000? Every start year is one path, in the order the years really had. "
    "The number of paths is the number of start years."
)


def build(setting: Setting) -> MarketTables:
    """Return the model's tables; raises `InputError` where no start year has enough years after it."""
    history, record = setting.market.history, class_record(setting.market)
    first_year, last_year = int(record.years[0]), int(record.years[-1])
    n_years = _year(setting.days[-1]) - _year(setting.days[0]) + 1
    last_possible = last_year if history.wraps else last_year - n_years + 1
    first = first_year if history.first_start is None else history.first_start
    last = last_possible if history.last_start is None else history.last_start
    problems = []
    if n_years > last_year - first_year + 1:
        fix = f"The record covers {first_year} to {last_year}; plan for fewer years."
        problems.append(Problem("household.horizon_years", str(n_years), fix))
    elif last > last_possible:
        fix = (
            f"The record has fewer than {n_years} years from {last} on; use {last_possible} or earlier, or let the "
            "record wrap around."
        )
        problems.append(Problem("market.history.last_start", str(last), fix))
    if first > last:
        fix = f"The first start year must not be after the last, {last}."
        problems.append(Problem("market.history.first_start", str(first), fix))
    if problems:
        raise InputError(problems)
    return record_tables(setting, record, first_row=first - first_year, n_starts=last - first + 1)


def _year(day: int) -> int:
    return date.fromordinal(int(day)).year
