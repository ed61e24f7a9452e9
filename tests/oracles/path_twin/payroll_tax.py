"""Social Security and Medicare tax on wages, from docs/engine.md."""

from datetime import date

from sim.scenario.household import Household
from tests.oracles.federal_forms import figure
from tests.oracles.path_twin.law import LevelAtEnd, PublishedLaw
from tests.oracles.path_twin.lives import Lives
from tests.oracles.path_twin.records import YearItems


def payroll_tax_of(
    household: Household,
    lives: Lives,
    law: PublishedLaw,
    level_at_end: LevelAtEnd,
    today: date,
    level: float,
    items: YearItems,
) -> float:
    """Return the tax on the month's wages, already in the year's: what the year owes now less what it owed before."""
    if not law.is_taxed:
        return 0.0
    social_security, medicare = (
        figure("payroll_tax", f"{name}_rate", 2026, "single") for name in ("social_security", "medicare")
    )
    base, owed = law.wage_base(today.year, level_at_end), 0.0
    for who, person in enumerate(household.people):
        wages = person.wages
        if wages.pays_payroll_tax and wages.until and today <= wages.until and lives.lives(who, today.year):
            year = items.wages[who]
            before = year - wages.annual / 12 * level
            owed += social_security * (min(year, base) - min(before, base)) + medicare * (year - before)
    return owed
