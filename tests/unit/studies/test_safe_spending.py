"""The highest spending that lasts: annuities, the record's own rates, and a grid of ordinary runs."""

import json
import math
from datetime import date
from typing import Any

import numpy as np
import pytest

from sim.api import Findings, InputError, sample_scenario, simulate
from sim.engine.lowering.lower import lower
from sim.engine.run.path_again import of_strategy, set_spending
from sim.engine.run.run import Canceled
from sim.estimate.luck import Luck
from sim.scenario.models import Scenario
from sim.scenario.written.load import scenario_from, scenario_json
from sim.studies.safe_spending import (
    SafeAmount,
    SafeSpending,
    checked_rate,
    n_allowed,
    resampled_error,
    safe_spending,
    sentence,
)
from tests.oracles.withdrawal_rates import annuity, highest_that_lasts, rates_of_the_record
from tests.unit.commands.test_withdrawal_studies import document
from tests.unit.engine.small import certain_market, lot, small_scenario


def spending(scenario: Scenario, amount: float) -> Scenario:
    """Return the plan with another target, entered once more."""
    entered = json.loads(scenario_json(scenario))
    entered["household"]["spending"] = float(amount)
    return scenario_from(entered)


def ruled(rule: dict[str, Any], sample: str = "early-retiree", n_years: int = 12, **household: Any) -> Scenario:
    """Return a sample with fewer years and another rule of spending."""
    entered = json.loads(scenario_json(sample_scenario(sample)))
    entered["household"] |= {"spending_rule": rule, "horizon_years": n_years, **household}
    return scenario_from(entered)


def shares(scenario: Scenario, amount: float, n_paths: int) -> list[float]:
    found: list[float] = Findings(simulate(spending(scenario, amount).with_paths(n_paths))).is_success.mean(axis=1)
    return list(found)


@pytest.mark.parametrize(("growth", "prices"), [(0.0, 0.0), (0.04, 0.0), (0.07, 0.025), (0.0, 0.03)])
def test_without_tax_and_luck_it_is_an_annuity(growth: float, prices: float) -> None:
    scenario = small_scenario(
        horizon_years=20,
        lots=(lot("AAA", 5_000.0, "2020-01-02", 500_000.0),),
        market=certain_market(growth, prices),
    )
    scenario = scenario.model_copy(update={"simulation": scenario.simulation.model_copy(update={"taxes": False})})
    (one,) = safe_spending(scenario, 95.0, n_paths=1).strategies
    assert one.spending == pytest.approx(annuity(500_000.0, growth, prices, date(2026, 1, 5), 20), abs=1.0)
    assert one.success_rate == 1.0


@pytest.mark.parametrize(("name", "stocks"), [("four_percent", 0.5), ("four_percent_75_25", 0.75)])
@pytest.mark.parametrize("percent", [50.0, 90.0, 98.0])
def test_the_records_own_rates(name: str, stocks: float, percent: float) -> None:
    """Each start year's rate is a sum over yearly returns; the answer is the one that enough start years bear."""
    found = safe_spending(scenario_from(document(name)), percent)
    wanted = 1_000_000 * highest_that_lasts(rates_of_the_record(stocks, at_end=True), percent / 100)
    assert found.n_paths == 69
    assert found.strategies[0].spending == pytest.approx(wanted, abs=1.5)


RULES: tuple[dict[str, Any], ...] = (
    {},
    {"later_life": "smile"},
    {"later_life": "decline", "decline_from_age": 60},
    {"kind": "guardrails", "floor_share": 0.8},
    {"kind": "portfolio_share", "floor_share": 0.6},
)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: "-".join(map(str, rule.values())) or "fixed")
def test_enough_paths_last_at_the_answer_and_too_few_a_dollar_above_it(rule: dict[str, Any]) -> None:
    """Against ordinary runs of plans with that very target: at the answer, a dollar above it, and on a grid."""
    n_paths, wanted = 60, 0.8
    scenario = ruled(rule)
    found = safe_spending(scenario, 100 * wanted, n_paths)
    for k, one in enumerate(found.strategies):
        assert one.spending is not None
        at, above = (shares(scenario, one.spending + more, n_paths)[k] for more in (0, 1))
        assert at == one.success_rate
        assert at >= wanted > above, one
    base = found.strategies[0].spending
    assert base is not None
    grid = [base * factor for factor in (0.5, 0.8, 0.95, 0.99, 1.01, 1.05, 1.3, 2.0)]
    lasts = [min(shares(scenario, amount, n_paths)) >= wanted for amount in grid]
    assert lasts == [True] * 4 + [False] * 4


