"""The inputs that a tornado tries, two values each, and why those."""

from functools import partial

from sim.engine.records.laws import Laws
from sim.law.federal_law import federal_years, load_federal_law
from sim.law.federal_records import FederalLaw
from sim.law.state_tables import state_info
from sim.scenario.enums import HarvestProceeds
from sim.scenario.household import MOST_YEARS, Pension, Person
from sim.scenario.lives import Lives, LivesKind
from sim.scenario.models import Scenario
from sim.studies.changes.law_pieces import change_federal, without_senior_deduction
from sim.studies.changes.tried import Input, Tried
from sim.studies.changes.what_moves_market import (
    bond_yields,
    expected_return,
    own_risk,
    persistence,
    replacements,
    volatility,
)

YEARS = 10
NEVER_ENDS = 9_999.0
LONGEST_CASH_OUT, HIGH_COST_BP = 30, 10.0
BENEFIT_CUT, BENEFIT_CUT_FROM = 0.23, 2033
"""The 2025 Annual Report of the Board of Trustees of the Federal OASI and DI Trust Funds, II.A and II.D."""
RATE_RISE, YEARS_TO_HIGHER_RATES = 0.03, 5
MORE_INCOME, MORE_GAINS = 100_000.0, 50_000.0
STATES = ("TX", "CA", "NY")
"""The first taxes no income, the second taxes gains at the highest rate of all; the third where that is the own one."""


def inputs_of(scenario: Scenario) -> tuple[Input, ...]:
    """Return the inputs that matter with the two values to try in this scenario."""
    return (
        volatility(),
        expected_return(),
        *own_risk(scenario),
        persistence(),
        *bond_yields(scenario),
        *replacements(scenario),
        _horizon(scenario),
        _state(scenario),
        _income(),
        _outside_gains(),
        _lives(scenario),
        _cash_out(),
        _heirs_rate(scenario),
        _step_up(),
        _wash(),
        _trading_cost(),
        _ending_law(),
        _benefits(),
        _tax_rates(scenario),
        _basis_at_death(),
        _loss_limit(),
    )


def changed_home(scenario: Scenario, **changes: object) -> Scenario:
    """Return the plan with other fields of its household."""
    return scenario.model_copy(update={"household": scenario.household.model_copy(update=changes)})


def _horizon(scenario: Scenario) -> Input:
    years = scenario.household.horizon_years
    short, long = max(1, years - YEARS), min(MOST_YEARS, years + YEARS)
    return Input(
        "horizon",
        "Horizon",
        "Ten years shorter and longer, within the limits of a plan: how long deferred tax can stay invested.",
        Tried(f"{short} years", partial(changed_home, horizon_years=short)),
        Tried(f"{long} years", partial(changed_home, horizon_years=long)),
    )


def _state(scenario: Scenario) -> Input:
    low, high = [code for code in STATES if code != scenario.household.state][:2]
    return Input(
        "state",
        "State of residence",
        "A state without an income tax, where possible, and the one with the highest rate on gains.",
        Tried(state_info(low).name, partial(changed_home, state=low)),
        Tried(state_info(high).name, partial(changed_home, state=high)),
    )


def _halved(person: Person) -> Person:
    wages = person.wages.model_copy(update={"annual": person.wages.annual / 2})
    benefit = person.social_security.annual_at_claiming / 2
    security = person.social_security.model_copy(update={"annual_at_claiming": benefit})
    pensions = tuple(one.model_copy(update={"annual": one.annual / 2}) for one in person.pensions)
    return person.model_copy(update={"wages": wages, "social_security": security, "pensions": pensions})


def _half_income(scenario: Scenario) -> Scenario:
    return changed_home(scenario, people=tuple(_halved(person) for person in scenario.household.people))


def _more_income(scenario: Scenario) -> Scenario:
    first, *others = scenario.household.people
    further = Pension(annual=MORE_INCOME, starts=scenario.start, has_cola=True)
    return changed_home(scenario, people=(first.model_copy(update={"pensions": (*first.pensions, further)}), *others))


def _income() -> Input:
    return Input(
        "income",
        "Income and its brackets",
        "Half of all wages, pensions and benefits, and $100,000 a year of additional pension: some brackets down and "
        "up, with the same spending.",
        Tried("half the income", _half_income),
        Tried("$100,000 a year more", _more_income),
    )


def _outside_gains() -> Input:
    return Input(
        "outside_gains",
        "Gains from elsewhere",
        "None, and $50,000 of long-term gains a year, as from a house or a business sold in parts: against gains, "
        "losses have no yearly limit.",
        Tried("none", partial(changed_home, outside_gain_short=0.0, outside_gain_long=0.0)),
        Tried("$50,000 a year", partial(changed_home, outside_gain_long=MORE_GAINS)),
    )


def _lives(scenario: Scenario) -> Input:
    return Input(
        "lives",
        "How long people live",
        "Everybody to the plan's end, and deaths drawn from the life table: a first death steps basis up, ends "
        "benefits and moves the survivor into other brackets.",
        Tried("to the plan's end", partial(changed_home, lives=lives_of(scenario, LivesKind.HORIZON))),
        Tried("by the life table", partial(changed_home, lives=lives_of(scenario, LivesKind.RANDOM))),
    )


def lives_of(scenario: Scenario, kind: LivesKind) -> Lives:
    """Return the household's lives, decided otherwise."""
    return scenario.household.lives.model_copy(update={"kind": kind})


def cashed_over(scenario: Scenario, n_years: int) -> Scenario:
    """Return the plan cashed over another number of years."""
    return scenario.model_copy(update={"terminal": scenario.terminal.model_copy(update={"cash_out_years": n_years})})


