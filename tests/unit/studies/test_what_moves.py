"""The tornado: each value is a run of its own on the same random numbers; what cannot matter moves nothing."""

import pytest

from sim.api import Findings, sample_scenario, simulate
from sim.engine.run.run import Canceled
from sim.scenario.enums import HarvestTiming
from sim.scenario.market import MarketModel
from sim.studies.changes.what_moves_inputs import inputs_of
from sim.studies.what_moves import strategy_to_try, what_moves
from sim.views import DARK, LIGHT
from sim.views.what_moves import sentence, what_moves_view
from tests.unit.engine.small import certain_market, lot, small_scenario

FEW = 6


@pytest.fixture(scope="module")
def couple():
    scenario = sample_scenario("californian-couple")
    return scenario, what_moves(scenario, 4, 0, "after_tax_wealth_real", FEW)


def wealth_gap(scenario) -> list[float]:
    figures = Findings(simulate(scenario)).after_tax_wealth
    return (figures[1] - figures[0]).tolist()


def test_twenty_one_inputs_two_values_each_and_why(couple):
    _, found = couple
    names = (
        "basis_at_death benefits bond_yields cash_out_years ending_law heirs_rate horizon income "
        "inflation_persistence lives loss_limit outside_gains own_risk replacements return state step_up "
        "tax_rates trading_cost volatility wash"
    )
    assert " ".join(sorted(row.name for row in found.rows)) == names
    assert all(row.why and row.low.said != row.high.said for row in found.rows)
    assert [row.reach for row in found.rows] == sorted((row.reach for row in found.rows), reverse=True)


@pytest.mark.parametrize("changes", [{"state": "TX"}, {"horizon_years": 25}, {"outside_gain_long": 50_000.0}])
def test_a_value_is_what_a_run_of_the_changed_plan_says(couple, changes):
    """Mean difference and mean change against two ordinary runs of the plan with the household entered again."""
    scenario, found = couple
    simulation = scenario.simulation.model_copy(update={"n_paths": FEW})
    strategies = (scenario.strategies[0], scenario.strategies[4])
    base = scenario.model_copy(update={"simulation": simulation, "strategies": strategies})
    changed = base.model_copy(update={"household": base.household.model_copy(update=changes)})
    today, then = wealth_gap(base), wealth_gap(changed)
    name, is_low = {"state": ("state", True), "horizon_years": ("horizon", True)}.get(
        next(iter(changes)), ("outside_gains", False)
    )
    row = next(row for row in found.rows if row.name == name)
    side = row.low if is_low else row.high
    assert found.today.mean == pytest.approx(sum(today) / FEW)
    assert side.value.mean == pytest.approx(sum(then) / FEW)
    assert side.change.mean == pytest.approx(sum(b - a for a, b in zip(today, then, strict=True)) / FEW)


def test_step_up_is_the_other_objective(couple):
    scenario, found = couple
    row = next(row for row in found.rows if row.name == "step_up")
    assert row.low.change.is_zero
    assert row.high.value == what_moves(scenario, 4, 0, "heirs_wealth_real", FEW).today


def test_without_a_taxable_account_nothing_moves():
    found = what_moves(sample_scenario("no-taxable-account"), 1, 0, "after_tax_wealth_real", 2)
    assert found.today.is_zero
    for row in found.rows:
        for side in (row.low, row.high):
            assert side.change is None or side.change.is_zero, (row.name, side)


def test_what_the_plan_does_not_have_moves_nothing():
    """One lot and no pretax money, one person of 65 whose plan ends before the senior deduction does."""
    scenario = small_scenario(
        lots=(lot("AAA", 100.0, "2020-01-02", 16_000.0),), market=certain_market(0.05), horizon_years=2,
        harvest="monthly", household={"spending": 0.0, "outside_gain_long": 0.0},
    )  # fmt: skip
    monthly = scenario.strategies[0]
    never = monthly.model_copy(update={"name": "Never", "harvest": HarvestTiming.NONE})
    scenario = scenario.model_copy(update={"strategies": (never, monthly)})
    rows = {row.name: row for row in what_moves(scenario, 1, 0, n_paths=1).rows}
    assert rows["heirs_rate"].low.change.is_zero
    assert rows["heirs_rate"].high.change.is_zero
    assert rows["outside_gains"].low.change.is_zero
    assert rows["ending_law"].high.change.is_zero


def test_what_cannot_be_run_says_so_and_the_rest_goes_on():
    """The sample replayed from every start year: another horizon has other start years."""
    scenario = sample_scenario("early-retiree")
    market = scenario.market.model_copy(update={"model": MarketModel.REPLAY})
    rows = {row.name: row for row in what_moves(scenario.model_copy(update={"market": market}), 1, 0).rows}
    assert any("other paths" in side.why_not for side in (rows["horizon"].low, rows["horizon"].high))
    assert rows["state"].low.change is not None


def test_it_reports_progress_and_can_be_stopped():
    shares: list[float] = []
    scenario = sample_scenario("no-taxable-account")
    what_moves(scenario, 1, 0, n_paths=1, on_progress=shares.append)
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    with pytest.raises(Canceled):
        what_moves(scenario, 1, 0, n_paths=1, should_cancel=lambda: True)


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_the_picture_has_a_bar_for_each_value_that_moves_something(couple, theme):
    _, found = couple
    view = what_moves_view(found, theme)
    bars = [trace for trace in view.figure.data if trace.type == "bar"]
    moving = [s for row in found.rows for s in (row.low, row.high) if s.change is not None and not s.change.is_zero]
    assert sum(len(trace.y) for trace in bars) == len(moving)
    assert all(trace.base[0] == found.today.mean for trace in bars)
    assert len(view.table) == 42
    assert "Today “Every month” less “No harvesting”" in view.words
    assert "as today on every path" in sentence(found, *_step_up_of(found))


def _step_up_of(found):
    row = next(row for row in found.rows if row.name == "step_up")
    return row, row.low


def test_the_first_strategy_that_harvests_is_tried_where_nobody_says():
    scenario = sample_scenario("californian-couple")
    assert strategy_to_try(scenario) == 1
    assert strategy_to_try(scenario.model_copy(update={"strategies": scenario.strategies[:1]})) is None
    own = scenario.household.model_copy(update={"state": "TX"})
    state = next(one for one in inputs_of(scenario.model_copy(update={"household": own})) if one.name == "state")
    assert (state.low.said, state.high.said) == ("California", "New York")
