"""The worlds in which a verdict is tried again, and why those."""

from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from sim.engine.lowering.lower import Lowered
from sim.engine.records.limits import MAX_INCOMES
from sim.errors import InputError, Problem
from sim.law.federal_law import federal_years, load_federal_law
from sim.scenario.household import MOST_YEARS
from sim.scenario.lives import LivesKind
from sim.scenario.market import MarketModel
from sim.scenario.models import Scenario
from sim.scenario.strategies import Strategy
from sim.studies.changes.law_pieces import change_federal, without_senior_deduction
from sim.studies.changes.tried import Change, Tried
from sim.studies.changes.what_moves_inputs import (
    RATE_RISE,
    YEARS,
    cashed_over,
    changed_home,
    changed_law,
    lives_of,
    senior_deduction_for_ever,
)
from sim.studies.changes.what_moves_market import VOLATILITY_SHARE, changed_market, with_own_risk

POINTS, MORE_COST_BP, MOST_COST_BP, SIDES = 0.02, 5.0, 250.0, 2
DEPLETED_IN, PAYABLE_THEN = 2033, 0.77
"""The 2025 Annual Report of the Board of Trustees of the Federal OASI and DI Trust Funds, II.A and II.D: the year in
which the OASI reserves are used up, and the share of scheduled benefits that income pays for then."""

MODELS = {
    MarketModel.LOGNORMAL: ("Bell curve", "returns come from the bell curve"),
    MarketModel.STUDENT_T: ("Fat tails", "markets have fat tails"),
    MarketModel.BOOTSTRAP: ("Resampled history", "markets repeat stretches of the record since 1928"),
}


@dataclass(frozen=True)
class WorldTried:
    """One world: its name, a short label, what is so in it (after "where"), why it is tried, and what it changes."""

    name: str
    label: str
    where: str
    why: str
    tried: Tried


HEIRS_RATES, CASH_OUT = {"heirs_rate_lowest", "heirs_rate_highest"}, {"cash_out"}
NO_PART: dict[str, set[str]] = {
    "after_tax_wealth_real": HEIRS_RATES,
    "heirs_wealth_real": CASH_OUT,
    "mean_income_real": HEIRS_RATES | CASH_OUT,
}
"""By measure: the worlds that cannot change it, which would be counted as if it held there."""


def worlds_of(scenario: Scenario, objective: str) -> tuple[WorldTried, ...]:
    """Return the worlds in which a plan's verdict by a measure is tried: those that have a part in it."""
    every = (*_markets(scenario), *_times(scenario), *_rates(scenario), *_laws(), *_models(scenario))
    return tuple(world for world in every if world.name not in NO_PART.get(objective, ()))


def _world(name: str, label: str, where: str, why: str, change: Change) -> WorldTried:
    return WorldTried(name, label, where, why, Tried(where, change))


def _markets(scenario: Scenario) -> tuple[WorldTried, ...]:
    returns = "Careful forecasts of the next decades differ by about so much."
    volatility = "Losses to harvest come from prices below cost; a quarter is what decades differ by."
    inflation = "Brackets grow with prices; the loss limit and some thresholds do not. Real returns stay."
    return (
        _world("returns_lower", "Returns 2 points lower", "returns are 2 points a year lower", returns,
               partial(changed_market, volatility_factor=1.0, more_return=-POINTS)),
        _world("returns_higher", "Returns 2 points higher", "returns are 2 points a year higher", returns,
               partial(changed_market, volatility_factor=1.0, more_return=POINTS)),
        _world("volatility_lower", "Volatility lower", "markets are a quarter calmer", volatility,
               partial(changed_market, volatility_factor=1 - VOLATILITY_SHARE, more_return=0.0)),
        _world("volatility_higher", "Volatility higher", "markets are a quarter rougher", volatility,
               partial(changed_market, volatility_factor=1 + VOLATILITY_SHARE, more_return=0.0)),
        _world("inflation_higher", "Inflation higher", "inflation is 2 points a year higher", inflation,
               _more_inflation),
        *_companies(scenario),
    )  # fmt: skip


def _companies(scenario: Scenario) -> tuple[WorldTried, ...]:
    why = "What companies do on their own is what makes losses to harvest beside gains; a guess for each of them."
    in_step = partial(with_own_risk, factor=0.0)
    if in_step(scenario) == scenario:
        return ()
    return (_world("companies_in_step", "All companies in step", "all companies move as one", why, in_step),)


def _more_inflation(scenario: Scenario) -> Scenario:
    market = changed_market(scenario, 1.0, POINTS).market
    return scenario.model_copy(update={"market": market.model_copy(update={"inflation": market.inflation + POINTS})})


def _times(scenario: Scenario) -> tuple[WorldTried, ...]:
    years = scenario.household.horizon_years
    short, long = max(1, years - YEARS), min(MOST_YEARS, years + YEARS)
    horizon = "How long deferred tax can stay invested."
    is_random = scenario.household.lives.kind is LivesKind.RANDOM
    kind, where = (
        (LivesKind.HORIZON, "everybody lives to the end of the plan")
        if is_random
        else (LivesKind.RANDOM, "lives end as in the life table")
    )
    lives = lives_of(scenario, kind)
    return (
        _world(
            "horizon_shorter",
            f"Plan of {short} years",
            f"the plan ends after {short} years",
            horizon,
            _home(horizon_years=short),
        ),
        _world(
            "horizon_longer",
            f"Plan of {long} years",
            f"the plan ends after {long} years",
            horizon,
            _home(horizon_years=long),
        ),
        _world(
            "lives",
            "Other lives",
            where,
            "A death steps basis up, and moves the survivor's brackets.",
            _home(lives=lives),
        ),
    )


