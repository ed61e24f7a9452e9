"""Harvests only from a marginal rate on, worked by hand: one Texan of 46, single, deduction $16,100.

In 2026 long-term gains are taxed at 0% up to $49,450 of taxable income, at 15% up to $545,500; ordinary income at 12%
up to $50,400, 22% to $105,700, 24% to $201,775, 32% to $256,225, 35% to $640,600 (Rev. Proc. 2025-32); NIIT from
$200,000 of income on (IRC 1411).
"""

from typing import Any

import numpy as np
import pytest

from sim.engine.run.result import RunResult
from sim.engine.run.run import simulate
from sim.scenario.models import Scenario
from sim.scenario.written.load import scenario_from
from tests.oracles.twin_comparison import differences
from tests.unit.engine.small import certain_market, lot, small_scenario

NEVER = {"name": "Never", "harvest": "none"}


def household(*strategies: dict[str, Any], home: dict[str, Any] | None = None, years: int = 1, **more: Any) -> Scenario:
    """Return a household whose shares fall by a tenth every year, under some strategies."""
    scenario = small_scenario(
        start="2025-12-31",
        horizon_years=years,
        household={"state": "TX", "people": [person()], **(home or {})},
        lots=(lot("AAA", 1_000, "2020-01-02", 100_000), *more.pop("lots", ())),
        market=certain_market(-0.1),
        **more,
    )
    document = scenario.model_dump(mode="json")
    named = [
        {"min_loss_share": 0.0, **one, "name": one.get("name", str(number))} for number, one in enumerate(strategies)
    ]
    return scenario_from({**document, "strategies": named, "simulation": {"n_paths": 1}})


def person(pension: float = 0.0, born: str = "1980-06-15", starts: str = "2020-01-01", **more: Any) -> dict[str, Any]:
    pensions = [{"annual": pension, "starts": starts}] if pension else []
    return {"name": "One", "born": born, "pensions": pensions, **more}


def run_of(scenario: Scenario) -> RunResult:
    """Return a run that the plain twin confirms to a cent."""
    run = simulate(scenario, threads=1)
    for strategy in range(len(scenario.strategies)):
        assert not differences(scenario, run, strategy, 0)
    return run


def harvested(run: RunResult, strategy: int = 0) -> list[bool]:
    """Return in which years losses were taken."""
    return [bool(loss > 0) for loss in run.yearly["harvested_loss"][strategy, 0]]


def is_same(run: RunResult, one: int, other: int) -> bool:
    """Whether two strategies agree to the last bit in every figure of every year and at the end."""
    pairs = [(array[one], array[other]) for array in (*run.yearly.values(), *run.terminal.values())]
    return all(np.array_equal(first, second) for first, second in pairs)


def test_in_the_zero_bracket_a_guarded_strategy_is_one_that_never_harvests() -> None:
    monthly = {"harvest": "monthly"}
    guarded = {**monthly, "min_marginal_rate": 0.01}
    run = run_of(household(NEVER, monthly, guarded, home={"people": [person(60_000)], "spending": 30_000.0}, years=5))
    assert harvested(run, 1) == [True] * 5
    assert is_same(run, 0, 2)
    assert not is_same(run, 0, 1)


@pytest.mark.parametrize("harvest", ["monthly", "year_end", "daily"])
def test_above_the_zero_bracket_a_guard_changes_nothing(harvest: str) -> None:
    """From the first January on: the pension of the whole year is foreseen."""
    free = {"harvest": harvest}
    guarded = {**free, "min_marginal_rate": 0.15}
    run = run_of(household(NEVER, free, guarded, home={"people": [person(100_000)], "spending": 30_000.0}, years=5))
    assert is_same(run, 1, 2)
    assert not is_same(run, 0, 2)


def test_between_them_only_the_years_above_have_harvests() -> None:
    """A pension of $100,000 begins in the third year."""
    home = {"people": [person(100_000, starts="2028-01-01")]}
    run = run_of(
        household({"harvest": "monthly", "min_marginal_rate": 0.15}, {"harvest": "monthly"}, home=home, years=5)
    )
    assert harvested(run, 0) == [False, False, True, True, True]
    assert harvested(run, 1) == [True] * 5


SOCIAL_SECURITY = person(20_000, "1956-06-15", social_security={"annual_at_claiming": 30_000, "claiming_age": 67})


