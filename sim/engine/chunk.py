"""A chunk of paths: every strategy on the same market, path by path."""

from typing import NamedTuple

import numpy as np

from sim.engine.laws_on_path import fill_laws
from sim.engine.lives import draw_deaths
from sim.engine.own_risk import add_own_risk
from sim.engine.path import run_path
from sim.engine.prices import fill_market
from sim.engine.records import LEVEL, STATE
from sim.engine.result import TERMINAL_FIELDS, YEARLY_FIELDS
from sim.jit import inner_kernel, kernel
from sim.lots.open_lots import clear_slots
from sim.market.processes import fill_path, room_rows


class Job(NamedTuple):
    """What is the same for every path.

    plan : (1,) `PLAN`; policies : (n_strategies,) `POLICY`; fires : (n_strategies, n_active)
    steps : (n_active,) `STEP`; pricing : (n_active, 3, n_securities)
    days, dt : (n_steps,) of the calendar
    """

    plan: np.ndarray
    policies: np.ndarray
    fires: np.ndarray
    steps: np.ndarray
    pricing: np.ndarray
    days: np.ndarray
    dt: np.ndarray
    cash_class: int


class Work(NamedTuple):
    """Room for one path, allocated once a chunk: (n_steps, n_classes) growth and the arrays that follow from it."""

    growth: np.ndarray
    price_level: np.ndarray
    market_room: np.ndarray
    market: np.ndarray
    levels: np.ndarray
    class_level: np.ndarray
    own_room: np.ndarray
    state: np.ndarray


class Output(NamedTuple):
    """The result's arrays, zero at first: yearly (n_fields, n_strategies, n_paths, n_years), terminal (n_fields,
    n_strategies, n_paths), price_level (n_paths, n_years); the first of these paths has the number `first`."""

    yearly: np.ndarray
    terminal: np.ndarray
    price_level: np.ndarray
    first: int = 0


def new_output(
    n_strategies: int, n_paths: int, n_years: int, first: int = 0, n_fields: int = len(YEARLY_FIELDS)
) -> Output:
    """Return room for the figures of some paths."""
    return Output(
        yearly=np.zeros((n_fields, n_strategies, n_paths, n_years)),
        terminal=np.zeros((len(TERMINAL_FIELDS), n_strategies, n_paths)),
        price_level=np.ones((n_paths, n_years)),
        first=first,
    )


def new_work(job: Job, n_classes: int) -> Work:
    """Return room for one path of this job."""
    n_steps, n_active = len(job.days), len(job.steps)
    state = np.zeros(1, STATE)
    clear_slots(state[0]["lots"])
    clear_slots(state[0]["pieces"])
    return Work(
        growth=np.ones((n_steps, n_classes)),
        price_level=np.ones(n_steps),
        market_room=np.zeros((room_rows(n_classes), n_steps)),
        market=np.zeros((n_active, 3, job.pricing.shape[2])),
        levels=np.zeros(n_active, LEVEL),
        class_level=np.ones(n_classes),
        own_room=np.zeros((5, n_steps)),
        state=state,
    )


@inner_kernel
def _write(state, output, s, row):  # type: ignore[no-untyped-def]
    for field in range(output.yearly.shape[0]):
        for year in range(output.yearly.shape[3]):
            output.yearly[field, s, row, year] = state["yearly"][field, year]
    for field in range(output.terminal.shape[0]):
        output.terminal[field, s, row] = state["terminal"][field]


@kernel
def run_chunk(job, laws, model, work, output, first, last):  # type: ignore[no-untyped-def]
    """Fill the output's rows of paths `first` to `last` - 1. laws : see `run_path`."""
    plan, state = job.plan[0], work.state[0]
    for path in range(first, last):
        fill_path(model, job.days, job.dt, path, work.growth, work.price_level, work.market_room)
        row = path - output.first
        ends = output.price_level[row]
        room = (work.market, work.levels, ends, work.class_level)
        fill_market(plan, job.steps, job.pricing, work.growth, work.price_level, job.cash_class, room)
        if plan["n_own_draws"] > 0:
            add_own_risk(plan, job.steps, job.days, job.dt, path, work.market, work.own_room)
        draw_deaths(plan, state, path)
        fill_laws(laws[0][0], plan["first_year"], ends)
        if plan["has_deaths"] == 1:
            fill_laws(laws[0][1], plan["first_year"], ends)
        for s in range(job.policies.shape[0]):
            run_path(plan, job.policies[s], job.fires[s], laws, job.steps, work.market, work.levels, ends, state)
            _write(state, output, s, row)
