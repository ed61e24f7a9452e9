"""Parts of a lowered plan that are kept for the next one: it has the same bytes as one that is lowered from nothing."""

import sys
from dataclasses import fields
from datetime import timedelta
from typing import Any

import numpy as np
import pytest

from sim.engine.lowering.lower import Lowered, lower
from sim.engine.run.run import run_lowered
from sim.scenario.models import Scenario
from sim.scenario.written.load import scenario_from
from sim.scenario.written.samples import SAMPLES, sample_scenario
from tests.oracles.random_features import random_household

MOVES: dict[str, list[Any]] = {
    "household.spending": [31_000.0, 95_000.0],
    "household.heirs_tax_rate": [0.0, 0.37],
    "household.horizon_years": [12, 41],
    "household.lives.kind": ["horizon", "random"],
    "household.spends": ["year_start", "year_end", "monthly"],
    "household.state": ["NV", "MD"],
    "household.move": [{"date": "2028-03-01", "state": "OR"}, {}],
    "household.deductions": [{"mortgage_interest": 9_000.0, "property_tax": 7_000.0}, {}],
    "household.people[0].social_security.claiming_age": [62, 70],
    "market.model": ["student_t", "regimes", "lognormal"],
    "market.inflation": [0.031],
    "simulation.seed": [5],
    "simulation.taxes": [False, True],
    "law_changes.benefit_cut": [0.21],
    "strategies[0].harvest": ["monthly", "none"],
    "strategies[1].conversion": [{"kind": "to_bracket"}, {"kind": "never"}],
}


def kept_by() -> list[Any]:
    """Return everything in the rooms of lowering that keeps what it made."""
    modules = [module for name, module in sys.modules.items() if name.startswith("sim.engine.lowering.")]
    found = [value for module in modules for value in vars(module).values() if hasattr(value, "cache_clear")]
    return list({id(one): one for one in found}.values())


def forget() -> None:
    for one in kept_by():
        one.cache_clear()


def bytes_of(value: Any) -> list[bytes]:
    if isinstance(value, np.ndarray | np.void):
        return [np.ascontiguousarray(value).tobytes()]
    if isinstance(value, tuple):
        return [part for one in value for part in bytes_of(one)]
    return [repr(value).encode()]


def content(lowered: Lowered) -> list[bytes]:
    calendar = tuple(getattr(lowered.calendar, field.name) for field in fields(lowered.calendar))
    parts = lowered.job, lowered.laws.household, lowered.laws.survivor, lowered.laws.estate, lowered.market, calendar
    return bytes_of(parts) + bytes_of(lowered.new_laws()[0])


def put(written: Any, path: str, value: Any) -> None:
    *steps, last = path.replace("[", ".").replace("]", "").split(".")
    for step in steps:
        written = written[int(step)] if isinstance(written, list) else written[step]
    written[last] = value


def moved(plan: Scenario) -> list[Scenario]:
    """Return the plan after each move, and after the rollover's, which has dates of its own."""
    found = []
    for path, values in MOVES.items():
        for value in values:
            written = plan.model_dump(mode="json")
            put(written, path, value)
            found.append(scenario_from(written))
    for days in (1, 40, 500) if plan.rollovers else ():
        first = plan.rollovers[0]
        later = first.model_copy(update={"date": plan.start + timedelta(days), "purchase_delay_days": 0})
        found.append(plan.model_copy(update={"rollovers": (later, *plan.rollovers[1:])}))
    return found


def test_something_is_kept() -> None:
    assert len(kept_by()) > 3


@pytest.mark.parametrize("name", SAMPLES)
def test_a_moved_plan_has_the_bytes_of_one_lowered_from_nothing(name: str) -> None:
    plan = sample_scenario(name)
    forget()
    before, after = content(lower(plan)), []
    plans = moved(plan)
    after = [content(lower(one)) for one in plans]
    for one, kept in zip(plans, after, strict=True):
        forget()
        assert content(lower(one)) == kept
    assert content(lower(plan)) == before


def test_strangers_do_not_meet() -> None:
    """Households with everything on, one after the other and in turn, as sessions of one server would be."""
    plans = [random_household(k) for k in range(6)]
    forget()
    in_turn = [content(lower(one)) for _ in range(2) for one in plans]
    for k, one in enumerate(plans):
        forget()
        assert content(lower(one)) == in_turn[k] == in_turn[k + len(plans)]


def test_a_run_leaves_what_is_kept_alone() -> None:
    plan = sample_scenario("californian-couple").with_paths(4)
    forget()
    first = lower(plan)
    before = content(first)
    run_lowered(plan, first)
    assert content(lower(plan)) == before
