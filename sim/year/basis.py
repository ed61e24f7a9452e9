"""The household's year before any move, the law it is under, and how far each move can go."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sim.law.beside_return import AcaLaw, IrmaaLaw, last_aca_year, load_aca_law, premium_lookback
from sim.law.federal_law import federal_years, figures_in_words, load_federal_law, require_year
from sim.law.federal_records import FederalLaw
from sim.law.filing_status import CODE_OF
from sim.law.itemizing.itemizing_law import ItemizingLaw, load_itemizing_law
from sim.law.local.home_law import load_home_law, locality_name
from sim.law.projection import project_federal_law
from sim.law.state_projection import growth_since_written
from sim.law.state_tables import StateInfo, state_info
from sim.law.who_owns import investments_of_second, share_of_second
from sim.scenario.enums import Owner
from sim.scenario.household import Person
from sim.scenario.models import Scenario
from sim.statute import counted
from sim.tax.aca import project_aca
from sim.tax.records import ReturnInput, return_input
from sim.tax.schedule_a import Lists
from sim.year.annuity_income import annuity_income
from sim.year.fixed_costs import FixedCosts, fixed_costs, irmaa_law_of
from sim.year.fund_income import fund_income
from sim.year.income import (
    PRETAX,
    age_on_december_31,
    convertible,
    hsa_earnings,
    interest,
    medicare_months,
    pension_cost_of,
    pensions_of,
    plan_distribution,
    required_distribution,
    social_security_of,
    wages_of,
)
from sim.year.listed import lists_of
from sim.year.lots_below_cost import LotBelowCost, losses_by_term, lots_below_cost


@dataclass(frozen=True)
class Beside:
    """What the plan does not say about its first year, all [USD/yr].

    realized_short, realized_long : gains and losses realized so far, signed
    other_income : ordinary income that is not investment income
    benchmark_premium : second lowest silver plan on the Marketplace for those under 65; 0 where not insured there
    """

    realized_short: float = 0.0
    realized_long: float = 0.0
    other_income: float = 0.0
    tax_exempt_interest: float = 0.0
    hsa_deduction: float = 0.0
    benchmark_premium: float = 0.0


@dataclass(frozen=True)
class YearLaw:
    """The law of one year for one household.

    irmaa : of the premium year, two years later; published where it is, else grown with the plan's inflation
    state_growth : of the state's figures since they were written, see ``growth_since_written``
    lists : what could be itemized, None where nothing is
    """

    federal: FederalLaw
    state: np.void
    state_growth: np.ndarray
    irmaa: IrmaaLaw
    aca: AcaLaw
    is_projected: bool
    is_irmaa_projected: bool
    itemizing: ItemizingLaw
    lists: Lists | None


@dataclass(frozen=True)
class YearBasis:
    """One household-year, before any move.

    medicare_months : months of Medicare of all people in the premium year
    convertible : pretax money that could be converted to Roth [USD]
    convertible2 : the second person's share of it
    """

    scenario: Scenario
    beside: Beside
    year: int
    inputs: ReturnInput
    law: YearLaw
    state: StateInfo
    medicare_months: int
    convertible: float
    convertible2: float
    has_anyone_under_65: bool

    @property
    def premium_year(self) -> int:
        return premium_year_of(self.year)

    @property
    def locality(self) -> str:
        """The county or city whose income tax is counted, as the list writes it; empty where none is."""
        return locality_name(self.scenario.household)

    @property
    def taxing_state(self) -> str:
        """The state, with the county or city whose income tax is counted."""
        return f"{self.state.name} and {self.locality}" if self.locality else self.state.name

    @property
    def figures_in_words(self) -> str:
        """How the year's federal figures came about."""
        return figures_in_words(self.year, self.scenario.market.inflation)

    @property
    def n_people(self) -> int:
        return len(self.scenario.household.people)

    @cached_property
    def fixed(self) -> FixedCosts:
        """What no move changes: premiums of Medicare and payroll tax."""
        return fixed_costs(self.scenario, self.year)

    @cached_property
    def lots(self) -> tuple[LotBelowCost, ...]:
        return lots_below_cost(self.scenario)

    @cached_property
    def harvestable(self) -> tuple[float, float]:
        """The (short-term, long-term) losses the lots really hold, positive [USD]."""
        return losses_by_term(self.lots)


def premium_year_of(year: int) -> int:
    """Return the year whose Medicare premium a year's income sets."""
    return year + premium_lookback(year)