def test_another_target_gives_the_arrays_that_lowering_gives() -> None:
    """To the last bit, with the curve that hangs on the amount, and a plan whose spending was entered as another."""
    scenario = ruled({"later_life": "smile"})
    alone, arrays = of_strategy(scenario, lower(scenario), 2)
    set_spending(alone, arrays, 41_234.0)
    wanted = lower(spending(scenario, 41_234.0))
    ours, theirs = arrays.job.household[0], wanted.job.household[0]
    for name in ours.dtype.names:
        assert np.array_equal(ours[name], theirs[name]), name
    assert arrays.job.actions.tobytes() == wanted.job.actions[2:3].tobytes()


def test_without_a_taxable_account_every_strategy_bears_the_same() -> None:
    found = safe_spending(sample_scenario("no-taxable-account"), n_paths=30)
    assert len({one.spending for one in found.strategies}) == 1
    for one in found.strategies:
        assert one.difference is not None
        assert one.difference.is_zero
        assert not one.difference.is_measurable
    assert "the same as “No harvesting” on every path" in sentence(found, found.strategies[1])


def test_a_strategy_that_costs_lets_spend_less_and_measurably() -> None:
    """Losses sold each month at 1% a trade, where there is no tax to save."""
    entered = json.loads(scenario_json(sample_scenario("californian-couple")))
    never, monthly = entered["strategies"][0], entered["strategies"][4]
    costly = {"fund_trading_cost_bp": 50.0, "stock_trading_cost_bp": 50.0}
    entered["strategies"] = [{**never, **costly}, {**monthly, **costly}]
    entered["household"]["horizon_years"] = 8
    entered["simulation"]["taxes"] = False
    for security in entered["securities"]:
        security["tracking_error"] = 0.0  # what replacements do otherwise is no cost
    found = safe_spending(scenario_from(entered), 75.0, n_paths=100)
    row = found.strategies[1].difference
    assert row is not None
    assert row.mean < 0
    assert row.is_measurable
    assert "a year less than “No harvesting”" in sentence(found, found.strategies[1])


def test_the_amounts_that_so_many_paths_leave_possible_are_the_ranks_of_a_binomial() -> None:
    """100 paths at 90%: two standard errors are 6 paths, so from the 4th to the 17th of what they bear."""
    scenario = ruled({}, n_years=6)
    found = safe_spending(scenario, 90.0, n_paths=100).strategies[0]
    assert found.spending is not None
    assert found.lowest is not None
    assert found.highest is not None
    failing = [round(100 * (1 - shares(scenario, amount, 100)[0])) for amount in (found.lowest, found.highest)]
    above = [round(100 * (1 - shares(scenario, amount + 1, 100)[0])) for amount in (found.lowest, found.highest)]
    assert (failing, above) == ([3, 16], [4, 17])


@pytest.mark.parametrize(("mean", "spread"), [(100.0, 50.0), (2_000.0, 1_000.0), (0.0, 6_000.0)])
@pytest.mark.parametrize("wanted", [0.9, 0.5])
def test_the_error_of_a_difference_holds_the_truth_as_often_as_it_says(
    mean: float, spread: float, wanted: float
) -> None:
    """Normal limits whose quantiles are known, 200 samples of 500 paths: two errors hold it in about 95%."""
    random, level = np.random.default_rng(5), 20_000.0
    z = {0.9: -1.2815515655446004, 0.5: 0.0}[wanted]
    truth = mean + z * (math.hypot(level, spread) - level)
    held, allowed = 0, n_allowed(wanted, 500)
    for _ in range(200):
        base = random.normal(100_000.0, level, 500)
        both = np.stack([base + random.normal(mean, spread, 500), base])
        found = np.sort(both, axis=1)[:, allowed]
        held += abs(found[0] - found[1] - truth) <= 2 * resampled_error(both, allowed)
    assert 0.90 <= held / 200 <= 1.0


def test_antithetic_pairs_are_drawn_together() -> None:
    """Paths whose halves mirror each other: the median hardly moves from sample to sample of pairs."""
    ups = np.random.default_rng(1).normal(0.0, 1_000.0, 300)
    both = np.stack([np.stack([ups, -ups], axis=1).ravel(), np.zeros(600)])
    assert resampled_error(both, 300, luck=Luck(is_in_pairs=True)) < resampled_error(both, 300) / 2


