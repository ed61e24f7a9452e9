"""What of a pension is free of tax: the person's own after-tax contributions, in equal parts over some months."""

from datetime import date

from sim.law.ages import MONTHS, completed_age
from sim.law.annuity_multiples import months_of_recovery
from sim.scenario.household import Pension, Person


def free_of_tax(pension: Pension, person: Person, spouse: Person | None, day: date) -> float:
    """Return what of a pension's payment in the month of a day is free of tax [USD/month], by the Simplified Method.

    Two lives count where part of the pension goes on to a surviving spouse.

    References: IRC 72(d)(1)(B), Pub. 575 (Simplified Method).

    Simplification: what is not recovered at the last death is not deducted (IRC 72(b)(3)).
    """
    number = (day.year - pension.starts.year) * MONTHS + day.month - pension.starts.month
    if pension.investment <= 0.0 or number < 0:
        return 0.0
    survivor_age = None
    if pension.survivor_share > 0.0 and spouse is not None:
        survivor_age = completed_age(spouse, pension.starts)
    months = months_of_recovery(completed_age(person, pension.starts), survivor_age)
    return min(pension.investment / months, pension.annual / MONTHS) if number < months else 0.0
