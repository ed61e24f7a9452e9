"""Every registered harvest policy, with everything its proceeds may buy: a new one is met here without a new test."""

from dataclasses import dataclass, replace
from functools import cache

import numpy as np
import pytest

from sim.engine.lowering.lower import lower
from sim.engine.lowering.strategy_codes import PAYERS_OF, PROCEEDS_OF, SALE_OF
from sim.engine.records.codes import Payer
from sim.engine.records.laws import Laws
from sim.engine.run.result import RunResult
from sim.engine.run.run import run_lowered
from sim.law.beside_return import zero_irmaa_law
from sim.law.projection import zero_rate_law
from sim.law.state_projection import zero_rate_state_law
from sim.results.present import masked_scenario
from sim.scenario.enums import HARVEST_SCHEDULES, HarvestProceeds, HarvestTiming, SaleMethod, WithdrawalOrder
from sim.scenario.models import Scenario
from sim.scenario.written.load import scenario_from
from sim.studies.candidates import candidates_of
from tests.oracles.twin_comparison import differences
from tests.unit.engine.small import fund, lot
from ui.fields import words

N_PATHS = 12
HARVESTING = [timing for timing in HarvestTiming if timing is not HarvestTiming.NONE]
OTHERS_IN_A_SCENARIO = 7
"""A scenario holds eight strategies: the one that never harvests, and seven timings of the list at a time."""
PAIR = (HarvestProceeds.REPLACEMENT, HarvestProceeds.REPLACEMENT_AT_ANY_TIME)


def household(timings: tuple[HarvestTiming, ...], proceeds: HarvestProceeds, switches_back: bool) -> Scenario:
    """Return a retiree with a taxable account in a wild market, a rollover in cash, and a strategy a timing."""
    accounts = [{"id": kind, "type": kind} for kind in ("taxable", "401k", "traditional_ira", "roth_ira")]
    lots = (
        lot("AAA", 2_000, "2020-01-02", 190_000),
        lot("AAA", 1_500, "2026-01-12", 160_000),
        lot("CCC", 1_000, "2023-05-04", 55_000),
        lot("AAA", 3_000, "2015-05-04", 100_000, "401k"),
    )
    strategies = [
        {"name": timing.value, "harvest": timing.value, "proceeds": proceeds.value, "switches_back": switches_back}
        | {"min_loss_share": 0.0}
        for timing in timings
    ]
    rollover = {"from_account": "401k", "to_account": "traditional_ira", "date": "2026-05-20"}
    return scenario_from(
        {
            "schema_version": 1,
            "start": "2026-01-30",
            "household": {"people": [{"born": "1964-06-15"}], "spending": 40_000.0, "horizon_years": 6},
            "securities": [
                fund("AAA", dividend_yield=0.02, qualified_share=0.8, replacement="BBB"),
                fund("BBB", dividend_yield=0.02, replacement="AAA"),
                {"symbol": "CCC", "asset_class": "us_bond", "price": 50.0, "dividend_yield": 0.04},
            ],
            "holdings": {"accounts": accounts, "lots": list(lots)},
            "rollovers": [{**rollover, "buys": [{"symbol": "BBB", "weight": 1.0}]}],
            "strategies": strategies,
            "market": {"classes": {"us_stock": {"expected_return": 0.06, "volatility": 0.35}}},
            "simulation": {"n_paths": N_PATHS, "seed": 5},
        }
    )


def without_rates(laws: Laws) -> Laws:
    return laws._replace(
        federal=tuple(zero_rate_law(law) for law in laws.federal),
        state=np.array([zero_rate_state_law(law) for law in laws.state]),
        irmaa=tuple(zero_irmaa_law(law) for law in laws.irmaa),
    )


@dataclass(frozen=True)
class Outcome:
    """A run in which the strategy at `index` has the timing asked for, and the first one never harvests."""

    run: RunResult
    index: int

    def yearly(self, field: str) -> np.ndarray:
        return self.run.yearly[field][self.index]


def outcome_of(
    timing: HarvestTiming, proceeds: HarvestProceeds, is_taxed: bool = True, switches_back: bool = False
) -> Outcome:
    """Return the timing's outcome, from the run of those seven timings of which it is one."""
    chunk, place = divmod(HARVESTING.index(timing), OTHERS_IN_A_SCENARIO)
    return Outcome(_run_of(chunk, proceeds, is_taxed, switches_back), place + 1)


@cache
def _run_of(chunk: int, proceeds: HarvestProceeds, is_taxed: bool, switches_back: bool) -> RunResult:
    first = chunk * OTHERS_IN_A_SCENARIO
    timings = (HarvestTiming.NONE, *HARVESTING[first : first + OTHERS_IN_A_SCENARIO])
    scenario = household(timings, proceeds, switches_back)
    lowered = lower(scenario)
    if not is_taxed:
        pair = lowered.laws
        laws = pair._replace(household=without_rates(pair.household), survivor=without_rates(pair.survivor))
        heirless = scenario.household.model_copy(update={"heirs_tax_rate": 0.0})
        scenario = scenario.model_copy(update={"household": heirless})
        lowered = replace(lower(scenario), laws=laws)
    return run_lowered(scenario, lowered)


def test_every_word_has_a_schedule_a_code_and_a_name_on_the_page() -> None:
    assert set(HARVEST_SCHEDULES) == set(HarvestTiming) == set(words.HARVEST)
    assert set(PROCEEDS_OF) == set(HarvestProceeds) == set(words.PROCEEDS)
    assert set(SALE_OF) == set(SaleMethod) == set(words.SALE_METHOD)
    assert set(PAYERS_OF) == set(WithdrawalOrder) == set(words.WITHDRAWAL_ORDER)
    assert all(sorted(payers) == sorted(Payer) for payers in PAYERS_OF.values())


