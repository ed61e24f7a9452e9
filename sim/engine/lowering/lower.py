"""From a scenario to the arrays of the kernels: the only door into them. What cannot be simulated is refused here."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from sim.engine.lowering.annuities import lower_payments
from sim.engine.lowering.calendar import Calendar, build_calendar, share_of_year_before
from sim.engine.lowering.conversions import lower_ira_facts, lower_roth_clocks
from sim.engine.lowering.distributions import lower_distributions, lower_months_paid, lower_prices
from sim.engine.lowering.gifts import lower_gifts
from sim.engine.lowering.harvest_timings import actions_of
from sim.engine.lowering.health import lower_health
from sim.engine.lowering.heirs import load_estate_laws, lower_heirs
from sim.engine.lowering.holdings import (
    Holdings,
    arrange,
    lower_accounts,
    lower_lines,
    lower_own_risk,
    lower_securities,
    lower_start_lots,
)
from sim.engine.lowering.incomes import incomes_of, months_of
from sim.engine.lowering.itemizing import itemizing_laws, lower_deductions
from sim.engine.lowering.lives import lower_lives
from sim.engine.lowering.location import lower_location
from sim.engine.lowering.moves import move_law, state_laws
from sim.engine.lowering.paid_as import lower_paid_as
from sim.engine.lowering.path_laws import laws_of_paths
from sim.engine.lowering.payroll import lower_plans
from sim.engine.lowering.payroll_tax import lower_payroll_tax
from sim.engine.lowering.policies import lower_policies
from sim.engine.lowering.reach import lower_bought_groups, lower_paying, lower_reach
from sim.engine.lowering.replacements import lower_replacements
from sim.engine.lowering.required import lower_required
from sim.engine.lowering.rollovers import dated_steps, lower_rollovers
from sim.engine.lowering.room import room_problems
from sim.engine.lowering.so_far import lower_so_far
from sim.engine.lowering.spending import OPENING, lower_spending, opens
from sim.engine.lowering.spending_rules import lower_events, lower_spending_rule
from sim.engine.records.household import HOUSEHOLD
from sim.engine.records.job import Job
from sim.engine.records.laws import LawPair, Laws
from sim.engine.records.steps import STEP
from sim.errors import InputError, Problem
from sim.law.ages import medicare_begins
from sim.law.beside_return import EstateLaw, last_aca_year, load_aca_law, load_irmaa_law, zero_irmaa_law
from sim.law.federal_law import federal_years, load_federal_law
from sim.law.filing_status import CODE_OF
from sim.law.filled_brackets import bracket_problems
from sim.law.projection import zero_rate_law
from sim.law.state_projection import zero_rate_state_law
from sim.law.who_owns import investments_of_second
from sim.lots.kernels.open_lots import MAX_LINES
from sim.market.assumptions import CLASSES
from sim.market.normals import key_of
from sim.market.registry import build_market
from sim.market.tables import MarketTables, Setting
from sim.scenario.enums import AccountType, AssetClass, FilingStatus
from sim.scenario.household import Person
from sim.scenario.models import Scenario
from sim.scenario.rollover import Rollover
from sim.statute import counted

DECEMBER = 12


@dataclass(frozen=True)
class Lowered:
    """Everything the kernels read of one scenario."""

    job: Job
    laws: LawPair
    market: MarketTables
    calendar: Calendar
    holdings: Holdings

    @property
    def start_wealth(self) -> float:
        """Everything owned on the first day [USD]."""
        return float(self.job.household[0]["start_wealth"])

    def new_laws(self) -> tuple[np.ndarray, tuple[EstateLaw, ...]]:
        """Return what the kernels take as `laws`: records that every path fills again, one pair for each thread."""
        return laws_of_paths(self.laws), self.laws.estate


def lower(scenario: Scenario, is_longest: bool = False) -> Lowered:
    """Return a scenario's arrays.

    Parameters
    ----------
    is_longest : on the longest calendar, see `build_calendar`

    Raises
    ------
    InputError
        Where the plan starts in a year whose law is not in the data, or holds more than the kernels have room for.
    """
    years, calendar, holdings = federal_years(), build_calendar(scenario, is_longest), arrange(scenario)
    _refuse_what_does_not_fit(scenario, calendar, holdings, years)
    moves = [r for r in scenario.rollovers if r.is_made]
    actions = [actions_of(strategy, [r.date for r in moves], calendar) for strategy in scenario.strategies]
    moves = sorted((r for r in moves if calendar.step_on_or_after(r.date) >= 0), key=lambda rollover: rollover.date)
    month_ends = {int(step) for step in np.flatnonzero(calendar.is_month_end)}
    dated = dated_steps(moves, calendar) | {step for of_steps in actions for step in of_steps}
    active: list[float] = sorted(month_ends | dated | opens(scenario))
    households = np.zeros(1, HOUSEHOLD)
    household = households[0]
    household["first_year"] = calendar.years[0]
    household["long_term_years"] = int(counted("long_term_years", int(calendar.years[0])))
    household["price_growth_before"] = 1.0 + scenario.market.inflation
    household["share_of_year_before"] = share_of_year_before(scenario.start, int(calendar.years[0]))
    household["key"] = tuple(key_of(scenario.simulation.seed))
    lower_securities(household, scenario, holdings)
    lower_own_risk(household, scenario, holdings)
    lower_lines(household, scenario, holdings)
    lower_replacements(household, scenario, holdings)
    lower_start_lots(household, scenario, holdings)
    lower_accounts(household, scenario, holdings)
    lower_ira_facts(household, holdings)
    lower_roth_clocks(household, holdings, int(calendar.years[0]))
    lower_payments(household, scenario, holdings, lambda starts: _first_month_end(starts, calendar, active))
    lower_rollovers(household, moves, holdings, calendar, active)
    _lower_household(household, scenario, calendar, active)
    lower_lives(household, scenario, calendar, holdings)
    lower_spending_rule(household, scenario, calendar)
    lower_heirs(household, scenario)
    lower_deductions(household, scenario, calendar)
    lower_plans(household, scenario, calendar, holdings, lambda month: _first_dated(month, calendar, active))
    lower_required(household, scenario, calendar, holdings)
    lower_payroll_tax(household, calendar, scenario.simulation.taxes)
    _lower_reach(household, scenario, holdings)
    policies = lower_policies(scenario, int(calendar.years[0]), years[-1])
    if not scenario.simulation.taxes:  # nothing is withheld either, and no credit is paid
        household["rollover_withheld_rate"], policies["conversion_withheld"] = 0.0, 0.0
        household["benchmark_premium"], household["other_premiums"] = 0.0, 0.0
    household["start_wealth"] = _start_wealth(household)
    lower_distributions(household, holdings, calendar)
    lower_paying(household, [scenario.holdings.accounts.index(account) for account in holdings.accounts])
    steps = _lower_steps(household, scenario, calendar, active)
    job = Job(
        household=households,
        policies=policies,
        actions=np.array([[of_steps.get(at, 0) for at in active] for of_steps in actions], dtype=np.int64),
        steps=steps,
        prices=lower_prices(household, holdings, calendar, steps),
        days=calendar.days,
        dt=calendar.dt,
        cash_class=CLASSES.index(AssetClass.CASH),
    )
    plan_years = tuple(int(year) for year in calendar.years)
    own = _load_laws(scenario, scenario.household.filing_status, years, plan_years)
    _lower_by_state(household, scenario, holdings, int(calendar.years[0]), own)
    survivor = _load_laws(scenario, FilingStatus.SINGLE, years, plan_years)
    laws = LawPair(own, survivor, load_estate_laws(years, scenario.simulation.taxes))
    return Lowered(job, laws, _lower_market(scenario, household, calendar, moves), calendar, holdings)


def _lower_reach(household: np.void, scenario: Scenario, holdings: Holdings) -> None:
    lower_location(household, scenario, holdings)
    lower_reach(household)


def _lower_by_state(household: np.void, scenario: Scenario, holdings: Holdings, first_year: int, laws: Laws) -> None:
    """Fill what hangs on the state: whose investments are, HSAs, what funds pay, and the year so far."""
    household["investments2"] = investments_of_second(scenario)
    household["taxes_hsas"] = (
        household["first_hsa"] < household["n_accounts"] and laws.state["hsa_earnings_taxed"].any()
    )
    least_treasuries = float(laws.state["treasury_fund_assets"][0])
    lower_paid_as(household, holdings, first_year, least_treasuries)
    lower_so_far(household, scenario, holdings, first_year, least_treasuries)


def _start_wealth(household: np.void) -> float:
    lines = household["line_start_units"] @ household["start_price"][:MAX_LINES]
    return float(lines + (household["account_start_units"] @ household["start_price"]).sum() + household["reserve"])


def _load_laws(
    scenario: Scenario, status: FilingStatus, law_years: tuple[int, ...], plan_years: tuple[int, ...]
) -> Laws:
    home = scenario.household
    laws = Laws(
        federal=tuple(load_federal_law(year, status) for year in law_years),
        state=state_laws(home, status, plan_years),
        itemizing=itemizing_laws(home, status, plan_years),
        move=move_law(home, status, plan_years),
        irmaa=tuple(load_irmaa_law(year, status) for year in law_years),
        aca=tuple(load_aca_law(year) for year in range(law_years[0], last_aca_year() + 1)),
    )
    return laws if scenario.simulation.taxes else _without_taxes(laws)


def _without_taxes(laws: Laws) -> Laws:
    """Return laws under which no tax, surcharge or credit is due, for comparing with studies that know none."""
    return laws._replace(
        federal=tuple(zero_rate_law(law) for law in laws.federal),
        state=np.array([zero_rate_state_law(law) for law in laws.state]),
        irmaa=tuple(zero_irmaa_law(law) for law in laws.irmaa),
        itemizing=(),
        move=None,
    )


def _refuse_what_does_not_fit(
    scenario: Scenario, calendar: Calendar, holdings: Holdings, law_years: tuple[int, ...]
) -> None:
    problems = bracket_problems(scenario)
    if calendar.years[0] < law_years[0]:
        fix = f"Tax law data begins in {law_years[0]}; start the plan in that year or later."
        problems.append(Problem("start", str(scenario.start), fix))
    problems += room_problems(scenario, holdings)
    if problems:
        raise InputError(problems)


def _lower_steps(household: np.void, scenario: Scenario, calendar: Calendar, active: list[float]) -> np.ndarray:
    """Return the active steps; fill the plan's incomes with what falls on their month ends."""
    steps = np.zeros(len(active), STEP)
    steps["calendar_step"] = np.floor(active)
    steps["part"] = active - np.floor(active)
    days = [date.fromordinal(calendar.day_at(at)) for at in active]
    steps["day"], steps["year"] = [day.toordinal() for day in days], [day.year - calendar.years[0] for day in days]
    steps["is_month_end"] = (steps["part"] == 0.0) & (calendar.is_month_end[steps["calendar_step"]] == 1)
    steps["month"] = [day.month for day in days]
    lower_spending(steps, scenario, calendar)
    begins = household["pension_first_step"][: household["n_pensions"]]
    steps["pension_begins"][begins[begins >= 0]] = 1
    for dues in (household[name][: household["n_rollovers"]] for name in ("rollover_step", "rollover_second_step")):
        steps["rolls_over"][dues[dues >= 0]] = 1
    lower_months_paid(household, steps, calendar)
    lower_bought_groups(household, steps)
    lower_events(steps, scenario, calendar)
    of_month = np.flatnonzero(steps["is_month_end"])
    incomes, steps["income"][of_month] = incomes_of(
        scenario.household.people,
        scenario.start.year,
        scenario.market.inflation,
        scenario.law_changes,
        tuple(days[step] for step in of_month),
    )
    household["incomes"][: len(incomes)] = incomes
    return steps