@pytest.mark.parametrize(
    ("who", "kind", "rate", "state"),
    [
        (person(60_000), "ordinary_income", 0.12, "TX"),
        (person(100_000), "long_term_gains", 0.15, "TX"),
        (person(100_000), "ordinary_income", 0.22, "TX"),
        (person(300_000), "long_term_gains", 0.15 + 0.038, "TX"),
        (person(300_000), "ordinary_income", 0.35 + 0.038, "TX"),
        # $400 of the $1,000 still fit below $49,450
        (person(16_100 + 49_450 - 400), "long_term_gains", 0.6 * 0.15, "TX"),
        # Pennsylvania taxes gains at 3.07% (72 P.S. 7302) and no pension of somebody past its age (72 P.S. 7301(d))
        (person(100_000), "long_term_gains", 0.15 + 0.0307, "PA"),
        # $1,000 at 0% make $850 of benefits taxable, at 10% (IRC 86(a)(2)): $20,000 + $15,000 are above $34,000
        (SOCIAL_SECURITY, "long_term_gains", 0.85 * 0.10, "TX"),
    ],
)
def test_the_rate_is_what_a_thousand_dollars_more_cost(who: dict[str, Any], kind: str, rate: float, state: str) -> None:
    just = {"harvest": "year_end", "marginal_rate_on": kind, "min_marginal_rate": rate}
    more = {**just, "min_marginal_rate": rate + 1e-4}
    run = run_of(household(just, more, home={"people": [who], "state": state}))
    assert harvested(run, 0) == [True]
    assert harvested(run, 1) == [False]


def test_losses_at_hand_are_set_aside() -> None:
    """With $500,000 carried in, a gain of this year would cost nothing; what it would cost without them is asked."""
    home = {"people": [person(100_000)], "loss_carryover_long": 500_000.0}
    run = run_of(
        household({"harvest": "monthly", "min_marginal_rate": 0.15}, {"harvest": "monthly"}, home=home, years=3)
    )
    assert is_same(run, 0, 1)


def test_gains_from_elsewhere_are_foreseen() -> None:
    """$200,000 a year lie above $49,450 whatever is harvested; in January a twelfth has come, and the rest is known."""
    home = {"people": [person()], "outside_gain_long": 200_000.0}
    run = run_of(
        household({"harvest": "monthly", "min_marginal_rate": 0.15}, {"harvest": "monthly"}, home=home, years=2)
    )
    assert is_same(run, 0, 1)


def test_losses_are_taken_down_to_the_zero_bracket_and_no_further() -> None:
    """$70,000 less $16,100 lie $4,450 above $49,450. The year's loss is $10,000, and what is taken of it counts.

    So losses stop within a month's loss below the threshold, where a gain more would meet 0%.
    """
    home = {"people": [person()], "outside_gain_long": 70_000.0}
    run = run_of(household({"harvest": "monthly", "min_marginal_rate": 0.15}, {"harvest": "monthly"}, home=home))
    guarded, free = run.yearly["harvested_loss"][:, 0, 0]
    assert free > 10_000
    assert 4_450 - 1_000 < guarded < 4_450 + 2_000


def test_required_distributions_are_foreseen() -> None:
    """$2,000,000 / 23.7 at 76: 15%, and $60 less of the senior deduction at 22% (Pub. 590-B; IRC 151(d)(5)(C))."""
    ira = lot("AAA", 20_000, "2020-01-02", 2_000_000, "traditional_ira")
    just, more = ({"harvest": "monthly", "min_marginal_rate": rate} for rate in (0.1632, 0.1633))
    run = run_of(household(just, more, home={"people": [person(born="1950-06-15")]}, lots=(ira,)))
    assert harvested(run, 0) == [True]
    assert harvested(run, 1) == [False]


@pytest.mark.parametrize(
    ("conversion", "kind", "rate"),
    [
        ({"kind": "to_bracket", "bracket_rate": 0.22}, "long_term_gains", 0.15),
        ({"kind": "fixed", "amount": 100_000.0}, "long_term_gains", 0.15),
        # the gain and the conversion fill the bracket together, so the gain's last dollar is still in it
        ({"kind": "to_bracket", "bracket_rate": 0.12}, "ordinary_income", 0.12),
        ({"kind": "fixed", "amount": 100_000.0}, "ordinary_income", 0.22),
    ],
)
def test_the_years_conversion_is_foreseen(conversion: dict[str, Any], kind: str, rate: float) -> None:
    ira = lot("AAA", 20_000, "2020-01-02", 2_000_000, "traditional_ira")
    just = {"harvest": "monthly", "marginal_rate_on": kind, "min_marginal_rate": rate, "conversion": conversion}
    more, without = {**just, "min_marginal_rate": rate + 1e-4}, {**just, "conversion": {"kind": "never"}}
    run = run_of(household(just, more, without, lots=(ira,)))
    assert harvested(run, 0) == [True]
    assert harvested(run, 1) == [False]
    assert harvested(run, 2) == [False]


