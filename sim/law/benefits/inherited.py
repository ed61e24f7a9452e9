"""An inherited traditional IRA: the years that an heir has, and what each of them requires."""

from datetime import date

from sim.law.rmd_law import OLDEST, inherited_years, load_rmd_tables, required_beginning_date


def last_year(died: date) -> int:
    """Return the year at whose end an inherited IRA must be empty. Reference: IRC 401(a)(9)(B)(ii), (H)(i)."""
    return died.year + inherited_years()


def period_after_death(decedent_born: date, died: date, heir_born: date) -> float:
    """Return the period of the year after the death [years], by one less in each later year; 0 where none is asked for.

    The heir's by the age in that year, or what is left of the deceased person's where that is longer. Nothing is
    required before the last year where the person died before the required beginning date.

    References: IRC 401(a)(9)(B)(i), (ii); Reg. 1.401(a)(9)-5(d)(1), (3).
    """
    if died < required_beginning_date(decedent_born):
        return 0.0
    single = load_rmd_tables().single
    of_heir = single[min(died.year + 1 - heir_born.year, OLDEST)]
    of_decedent = single[min(died.year - decedent_born.year, OLDEST)] - 1.0
    return float(max(of_heir, of_decedent))


def inherited_part(decedent_born: date | None, died: date | None, heir_born: date, year: int) -> float:
    """Return the share of the last year end's balance that a year requires; see `period_after_death`."""
    assert decedent_born is not None  # the scenario's checks: both dates are there
    assert died is not None
    if year >= last_year(died):
        return 1.0
    period = period_after_death(decedent_born, died, heir_born) - (year - died.year - 1)
    return 0.0 if year == died.year or died < required_beginning_date(decedent_born) else 1.0 / max(1.0, period)
