"""Clients worked out one after another, on a thread of its own; each answer is kept as soon as it is there."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sim import api
from sim.api import InputError, Problem
from sim.api.book import Client, of_client, outcome_of, ranked
from sim.api.store import ClientLine, PlanStore
from ui.runs.turns import TURNS

log = logging.getLogger(__name__)
OF_A_RUN = ("law_version", "seed", "n_paths")


def answer_in(rows: Sequence[dict[str, Any]], client: str) -> dict[str, Any]:
    """Return what the list of clients keeps of a household's rows."""
    found = ranked([of_client(row, Client(client, "")) for row in rows])
    return {**found._asdict(), **{name: rows[0][name] for name in OF_A_RUN}}


@dataclass(frozen=True)
class Failure:
    """Why a client was not worked out; document : the plan, where it was read, whose places the problems name."""

    client: str
    problems: tuple[Problem, ...]
    document: Mapping[str, Any] = field(default_factory=dict)


class ClientRuns:
    """Runs of some plans of a store; one that fails stops no other.

    lines : whose plans. threads : of each run
    """

    def __init__(self, store: PlanStore, lines: Sequence[ClientLine], threads: int) -> None:
        self._store, self._lines, self._threads = store, tuple(lines), threads
        self.n_done, self.failed = 0, list[Failure]()
        self.is_running = True
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._work, name="clients", daemon=True)

    def start(self) -> ClientRuns:
        self._thread.start()
        return self

    def cancel(self) -> None:
        """Stop after the household under way; what is done stays."""
        self._stop.set()

    @property
    def is_stopped(self) -> bool:
        """Was it told to stop?"""
        return self._stop.is_set()

    def wait(self, seconds: float) -> None:
        self._thread.join(seconds)

    @property
    def count(self) -> int:
        return len(self._lines)

    @property
    def now(self) -> str:
        """The client under way."""
        return self._lines[min(self.n_done, self.count - 1)].client if self._lines else ""

    def _work(self) -> None:
        try:
            for line in self._lines:
                with TURNS.turn(self, self._stop.is_set):
                    if self._stop.is_set():
                        return
                    self._one(line)
                self.n_done += 1
        except api.Canceled:
            pass  # it was told to stop while it waited for its turn
        finally:
            self.is_running = False

    def _one(self, line: ClientLine) -> None:
        try:
            plan = self._store.get(line.plan.id)
            if plan is None:
                self._fails(line, [Problem("", "", "The plan was deleted meanwhile.")])
                return
            outcome = outcome_of(json.dumps(plan.document), None, self._threads)
            if "problems" in outcome:
                self._fails(line, [Problem(*one) for one in outcome["problems"]], plan.document)
            else:
                self._store.clients.keep_answer(plan.id, plan.document, answer_in(outcome["rows"], line.client))
        except InputError as error:
            self._fails(line, error.problems)
        except Exception:
            log.exception("Working out a client failed")
            self._fails(line, [Problem("", "", "An error in the program; the server's log has the details.")])

    def _fails(self, line: ClientLine, problems: Sequence[Problem], document: Mapping[str, Any] | None = None) -> None:
        self.failed.append(Failure(line.client, tuple(problems), document or {}))
