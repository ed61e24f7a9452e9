"""A feature has one name on every floor: page, the page's helper, its picture, the room or file that works it out.

A file of these floors that bears no feature's name is written down as a part of one. So no feature gets a second name.
"""

from pathlib import PurePosixPath
from typing import NamedTuple

import pytest

from tests.house.sources import python_sources


class Feature(NamedTuple):
    """Where a feature stands on each floor, "" where it needs nothing there; and the files that are parts of it."""

    ui: str = ""
    view: str = ""
    sim: str = ""
    parts: str = ""


FEATURES: dict[str, Feature] = {
    "clients": Feature(ui="ui/start/clients.py", parts="ui/start/client_table.py"),
    "home": Feature(ui="ui/start/home.py", parts="ui/start/plan_list.py"),
    "interview": Feature(
        ui="ui/interview/interview.py",
        parts="ui/interview/people.py ui/interview/sheltered.py ui/interview/taxable.py ui/interview/moving.py "
        "ui/interview/saved_money.py ui/interview/last_screens.py ui/interview/unknown.py",
    ),
    "household": Feature(
        sim="sim/scenario/household.py",
        parts="ui/plan/lives.py ui/plan/spending.py ui/plan/deductions.py ui/plan/so_far.py",
    ),
    "holdings": Feature(
        ui="ui/plan/holdings.py",
        sim="sim/scenario/holdings.py",
        parts="ui/plan/account_details.py ui/plan/fund_list.py ui/plan/import_panel.py ui/plan/importing.py "
        "ui/plan/import_matching.py ui/plan/standing.py ui/plan/pasting.py ui/plan/plan_menu.py",
    ),
    "rollover": Feature(
        ui="ui/plan/rollover.py",
        sim="sim/scenario/rollover.py",
        parts="ui/plan/milestones.py sim/views/without_run/milestones.py",
    ),
    "planner": Feature(
        ui="ui/planner/planner.py",
        sim="sim/planner",
        parts="ui/planner/controls.py ui/planner/purchases.py ui/planner/tables.py "
        "sim/views/without_run/wash_calendar.py",
    ),
    "check": Feature(),
    "strategies": Feature(sim="sim/scenario/strategies.py", parts="ui/plan/conversions.py ui/plan/side_by_side.py"),
    "market": Feature(
        ui="ui/plan/market.py",
        view="sim/views/market.py",
        sim="sim/market",
        parts="ui/plan/market_tables.py ui/plan/market_views.py ui/plan/own_returns.py ui/plan/replacements.py",
    ),
    "answer": Feature(
        ui="ui/results/answer.py",
        parts="ui/results/key_figures.py ui/results/to_do.py ui/results/what_if.py sim/studies/what_if.py "
        "ui/results/what_if_dials.py ui/results/variants.py sim/views/what_if.py "
        "sim/views/now_you_heirs.py sim/views/sentences.py "
        "ui/results/worlds.py sim/views/worlds.py "
        "sim/studies/worlds.py sim/studies/changes/worlds_tried.py",
    ),
    "attribution": Feature(
        ui="ui/results/attribution.py",
        view="sim/views/attribution.py",
        sim="sim/studies/attribution.py",
        parts="sim/studies/changes/attribution_pieces.py sim/studies/changes/law_pieces.py",
    ),
    "timing_map": Feature(
        ui="ui/results/timing_map.py",
        view="sim/views/timing_map.py",
        sim="sim/studies/timing_map.py",
        parts="sim/studies/changes/timing_dates.py",
    ),
    "what_moves": Feature(
        ui="ui/results/what_moves.py",
        view="sim/views/what_moves.py",
        sim="sim/studies/what_moves.py",
        parts="sim/studies/changes/what_moves_inputs.py sim/studies/changes/what_moves_market.py "
        "sim/studies/changes/tried.py",
    ),
    "find_best": Feature(
        ui="ui/results/find_best.py",
        view="sim/views/find_best.py",
        sim="sim/studies/find_best.py",
        parts="sim/studies/candidates.py sim/studies/merit.py sim/studies/race_track.py sim/studies/racing.py "
        "sim/studies/changes/moved_rollovers.py",
    ),
    "this_year": Feature(
        ui="ui/results/this_year.py",
        view="sim/views/without_run/this_year.py",
        sim="sim/year",
        parts="sim/views/without_run/bracket_map.py",
    ),
    "compare": Feature(
        view="sim/views/compare.py",
        parts="sim/views/differences.py sim/views/distribution.py sim/views/harvest_ledger.py "
        "sim/views/lifetime_tax.py ui/results/whose_merit.py sim/views/whose_merit.py sim/studies/whose_merit.py "
        "sim/views/side_by_side.py",
    ),
    "over_time": Feature(
        ui="ui/results/over_time.py",
        view="sim/views/over_time.py",
        sim="sim/studies/over_time",
        parts="sim/studies/over_time/tax_years.py sim/views/years/tax_years.py sim/views/years/year_flows.py",
    ),
    "tax_drag": Feature(
        view="sim/views/tax_drag.py",
        parts="sim/views/tax_by_kind.py ui/results/tax_cost.py sim/studies/tax_cost.py",
    ),
    "income": Feature(
        view="sim/views/income.py",
        parts="sim/views/income_sources.py ui/results/safe_spending.py sim/studies/safe_spending.py "
        "sim/studies/spending_limits.py",
    ),
    "compare_plans": Feature(ui="ui/share/compare_plans.py", sim="sim/results/compare_plans.py"),
    "present": Feature(ui="ui/share/present.py", sim="sim/results/present.py"),
    "export": Feature(ui="ui/share/export.py", sim="sim/export"),
    "cannot_do": Feature(ui="ui/learn/cannot_do.py", sim="sim/results/cannot_do.py"),
    "one_path": Feature(ui="ui/learn/one_path.py", view="sim/views/one_path.py", sim="sim/trace/one_path.py"),
    "law": Feature(ui="ui/learn/law.py", sim="sim/law"),
}
"""By the name of the page's script."""

