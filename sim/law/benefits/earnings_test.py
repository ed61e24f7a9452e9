"""What work before full retirement age withholds from a Social Security benefit, and gives back later.

Months are numbered from year 0. A month's benefit is paid in the month after it (20 CFR 404.1807).
"""

from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from sim.law.benefit_ages import MONTHS, full_retirement_months, retirement_factor
from sim.law.federal_law import federal_years, figures_of
from sim.law.figures import FIRST_YEAR
from sim.law.projection import rounded_nearest
from sim.scenario.enums import FilingStatus
from sim.scenario.household import Person

ANY_STATUS = FilingStatus.SINGLE
CENT = 0.01
"""Less [USD/yr] is what twelve twelfths of a benefit lack of it."""


class Worker(NamedTuple):
    """What the test looks at. first_year, inflation : of the plan, in whose first dollars all amounts are"""

    born: date
    benefit: float
    claiming_age: int
    wages: float
    until: date | None
    first_year: int
    inflation: float


def worker_of(person: Person, first_year: int, inflation: float) -> Worker:
    """Return what the test looks at of a person."""
    security, wages = person.social_security, person.wages
    until = wages.until if wages.annual > 0 else None
    return Worker(
        person.born, security.annual_at_claiming, security.claiming_age, wages.annual, until, first_year, inflation
    )


def benefit_paid_in(worker: Worker, month: int) -> float:
    """Return the own benefit that a month pays, as a yearly amount [USD/yr], first dollars.

    Full retirement age takes the months in which something was withheld out of the reduction for an early claim.

    Simplification: the test of work goes by the plan's mean inflation, not by a path's; a spouse's addition is withheld
    with a month whose own benefit is withheld whole; a survivor's benefit is not tested.

    References
    ----------
    42 USC 402(q)(7)(A), 403(b), (f)(1), (3), (8); 20 CFR 404.412, 404.430, 404.434, 404.435.
    """
    claimed, earned = _claim_month(worker), month - 1
    if earned < claimed:
        return 0.0
    withheld = _withheld(worker)
    if not withheld:
        return worker.benefit
    if earned < _full_age(worker):
        return worker.benefit - MONTHS * withheld.get(earned, 0.0)
    age = worker.claiming_age * MONTHS
    credited = retirement_factor(worker.born.year, age + len(withheld))
    return worker.benefit * credited / retirement_factor(worker.born.year, age)


def is_withheld_whole(worker: Worker, month: int) -> bool:
    """Return whether a month pays nothing of a benefit that was claimed, because of work."""
    return worker.benefit > 0 and month > _claim_month(worker) and benefit_paid_in(worker, month) < CENT


def month_of(day: date) -> int:
    """Return the number of a day's month."""
    return day.year * MONTHS + day.month - 1


def claim_month(born: date, claiming_age: int) -> int:
    """Return the month in which the claiming age is reached, for which the first benefit is paid."""
    return month_of(born) + claiming_age * MONTHS


def _claim_month(worker: Worker) -> int:
    return claim_month(worker.born, worker.claiming_age)


def _full_age(worker: Worker) -> int:
    return month_of(worker.born) + full_retirement_months(worker.born.year)


@lru_cache(maxsize=256)
def _withheld(worker: Worker) -> dict[int, float]:
    """Return what is withheld of each month's benefit [USD], by month; months without are left out."""
    found: dict[int, float] = {}
    first, full, has_retired = _claim_month(worker), _full_age(worker), False
    if worker.until is None:
        return found
    for year in range(first // MONTHS, full // MONTHS + 1):
        months = range(max(first, year * MONTHS), min(full, (year + 1) * MONTHS))
        left = _charge(worker, year, full)
        idle = [month for month in months if not _works(worker, month)]
        # in the first year with such a month each of them is paid whole: 403(f)(1)(E)
        spared = set() if has_retired else set(idle)
        has_retired = has_retired or bool(idle)
        for month in months:
            taken = 0.0 if month in spared else min(left, worker.benefit / MONTHS)
            left -= taken
            if taken > 0.0:
                found[month] = taken
    return found


def _charge(worker: Worker, year: int, full: int) -> float:
    """Return what a year's work withholds of its benefits [USD/yr]."""
    is_full_year = full // MONTHS == year
    end = full if is_full_year else (year + 1) * MONTHS
    earned = sum(worker.wages / MONTHS for month in range(year * MONTHS, end) if _works(worker, month))
    of = "_of_full_age" if is_full_year else ""
    share = figures_of("social_security")[f"withheld_share{of}"].number(max(FIRST_YEAR, year), ANY_STATUS)
    return share * max(0.0, earned - _exempt(worker, year, f"exempt_earnings{of}"))


def _exempt(worker: Worker, year: int, name: str) -> float:
    """Return a year's exempt amount in the plan's first dollars: published, then projected by the mean inflation."""
    figure, last = figures_of("social_security")[name], federal_years()[-1]
    amount, step = figure.number(min(last, max(FIRST_YEAR, year)), ANY_STATUS), figure.step[ANY_STATUS]
    rise = 1.0 + worker.inflation
    if year > last:
        amount = rounded_nearest(amount * rise ** (year - last), step)
    return amount / float(rise ** max(0, year - worker.first_year))


def _works(worker: Worker, month: int) -> bool:
    """Return whether a month's wages are paid: its last weekday is no later than the last day of work."""
    assert worker.until is not None
    year, of_year = divmod(month + 1, MONTHS)
    last = date(year, of_year + 1, 1) - timedelta(days=1)
    return last - timedelta(days=max(0, last.weekday() - 4)) <= worker.until
