"""What may go into an HSA and out of an IRA to charity in a published year."""

from sim.law.federal_law import figures_of, require_year
from sim.scenario.enums import FilingStatus


def _figure(name: str, year: int) -> float:
    require_year(year)
    return figures_of("retirement")[name].number(year, FilingStatus.SINGLE)  # no figure here differs by status


def hsa_limit(year: int, is_family: bool, ages: tuple[int, ...]) -> float:
    """Return the most the household may put into HSAs [USD/yr]: the coverage's limit and a catch-up a person of 55.

    Parameters
    ----------
    ages : tuple of int
        On December 31, of the people with an HSA; who is enrolled in Medicare has none (IRC 223(b)(7)).

    References
    ----------
    IRC 223(b)(2)-(3), (7).
    """
    n_catch_ups = sum(age >= _figure("hsa_catch_up_age", year) for age in ages)
    return _figure("hsa_family" if is_family else "hsa_self_only", year) + n_catch_ups * _figure("hsa_catch_up", year)


def qcd_excluded(year: int, age: float, amount: float) -> float:
    """Return the part of one person's gift from an IRA to charity that is not income [USD/yr].

    Parameters
    ----------
    age : float
        On the day of the gift; nothing is excluded before 70 1/2.

    References
    ----------
    IRC 408(d)(8)(A)-(B), (F).
    """
    return min(amount, _figure("qcd_limit", year)) if age >= _figure("qcd_age", year) else 0.0
