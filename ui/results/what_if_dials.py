"""The dials of *What if?*: what can be moved in a plan, each at the plan's own value, and what it then says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

import streamlit as st

from sim.api import Scenario
from sim.api.scenario import (
    HARVEST_SCHEDULES,
    Conversion,
    ConversionKind,
    HarvestTiming,
    LivesKind,
    MarketModel,
    RolloverMethod,
)
from ui.core import document
from ui.fields import FIELDS, words

ROLLOVER, LIVES, MOVE, MODEL = "rollovers[0]", "household.lives.kind", "household.move", "market.model"
METHODS = {RolloverMethod.DIRECT_IN_KIND.value: "In kind", RolloverMethod.DIRECT_CASH.value: "In cash"}
LIVES_WORDS = {LivesKind.RANDOM.value: "As the life table says", LivesKind.HORIZON.value: "Until the plan ends"}
MARKETS = (MarketModel.LOGNORMAL.value, MarketModel.STUDENT_T.value, MarketModel.REGIMES.value)
"""Models that need nothing more from the user."""
STAY = ""
Change = tuple[str, Any]
Draw = Callable[[str], Any]


class Dial(NamedTuple):
    """One thing to move: where it stands in the plan, and what draws it and returns what it says, None for no change.

    paths : every place that gets what it says
    """

    paths: tuple[str, ...]
    draw: Draw

    def changes(self, written: dict[str, Any], key: str) -> list[Change]:
        """Draw it; return what it changes of the plan as written."""
        value = self.draw(key)
        return [(path, value) for path in self.paths if value is not None and value != document.get(written, path)]


def dials(scenario: Scenario, strategy: int) -> list[Dial]:
    """Return what can be moved in this plan; strategy : by position, whose harvest is."""
    home = scenario.household
    timings = {code.value: one.label for code, one in HARVEST_SCHEDULES.items() if code is not HarvestTiming.NONE}
    planned, titles = scenario.strategies[strategy].harvest.value, FIELDS[MODEL].choices
    return [
        *_of_rollover(scenario),
        Dial((f"strategies[{strategy}].harvest",), _choice("Harvest", timings, planned)),
        Dial(("household.spending",), lambda key: _amount("Spending a year [$]", home.spending, key)),
        Dial(("household.heirs_tax_rate",), lambda key: _percent("Heirs' tax rate [%]", home.heirs_tax_rate, key)),
        Dial((LIVES,), _choice("Lives", LIVES_WORDS, home.lives.kind.value)),
        Dial(("household.horizon_years",), lambda key: _years("Years of the plan", home.horizon_years, key)),
        _conversion(scenario),
        Dial((MODEL,), _choice("Market", {one: titles[one] for one in MARKETS}, scenario.market.model.value)),
        _move(scenario),
    ]


def _of_rollover(scenario: Scenario) -> list[Dial]:
    if not scenario.rollovers:
        return []
    first = scenario.rollovers[0]
    found = [Dial((f"{ROLLOVER}.date",), lambda key: _day("Rollover on", first.date, scenario.start, key))]
    if first.method.value in METHODS:
        found.append(Dial((f"{ROLLOVER}.method",), _choice("Rollover", METHODS, first.method.value)))
    return found


def _conversion(scenario: Scenario) -> Dial:
    """Return the dial of Roth conversions, the same ones under every strategy."""
    fills = Conversion(kind=ConversionKind.TO_BRACKET)
    said = {
        ConversionKind.NEVER.value: "None",
        ConversionKind.TO_BRACKET.value: f"Up to the top of the {fills.bracket_rate:.0%} bracket",
    }
    rules = {kind: Conversion(kind=ConversionKind(kind)).model_dump(mode="json") for kind in said}
    kinds = {one.conversion.kind.value for one in scenario.strategies}
    written = [one.conversion.model_dump(mode="json") for one in scenario.strategies]
    planned = next(iter(kinds)) if len(kinds) == 1 and all(one in rules.values() for one in written) else "planned"

    def draw(key: str) -> Any:
        return rules.get(_choice("Roth conversions", said, planned)(key))

    return Dial(tuple(f"strategies[{k}].conversion" for k in range(len(scenario.strategies))), draw)


def _move(scenario: Scenario) -> Dial:
    """Return the dial of a move to another state at the next turn of a year; a move that is planned stays as it is."""
    day = date(scenario.start.year + 1, 1, 1).isoformat()
    others = {code: name for code, name in words.STATE.items() if code != scenario.household.state}

    def draw(key: str) -> Any:
        state = _choice(f"Live from {day[:4]} on in", {STAY: "As planned", **others}, STAY)(key)
        return {**scenario.household.move.model_dump(mode="json"), "date": day, "state": state} if state else None

    return Dial((MOVE,), draw)


def _day(label: str, planned: date, start: date, key: str) -> str | None:
    given = st.date_input(label, planned, min_value=start, format="MM/DD/YYYY", key=key)
    return given.isoformat() if isinstance(given, date) else None


def _choice(label: str, said: dict[str, str], planned: str) -> Draw:
    options = list(said) if planned in said else [planned, *said]

    def draw(key: str) -> str:
        found: str = st.selectbox(
            label, options, options.index(planned), format_func=lambda one: said.get(one, "As planned"), key=key
        )
        return found

    return draw


def _amount(label: str, planned: float, key: str) -> float:
    """Return an amount from half of the planned one to half as much again; the planned one is on the scale."""
    step = max(float(round(planned / 40.0, -2)), 100.0)
    steps = min(int(planned // step), 20)
    return float(st.slider(label, planned - steps * step, planned + 20.0 * step, planned, step, "localized", key=key))


def _percent(label: str, planned: float, key: str) -> float:
    shown = round(100.0 * planned, 1)
    moved = st.slider(label, 0.0, max(50.0, shown), shown, 0.5, "%.1f%%", key=key)
    return planned if moved == shown else moved / 100.0


def _years(label: str, planned: int, key: str) -> int:
    return int(st.slider(label, 1, max(60, planned), planned, key=key))
