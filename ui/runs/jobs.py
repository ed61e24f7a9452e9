"""Long work on a thread of its own: progress to poll, a flag to stop it, and what it made. Knows no Streamlit."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from sim import api
from sim.api import InputError, Scenario, studies
from ui.runs.outcome import Outcome
from ui.runs.turns import TURNS

if TYPE_CHECKING:
    from sim.api.results import Look

log = logging.getLogger(__name__)

STOP_SECONDS = 1.0


Progress = Callable[[float], None]
Asked = Callable[[], bool]


Work = Callable[[Scenario, Progress, Asked], Any]


def run(scenario: Scenario, on_progress: Progress, should_cancel: Asked) -> Outcome:
    """Return the outcome of a scenario: what most jobs do."""
    return Outcome.of(api.simulate(scenario, on_progress=on_progress, should_cancel=should_cancel))


def with_preview(keep: Callable[[Outcome], None], on_look: Callable[[Look], None]) -> Work:
    """Return the work of a run that hands over the outcome of its first paths as soon as they are done.

    on_look : gets how sure the differences are at each look of a run that may stop when certain
    """

    def work(scenario: Scenario, on_progress: Progress, should_cancel: Asked) -> Outcome:
        run = api.simulate(
            scenario,
            on_progress=on_progress,
            should_cancel=should_cancel,
            on_preview=lambda result: keep(Outcome.of(result)),
            on_look=on_look,
        )
        return Outcome.of(run)

    return work


class Job:
    """Work on one scenario. `state` goes from running to done, canceled or failed, once.

    keep : gets the scenario's hash and what `work` returned
    work : gets the scenario, what to report progress to, and what to ask whether to stop
    kind : what it is, by the name under which `check_memory` knows it
    looks : how sure the differences were at each look so far, where the work adds them
    """

    def __init__(
        self,
        scenario: Scenario,
        sha256: str,
        keep: Callable[[str, Any], None],
        work: Work | None = None,
        kind: str = "run",
        looks: Sequence[Look] = (),
    ) -> None:
        self.scenario, self.sha256, self.kind, self.looks = scenario, sha256, kind, looks
        self._do = work or run
        self.progress = 0.0
        self.state = "running"
        self.message = ""
        self.started = time.monotonic()
        self.seconds = 0.0
        self._keep = keep
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._work, name=f"run-{sha256[:8]}", daemon=True)

    def start(self) -> Job:
        self._thread.start()
        return self

    def cancel(self) -> None:
        self._stop.set()

    def stop(self) -> None:
        """Cancel, and wait for the end as long as chunks under way take: the page that is drawn next knows it ended."""
        self.cancel()
        self.wait(STOP_SECONDS)

    def wait(self, seconds: float) -> None:
        self._thread.join(seconds)

    @property
    def age(self) -> float:
        """Seconds since the run began."""
        return time.monotonic() - self.started

    @property
    def waits(self) -> str:
        """What stands in its way, in words; '' where nothing does."""
        place = TURNS.place(self) if self.is_running else 0
        return f"Waiting for another run to finish; place {place} in the queue" if place else ""

    @property
    def is_running(self) -> bool:
        return self.state == "running"

    def _work(self) -> None:
        try:
            studies.check_memory(self.scenario, self.kind)
            with TURNS.turn(self, self._stop.is_set):
                self.started = time.monotonic()
                made = self._do(self.scenario, self._advance, self._stop.is_set)
        except api.Canceled:
            self._end("canceled", "Stopped. What you entered is unchanged.")
        except InputError as error:
            self._end("failed", "\n".join(str(problem) for problem in error.problems))
        except Exception:
            log.exception("The work on scenario %s failed", self.sha256)
            self._end(
                "failed", "The simulation stopped because of an error in the program; the server's log has the details."
            )
        else:
            self._keep(self.sha256, made)
            self._end("done", "")
            if isinstance(made, Outcome):
                made.complete()  # nobody waits for it

    def _advance(self, share: float) -> None:
        self.progress = min(max(float(share), 0.0), 1.0)

    def _end(self, state: str, message: str) -> None:
        self.seconds = time.monotonic() - self.started
        self.message = message
        self.state = state  # last: whoever polls sees the rest complete
