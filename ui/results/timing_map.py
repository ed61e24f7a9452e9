"""The timing map on a page: drawn on demand, kept for the plan it was drawn for; a cell's dates go into the plan."""

from __future__ import annotations

from datetime import date, timedelta

import streamlit as st

from sim.api import Scenario, timing_map
from sim.api.results import NO_DIFFERENCE
from sim.api.scenario import HarvestTiming
from sim.api.studies import MAP_PATHS as PATHS
from sim.api.studies import TimingMap, map_cells, moving_rollover, strategy_on
from sim.views.timing_map import day_words, timing_picture
from ui.core import charts, document, files, frame, glossary, problems, result_tables, session
from ui.core.text import md, usd, usd_md
from ui.results import on_demand
from ui.runs.jobs import Asked, Progress
from ui.runs.outcome import Outcome

MOST_STRATEGIES = 8


def scenario_or_ask() -> tuple[Scenario, int] | None:
    """Return the plan and the position of the rollover that the map moves; say what is missing where one is not."""
    checked = problems.checked()
    if checked.scenario is None:
        st.info("The plan is not complete yet. Complete or fix these items first.")
        problems.listing()
        return None
    rollover = moving_rollover(checked.scenario)
    if not checked.scenario.has_taxable_account:
        st.info("This household has no taxable account: harvesting is worth exactly \\$0 on any date.")
        return None
    if rollover is None:
        st.info("This plan has no direct rollover, so there is no date to move. Add one first.")
        st.page_link("pages/plan/rollover.py", label="Go to Rollover", icon=":material/move_down:")
        return None
    return checked.scenario, rollover


def drawn(scenario: Scenario, objective: str) -> TimingMap | None:
    """Return the map of this very plan, every cell by itself where that was asked; None before it is drawn."""
    whole: TimingMap | None = on_demand.kept(_whole(objective))
    return whole or on_demand.made_or_ask(_shared(objective), scenario, _map_by(objective, is_full=False))


def take_what_is_found(outcome: Outcome, objective: str) -> None:
    """Add the map to the run's summary where it was drawn for this very plan."""
    found = on_demand.kept(_whole(objective)) or on_demand.kept(_shared(objective))
    is_same = problems.checked().sha256 == outcome.summary["scenario_sha256"]
    if found is not None and is_same and outcome.summary["timing_map"] is None:
        outcome.add("timing_map", found.as_json())


def _shared(objective: str) -> on_demand.Wanted:
    return on_demand.Wanted(
        "timing-map", "Draw the map", ":material/grid_on:", f"Simulating {PATHS} paths for every date", (objective,)
    )


def _whole(objective: str) -> on_demand.Wanted:
    return on_demand.Wanted(
        "timing-map-full", "Simulate every cell", ":material/grid_4x4:", "Simulating every cell", (objective,)
    )


def _offer_whole(scenario: Scenario, found: TimingMap) -> None:
    """Offer to simulate the cells that share a simulation one by one."""
    if found.full:
        return
    with st.expander("Every cell by itself", icon=":material/grid_4x4:"):
        glossary.said(
            "The cells of a row share three simulations: the rollover earlier than the 61 days, inside, later. "
            f"Simulating all {len(found.days)} x {len(found.days)} pairs of dates takes about a minute and adds "
            "what the rollover's own date does."
        )
        if on_demand.made_or_ask(_whole(found.objective), scenario, _map_by(found.objective, is_full=True)):
            st.rerun()


def _map_by(objective: str, is_full: bool) -> on_demand.Made[TimingMap]:
    def work(scenario: Scenario, on_progress: Progress, should_cancel: Asked) -> TimingMap:
        return timing_map(scenario, objective, PATHS, on_progress, should_cancel, is_full)

    return work


def planned_days(scenario: Scenario, found: TimingMap) -> tuple[date, ...]:
    """Return the harvest dates that the plan's own strategies tie to the rollover."""
    sign = {HarvestTiming.BEFORE_ROLLOVER: -1, HarvestTiming.AFTER_ROLLOVER: 1}
    dated = [s for s in scenario.strategies if s.harvest in sign]
    rolled = scenario.rollovers[found.rollover].date
    days = (rolled + timedelta(sign[s.harvest] * s.days_from_rollover) for s in dated)
    return tuple(day for day in days if found.days[0] <= day <= found.days[-1])