OF_ALL = {
    "sim/views/theme.py",
    "sim/views/view.py",
    "sim/views/bars.py",
    "sim/views/fan.py",
    "sim/views/yearly_change.py",
    "sim/views/yearly_traces.py",
    "sim/studies/pairs.py",
    "sim/studies/progress.py",
    "sim/studies/memory.py",
    "ui/results/on_demand.py",
}
"""What every picture, or every study, is made with."""

NOT_OF_A_FEATURE = (
    "ui/core/",
    "ui/entry/",
    "ui/fields/",
    "ui/finding/",
    "ui/places.py",
    "ui/readiness.py",
    "ui/runs/",
    "ui/server/",
)
PLACES = {source.place for source in python_sources("sim", "ui", "pages")}
FLOORS = {place for place in PLACES if place.startswith(("ui/", "sim/views/", "sim/studies/"))}


def floors_of(feature: Feature) -> list[str]:
    return [place for place in (feature.ui, feature.view, feature.sim) if place]


def exists(place: str) -> bool:
    return place in PLACES or f"{place}/__init__.py" in PLACES


def test_every_page_is_a_feature() -> None:
    pages = [PurePosixPath(place).stem for place in PLACES if place.startswith("pages/")]
    assert sorted(pages) == sorted(FEATURES), "a page is a feature: give it its line in this file's table"


@pytest.mark.parametrize("name", FEATURES)
def test_the_feature_has_its_name_on_every_floor(name: str) -> None:
    """A room may serve a feature under a word of its name: *This year* is worked out in the room of years."""
    for place in floors_of(FEATURES[name]):
        stem, is_room = PurePosixPath(place).stem, not place.endswith(".py")
        assert exists(place), f"{place} of {name} is not there"
        assert stem == name or (is_room and stem in name.split("_")), f"{place} should be called {name}"


@pytest.mark.parametrize("name", FEATURES)
def test_no_other_file_of_these_floors_has_its_name(name: str) -> None:
    named = {place for place in FLOORS if place.endswith(f"/{name}.py") and not place.startswith(NOT_OF_A_FEATURE)}
    assert named <= set(floors_of(FEATURES[name])), f"{named}: one helper, one picture and one study a feature"


def test_every_file_of_these_floors_belongs_to_a_feature() -> None:
    known = {place for one in FEATURES.values() for place in (*floors_of(one), *one.parts.split())}
    assert all(map(exists, known)), sorted(place for place in known if not exists(place))
    files = {place for place in FLOORS if not place.endswith("__init__.py") and not place.startswith(NOT_OF_A_FEATURE)}
    strays = files - known - OF_ALL
    assert not strays, f"{sorted(strays)}: name them like the feature, or write them down as parts of it"