@pytest.mark.parametrize("timing", HarvestTiming)
def test_a_timing_has_words_of_its_own_on_every_floor(timing: HarvestTiming) -> None:
    others = [one for other, one in HARVEST_SCHEDULES.items() if other is not timing]
    schedule = HARVEST_SCHEDULES[timing]
    assert schedule.sentence.endswith(".")
    assert schedule.label not in {one.label for one in others}
    assert schedule.name not in {one.name for one in others}


@pytest.mark.parametrize("timing", HarvestTiming)
def test_a_shared_screen_shows_the_timing_by_its_name(timing: HarvestTiming) -> None:
    timings = (HarvestTiming.NONE, timing, timing)
    plan = household((HarvestTiming.NONE,), HarvestProceeds.REPLACEMENT, False)
    strategies = [{"name": f"Ours {number}", "harvest": one.value} for number, one in enumerate(timings)]
    shown = masked_scenario(scenario_from({**plan.model_dump(mode="json"), "strategies": strategies}))
    name = HARVEST_SCHEDULES[timing].name
    second = f"{name} (2)" if timing is not HarvestTiming.NONE else f"{name} (3)"
    assert shown.strategies[2].name == second


@pytest.mark.parametrize("timing", HarvestTiming)
def test_a_search_tries_the_timing(timing: HarvestTiming) -> None:
    plan = household((HarvestTiming.NONE,), HarvestProceeds.REPLACEMENT, False)
    tried = {one.strategy.harvest: one.harvest for one in candidates_of(plan)}
    assert tried[timing].startswith(HARVEST_SCHEDULES[timing].name)


def test_a_search_tries_a_guard_against_the_zero_bracket_unless_the_plan_has_one() -> None:
    """At the middle rate of IRC 1(h)(1)(C), 15%."""
    plan = household((HarvestTiming.NONE, HarvestTiming.MONTHLY), HarvestProceeds.REPLACEMENT, False)
    name = "Every month, only while the marginal rate on long-term gains is 15% or more"
    assert {one.harvest: one.strategy.min_marginal_rate for one in candidates_of(plan)}[name] == 0.15
    guarded = plan.strategies[1].model_copy(update={"min_marginal_rate": 0.1})
    own = plan.model_copy(update={"strategies": (plan.strategies[0], guarded)})
    assert {one.strategy.min_marginal_rate for one in candidates_of(own)} == {0.1}
    assert (
        masked_scenario(own)
        .strategies[1]
        .name.endswith(", only while the marginal rate on long-term gains is 10% or more")
    )


@pytest.mark.parametrize("proceeds", HarvestProceeds)
@pytest.mark.parametrize("timing", HARVESTING)
def test_a_policy_does_what_it_is_for(timing: HarvestTiming, proceeds: HarvestProceeds) -> None:
    outcome = outcome_of(timing, proceeds)
    field = "harvested_gain" if HARVEST_SCHEDULES[timing].takes_gains else "harvested_loss"
    assert outcome.yearly(field).max() > 1_000
    assert outcome.run.yearly[field][0].max() == 0  # the first strategy never harvests


@pytest.mark.parametrize("timing", HARVESTING)
def test_the_engine_harvests_as_the_plain_twin_does(timing: HarvestTiming) -> None:
    outcome = outcome_of(timing, HarvestProceeds.REPLACEMENT)
    assert not differences(outcome.run.scenario, outcome.run, outcome.index, path=0)


@pytest.mark.parametrize("switches_back", [False, True])
@pytest.mark.parametrize("proceeds", PAIR)
@pytest.mark.parametrize("timing", HARVESTING)
def test_without_tax_rates_a_policy_that_stays_invested_is_worth_nothing(
    timing: HarvestTiming, proceeds: HarvestProceeds, switches_back: bool
) -> None:
    _assert_worth_nothing(outcome_of(timing, proceeds, False, switches_back))


@pytest.mark.parametrize("timing", HARVESTING)
def test_without_tax_rates_buying_the_same_back_is_worth_nothing(timing: HarvestTiming) -> None:
    _assert_worth_nothing(outcome_of(timing, HarvestProceeds.SAME_SECURITY, False))


def _assert_worth_nothing(outcome: Outcome) -> None:
    """Exactly: not one bit."""
    run, index = outcome.run, outcome.index
    for field in ("spending", "balance_taxable", "balance_pretax", "balance_roth", "balance_other"):
        assert (run.yearly[field][index] == run.yearly[field][0]).all(), field
    for field in ("wealth_before_tax", "after_tax_wealth", "heirs_wealth"):
        assert (run.terminal[field][index] == run.terminal[field][0]).all(), field


def test_waiting_in_cash_is_another_portfolio_even_without_taxes() -> None:
    """Why the two tests above leave it out: 31 days out of the market change wealth, up or down."""
    monthly = outcome_of(HarvestTiming.MONTHLY, HarvestProceeds.CASH_31_DAYS, False)
    wealth = monthly.run.terminal["after_tax_wealth"]
    assert (wealth[monthly.index] != wealth[0]).any()
    gains = outcome_of(HarvestTiming.GAINS, HarvestProceeds.CASH_31_DAYS, False)
    wealth = gains.run.terminal["after_tax_wealth"]
    assert (wealth[gains.index] == wealth[0]).all()