def year_basis(scenario: Scenario, beside: Beside | None = None) -> YearBasis:
    """Return the household's first year before any move: income, law, and how far each move can go.

    Simplification: sales and withdrawals that pay for the household's spending are not foreseen; prices stay as they
    are; wages, benefits and pensions are in dollars of the plan's start.

    Parameters
    ----------
    scenario : Scenario
        The household.
    beside : Beside, optional
        What the plan does not say about the year, such as gains realized so far [USD/yr].

    Returns
    -------
    YearBasis
        The inputs of the return [USD/yr], the year's law, lots below cost, and pretax money that could be converted
        [USD].

    Raises
    ------
    InputError
        The plan starts before the first year whose law is in the data.

    See Also
    --------
    year_outcome : The year after moves.
    bracket_map : What the next dollar costs.

    Examples
    --------
    >>> from sim.api import sample_scenario, year_basis
    >>> basis = year_basis(sample_scenario("no-taxable-account"))
    >>> basis.year, basis.harvestable
    (2026, (0, 0))
    """
    beside = beside or Beside()
    year, people = scenario.start.year, scenario.household.people
    ages = [age_on_december_31(person, year) for person in people]
    return YearBasis(
        scenario=scenario,
        beside=beside,
        year=year,
        inputs=_inputs(scenario, beside, year, ages),
        law=_law(scenario, year),
        state=state_info(scenario.household.state),
        medicare_months=medicare_months(scenario, premium_year_of(year)),
        convertible=convertible(scenario, year),
        convertible2=share_of_second(scenario, PRETAX),
        has_anyone_under_65=any(age < counted("medicare_age", year) for age in ages),
    )


def _taxable_pensions(people: tuple[Person, ...], p: int, year: int) -> float:
    spouse = people[1 - p] if len(people) > 1 else None
    return pensions_of(people[p], year) - pension_cost_of(people[p], spouse, year)


def _inputs(scenario: Scenario, beside: Beside, year: int, ages: list[int]) -> ReturnInput:
    home, people = scenario.household, scenario.household.people
    paid = fund_income(scenario, float(load_home_law(home, year, home.filing_status)["treasury_fund_assets"]))
    wages = [wages_of(person, year) for person in people]
    annuity, early, annuity2 = annuity_income(scenario, year)
    pensions = [_taxable_pensions(people, p, year) for p in range(len(people))]
    benefits = [social_security_of(person, year, scenario.start.year, scenario.market.inflation) for person in people]
    required = {owner: required_distribution(scenario, owner, year)[1] for owner in Owner}
    from_plan = {owner: plan_distribution(scenario, owner, year) for owner in Owner}
    is_couple = len(people) > 1
    return return_input(
        filing_status=int(CODE_OF[home.filing_status]),
        age1=ages[0],
        age2=ages[1] if len(ages) > 1 else 0,
        wages1=wages[0],
        wages2=wages[1] if len(wages) > 1 else 0.0,
        interest=interest(scenario) + paid["us_government_interest"],
        us_government_interest=paid["us_government_interest"],
        tax_exempt_interest=beside.tax_exempt_interest + paid["tax_exempt_interest"],
        other_states_interest=paid["other_states_interest"],
        ordinary_dividends=paid["ordinary_dividends"],
        qualified_dividends=paid["qualified_dividends"],
        reit_dividends=paid["reit_dividends"],
        foreign_tax=paid["foreign_tax"],
        foreign_income=paid["foreign_income"],
        pension=sum(pensions),
        annuity=annuity,
        early_withdrawal=early,
        ira_401k=sum(required.values()),
        other_income=beside.other_income,
        social_security=sum(benefits),
        stcg=beside.realized_short,
        ltcg=beside.realized_long + paid["ltcg"],
        st_carryover=home.loss_carryover_short,
        lt_carryover=home.loss_carryover_long,
        hsa_deduction=beside.hsa_deduction,
        hsa_earnings=hsa_earnings(scenario),
        investments2=investments_of_second(scenario),
        pension2=pensions[1] if is_couple else 0.0,
        annuity2=annuity2,
        ira_401k2=required[Owner.SPOUSE],
        social_security2=benefits[1] if is_couple else 0.0,
        from_plan=sum(from_plan.values()),
        from_plan2=from_plan[Owner.SPOUSE],
    )


def _law(scenario: Scenario, year: int) -> YearLaw:
    """Return the year's law; after the last published year its figures grow with the plan's inflation, as in a path."""
    last, status = federal_years()[-1], scenario.household.filing_status
    published = min(year, last)
    require_year(published)
    federal = load_federal_law(published, status)
    inflation = scenario.market.inflation
    if year > last:
        federal = project_federal_law(federal, (1.0 + inflation) ** (year - last), year)
    home = scenario.household
    state = load_home_law(home, year, status)
    return YearLaw(
        federal=federal,
        state=state,
        state_growth=growth_since_written(state, year, inflation),
        irmaa=irmaa_law_of(scenario, premium_year_of(year)),
        aca=_aca_law(year, inflation),
        is_projected=year > last,
        is_irmaa_projected=premium_year_of(year) > last,
        itemizing=load_itemizing_law(year, status),
        lists=lists_of(scenario, year),
    )


def _aca_law(year: int, inflation: float) -> AcaLaw:
    last = last_aca_year()
    law = load_aca_law(min(year, last))
    return law if year <= last else project_aca(law, (1.0 + inflation) ** (year - last))
