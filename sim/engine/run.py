"""Run a scenario: chunks of paths on threads, with progress and cancellation."""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait

import numpy as np

from sim.engine.chunk import Output, new_work, run_chunk
from sim.engine.lowering import Lowered, lower
from sim.engine.records import T, Y
from sim.engine.result import TERMINAL_FIELDS, YEARLY_FIELDS, RunResult
from sim.law.version import law_version
from sim.market.assumptions import CLASSES
from sim.market.registry import n_starts
from sim.scenario.models import Scenario

PROGRESS_SECONDS = 0.1
_POOL = ThreadPoolExecutor(max_workers=max(4, os.cpu_count() or 1), thread_name_prefix="paths")
"""One pool for the process: concurrent runs share the cores instead of fighting for them."""


class Cancelled(Exception):
    """The user asked the run to stop."""


def simulate(
    scenario: Scenario,
    *,
    threads: int | None = None,
    chunk_paths: int = 64,
    on_progress: Callable[[float], None] | None = None,
    should_cancel: Callable[[], bool] | None = None,
) -> RunResult:
    """Return what happens to the household under every strategy on the same random paths.

    `on_progress` gets the share done (0..1) from the calling thread, at least every tenth of a second; `should_cancel`
    is asked as often. The result does not depend on `threads` or `chunk_paths`.

    Raises
    ------
    InputError
        Where the scenario is sound but cannot be simulated, e.g. it starts before the law in the data.
    Cancelled
        When `should_cancel` returned True.
    """
    return run_lowered(scenario, lower(scenario), threads, chunk_paths, on_progress, should_cancel)


def run_lowered(
    scenario: Scenario,
    lowered: Lowered,
    threads: int | None = None,
    chunk_paths: int = 64,
    on_progress: Callable[[float], None] | None = None,
    should_cancel: Callable[[], bool] | None = None,
) -> RunResult:
    """As `simulate`, from arrays that were lowered before (tests change the law in between)."""
    n_paths, n_strategies = n_starts(lowered.market) or scenario.simulation.n_paths, len(scenario.strategies)
    n_years = len(lowered.calendar.years)
    output = Output(
        yearly=np.zeros((n_strategies, n_paths, len(YEARLY_FIELDS), n_years)),
        terminal=np.zeros((n_strategies, n_paths, len(TERMINAL_FIELDS))),
        price_level=np.ones((n_paths, n_years)),
    )
    n_threads = max(1, threads or os.cpu_count() or 1)
    chunks = [(first, min(first + chunk_paths, n_paths)) for first in range(0, n_paths, chunk_paths)]
    _run_chunks(lowered, output, chunks, n_threads, on_progress, should_cancel)
    return RunResult(
        scenario=scenario,
        years=lowered.calendar.years,
        year_share=_year_share(lowered),
        price_level=output.price_level,
        yearly={name: output.yearly[:, :, Y[name.upper()]] for name in YEARLY_FIELDS},
        terminal={name: output.terminal[:, :, T[name.upper()]] for name in TERMINAL_FIELDS},
        start_wealth=lowered.start_wealth,
        law_version=law_version(),
    )


def _run_chunks(
    lowered: Lowered,
    output: Output,
    chunks: list[tuple[int, int]],
    n_threads: int,
    on_progress: Callable[[float], None] | None,
    should_cancel: Callable[[], bool] | None,
) -> None:
    """Keep `n_threads` chunks running until all are done; a fault in one ends the run."""
    waiting: Iterator[tuple[int, int]] = iter(chunks)
    running: dict[Future[None], int] = {}
    done_paths, n_paths = 0, chunks[-1][1]
    try:
        while True:
            while len(running) < n_threads and (chunk := next(waiting, None)) is not None:
                running[_POOL.submit(_run_one, lowered, output, *chunk)] = chunk[1] - chunk[0]
            if not running:
                return
            finished, _ = wait(running, timeout=PROGRESS_SECONDS, return_when=FIRST_COMPLETED)
            for future in finished:
                done_paths += running.pop(future)
                future.result()
            if on_progress is not None:
                on_progress(done_paths / n_paths)
            if should_cancel is not None and should_cancel():
                raise Cancelled
    finally:
        wait(running)


def _run_one(lowered: Lowered, output: Output, first: int, last: int) -> None:
    work = new_work(lowered.job, len(CLASSES))
    run_chunk(lowered.job, lowered.new_laws(), lowered.market, work, output, first, last)


def _year_share(lowered: Lowered) -> np.ndarray:
    """Return the share of each calendar year's months that lie inside the plan."""
    steps, n_years = lowered.job.steps, len(lowered.calendar.years)
    return np.bincount(steps["year"], weights=steps["is_month_end"], minlength=n_years) / 12
