"""Run a scenario: chunks of paths on threads, with progress and cancellation."""

import math
import os
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from functools import partial
from typing import Any

import numpy as np

from sim.engine.lowering.lower import Lowered, lower
from sim.engine.records.fields import TERMINAL_FIELDS, YEARLY_FIELDS, Terminal
from sim.engine.records.job import GRAIN, Output, Work, new_output, new_work
from sim.engine.run.certain import Look, look_at, looks
from sim.engine.run.reduced import kept_fields, precision, reduced
from sim.engine.run.result import RunResult
from sim.engine.run.right_of_way import Courtesy, FirstAnswers
from sim.engine.run.side_by_side import chunk_runner
from sim.law.version import law_version
from sim.market.assumptions import CLASSES
from sim.market.registry import n_starts
from sim.scenario.models import Scenario

PROGRESS_SECONDS = 0.01
PREVIEW_PATHS = (250,)
"""After how many paths a run shows what it has: of so few an answer stands before the page could be drawn."""
CHUNK_PATHS = 512
"""Paths times strategies of a chunk: some twentieth of a second. A run that is to stop ends within a path."""
TURN_SECONDS = 0.1
"""A thread that asked for its next chunk after each one stood idle for half a millisecond every time."""


def _new_pool() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max_workers=max(4, os.cpu_count() or 1), thread_name_prefix="paths")


_POOL = _new_pool()
"""One pool for the process: concurrent runs share the cores instead of fighting for them."""
_FIRST_ANSWERS = FirstAnswers()


def _begin_as_a_fork() -> None:
    """Give a forked process a pool of its own: it has none of the threads that its parent's pool counts on."""
    global _POOL, _FIRST_ANSWERS
    _POOL, _FIRST_ANSWERS = _new_pool(), FirstAnswers()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_begin_as_a_fork)


class Canceled(Exception):
    """The user asked the run to stop.

    Raised by whatever takes `should_cancel` once that returned True; nothing is kept of the run.

    See Also
    --------
    simulate : Takes `should_cancel`, as the studies do.

    Examples
    --------
    >>> from sim.api import Canceled, sample_scenario, simulate
    >>> try:
    ...     simulate(sample_scenario("no-taxable-account"), should_cancel=lambda: True)
    ... except Canceled:
    ...     print("stopped")
    stopped
    """


def simulate(
    scenario: Scenario,
    *,
    threads: int | None = None,
    chunk_paths: int | None = None,
    on_progress: Callable[[float], None] | None = None,
    should_cancel: Callable[[], bool] | None = None,
    on_preview: Callable[[RunResult], None] | None = None,
    preview_paths: tuple[int, ...] | None = None,
    on_look: Callable[[Look], None] | None = None,
) -> RunResult:
    """Return what happens to the household under every strategy on the same random paths.

    Parameters
    ----------
    scenario : Scenario
        What the user says; its `simulation` holds the number of paths and the seed.
    threads : int, optional
        How many to use, at least 1; all cores if left out. The result does not depend on it.
    chunk_paths : int, optional
        Paths that a thread takes at a time, at least 1. The result does not depend on it.
    on_progress : callable, optional
        Gets the share done, 0 to 1, from the calling thread, at least every tenth of a second.
    should_cancel : callable, optional
        Is asked as often whether to stop.
    on_preview : callable, optional
        Gets the result of the first `PREVIEW_PATHS` as soon as they are done, where there are more than twice as many:
        path k is the same path however many there are.
    preview_paths : tuple of int, optional
        After how many paths instead, rising; of each that is less than half of all.
    on_look : callable, optional
        Gets how sure the differences are each time that a run which may stop when certain looks at them.

    Returns
    -------
    RunResult
        Nominal USD by year, (n_strategies, n_paths, n_years), and at the horizon, (n_strategies, n_paths).

    Raises
    ------
    InputError
        Where the scenario is sound but cannot be simulated, e.g. it starts before the law in the data.
    Canceled
        When `should_cancel` returned True.

    See Also
    --------
    Findings : What the run means, path by path.
    summary : All of it as plain numbers.

    References
    ----------
    Glasserman and Yao (1992), Some Guidelines and Guarantees for Common Random Numbers, Management Science 38(6),
    884-908.

    Examples
    --------
    >>> from sim.api import sample_scenario, simulate
    >>> scenario = sample_scenario("no-taxable-account").with_paths(8)
    >>> result = simulate(scenario)
    >>> result.terminal["after_tax_wealth"].shape == (len(scenario.strategies), 8)
    True
    """
    run = _Run(scenario, lower(scenario), threads, on_progress, should_cancel)
    return _run_until_sure(run, chunk_paths, on_preview, preview_paths or PREVIEW_PATHS, on_look)