def _home(**changes: object) -> Change:
    return lambda scenario: changed_home(scenario, **changes)


def _rates(scenario: Scenario) -> tuple[WorldTried, ...]:
    rates = load_federal_law(federal_years()[-1], scenario.household.filing_status).ordinary.rates
    heirs = "The lowest and the highest federal bracket rate (IRC 1(j)) on the pretax money that is left."
    cost = "Spread and market impact of every harvest, beyond what the plan assumes."
    return (
        _world(
            "heirs_rate_lowest",
            f"Heirs' rate {rates[0]:.0%}",
            f"heirs pay {rates[0]:.0%}",
            heirs,
            _home(heirs_tax_rate=rates[0]),
        ),
        _world(
            "heirs_rate_highest",
            f"Heirs' rate {rates[-1]:.0%}",
            f"heirs pay {rates[-1]:.0%}",
            heirs,
            _home(heirs_tax_rate=rates[-1]),
        ),
        _cashed(scenario),
        _world(
            "trading_cost",
            f"Trades {MORE_COST_BP:g} bp more",
            f"a trade costs {MORE_COST_BP:g} bp more",
            cost,
            _at_more_cost,
        ),
    )


def _cashed(scenario: Scenario) -> WorldTried:
    """Return the world in which everything is cashed in one year, or over some where the plan says one."""
    why = "What is sold in one tax year meets the highest brackets; nobody has to do that."
    if scenario.terminal.cash_out_years > 1:
        return _world(
            "cash_out", "Cashed in one year", "all is cashed in one year", why, partial(cashed_over, n_years=1)
        )
    where = f"all is cashed over {YEARS} years"
    return _world("cash_out", f"Cashed over {YEARS} years", where, why, partial(cashed_over, n_years=YEARS))


def _at_more_cost(scenario: Scenario) -> Scenario:
    costly = tuple(_costlier(one) for one in scenario.strategies)
    return scenario.model_copy(update={"strategies": costly})


def _costlier(one: Strategy) -> Strategy:
    costs = {"fund_trading_cost_bp": one.fund_trading_cost_bp, "stock_trading_cost_bp": one.stock_trading_cost_bp}
    more = {name: min(bp + MORE_COST_BP / SIDES, MOST_COST_BP) for name, bp in costs.items()}
    return one.model_copy(update=more)


def _laws() -> tuple[WorldTried, ...]:
    senior = "The one part of the income tax with a last year (IRC 151(d)(5)(C))."
    security = (
        f"Trustees' report of 2025: reserves are used up in {DEPLETED_IN}, and income then pays {PAYABLE_THEN:.0%} of "
        "benefits. Simplification: a survivor's benefit is cut from its first month on."
    )
    rates = "About what rates were before 2018 (P.L. 115-97); those on long-term gains stay."
    basis = (
        "Deferral to a death is then worth no more than any other (IRC 1014 is proposed to be changed now and then)."
    )
    limit = "The limit of IRC 1211(b) has stood since 1978."
    return (
        WorldTried("senior_deduction_gone", "Senior deduction gone", "the senior deduction is gone now", senior,
                   Tried("gone now", law=lambda laws: change_federal(laws, without_senior_deduction))),
        WorldTried("senior_deduction_stays", "Senior deduction stays", "the senior deduction never ends", senior,
                   Tried("never ends", law=senior_deduction_for_ever)),
        WorldTried("social_security", "Social Security cut",
                   f"Social Security pays {PAYABLE_THEN:.0%} from {DEPLETED_IN} on", security,
                   Tried("cut", arrays=cut_benefits)),
        _world("higher_rates", "Tax rates higher", f"every bracket's rate is {RATE_RISE * 100:g} points higher", rates,
               partial(changed_law, rate_rise=RATE_RISE, rate_rise_from=None)),
        _world("no_step_up", "No new basis at a death", "heirs take over your cost, not the value at a death", basis,
               partial(changed_law, ends_step_up=True)),
        _world("loss_limit_grows", "Loss limit grows", "the yearly limit on losses grows with prices", limit,
               partial(changed_law, indexes_loss_limit=True)),
    )  # fmt: skip


def cut_benefits(lowered: Lowered) -> Lowered:
    """Return the arrays with benefits cut from the year on in which the reserves are used up."""
    household, steps = lowered.job.household.copy(), lowered.job.steps.copy()
    incomes, n = household[0]["incomes"], int(steps["income"].max()) + 1
    if 2 * n > MAX_INCOMES:
        fix = "Income changes too often to be cut from a year on. Combine some pensions."
        raise InputError([Problem("household.people", str(n), fix)])
    incomes[n : 2 * n] = incomes[:n]
    for field in ("own_benefit", "spouse_benefit", "benefits"):
        incomes[field][n : 2 * n] *= PAYABLE_THEN
    is_later = lowered.calendar.years[steps["year"]] >= DEPLETED_IN
    steps["income"] = np.where(is_later, steps["income"] + n, steps["income"])
    household[0]["survivor_benefit"] *= PAYABLE_THEN
    return replace(lowered, job=lowered.job._replace(household=household, steps=steps))


def _models(scenario: Scenario) -> tuple[WorldTried, ...]:
    own = scenario.market.model
    why = "Another model of returns and inflation; its paths are its own."
    others = [model for model in (MarketModel.STUDENT_T, MarketModel.BOOTSTRAP, MarketModel.LOGNORMAL) if model != own]
    return tuple(_world(f"model_{model}", *MODELS[model], why, partial(_modeled, model=model)) for model in others[:2])


def _modeled(scenario: Scenario, model: MarketModel) -> Scenario:
    return scenario.model_copy(update={"market": scenario.market.model_copy(update={"model": model})})