def _cash_out() -> Input:
    return Input(
        "cash_out_years",
        "Years of cashing out",
        "Everything sold in one tax year, which meets the highest brackets, and over thirty years, which meets the "
        "lowest: what heirs keep does not ask for it.",
        Tried("in one year", partial(cashed_over, n_years=1)),
        Tried(f"over {LONGEST_CASH_OUT} years", partial(cashed_over, n_years=LONGEST_CASH_OUT)),
    )


def _trading_cost() -> Input:
    return Input(
        "trading_cost",
        "Trading cost",
        "None, and 10 basis points a side: half the spread of a thinly traded fund or a smaller stock.",
        Tried("none", partial(changed_strategies, fund_trading_cost_bp=0.0, stock_trading_cost_bp=0.0)),
        Tried(
            f"{HIGH_COST_BP:g} bp a side",
            partial(changed_strategies, fund_trading_cost_bp=HIGH_COST_BP, stock_trading_cost_bp=HIGH_COST_BP),
        ),
    )


def _heirs_rate(scenario: Scenario) -> Input:
    rates = load_federal_law(federal_years()[-1], scenario.household.filing_status).ordinary.rates
    return Input(
        "heirs_rate",
        "Heirs' tax rate on pretax money",
        "The lowest and the highest federal bracket rate in force (IRC 1(j)).",
        Tried(f"{rates[0]:.0%}", partial(changed_home, heirs_tax_rate=rates[0])),
        Tried(f"{rates[-1]:.0%}", partial(changed_home, heirs_tax_rate=rates[-1])),
    )


def _step_up() -> Input:
    return Input(
        "step_up",
        "Step-up at death",
        "Everything sold at the end, and everything left to heirs with a step-up in basis (IRC 1014): the two "
        "extremes.",
        Tried("all sold", objective="after_tax_wealth_real"),
        Tried("left to heirs", objective="heirs_wealth_real"),
    )


def changed_strategies(scenario: Scenario, **changes: object) -> Scenario:
    """Return the plan with other fields of all its strategies."""
    changed = tuple(strategy.model_copy(update=changes) for strategy in scenario.strategies)
    return scenario.model_copy(update={"strategies": changed})


def _wash() -> Input:
    return Input(
        "wash",
        "Wash-sale behavior",
        "The same shares bought back at once, so that every loss is a wash sale, and no wash-sale rule at all: the "
        "two extremes.",
        Tried("same shares bought back", partial(changed_strategies, proceeds=HarvestProceeds.SAME_SECURITY)),
        Tried("no wash-sale rule", partial(changed_strategies, has_wash_sale_rule=False)),
    )


def changed_law(scenario: Scenario, **changes: object) -> Scenario:
    """Return the plan with other what-ifs of the law."""
    return scenario.model_copy(update={"law_changes": scenario.law_changes.model_copy(update=changes)})


def _benefits() -> Input:
    return Input(
        "benefits",
        "Social Security as it is scheduled",
        f"Paid in full, and cut to the {1 - BENEFIT_CUT:.0%} that the trustees' report of 2025 expects to be payable "
        f"from {BENEFIT_CUT_FROM} on, once the reserves are used up.",
        Tried(
            f"{BENEFIT_CUT:.0%} less from {BENEFIT_CUT_FROM}",
            partial(changed_law, benefit_cut=BENEFIT_CUT, benefit_cut_from=BENEFIT_CUT_FROM),
        ),
        Tried("paid in full", partial(changed_law, benefit_cut=0.0, benefit_cut_from=None)),
    )


def _tax_rates(scenario: Scenario) -> Input:
    first = scenario.start.year + YEARS_TO_HIGHER_RATES
    return Input(
        "tax_rates",
        "Federal income tax rates",
        f"As they are, and {RATE_RISE * 100:g} points more in every bracket after {YEARS_TO_HIGHER_RATES} years: about "
        "what they were before 2018 (P.L. 115-97). Those on long-term gains stay.",
        Tried("as they are", partial(changed_law, rate_rise=0.0, rate_rise_from=None)),
        Tried(
            f"{RATE_RISE * 100:g} points more from {first}",
            partial(changed_law, rate_rise=RATE_RISE, rate_rise_from=first),
        ),
    )


def _basis_at_death() -> Input:
    return Input(
        "basis_at_death",
        "New cost basis at a death",
        "As IRC 1014 has it, and repealed: survivors and heirs keep the cost of what was bought.",
        Tried("repealed", partial(changed_law, ends_step_up=True)),
        Tried("as it is", partial(changed_law, ends_step_up=False)),
    )


def _loss_limit() -> Input:
    return Input(
        "loss_limit",
        "Yearly limit on losses against income",
        "$3,000 forever, as it has been since 1978 (IRC 1211(b)), and grown with prices.",
        Tried("as it is", partial(changed_law, indexes_loss_limit=False)),
        Tried("grows with prices", partial(changed_law, indexes_loss_limit=True)),
    )


def senior_deduction_for_ever(laws: Laws) -> Laws:
    """Return laws whose senior deduction has no last year."""

    def keep(law: FederalLaw) -> FederalLaw:
        return law._replace(deductions=law.deductions._replace(senior_last_year=NEVER_ENDS))

    return change_federal(laws, keep)


def _ending_law() -> Input:
    return Input(
        "ending_law",
        "Senior deduction, which expires",
        "Gone from the start, and never expiring: the one part of the income tax with a last year (IRC 151(d)(5)(C)).",
        Tried("gone now", law=lambda laws: change_federal(laws, without_senior_deduction)),
        Tried("never expires", law=senior_deduction_for_ever),
    )