def _lower_household(household: np.void, scenario: Scenario, calendar: Calendar, active: list[float]) -> None:
    home = scenario.household
    household["n_people"] = len(home.people)
    household["filing_status"] = int(CODE_OF[home.filing_status])
    household["outside_gain_short"], household["outside_gain_long"] = (
        home.outside_gain_short / 12,
        home.outside_gain_long / 12,
    )
    household["has_outside_gains"] = home.outside_gain_short != 0.0 or home.outside_gain_long != 0.0
    household["short_carryover"], household["long_carryover"] = home.loss_carryover_short, home.loss_carryover_long
    taxable = [a for a in scenario.holdings.accounts if a.type is AccountType.TAXABLE]
    household["reserve"] = sum(account.cash for account in taxable)
    for p, person in enumerate(home.people):
        _lower_ages(household, p, person, calendar)
    lower_health(household, home, calendar)
    lower_gifts(household, home, calendar)
    colas = [(p, pension) for p, person in enumerate(home.people) for pension in person.pensions if pension.has_cola]
    household["n_pensions"] = len(colas)
    for k, (p, pension) in enumerate(colas):
        household["pension_amount"][k] = pension.annual / 12
        household["pension_owner"][k], household["pension_survivor_share"][k] = p, pension.survivor_share
        household["pension_first_step"][k] = _first_month_end(pension.starts, calendar, active)