def run_lowered(
    scenario: Scenario,
    lowered: Lowered,
    threads: int | None = None,
    chunk_paths: int | None = None,
    on_progress: Callable[[float], None] | None = None,
    should_cancel: Callable[[], bool] | None = None,
) -> RunResult:
    """As `simulate`, from arrays that were lowered before (tests change the law in between)."""
    return _run_until_sure(_Run(scenario, lowered, threads, on_progress, should_cancel), chunk_paths)


def _run_until_sure(
    run: "_Run",
    chunk_paths: int | None,
    on_preview: Callable[[RunResult], None] | None = None,
    preview_paths: tuple[int, ...] = (),
    on_look: Callable[[Look], None] | None = None,
) -> RunResult:
    """Run all paths, or as many as make the differences as sure as was asked for; see `simulate`."""
    chunk_paths = chunk_paths or math.ceil(CHUNK_PATHS / run.n_strategies)
    previews = [n for n in preview_paths if on_preview is not None and 2 * n < run.n_paths]
    n_done = 0
    show: Callable[[], None] | None = None  # what is done already, while the next paths are under way
    for n_paths in sorted({*previews, *run.stops}):
        run.make_room(n_paths, n_done)
        chunks = _chunks(n_done, n_paths, chunk_paths)
        if n_done == 0 and previews:
            run.do_first(chunks)
        else:
            run.do(chunks, show)
        show, n_done = None, n_paths
        if on_preview is not None and n_paths in previews:
            show = partial(on_preview, run.result(n_paths))
        if n_paths in run.stops and n_paths < run.n_paths and run.is_certain(n_paths, on_look):
            break
    return run.result(n_done)


def _chunks(first: int, last: int, most: int) -> list[tuple[int, int]]:
    """Return chunks of at most so many paths, at the end ever shorter ones, so that threads end together."""
    chunks = []
    while first < last:
        n = min(most, max(math.ceil(most / 8), math.ceil((last - first) / 8)), last - first)
        chunks.append((first, first + n))
        first += n
    return chunks


