"""What a household-year costs whatever is harvested or converted in it: Medicare's premiums, payroll tax on wages."""

from dataclasses import dataclass

from sim.law.beside_return import IrmaaLaw, load_irmaa_law
from sim.law.federal_law import federal_years, figures_of
from sim.law.figures import FIRST_YEAR
from sim.law.projection import rounded_nearest
from sim.scenario.enums import FilingStatus
from sim.scenario.models import Scenario
from sim.tax.irmaa import project_irmaa
from sim.year.received.income import medicare_months
from sim.year.received.so_far import wages_of_year


@dataclass(frozen=True)
class FixedCosts:
    """All [USD/yr], of all people. premiums : Parts B and D and a supplement; payroll_tax : of the employees"""

    premiums: float
    payroll_tax: float


def fixed_costs(scenario: Scenario, year: int) -> FixedCosts:
    """Return the year's premiums and payroll tax, as a path charges them, at the prices of the plan's start."""
    return FixedCosts(_premiums(scenario, year), _payroll_tax(scenario, year))


def irmaa_law_of(scenario: Scenario, premium_year: int) -> IrmaaLaw:
    """Return Medicare's law of a premium year, projected with the plan's inflation where none is published."""
    last = federal_years()[-1]
    law = load_irmaa_law(min(premium_year, last), scenario.household.filing_status)
    if premium_year <= last:
        return law
    growth = 1.0 + scenario.market.inflation
    index = growth ** (premium_year - law.year)
    since_freeze = growth ** max(premium_year - int(law.top_frozen_through), 0)
    return project_irmaa(law, index, since_freeze, premium_year)


def _premiums(scenario: Scenario, year: int) -> float:
    """Return the standard premium of Part B and what is typed beside it, for each month of 65. 42 USC 1395r(a)."""
    medicare = scenario.household.medicare
    standard = irmaa_law_of(scenario, year).part_b_standard if medicare.pays_part_b else 0.0
    return medicare_months(scenario, year) * (standard + medicare.other_premiums / 12)


def _payroll_tax(scenario: Scenario, year: int) -> float:
    """Return what employees pay on wages typed before it. References: IRC 3101(a), (b)(1), 42 USC 430."""
    figures, any_status = figures_of("payroll_tax"), FilingStatus.SINGLE
    of_base, first = figures["social_security_wage_base"], max(FIRST_YEAR, year)
    published = min(first, max(of_base.values))
    base = of_base.number(published, any_status)
    if first > published:
        grown = base * (1.0 + scenario.market.inflation) ** (first - published)
        base = rounded_nearest(grown, of_base.step[any_status])
    social_security, medicare = (
        figures[f"{name}_rate"].number(first, any_status) for name in ("social_security", "medicare")
    )
    paid = zip(scenario.household.people, wages_of_year(scenario, year), strict=True)
    taxed = [wages for person, wages in paid if person.wages.pays_payroll_tax]
    return sum(social_security * min(wages, base) + medicare * wages for wages in taxed)