@pytest.mark.parametrize(
    ("percent", "words"),
    [(0.0, "no limit"), (100.0, "never fails"), (49.9, "50 to 99.5%"), (99.6, "50 to 99.5%"), (-3.0, "50 to 99.5%"),
     (math.nan, "50 to 99.5%"), (math.inf, "50 to 99.5%")],
)  # fmt: skip
def test_a_rate_outside_its_range_is_refused_in_words(percent: float, words: str) -> None:
    with pytest.raises(InputError, match=words):
        safe_spending(sample_scenario("no-taxable-account"), percent, n_paths=1)
    assert checked_rate(90.0) == 0.9


def test_where_even_nothing_fails_it_says_why() -> None:
    event = {"label": "House", "date": "2027-03-01", "amount": 9e9}
    found = safe_spending(ruled({}, n_years=3, events=[event]), n_paths=5)
    assert all(one.spending is None and one.difference is None for one in found.strategies)
    assert "Even $0 a year falls short" in found.strategies[0].why_not
    assert "Lower or move them" in sentence(found, found.strategies[1])


def test_where_any_amount_succeeds_it_says_why() -> None:
    rule = {"kind": "portfolio_share", "floor_share": 0.0}
    found = safe_spending(ruled(rule, "no-taxable-account", n_years=3), n_paths=5)
    assert "Any amount succeeds: the spending rule has a floor of 0%" in found.strategies[0].why_not


@pytest.mark.parametrize("kind", ["guardrails", "portfolio_share"])
def test_a_floor_of_nothing_holds_no_year_but_the_first(kind: str) -> None:
    """What is asked for in the first year is there; that is no amount to spend a year."""
    found = safe_spending(ruled({"kind": kind, "floor_share": 0.0}), 90.0, n_paths=20)
    assert all(one.spending is None for one in found.strategies)
    assert "no year after the first can fall short" in found.strategies[0].why_not


def test_an_amount_that_may_fall_says_how_far() -> None:
    amount = SafeAmount("Only", 50_000, 49_000, 51_000, 0.9, (0.8, 0.95))
    fixed, falling = (SafeSpending(0.9, 100, "Only", 40_000.0, (amount,), share) for share in (1.0, 0.75))
    assert sentence(fixed, amount).startswith("“Only” lets you spend $50,000 a year with a success rate of 90%")
    assert sentence(falling, amount).startswith(
        "“Only” lets you spend $50,000 a year at first, and never less than 75% of it later, with a success rate of 90%"
    )


def test_a_plan_without_spending_is_answered_too() -> None:
    scenario = ruled({}, n_years=5)
    amounts = [one.spending for one in safe_spending(scenario, n_paths=20).strategies]
    assert [one.spending for one in safe_spending(spending(scenario, 0.0), n_paths=20).strategies] == amounts


def test_medical_costs_are_part_of_the_least_that_is_tried() -> None:
    """Nobody spends less than the medical costs that are within spending."""
    entered = json.loads(scenario_json(ruled({}, n_years=3)))
    event = {"label": "House", "date": "2027-03-01", "amount": 9e9}
    entered["household"] |= {"medical_from_hsa": 4_000.5, "events": [event]}
    found = safe_spending(scenario_from(entered), n_paths=3)
    assert "Even $4,001 a year" in found.strategies[0].why_not


def test_more_threads_and_another_order_say_the_same() -> None:
    """Strategy by strategy the same amounts, whatever stands beside it; antithetic pairs too."""
    scenario = ruled({}, sample="californian-couple", n_years=6)
    pairs = scenario.simulation.model_copy(update={"antithetic_pairs": True})
    scenario = scenario.model_copy(update={"simulation": pairs})
    first = safe_spending(scenario, n_paths=41)
    assert safe_spending(scenario, n_paths=41) == first
    assert first.as_json()["sentences"][0].startswith("“No harvesting” lets you spend $")


def test_it_reports_progress_and_can_be_stopped() -> None:
    seen: list[float] = []
    scenario = sample_scenario("no-taxable-account")
    safe_spending(scenario, n_paths=2, on_progress=seen.append)
    assert seen == sorted(seen)
    assert seen[-1] == 1.0
    with pytest.raises(Canceled):
        safe_spending(scenario, n_paths=2, should_cancel=lambda: True)
