"""The band of the timing map has the edges of the wash-sale ledger, and its cells are those of the engine."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from sim.engine.run.run import Canceled
from sim.lots.events import Account, Action, Event
from sim.lots.what_if import what_if
from sim.market.exchange_days import trading_days
from sim.planner.household_ledger import Readings, ledger_accounts, open_lots, wash_policy
from sim.results.paired import PairedDifference
from sim.scenario.written.samples import sample_scenario
from sim.studies.timing_map import (
    Cell,
    Row,
    TimingMap,
    is_in_window,
    map_cells,
    map_days,
    moving_rollover,
    standing_for_all,
    timing_map,
)
from sim.views import DARK, LIGHT
from sim.views.timing_map import timing_picture
from tests.unit.engine.small import certain_market, lot, small_scenario

ROLLOVER = date(2026, 7, 15)


def household(method: str = "direct_cash"):
    held = (lot("AAA", 100.0, "2020-01-02", 16_000.0), lot("AAA", 2_000.0, "2020-01-02", 90_000.0, "401k"))
    pension = {"annual": 40_000.0, "starts": "2020-01-01"}
    home = {"people": [{"name": "One", "born": "1960-06-15", "pensions": [pension]}]}
    return small_scenario(
        rollover=str(ROLLOVER), method=method, lots=held, household={**home, "spending": 40_000.0},
        market=certain_market(0.0), horizon_years=3, harvest="monthly",
    )  # fmt: skip


def ledger_loses_for_good(harvest: date, bought: date) -> bool:
    """The same two trades through the exact ledger of `wash-sales`: is the loss gone?"""
    scenario = household()
    accounts: dict[str, Account] = ledger_accounts(scenario)
    held = [held for held in open_lots(scenario, ["AAA"]) if held.account == accounts["taxable"]]
    sale = Event(harvest, accounts["taxable"], Action.SELL, "AAA", held[0].quantity, Decimal(10_000))
    purchase = Event(bought, accounts["traditional_ira"], Action.BUY, "AAA", held[0].quantity * 20, Decimal(200_000))
    outcomes = what_if(held, sorted([sale, purchase], key=lambda event: event.day), wash_policy(scenario, Readings()))
    return sum(outcome.loss_permanent for outcome in outcomes) > 0


@pytest.mark.parametrize("apart", [-32, -31, -30, -29, -1, 0, 1, 29, 30, 31, 32])
def test_the_band_ends_on_day_thirty_in_map_engine_and_ledger(apart: int):
    """Every trading day whose partner so many days away is one too, in July to October 2026: the first such pair."""
    open_days = set(trading_days(date(2026, 6, 1), date(2026, 12, 1)))
    harvest = next(
        d for d in sorted(open_days) if d >= date(2026, 8, 3) and d + timedelta(apart) in open_days
    )  # fmt: skip
    bought = harvest + timedelta(apart)
    expected = ledger_loses_for_good(harvest, bought)
    assert expected is (abs(apart) <= 30)
    assert is_in_window(harvest, bought) is expected
    cell = map_cells(household(), 0, bought, [harvest], "after_tax_wealth_real", 1)[harvest]
    assert cell.harvested == pytest.approx(6_000.0)
    assert cell.lost == pytest.approx(6_000.0 if expected else 0.0)


def test_the_map_is_the_engine_cell_by_cell():
    """In a market without luck the shared value of a row is that of each of its cells, to a cent."""
    scenario = household()
    found = timing_map(scenario, n_paths=1)
    assert len(found.days) == len(found.rows) == 25
    for h, r in ((2, 20), (12, 12), (12, 14), (12, 9), (24, 0), (5, 8), (5, 9)):
        exact = map_cells(scenario, 0, found.days[r], [found.rows[h].day], found.objective, 1)[found.rows[h].day]
        assert found.cell(h, r).value.mean == pytest.approx(exact.value.mean, abs=0.01), (h, r)
        assert found.cell(h, r).lost == pytest.approx(exact.lost, abs=0.01), (h, r)
    assert not found.is_washed(*found.best_safe)


def test_a_cell_of_the_map_is_the_same_to_the_bit_as_simulated_alone():
    """With luck: what stands beside a cell in the same simulation, or its other harvest dates, changes no cent.

    Without what replacements do otherwise: their units are rounded at each step, and other dates are other steps.
    """
    couple = sample_scenario("californian-couple")
    still = tuple(one.model_copy(update={"tracking_error": 0.0}) for one in couple.securities)
    scenario = couple.model_copy(update={"securities": still})
    days = map_days(scenario, scenario.rollovers[0])
    chosen = standing_for_all(days)
    found = timing_map(scenario, n_paths=12)
    for h in (0, 7, 24):
        row = found.rows[h]
        for r in (0, h, 24):
            stand_in = row.cell(days[r])
            same = [
                map_cells(scenario, 0, bought, [row.day], found.objective, 12)[row.day] == stand_in
                for bought in chosen
                if is_in_window(row.day, bought) is is_in_window(row.day, days[r])
            ]
            assert any(same), (h, r)


def test_the_best_cell_is_worth_what_it_is_worth_by_itself():
    """The figure that heads the page is that of its two dates, not the one that its row shares."""
    scenario = sample_scenario("californian-couple")
    found = timing_map(scenario, n_paths=12)
    h, r = found.best_safe
    alone = map_cells(scenario, 0, found.days[r], [found.rows[h].day], found.objective, 12)
    assert found.cell(h, r) == alone[found.rows[h].day]


def test_few_dates_stand_for_all():
    """Every harvest date has one of them within 30 days, and one on each side on which the map has any at all."""
    scenario = household()
    days = map_days(scenario, scenario.rollovers[0])
    chosen = standing_for_all(days)
    assert len(chosen) == 5
    for day in days:
        assert any(is_in_window(day, other) for other in chosen)
        for side in (-1, 1):
            wanted = [other for other in days if side * (other - day).days > 30]
            assert bool(wanted) is bool([other for other in chosen if other in wanted])


def test_the_whole_map_simulates_each_cell_and_can_be_stopped():
    scenario = household()
    shares: list[float] = []
    whole = timing_map(scenario, n_paths=1, on_progress=shares.append, is_full=True)
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert whole.as_json()["is_every_cell_simulated"]
    h, r = 11, 13
    assert whole.cell(h, r) == map_cells(scenario, 0, whole.days[r], [whole.days[h]], whole.objective, 1)[whole.days[h]]
    with pytest.raises(Canceled):
        timing_map(scenario, n_paths=1, should_cancel=lambda: True)


def test_a_rollover_in_kind_destroys_nothing():
    found = timing_map(household("direct_in_kind"), n_paths=1)
    assert max(row.washed.lost for row in found.rows) == 0
    assert "no cell destroys" in timing_picture(found).words


def test_the_dates_stay_inside_the_plan():
    scenario = household()
    days = map_days(scenario, scenario.rollovers[0])
    assert (days[0], days[-1]) == (date(2026, 3, 17), date(2026, 11, 12))
    early = scenario.rollovers[0].model_copy(update={"date": date(2026, 2, 2)})
    assert map_days(scenario, early)[0] == date(2026, 1, 6)
    assert moving_rollover(scenario.model_copy(update={"rollovers": ()})) is None


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_the_picture_marks_the_band_the_best_cell_and_the_plan(theme):
    found = replace(timing_map(household(), n_paths=1), today=ROLLOVER)
    view = timing_picture(found, theme, (date(2026, 6, 1),))
    crosses = sum(text == "×" for row in view.figure.data[0].text for text in row)
    assert crosses == sum(found.is_washed(h, r) for h in range(25) for r in range(25))
    assert [trace.name for trace in view.figure.data[1:]] == ["Best safe cell", "Today's plan"]
    assert len(view.table) == 25


def test_where_every_date_costs_money_the_words_say_so():
    days = (date(2026, 3, 17), date(2026, 6, 15))
    costs = PairedDifference(-2_000.0, 10.0, -2_000.0, 0.1, 0.9, False, True)
    pays = replace(costs, mean=500.0)

    def words(value):
        washed = Cell(replace(costs, mean=-3_000.0), 6_000.0, 6_000.0)
        safe = Cell(value, 6_000.0, 0.0)
        rows = tuple(Row(day, washed, safe, safe) for day in days)
        return timing_picture(TimingMap(0, "after_tax_wealth_real", days, rows, ROLLOVER, 4)).words

    assert words(costs).startswith("No date is good for a harvest")
    # the highest of 6 values: the normal quantile at 1 - 0.05 / 12 is 2.638, times 10
    assert "the highest of 6 values" in words(pays)
    assert "an interval that holds for all of them at once is $474 to $526" in words(pays)
    assert words(pays).startswith("The best safe cell")
