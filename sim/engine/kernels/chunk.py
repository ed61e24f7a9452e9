"""A chunk of paths: every strategy on the same market, path by path."""

import math
from typing import NamedTuple

import numpy as np

from sim.compile.decorators import inner_kernel, kernel
from sim.engine.kernels.lives.lives import draw_deaths
from sim.engine.kernels.own_risk import add_own_risk
from sim.engine.kernels.path import run_path
from sim.engine.kernels.prices import fill_market
from sim.engine.kernels.sheltered.hsa import fill_hsa_earnings
from sim.engine.kernels.taxes.laws_on_path import fill_laws
from sim.engine.records.plan_and_state import STATE, Q
from sim.engine.records.steps import LEVEL
from sim.engine.run.result import TERMINAL_FIELDS, YEARLY_FIELDS, is_balance
from sim.lots.kernels.open_lots import clear_slots
from sim.market.processes import fill_path, room_rows

GRAIN = 2.0**-16
"""What is summed over paths is rounded to it [USD]: sums that are exact do not depend on the chunks."""
TO_ROUND = 1.5 * 2.0**52 * GRAIN
"""Added and taken off again, it rounds a figure below 3e10."""


class Job(NamedTuple):
    """What is the same for every path.

    plan : (1,) `PLAN`; policies : (n_strategies,) `POLICY`; fires : (n_strategies, n_active)
    steps : (n_active,) `STEP`; prices : (n_active, n_securities), see `fill_market`
    days, dt : (n_steps,) of the calendar
    """

    plan: np.ndarray
    policies: np.ndarray
    fires: np.ndarray
    steps: np.ndarray
    prices: np.ndarray
    days: np.ndarray
    dt: np.ndarray
    cash_class: int


class Work(NamedTuple):
    """Room for one path, allocated once a chunk: (n_classes, n_steps) growth and the arrays that follow from it."""

    growth: np.ndarray
    price_level: np.ndarray
    market_room: np.ndarray
    market: np.ndarray
    levels: np.ndarray
    class_level: np.ndarray
    own_room: np.ndarray
    state: np.ndarray


class Output(NamedTuple):
    """Where a run's figures go, zero at first; the first of these paths has the number `first`.

    yearly : (n_strategies, n_paths, n_kept, n_years), what is kept of every path and year; a path's figures lie
        together, because each of its rows in a place of its own cost a quarter of the time of a path
    kept : (n_kept,) positions of the kept fields
    terminal : (n_fields, n_strategies, n_paths)
    price_level : (n_paths, n_years)
    sums : (n_strategies, n_paths, 2, n_fields) over the years, nominal and real; no paths where nothing asks for them
    means : (n_strategies, 2, n_years, n_fields) summed over these paths, likewise, multiples of `GRAIN`
    is_balance : (n_fields,) 1 for a value at the year's end
    """

    yearly: np.ndarray
    kept: np.ndarray
    terminal: np.ndarray
    price_level: np.ndarray
    sums: np.ndarray
    means: np.ndarray
    is_balance: np.ndarray
    first: int = 0


def new_output(
    n_strategies: int, n_paths: int, n_years: int, first: int = 0, kept: tuple[str, ...] = YEARLY_FIELDS
) -> Output:
    """Return room for the figures of some paths; the fields that are not kept of every path and year are summed."""
    n_fields, n_summed = len(YEARLY_FIELDS), 0 if len(kept) == len(YEARLY_FIELDS) else n_paths
    return Output(
        yearly=np.zeros((n_strategies, n_paths, len(kept), n_years)),
        kept=np.array([YEARLY_FIELDS.index(field) for field in kept]),
        terminal=np.zeros((len(TERMINAL_FIELDS), n_strategies, n_paths)),
        price_level=np.ones((n_paths, n_years)),
        sums=np.zeros((n_strategies, n_summed, 2, n_fields)),
        means=np.zeros((n_strategies, 2, n_years, n_fields if n_summed else 0)),
        is_balance=np.array([int(is_balance(field)) for field in YEARLY_FIELDS]),
        first=first,
    )


