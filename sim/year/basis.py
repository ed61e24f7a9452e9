"""The household's year before any move, the law it is under, and how far each move can go."""

from dataclasses import dataclass
from datetime import date
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
from sim.market.exchange_days import next_trading_year
from sim.scenario.enums import Owner
from sim.scenario.models import Scenario
from sim.scenario.so_far import SoFar
from sim.statute import counted
from sim.tax.aca import project_aca
from sim.tax.listed.schedule_a import Lists
from sim.tax.records import ReturnInput, return_input
from sim.year.fixed_costs import FixedCosts, fixed_costs, irmaa_law_of
from sim.year.listed import lists_of
from sim.year.lots_below_cost import LotBelowCost, losses_by_term, lots_below_cost
from sim.year.received.income import PRETAX, age_on_december_31, convertible, distributions, medicare_months
from sim.year.received.so_far import received_later, received_so_far


@dataclass(frozen=True)
class Beside:
    """What the plan does not say about its first year, all [USD/yr].

    realized_short, realized_long : gains and losses beside those that the plan says were realized so far, signed
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


def first_year_basis(scenario: Scenario, beside: Beside | None = None) -> YearBasis:
    """Return the year of the plan's first return, as `year_basis` does.

    A plan that begins after the last trading day of a year can trade in the next one only, which is its first then: by
    its own law, and without what was received and paid in the year before.
    """
    return year_basis(in_year(scenario, next_trading_year(scenario.start)), beside)


def in_year(scenario: Scenario, year: int) -> Scenario:
    """Return the household as it will be at the beginning of another year, with what it holds today."""
    if year == scenario.start.year:
        return scenario
    return without_so_far(scenario).model_copy(update={"start": date(year, 1, 1)})


def without_so_far(scenario: Scenario) -> Scenario:
    """Return the plan without what it says of its first year up to its first day: a year like any other."""
    home, held = scenario.household, scenario.holdings
    people = tuple(
        person.model_copy(update={"wages": person.wages.model_copy(update={"so_far": None})}) for person in home.people
    )
    return scenario.model_copy(
        update={
            "household": home.model_copy(update={"people": people, "so_far": SoFar()}),
            "holdings": held.model_copy(
                update={"accounts": tuple(one.model_copy(update={"paid_so_far": 0.0}) for one in held.accounts)}
            ),
        }
    )


def _inputs(scenario: Scenario, beside: Beside, year: int, ages: list[int]) -> ReturnInput:
    home = scenario.household
    least = float(load_home_law(home, year, home.filing_status)["treasury_fund_assets"])
    parts = received_so_far(scenario, year, least), received_later(scenario, year, least)
    paid = {name: sum(part.paid.get(name, 0.0) for part in parts) for name in parts[1].paid.keys() | parts[0].paid}
    wages, pensions, benefits = (
        [sum(of_person) for of_person in zip(*(getattr(part, name) for part in parts), strict=True)]
        for name in ("wages", "pensions", "benefits")
    )
    out = {owner: distributions(scenario, owner, year) for owner in Owner}
    is_couple = len(home.people) > 1
    return return_input(
        filing_status=int(CODE_OF[home.filing_status]),
        age1=ages[0],
        age2=ages[1] if len(ages) > 1 else 0,
        wages1=wages[0],
        wages2=wages[1] if is_couple else 0.0,
        interest=paid.get("interest", 0.0) + paid.get("us_government_interest", 0.0),
        us_government_interest=paid.get("us_government_interest", 0.0),
        tax_exempt_interest=beside.tax_exempt_interest + paid.get("tax_exempt_interest", 0.0),
        other_states_interest=paid.get("other_states_interest", 0.0),
        ordinary_dividends=paid.get("ordinary_dividends", 0.0),
        qualified_dividends=paid.get("qualified_dividends", 0.0),
        reit_dividends=paid.get("reit_dividends", 0.0),
        foreign_tax=paid.get("foreign_tax", 0.0),
        foreign_income=paid.get("foreign_income", 0.0),
        pension=sum(pensions),
        annuity=sum(part.annuity for part in parts),
        early_withdrawal=sum(part.annuity_early for part in parts),
        ira_401k=sum(income for income, _ in out.values()),
        other_income=beside.other_income,
        social_security=sum(benefits),
        stcg=beside.realized_short + sum(part.gains_short for part in parts),
        ltcg=beside.realized_long + sum(part.gains_long for part in parts),
        st_carryover=home.loss_carryover_short,
        lt_carryover=home.loss_carryover_long,
        hsa_deduction=beside.hsa_deduction,
        hsa_earnings=sum(part.hsa_earnings for part in parts),
        investments2=investments_of_second(scenario),
        pension2=pensions[1] if is_couple else 0.0,
        annuity2=sum(part.annuity2 for part in parts),
        ira_401k2=out[Owner.SPOUSE][0],
        social_security2=benefits[1] if is_couple else 0.0,
        from_plan=sum(from_plan for _, from_plan in out.values()),
        from_plan2=out[Owner.SPOUSE][1],
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