def _lower_ages(household: np.void, p: int, person: Person, calendar: Calendar) -> None:
    # a person born on January 1 reaches an age the day before: Treas. Reg. 1.151-1(c)(2)
    tax_born = (person.born - timedelta(1)).year
    household["medicare_from"][p] = medicare_begins(person.born).toordinal()
    for y, year in enumerate(calendar.years):
        household["age"][p, y] = year - tax_born
        if household["medicare_from"][p] > date(year, 1, 1).toordinal():
            household["is_under_65"][p, y] = 1


def _first_month_end(starts: date, calendar: Calendar, active: list[float]) -> int:
    """Return the first active month end in or after a month, -1 where it lies past the horizon."""
    for step, place in enumerate(active):
        at = int(place)
        is_end = place != OPENING and place == at and calendar.is_month_end[at]
        if is_end and months_of(calendar.dates[at]) >= months_of(starts):
            return step
    return -1


def _first_dated(starts: date, calendar: Calendar, active: list[float]) -> tuple[int, date]:
    """Return the first active month end in or after a month, and its day; -1 where it lies past the horizon."""
    step = _first_month_end(starts, calendar, active)
    return step, calendar.dates[int(active[step])] if step >= 0 else starts


def _lower_market(scenario: Scenario, household: np.void, calendar: Calendar, moves: list[Rollover]) -> MarketTables:
    is_used = np.zeros(len(CLASSES) + 1, np.int64)
    is_used[household["asset_class"][: household["n_securities"]]] = 1  # uninvested cash is always among them
    is_used[-1] = 1
    setting = Setting(
        market=scenario.market,
        seed=scenario.simulation.seed,
        start=scenario.start,
        days=calendar.days,
        dt=calendar.dt,
        is_used=is_used,
        rollover=moves[0].date if moves else None,
        is_in_pairs=scenario.simulation.antithetic_pairs,
        n_sets=scenario.simulation.n_sets,
    )
    return build_market(setting)
