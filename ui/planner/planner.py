"""The harvest planner's own state and its figures, each worked out once for one content.

What is chosen here is no part of the plan's document: it lives as long as the session, and starts over where the lots
it speaks of have changed.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Any

import streamlit as st

from sim.api import PlannedSale, PlanSettings, Scenario, harvest_plan, wash_calendar, year_basis
from sim.api.planner import (
    HarvestPlan,
    LotPlan,
    PurchaseToCome,
    Readings,
    RolloverContrast,
    WashCalendar,
    desk_table,
    harvest_records,
    lot_plans,
    purchases_to_come,
    rollover_contrasts,
)
from sim.api.year import year_guards
from ui.core import problems, session
from ui.core.choices import Choices
from ui.core.text import md

CACHED, LEAST_SHARES = 24, 0.0001


def scenario_text() -> str:
    """Return the draft as one text, the key of everything worked out from it."""
    return session.canonical()


def _scenario(text: str) -> Scenario:
    found = problems.check(text).scenario
    assert found is not None  # the page stops before this where the draft has faults
    return found


def choices(scenario: Scenario) -> Choices:
    """Return what was chosen for these lots; other lots, or another start, start over."""
    lots = [lot.model_dump(mode="json") for lot in scenario.holdings.lots]
    of = json.dumps([scenario.start.isoformat(), lots], sort_keys=True)
    found = session.slot("harvest", lambda: Choices(scenario.start, of=of))
    if found.of != of:
        found = Choices(scenario.start, of=of)
        session.fill_slot("harvest", found)
    found.fit(scenario)
    return found


def kept(mine: Choices, name: str, show: Callable[..., Any], label: str, **options: Any) -> Any:
    """Show a widget for one choice; it writes back in its callback, so that leaving the page forgets nothing."""
    key = session.key(f"harvest.{name}:{mine.token}")

    def write() -> None:
        value = session.held(key)
        if value is not None:
            setattr(mine, name, value)

    return show(label, value=getattr(mine, name), key=key, on_change=write, **options)


def kept_of_lot(mine: Choices, name: str, lot: int, show: Callable[..., Any], label: str, **options: Any) -> Any:
    """Show a widget for one lot's day or shares, which are `mine.days` and `mine.shares`."""
    key = session.key(f"harvest.{name}.{lot}:{mine.token}:{mine.day if name == 'days' else ''}")
    held: dict[int, Any] = getattr(mine, name)

    def write() -> None:
        value = session.held(key)
        if value is not None:
            held[lot] = value

    return show(label, key=key, on_change=write, **options)


@lru_cache(maxsize=CACHED)
def suggested(text: str, payroll: float) -> tuple[PurchaseToCome, ...]:
    """Return the purchases that the plan implies."""
    return purchases_to_come(_scenario(text), payroll)


def settings_of(mine: Choices, purchases: tuple[PurchaseToCome, ...]) -> PlanSettings:
    """Return the choices as the planner reads them."""
    return PlanSettings(
        purchases=purchases,
        buys_replacement=mine.buys_replacement,
        readings=Readings(mine.plan_401k_counts, mine.spouse_counts, mine.older_lots_count),
    )


@lru_cache(maxsize=CACHED)
def lots(text: str, day: date, settings: PlanSettings) -> tuple[LotPlan, ...]:
    """Return every lot with what selling it alone would do."""
    return lot_plans(_scenario(text), day, settings)


@lru_cache(maxsize=CACHED)
def plan(text: str, sales: tuple[PlannedSale, ...], settings: PlanSettings) -> HarvestPlan:
    """Return what the planned sales do together."""
    return harvest_plan(_scenario(text), sales, settings)


@lru_cache(maxsize=CACHED)
def contrasts(text: str, readings: Readings) -> tuple[RolloverContrast, ...]:
    """Return the in-kind and the cash rollover side by side."""
    return rollover_contrasts(_scenario(text), readings)


@lru_cache(maxsize=CACHED)
def calendar(text: str, sales: tuple[PlannedSale, ...], settings: PlanSettings) -> WashCalendar:
    """Return the wash-sale calendar of the planned sales."""
    return wash_calendar(_scenario(text), sales, plan(text, sales, settings).outcomes, settings)


@lru_cache(maxsize=CACHED)
def records(text: str, sales: tuple[PlannedSale, ...], settings: PlanSettings) -> list[Any]:
    """Return the record sheets of the planned sales."""
    return list(harvest_records(_scenario(text), sales, settings))


def desk(text: str, sales: tuple[PlannedSale, ...], settings: PlanSettings) -> tuple[Any, Any]:
    """Return columns and lines of the trade list, and of what not to buy."""
    _, columns, rows = desk_table(_scenario(text), sales, settings)
    return columns, rows


def away(text: str, sales: tuple[PlannedSale, ...], settings: PlanSettings) -> tuple[Any, Any]:
    """Return columns and lines of what not to buy until when, by account."""
    found = records(text, sales, settings)
    return next((columns, rows) for title, columns, rows in found if title == "Do not buy")


def form_8949(text: str, sales: tuple[PlannedSale, ...], settings: PlanSettings) -> tuple[Any, Any]:
    """Return columns and lines of Form 8949 of the planned sales."""
    return next((columns, rows) for title, columns, rows in records(text, sales, settings) if title == "Form 8949")


def planned_sales(scenario: Scenario, mine: Choices, harvestable: list[int]) -> tuple[PlannedSale, ...]:
    """Return the sales the choices describe; a lot without a day or shares of its own goes whole on the common day."""
    chosen = harvestable if mine.chosen is None else [lot for lot in mine.chosen if lot in harvestable]
    return tuple(
        PlannedSale(
            lot,
            max(mine.days.get(lot, mine.day), scenario.start),
            _shares(mine, lot, scenario.holdings.lots[lot].quantity),
        )
        for lot in chosen
    )


def _shares(mine: Choices, lot: int, held: float) -> float:
    """Return the shares of a lot to sell: those chosen, within what the page lets choose."""
    return min(max(mine.shares.get(lot, held), min(LEAST_SHARES, held)), held)


def show_guards(scenario: Scenario, settings: PlanSettings) -> None:
    """Say of each strategy that asks for a least marginal rate whether it harvests this year."""
    if any(strategy.guard for strategy in scenario.strategies):
        for guard in year_guards(year_basis(scenario, settings.beside)):
            (st.caption if guard.lets_harvest else st.warning)(md(guard.words, 600))
