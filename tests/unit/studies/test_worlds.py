"""The verdict in other worlds: each is an ordinary run of the changed plan; signs and sentences by hand."""

import json
from typing import Any

import numpy as np
import pytest

from sim.api import Findings, sample_scenario, simulate
from sim.engine.lowering.lower import lower
from sim.engine.run.run import Canceled, run_lowered
from sim.results.paired import PairedDifference
from sim.scenario.market import MarketModel
from sim.scenario.models import Scenario
from sim.scenario.written.load import scenario_from, scenario_json
from sim.studies.changes.worlds_tried import cut_benefits, worlds_of
from sim.studies.worlds import Sign, World, Worlds, sentence, sign_of, worlds
from sim.views import DARK, LIGHT
from sim.views.worlds import world_sentence, worlds_view
from tests.unit.engine.small import certain_market, small_scenario

FEW = 6
NAMES = (
    "cash_out companies_in_step higher_rates horizon_longer horizon_shorter inflation_higher lives loss_limit_grows "
    "model_bootstrap model_student_t no_step_up returns_higher returns_lower "
    "senior_deduction_gone senior_deduction_stays "
    "social_security trading_cost volatility_higher volatility_lower"
)


@pytest.fixture(scope="module")
def couple() -> Worlds:
    return worlds(sample_scenario("californian-couple"), 4, 0, n_paths=FEW)


def pair(**changes: Any) -> Scenario:
    """Return the couple with two strategies and few paths, parts of its document entered otherwise."""
    entered = json.loads(scenario_json(sample_scenario("californian-couple").with_paths(FEW)))
    entered["strategies"] = [entered["strategies"][0], entered["strategies"][4]]
    for name, change in changes.items():
        entered[name] |= change
    return scenario_from(entered)


def gap(scenario: Scenario) -> float:
    figures = Findings(simulate(scenario)).after_tax_wealth
    return float((figures[1] - figures[0]).mean())


def test_the_worlds_that_have_a_part_in_the_measure_each_with_a_reason(couple: Worlds) -> None:
    """After-tax wealth is the household's own: the heirs' rate has no part in it."""
    assert " ".join(sorted(world.name for world in couple.worlds)) == NAMES
    assert all(world.why.endswith(".") and world.where for world in couple.worlds)
    assert len({world.where for world in couple.worlds}) == 19


def test_a_world_that_cannot_change_the_measure_is_not_counted() -> None:
    scenario = sample_scenario("californian-couple")
    of_heirs, of_income = (
        {world.name for world in worlds_of(scenario, measure)} for measure in ("heirs_wealth_real", "mean_income_real")
    )
    assert of_heirs == {*NAMES.split(), "heirs_rate_lowest", "heirs_rate_highest"} - {"cash_out"}
    assert of_income == {*NAMES.split()} - {"cash_out"}


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("horizon_shorter", {"household": {"horizon_years": 25}}),
        ("horizon_longer", {"household": {"horizon_years": 45}}),
        ("lives", {"household": {"lives": {"kind": "horizon"}}}),
        ("cash_out", {"terminal": {"cash_out_years": 1}}),
        ("model_student_t", {"market": {"model": "student_t"}}),
    ],
)
def test_a_world_is_what_a_run_of_the_changed_plan_says(couple: Worlds, name: str, changes: Any) -> None:
    world = next(world for world in couple.worlds if world.name == name)
    assert world.value is not None
    assert world.value.mean == pytest.approx(gap(pair(**changes)))
    assert couple.today.mean == pytest.approx(gap(pair()))


def test_the_heirs_rate_is_tried_on_what_heirs_keep() -> None:
    found = worlds(sample_scenario("californian-couple"), 4, 0, "heirs_wealth_real", n_paths=FEW)
    world = next(world for world in found.worlds if world.name == "heirs_rate_highest")
    figures = Findings(simulate(pair(household={"heirs_tax_rate": 0.37}))).figure("heirs_wealth_real")
    assert world.value is not None
    assert world.value.mean == pytest.approx(float((figures[1] - figures[0]).mean()))


def test_at_more_cost_trades_are_five_basis_points_at_more_cost(couple: Worlds) -> None:
    scenario = pair()
    costs = ("fund_trading_cost_bp", "stock_trading_cost_bp")
    costly = tuple(
        one.model_copy(update={name: getattr(one, name) + 2.5 for name in costs}) for one in scenario.strategies
    )
    world = next(world for world in couple.worlds if world.name == "trading_cost")
    assert world.value is not None
    assert world.value.mean == pytest.approx(gap(scenario.model_copy(update={"strategies": costly})))


def test_inflation_and_returns_rise_together() -> None:
    """Two points on prices and on every class: a sure market that grew by 5% then grows by 7%."""
    scenario = small_scenario(market=certain_market(0.05, 0.025))
    world = next(world for world in worlds_of(scenario, "heirs_wealth_real") if world.name == "inflation_higher")
    market = world.tried.lowered(scenario)[0].market
    assert market.inflation == pytest.approx(0.045)
    assert market.classes["us_stock"].expected_return == pytest.approx(0.07)


