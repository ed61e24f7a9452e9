"""Whether the law's data reach the present year. This is the one place that compares them with a clock."""

from collections.abc import Sequence
from datetime import date

from sim.doctor.finding import NOTICE, Finding

WHAT = "law"


def law_finding(years: Sequence[int], today: date) -> Finding:
    """Return which tax years have published figures, and what to do where this year has none.

    Parameters
    ----------
    years : sequence of int
        The tax years with published figures, rising.
    today : date
        The day by the computer's clock.
    """
    first, last = years[0], years[-1]
    held = f"published figures for {first}" + (f" to {last}" if last > first else "")
    if today.year > last:
        found = (
            f"{held}, and this is {today.year}: taxes from {last + 1} on are computed with {last}'s figures, grown by "
            "the plan's inflation, and with no law made since"
        )
        fix = (
            "python -m pip install --upgrade rollover-sim; in a checkout `git pull`, or add the year as "
            'CONTRIBUTING.md says under "A law year".'
        )
        return Finding(WHAT, found, NOTICE, fix)
    if today.year < first:
        fix = "set the computer's clock."
        return Finding(WHAT, f"{held}, and the computer's clock says {today.isoformat()}", NOTICE, fix)
    return Finding(WHAT, f"{held}; this is {today.year}")
