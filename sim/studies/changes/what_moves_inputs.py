"""The inputs that a tornado tries, two values each, and why those."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from sim.engine.lowering.lower import Lowered, lower
from sim.engine.records.laws import Laws
from sim.law.federal_law import federal_years, load_federal_law
from sim.law.federal_records import FederalLaw
from sim.law.state_tables import state_info
from sim.market.assumptions import CLASSES, means_and_volatilities, own_volatility
from sim.scenario.enums import HarvestProceeds
from sim.scenario.household import MOST_YEARS, Pension, Person
from sim.scenario.lives import Lives, LivesKind
from sim.scenario.market import ClassAssumption, ReturnsAre
from sim.scenario.models import Scenario
from sim.studies.changes.law_pieces import change_both, change_federal, without_senior_deduction

VOLATILITY_SHARE, RETURN_STEP, YEARS = 0.25, 0.01, 10
MORE_OWN_RISK = 1.5
PERSISTENCE_SINCE_1960 = 0.73
"""Correlation of one year's inflation with the next in the years 1960 to 2025 of the record."""
NEVER_ENDS = 9_999.0
LONGEST_CASH_OUT, HIGH_COST_BP = 30, 10.0
BENEFIT_CUT, BENEFIT_CUT_FROM = 0.23, 2033
"""The 2025 Annual Report of the Board of Trustees of the Federal OASI and DI Trust Funds, II.A and II.D."""
RATE_RISE, YEARS_TO_HIGHER_RATES = 0.03, 5
MORE_INCOME, MORE_GAINS = 100_000.0, 50_000.0
STATES = ("TX", "CA", "NY")
"""The first taxes no income, the second taxes gains at the highest rate of all; the third where that is the own one."""

Change = Callable[[Scenario], Scenario]
LawChange = Callable[[Laws], Laws]
ArraysChange = Callable[[Lowered], Lowered]


@dataclass(frozen=True)
class Tried:
    """One value of an input: what it is in words, and what it changes.

    objective : what is measured instead, for an input that is the measure itself
    arrays : changes what no plan and no law can say
    """

    said: str
    change: Change | None = None
    law: LawChange | None = None
    objective: str | None = None
    arrays: ArraysChange | None = None

    def is_as_it_is(self, scenario: Scenario) -> bool:
        """Return whether this value is the plan's own."""
        if self.law is not None or self.arrays is not None:
            return False
        return self.change is None or self.change(scenario) == scenario

    def lowered(self, scenario: Scenario) -> tuple[Scenario, Lowered]:
        """Return the plan with this value, and its arrays; raises `InputError` where it cannot be simulated."""
        changed = scenario if self.change is None else self.change(scenario)
        found = lower(changed)
        if self.law is not None:
            found = replace(found, laws=change_both(found.laws, self.law))
        return changed, found if self.arrays is None else self.arrays(found)


@dataclass(frozen=True)
class Input:
    """An input, its two values, and why those two."""

    name: str
    label: str
    why: str
    low: Tried
    high: Tried


def inputs_of(scenario: Scenario) -> tuple[Input, ...]:
    """Return the inputs that matter with the two values to try in this scenario."""
    return (
        _volatility(),
        _return(),
        *_own_risk(scenario),
        _persistence(),
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


def changed_market(scenario: Scenario, volatility_factor: float, more_return: float) -> Scenario:
    """Return the plan with every class's volatility times a factor, and its return higher by so much a year."""
    means, volatilities = means_and_volatilities(scenario.market)
    classes = {
        asset_class: ClassAssumption(
            expected_return=float(means[k]) + more_return, volatility=float(volatilities[k]) * volatility_factor
        )
        for k, asset_class in enumerate(CLASSES)
    }
    figures = {"classes": classes, "returns_are": ReturnsAre.ARITHMETIC}
    return scenario.model_copy(update={"market": scenario.market.model_copy(update=figures)})


def _volatility() -> Input:
    return Input(
        "volatility",
        "Volatility of every class",
        "A quarter less and a quarter more than assumed. Losses to harvest come from prices below cost.",
        Tried("a quarter less", partial(changed_market, volatility_factor=1 - VOLATILITY_SHARE, more_return=0.0)),
        Tried("a quarter more", partial(changed_market, volatility_factor=1 + VOLATILITY_SHARE, more_return=0.0)),
    )


def with_own_risk(scenario: Scenario, factor: float) -> Scenario:
    """Return the plan whose single stocks have so many times the volatility of their own."""
    securities = tuple(
        security.model_copy(update={"own_volatility": factor * own}) if (own := own_volatility(security)) else security
        for security in scenario.securities
    )
    return scenario.model_copy(update={"securities": securities})


def _own_risk(scenario: Scenario) -> tuple[Input, ...]:
    if with_own_risk(scenario, 0.0) == scenario:
        return ()
    return (
        Input(
            "own_risk",
            "What single stocks do on their own",
            "Nothing, as if all companies were one, and half as much again: one that falls alone can be harvested.",
            Tried("nothing", partial(with_own_risk, factor=0.0)),
            Tried("half as much again", partial(with_own_risk, factor=MORE_OWN_RISK)),
        ),
    )


def _persistent(scenario: Scenario, persistence: float) -> Scenario:
    market = scenario.market.model_copy(update={"inflation_persistence": persistence})
    return scenario.model_copy(update={"market": market})


def _persistence() -> Input:
    return Input(
        "inflation_persistence",
        "How much inflation persists",
        "Not at all, and as much as from 1960 to 2025: it decides how far prices can be from what is expected.",
        Tried("not at all", partial(_persistent, persistence=0.0)),
        Tried("as since 1960", partial(_persistent, persistence=PERSISTENCE_SINCE_1960)),
    )


def _return() -> Input:
    return Input(
        "return",
        "Expected return of every class",
        "One percentage point a year less and more: about how far careful forecasts differ.",
        Tried("1 point less", partial(changed_market, volatility_factor=1.0, more_return=-RETURN_STEP)),
        Tried("1 point more", partial(changed_market, volatility_factor=1.0, more_return=RETURN_STEP)),
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