@pytest.mark.parametrize("start", ["2026-01-05", "2035-06-30"])
def test_benefits_are_cut_from_2033_on(start: str) -> None:
    """$12,000 and $24,000 a year without inflation: $36,000 in each whole year to 2032, then 77% of it."""
    people = [
        {"born": born, "social_security": {"annual_at_claiming": annual, "claiming_age": 62}}
        for born, annual in (("1950-06-15", 12_000.0), ("1951-06-15", 24_000.0))
    ]
    scenario = small_scenario(start=start, horizon_years=10, household={"people": people, "filing_status": "mfj"})
    result = run_lowered(scenario, cut_benefits(lower(scenario)))
    income = result.yearly["outside_income"][0, 0] / result.year_share
    assert income == pytest.approx(np.where(result.years >= 2033, 0.77 * 36_000, 36_000))


def test_without_a_taxable_account_the_answer_is_nothing_in_every_world() -> None:
    found = worlds(sample_scenario("no-taxable-account"), 1, 0, n_paths=2)
    assert all(world.value is not None and world.value.is_zero for world in found.worlds)
    assert "holds in all 18 worlds" in sentence(found)


def test_another_model_leaves_two_others_to_try() -> None:
    for model in MarketModel:
        scenario = pair(market={})
        market = scenario.market.model_copy(update={"model": model})
        tried = [
            one.name
            for one in worlds_of(scenario.model_copy(update={"market": market}), "heirs_wealth_real")
            if "model_" in one.name
        ]
        assert len(tried) == 2
        assert f"model_{model}" not in tried


def of(mean: float, error: float) -> PairedDifference:
    return PairedDifference(mean, error, mean, 0.5, 0.5, mean == 0, abs(mean) > 2 * error)


@pytest.mark.parametrize(
    ("value", "today", "sign"),
    [
        (of(5, 1), of(9, 1), Sign.HOLDS),
        (of(-5, 1), of(9, 1), Sign.TURNS),
        (of(-5, 1), of(-9, 1), Sign.HOLDS),
        (of(1, 1), of(9, 1), Sign.UNCLEAR),
        (of(0, 0), of(9, 1), Sign.UNCLEAR),
        (of(1, 1), of(1, 9), Sign.HOLDS),
        (of(-5, 1), of(1, 9), Sign.TURNS),
    ],
)
def test_what_becomes_of_a_sign(value: PairedDifference, today: PairedDifference, sign: Sign) -> None:
    assert sign_of(value, today) is sign


def made_up() -> Worlds:
    here = World("a", "Label a", "it is calm", "Why.", of(500, 100), Sign.HOLDS)
    there = World("b", "Label b", "it is rough", "Why.", of(-300, 100), Sign.TURNS)
    nowhere = World("c", "Label c", "it is mild", "Why.", of(10, 100), Sign.UNCLEAR)
    never = World("d", "Label d", "it is dark", "Why.", None, Sign.NOT_TRIED, "No room.")
    return Worlds("after_tax_wealth_real", "Monthly", "Never", 500, of(400, 100), (here, there, nowhere, never))


def test_the_sentence_names_where_it_turns() -> None:
    assert sentence(made_up()) == (
        "The answer holds in 1 of 3 worlds tried, each with one assumption changed: “Monthly” pays, judged by "
        "after-tax wealth. It turns where it is rough (costs $300). No measurable difference where it is mild."
    )
    assert made_up().as_json()["n_holding"] == 1


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_the_picture_has_a_point_for_every_world_that_was_tried(theme: Any) -> None:
    view = worlds_view(made_up(), theme)
    assert sum(len(trace.x) for trace in view.figure.data) == 3
    assert len(view.table) == 4
    assert view.table["The answer"].tolist() == ["holds", "turns", "no measurable difference", "No room."]
    assert "not tried. No room." in world_sentence(made_up(), made_up().worlds[3])


def test_the_runs_own_difference_is_what_signs_are_held_against(couple: Worlds) -> None:
    given = worlds(sample_scenario("californian-couple"), 4, 0, n_paths=FEW, today=of(-9_000, 1))
    assert given.today == of(-9_000, 1)
    assert [world.value for world in given.worlds] == [world.value for world in couple.worlds]
    assert {world.sign for world in given.worlds if world.value and world.value.mean > 0} <= {Sign.TURNS, Sign.UNCLEAR}


def test_it_reports_progress_and_can_be_stopped() -> None:
    seen: list[float] = []
    worlds(sample_scenario("no-taxable-account"), 1, 0, n_paths=1, on_progress=seen.append)
    assert seen == sorted(seen)
    assert seen[-1] == 1.0
    with pytest.raises(Canceled):
        worlds(sample_scenario("no-taxable-account"), 1, 0, n_paths=1, should_cancel=lambda: True)