def show(scenario: Scenario, found: TimingMap) -> None:
    """Show the map, its table, and the cell that the user chooses."""
    _figures(found)
    view = timing_picture(found, charts.page_theme(), planned_days(scenario, found))
    glossary.said(md(view.words, 900))
    if told := on_demand.on_fewer_paths(found.n_paths, scenario):
        st.caption(told)
    charts.draw(view, "timing")
    with st.expander("The same figures as a table", icon=":material/table:"):
        result_tables.show(charts.in_words(view.table))
    _offer_whole(scenario, found)
    files.figures_button(found.as_json(), "timing-map.json", "Map (.json)")
    _choice(scenario, found)


def _figures(found: TimingMap) -> None:
    """Show the map's key figures: the best safe cell, and what the same harvest is worth inside the 61 days."""
    row = found.rows[found.best_safe[0]]
    best = found.cell(*found.best_safe).value
    columns = st.columns(3)
    columns[0].metric("Best safe date to harvest", day_words(row.day))
    for column, label, value in zip(
        columns[1:], ("Value then", "Value inside the 61 days"), (best, row.washed.value), strict=True
    ):
        words = f"± {usd(2 * value.standard_error)}" if value.is_measurable else NO_DIFFERENCE
        if value is best:  # the highest of many was lucky too
            low, high = found.best_interval
            words = f"{usd(low)} to {usd(high)}, the best of {found.n_simulated}"
        column.metric(label, usd(value.mean), delta=words, delta_color="off", delta_arrow="off")


def _choice(scenario: Scenario, found: TimingMap) -> None:
    st.subheader("One cell in full")
    best_h, best_r = found.best_safe
    left, right = st.columns(2)
    harvest = left.selectbox("Harvest on", [row.day for row in found.rows], best_h, day_words, key="timing-harvest")
    bought = right.selectbox("Reinvest on", list(found.days), best_r, day_words, key="timing-bought")
    with st.spinner("Simulating this cell"):
        cell = map_cells(scenario, found.rollover, bought, [harvest], found.objective, found.n_paths)[harvest]
    value = cell.value
    worth = f"{usd_md(value.mean)} ± {usd_md(2 * value.standard_error)}"
    glossary.said(
        f"Harvest on {day_words(harvest)}, reinvest on {day_words(bought)}: "
        + (f"**{worth}**" if value.is_measurable else f"**no measurable value** ({worth})")
        + f". Losses taken {usd_md(cell.harvested)}, {_lost(cell.lost)} (means over paths)."
        + _square(found, harvest, bought, value.mean)
    )
    st.button(
        "Take these dates into the plan",
        icon=":material/event_available:",
        on_click=take,
        args=(found.rollover, harvest, bought, strategy_of(scenario, harvest, bought)),
        help="Moves the rollover and adds a strategy that harvests on this day.",
    )


def _square(found: TimingMap, harvest: date, bought: date, worth: float) -> str:
    """Return what the square shows where it shares its row's value and that is another one."""
    rows = [row.day for row in found.rows]
    shown = found.cell(rows.index(harvest), found.days.index(bought)).value.mean
    if usd(shown) == usd(worth):
        return ""
    return f" Its square shows {usd_md(shown)}, the value that squares of its row share."


def _lost(amount: float) -> str:
    """Return how many losses are lost for good; the household's own sales lose some even without a harvest."""
    if amount < 0:
        return f"{usd_md(-amount)} fewer lost for good than without this harvest"
    return f"{usd_md(amount)} more lost for good than without it"


def strategy_of(scenario: Scenario, harvest: date, bought: date) -> document.Document:
    """Return the strategy of a cell as the draft holds it."""
    pattern = next((s for s in scenario.strategies if s.harvest is not HarvestTiming.NONE), scenario.strategies[0])
    made: document.Document = strategy_on(pattern, harvest, bought).model_dump(mode="json")
    return made


def take(rollover: int, harvest: date, bought: date, strategy: document.Document) -> None:
    """Put a cell's dates into the draft: the rollover's date, and a strategy in place of one of the same name."""
    session.put(f"rollovers[{rollover}].date", bought.isoformat())
    session.put(f"rollovers[{rollover}].reinvest_date", None)
    others = [row for row in session.rows("strategies") if row.get("name") != strategy["name"]]
    if len(others) >= MOST_STRATEGIES:
        frame.notify(f"The rollover is now on {day_words(bought)}. There are {MOST_STRATEGIES} strategies already: "
                     "remove one to add this harvest.")  # fmt: skip
    else:
        session.put("strategies", [*others, strategy])
        frame.notify(
            f"The rollover is now on {day_words(bought)}, and a strategy harvests on {day_words(harvest)}. "
            "Run again to compare it."
        )
    session.renew_widgets()
