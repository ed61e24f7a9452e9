"""Which distribution is early: age and separation, what a path can know. Claims: sim/law/early_distribution.py."""

from sim.compile.decorators import kernel
from sim.law.early_distribution import EarlyDistributionAges


@kernel
def is_early_distribution(
    age: float, is_from_plan: int, age_in_separation_year: float, ages: EarlyDistributionAges
) -> bool:
    """Return whether a distribution is early.

    Parameters
    ----------
    age : float64
        On the day of the distribution [years].
    is_from_plan : int64
        1 for the employer's plan; 0 for an IRA, where separation from service does not help.
    age_in_separation_year : float64
        Age reached in the calendar year of separation from that employer; 0 while still working there.
    ages : EarlyDistributionAges

    References
    ----------
    IRC 72(t)(2)(A)(i), (v), (3)(A).
    """
    if age >= ages.free_from:
        return False
    return not (is_from_plan == 1 and age_in_separation_year >= ages.separation_from)
