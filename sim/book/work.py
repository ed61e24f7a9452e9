"""What is handed out of a book, and what comes back: the same for a thread here and a process on another computer."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple, Protocol

from sim.book.household import Outcome, outcome_of


class Job(NamedTuple):
    """One household to be worked out. key : what its result depends on, as a hash. text : its plan as JSON."""

    key: str
    text: str
    n_paths: int | None


Done = tuple[str, Outcome]
"""A job's key and what came of it."""


class Hands(Protocol):
    """Who works a book's households out."""

    def work(self, jobs: Iterable[Job]) -> Iterator[list[Done]]:
        """Yield what came of some jobs at a time, in any order, each job once; they are taken as they are needed."""
        ...


def do(jobs: Iterable[Job], threads: int) -> list[Done]:
    """Return what came of some jobs."""
    return [(job.key, outcome_of(job.text, job.n_paths, threads)) for job in jobs]
