"""What a chunk of paths is given, works with and fills: arrays and records bundled for the two outermost kernels."""

from typing import NamedTuple

import numpy as np

from sim.engine.records.fields import TERMINAL_FIELDS, YEARLY_FIELDS, Quote, is_balance
from sim.engine.records.state import STATE
from sim.engine.records.steps import LEVEL
from sim.lots.kernels.open_lots import clear_slots
from sim.market.processes import scratch_rows

GRAIN = 2.0**-16
"""What is summed over paths is rounded to it [USD]: sums that are exact do not depend on the chunks."""


class Job(NamedTuple):
    """What is the same for every path.

    household : (1,) `HOUSEHOLD`; policies : (n_strategies,) `POLICY`; actions : (n_strategies, n_active)
    steps : (n_active,) `STEP`; prices : (n_active, n_securities), see `fill_market`
    days, dt : (n_steps,) of the calendar
    """

    household: np.ndarray
    policies: np.ndarray
    actions: np.ndarray
    steps: np.ndarray
    prices: np.ndarray
    days: np.ndarray
    dt: np.ndarray
    cash_class: int


class Work(NamedTuple):
    """Room for one path, allocated once a chunk: (n_classes, n_steps) growth and the arrays that follow from it."""

    growth: np.ndarray
    price_level: np.ndarray
    income: np.ndarray
    market_scratch: np.ndarray
    market: np.ndarray
    levels: np.ndarray
    class_level: np.ndarray
    own_scratch: np.ndarray
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
    stop : (1,) 0 until whoever waits for the run no longer does; looked at before each path
    """

    yearly: np.ndarray
    kept: np.ndarray
    terminal: np.ndarray
    price_level: np.ndarray
    sums: np.ndarray
    means: np.ndarray
    is_balance: np.ndarray
    stop: np.ndarray
    first: int = 0


def new_output(
    n_strategies: int,
    n_paths: int,
    n_years: int,
    first: int = 0,
    kept: tuple[str, ...] = YEARLY_FIELDS,
    is_summed: bool = False,
) -> Output:
    """Return room for the figures of some paths; where not all fields are kept of every path and year, all are summed.

    is_summed : though all are kept
    """
    n_fields, n_summed = len(YEARLY_FIELDS), n_paths if is_summed or len(kept) < len(YEARLY_FIELDS) else 0
    return Output(
        yearly=np.zeros((n_strategies, n_paths, len(kept), n_years)),
        kept=np.array([YEARLY_FIELDS.index(field) for field in kept]),
        terminal=np.zeros((len(TERMINAL_FIELDS), n_strategies, n_paths)),
        price_level=np.ones((n_paths, n_years)),
        sums=np.zeros((n_strategies, n_summed, 2, n_fields)),
        means=np.zeros((n_strategies, 2, n_years, n_fields if n_summed else 0)),
        is_balance=np.array([int(is_balance(field)) for field in YEARLY_FIELDS]),
        stop=np.zeros(1, np.int64),
        first=first,
    )


def new_work(job: Job, n_classes: int) -> Work:
    """Return room for one path of this job."""
    n_steps, n_active = len(job.days), len(job.steps)
    state = np.zeros(1, STATE)
    taxable = state[0]["positions"]["taxable"]
    clear_slots(taxable["lots"])
    clear_slots(taxable["pieces"])
    return Work(
        growth=np.ones((n_classes, n_steps)),
        price_level=np.ones(n_steps),
        income=np.zeros((n_classes, n_steps)),
        market_scratch=np.zeros((scratch_rows(n_classes), n_steps)),
        market=np.zeros((n_active, len(Quote), job.prices.shape[1])),
        levels=np.zeros(n_active, LEVEL),
        class_level=np.ones(n_classes),
        own_scratch=np.zeros((6, n_steps)),
        state=state,
    )