def new_work(job: Job, n_classes: int) -> Work:
    """Return room for one path of this job."""
    n_steps, n_active = len(job.days), len(job.steps)
    state = np.zeros(1, STATE)
    clear_slots(state[0]["lots"])
    clear_slots(state[0]["pieces"])
    return Work(
        growth=np.ones((n_classes, n_steps)),
        price_level=np.ones(n_steps),
        market_room=np.zeros((room_rows(n_classes), n_steps)),
        market=np.zeros((n_active, len(Q), job.prices.shape[1])),
        levels=np.zeros(n_active, LEVEL),
        class_level=np.ones(n_classes),
        own_room=np.zeros((5, n_steps)),
        state=state,
    )


@inner_kernel
def _write(state, output, s, row):  # type: ignore[no-untyped-def]
    """Write what is kept of a path under a strategy, and what is summed."""
    for k in range(output.kept.shape[0]):
        field = output.kept[k]
        for year in range(output.yearly.shape[3]):
            output.yearly[s, row, k, year] = state["yearly"][year, field]
    for field in range(output.terminal.shape[0]):
        output.terminal[field, s, row] = state["terminal"][field]
    if output.sums.shape[1] > 0:
        _sum_up(state, output, s, row)


@inner_kernel
def _sum_up(state, output, s, row):  # type: ignore[no-untyped-def]
    """Add up a path's figures: in numpy, chunk by chunk, that took a fifth of the time of a path."""
    sums, means, begun = output.sums[s, row], output.means[s], 1.0
    for year in range(output.yearly.shape[3]):
        ended = output.price_level[row, year]
        worths, begun = (1.0 / math.sqrt(begun * ended), 1.0 / ended), ended
        _add_year(state["yearly"][year], output.is_balance, worths, 0.0, sums[0], sums[1])
        _add_year(state["yearly"][year], output.is_balance, worths, TO_ROUND, means[0, year], means[1, year])


@inner_kernel
def _add_year(yearly, is_balance, worths, to_round, nominal, real):  # type: ignore[no-untyped-def]
    """Add a year's fields to their sums (n_fields,).

    worths : of a dollar of the year's middle and of its end
    to_round : 0, or `TO_ROUND` for sums over paths: rounded, they are exact in a chunk, whatever their order
    """
    for field in range(nominal.shape[0]):
        worth = yearly[field] * (worths[1] if is_balance[field] == 1 else worths[0])
        nominal[field] += (yearly[field] + to_round) - to_round
        real[field] += (worth + to_round) - to_round


@kernel
def draw_path(job, laws, model, work, output, path):  # type: ignore[no-untyped-def]
    """Fill the work space with the market, deaths and laws of a path, and its row of the output's price level."""
    plan = job.plan[0]
    fill_path(model, job.days, job.dt, path, work.growth, work.price_level, work.market_room)
    ends = output.price_level[path - output.first]
    room = (work.market, work.levels, ends, work.class_level)
    fill_market(plan, job.steps, job.prices, work.growth, work.price_level, job.cash_class, room)
    if plan["n_own_draws"] > 0:
        add_own_risk(plan, job.steps, job.days, job.dt, path, work.market, work.own_room)
    if plan["taxes_hsas"] == 1:
        fill_hsa_earnings(plan, job.steps, work.market, work.levels)
    draw_deaths(plan, work.state[0], path)
    fill_laws(laws[0][0], plan["first_year"], ends)
    if plan["has_deaths"] == 1:
        fill_laws(laws[0][1], plan["first_year"], ends)


@kernel
def run_paths(draw, job, laws, model, work, output, first, last):  # type: ignore[no-untyped-def]
    """Fill the output's rows of paths `first` to `last` - 1. draw : `draw_path`; laws : see `run_path`."""
    plan, state = job.plan[0], work.state[0]
    for path in range(first, last):
        draw(job, laws, model, work, output, path)
        row = path - output.first
        ends = output.price_level[row]
        for s in range(job.policies.shape[0]):
            run_path(plan, job.policies[s], job.fires[s], laws, job.steps, work.market, work.levels, ends, state)
            _write(state, output, s, row)