def test_a_conversion_of_last_year_does_not_come_again() -> None:
    conversion = {"kind": "fixed", "amount": 100_000.0, "last_year": 2026}
    ira = lot("AAA", 20_000, "2020-01-02", 2_000_000, "traditional_ira")
    run = run_of(
        household({"harvest": "monthly", "min_marginal_rate": 0.15, "conversion": conversion}, lots=(ira,), years=3)
    )
    assert harvested(run) == [True, False, False]


def test_withdrawals_of_last_year_do() -> None:
    """$90,000 a year out of an IRA: the first year sees them as they come, the others from January on."""
    ira = lot("AAA", 30_000, "2020-01-02", 3_000_000, "traditional_ira")
    home = {"people": [person(born="1962-06-15")], "spending": 90_000.0}
    choices = {"withdrawal_order": "pretax_first", "harvest": "monthly"}
    run = run_of(household({**choices, "min_marginal_rate": 0.15}, choices, home=home, lots=(ira,), years=3))
    guarded, free = run.yearly["harvested_loss"][:, 0]
    assert 0 < guarded[0] <= free[0]
    assert harvested(run, 0) == [True] * 3


@pytest.mark.parametrize("harvest", ["none", "gains_in_december"])
def test_a_strategy_without_losses_to_take_is_not_guarded(harvest: str) -> None:
    plain = {"harvest": harvest}
    run = run_of(household(plain, {**plain, "min_marginal_rate": 1.0}, years=3))
    assert is_same(run, 0, 1)
    assert run.scenario.strategies[1].guard == ""


def georgians(pension: float) -> dict[str, Any]:
    """Return two people of 76, with a pension each: O.C.G.A. 48-7-27(a)(5) excludes 65,000 of each one's own."""
    two = [person(pension, "1950-06-01"), {**person(pension, "1950-07-01"), "name": "Two"}]
    return {"people": two, "filing_status": "mfj", "state": "GA"}


def test_asking_for_the_rate_leaves_whose_income_it_is() -> None:
    """4.99% of 180,000 - 2 * 65,000 - 30,000, however often the year is foreseen."""
    run = run_of(household({"harvest": "daily", "min_marginal_rate": 1.0}, home=georgians(90_000)))
    assert run.yearly["tax_state"][0, 0, 0] == pytest.approx(998.0, abs=0.5)


def test_a_spouses_pension_is_foreseen_as_the_spouses() -> None:
    """Federal: 130,000 less 32,200, 2 * 1,650 and 2 * 6,000, in the 12% bracket. Georgia excludes all of it."""
    just, more = (
        {"harvest": "monthly", "marginal_rate_on": "ordinary_income", "min_marginal_rate": r} for r in (0.12, 0.1201)
    )
    run = run_of(household(just, more, home=georgians(65_000)))
    assert harvested(run, 0) == [True]
    assert harvested(run, 1) == [False]


IRAS = (
    {"id": "taxable", "type": "taxable"},
    {"id": "own", "type": "traditional_ira"},
    {"id": "spouses", "type": "traditional_ira", "owner": "spouse"},
)


def test_a_spouses_required_distributions_are_foreseen_as_the_spouses() -> None:
    """$1,501,000 / 23.7 at 76 are less than the $65,000 that Georgia excludes for each; all else as with pensions."""
    lots = tuple(lot("AAA", 15_010, "2020-01-02", 1_501_000, account) for account in ("own", "spouses"))
    just, more = (
        {"harvest": "monthly", "marginal_rate_on": "ordinary_income", "min_marginal_rate": r} for r in (0.12, 0.1201)
    )
    run = run_of(household(just, more, home=georgians(0.0), accounts=IRAS, lots=lots))
    assert harvested(run, 0) == [True]
    assert harvested(run, 1) == [False]
