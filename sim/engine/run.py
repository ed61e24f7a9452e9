"""Run a scenario: chunks of paths on threads, with progress and cancellation."""

from collections.abc import Callable

from sim.engine.result import RunResult
from sim.scenario.models import Scenario


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

    `on_progress` gets the share done (0..1) from the calling thread; `should_cancel` is asked between chunks.

    Raises
    ------
    Cancelled
        When `should_cancel` returned True.
    """
    raise NotImplementedError  # the lead is writing this now