class _Run:
    """A run under way: where its figures go, and who wants to hear of it."""

    def __init__(
        self,
        scenario: Scenario,
        lowered: Lowered,
        threads: int | None,
        on_progress: Callable[[float], None] | None,
        should_cancel: Callable[[], bool] | None,
    ) -> None:
        self.scenario, self.lowered, self.n_threads = scenario, lowered, threads or os.cpu_count() or 1
        self.on_progress, self.should_cancel = on_progress, should_cancel
        self.n_paths = n_starts(lowered.market) or scenario.simulation.n_paths
        self.stops, self.expected = looks(scenario, self.n_paths), self.n_paths  # expected: as far as is known
        self.n_strategies, self.n_years = len(scenario.strategies), len(lowered.calendar.years)
        self.kept: tuple[str, ...] = ()
        self.is_single = False
        least = kept_fields(self.n_strategies, self.n_paths, self.n_years)
        self.is_summed = len(least) < len(YEARLY_FIELDS)  # from the first path on, even if it may stop before it must
        self.output = new_output(self.n_strategies, 0, self.n_years)
        self.make_room(1, 0)
        self.grains = np.zeros_like(self.output.means, dtype=np.int64)
        self.adding = threading.Lock()
        self.spare: list[tuple[Work, tuple[Any, ...]]] = []  # of chunks that are done, for the next ones
        self.left: deque[tuple[int, int]] = deque()  # chunks that no thread has taken yet
        self.done: list[int] = []  # paths of each chunk
        self.run_chunk: Callable[..., None] | None = None
        self.courtesy = Courtesy(_FIRST_ANSWERS)
        self.is_aside = False  # for first answers of other runs

    def do_first(self, chunks: list[tuple[int, int]]) -> None:
        """As `do`, before what other runs do beyond their first answers."""
        with _FIRST_ANSWERS.under_way(), self.courtesy.waived():
            self.do(chunks)

    def make_room(self, n_paths: int, n_done: int) -> None:
        """Have room until the run may next stop, kept as a run of so many paths keeps them; take along what is done."""
        if n_paths <= len(self.output.price_level):
            return
        n_paths = next(stop for stop in self.stops if stop >= n_paths)
        size = (self.n_strategies, n_paths, self.n_years)
        kept = kept_fields(*size)
        self.is_single = precision(*size, kept) is np.float32
        old, room = self.output, new_output(*size, kept=() if self.is_single else kept, is_summed=self.is_summed)
        if self.is_single:
            single = np.zeros((self.n_strategies, n_paths, len(kept), self.n_years), np.float32)
            room = room._replace(yearly=single)
        if n_done > 0:
            for position, field in enumerate(kept):
                room.yearly[:, :n_done, position] = old.yearly[:, :n_done, self.kept.index(field)]
            room.terminal[:, :, :n_done] = old.terminal[:, :, :n_done]
            room.price_level[:n_done], room.sums[:, :n_done] = old.price_level[:n_done], old.sums[:, :n_done]
        self.kept, self.output = kept, room

    def is_certain(self, n_paths: int, on_look: Callable[[Look], None] | None) -> bool:
        """Return whether the run of so many paths, which are done, is as certain as was asked for."""
        look = look_at(self.result(n_paths))
        if on_look is not None:
            on_look(look)
        self.expected = min(self.n_paths, max(look.expected, n_paths + 1))
        return look.is_certain

    def do(self, chunks: list[tuple[int, int]], meanwhile: Callable[[], None] | None = None) -> None:
        """Keep `n_threads` threads at the chunks until all are done; a fault in one ends the run.

        meanwhile : is called once, on this thread, as soon as they are at work
        """
        self.left.extend(chunks)
        running: set[Future[None]] = set()
        try:
            while True:
                self.is_aside = self.courtesy.steps_aside()
                while len(running) < self.n_threads and self.left and not self.is_aside:
                    running.add(_POOL.submit(self._do_some))
                if meanwhile is not None:
                    meanwhile()
                    meanwhile = None
                if not running and not self.left:
                    return
                if not running:
                    time.sleep(PROGRESS_SECONDS)
                finished, running = wait(running, timeout=PROGRESS_SECONDS, return_when=FIRST_COMPLETED)
                for future in finished:
                    future.result()
                if self.on_progress is not None:
                    self.on_progress(min(1.0, sum(self.done) / self.expected))
                if self.should_cancel is not None and self.should_cancel():
                    raise Canceled
        except BaseException:
            self.output.stop[0] = 1  # chunks under way end before their next path
            raise
        finally:
            self.left.clear()
            wait(running)

    def _do_some(self) -> None:
        """Take chunk after chunk for a while, then let another run have the thread."""
        until = time.monotonic() + TURN_SECONDS
        while time.monotonic() < until and not self.is_aside:
            try:
                first, last = self.left.popleft()
            except IndexError:
                return
            self._do_one(first, last)
            self.done.append(last - first)

    def _do_one(self, first: int, last: int) -> None:
        lowered, means = self.lowered, np.zeros_like(self.output.means)
        output = self._room(first, last)._replace(means=means)
        try:
            work, laws = self.spare.pop()
        except IndexError:
            work, laws = new_work(lowered.job, len(CLASSES)), lowered.new_laws()
        arguments = lowered.job, laws, lowered.market, work, output
        if self.run_chunk is None:  # on this thread, so that progress and canceling go on while it compiles
            self.run_chunk = chunk_runner(*arguments)
        self.run_chunk(*arguments, first, last)
        self.spare.append((work, laws))
        if self.is_single:
            self._keep(output, first, last)
        with self.adding:
            self.grains += np.rint(means / GRAIN).astype(np.int64)

    def _room(self, first: int, last: int) -> Output:
        """Return where a chunk's figures go: into the run's arrays, or where those are in single precision its own."""
        if not self.is_single:
            return self.output
        own = new_output(self.n_strategies, last - first, self.n_years, first, self.kept, self.is_summed)
        return own._replace(stop=self.output.stop)

    def _keep(self, output: Output, first: int, last: int) -> None:
        """Put a chunk's own arrays into the run's."""
        whole = self.output
        whole.yearly[:, first:last], whole.terminal[:, :, first:last] = output.yearly, output.terminal
        whole.price_level[first:last], whole.sums[:, first:last] = output.price_level, output.sums

    def result(self, n_paths: int) -> RunResult:
        """Return the outcome of the first paths, which are done."""
        output, terminal = self.output, self.output.terminal[:, :, :n_paths]
        return RunResult(
            scenario=self.scenario,
            years=self.lowered.calendar.years,
            year_share=_year_share(self.lowered),
            price_level=output.price_level[:n_paths],
            yearly={field: output.yearly[:, :n_paths, position] for position, field in enumerate(self.kept)},
            terminal={name: terminal[Terminal[name.upper()]] for name in TERMINAL_FIELDS},
            start_wealth=self.lowered.start_wealth,
            law_version=law_version(),
            reduced=reduced(output.sums[:, :n_paths], self.grains, self.kept),
        )


def _year_share(lowered: Lowered) -> np.ndarray:
    """Return the share of each calendar year's months that lie inside the plan."""
    steps, n_years = lowered.job.steps, len(lowered.calendar.years)
    return np.bincount(steps["year"], weights=steps["is_month_end"], minlength=n_years) / 12
