"""Work in this process: one household after another, the paths of each on the process's threads."""

import os
from collections.abc import Iterable, Iterator

from sim.book.work import Done, Job, do


class Threads:
    """Hands of this process; n_threads : all cores where left out."""

    def __init__(self, n_threads: int | None = None) -> None:
        self._n_threads = n_threads or os.cpu_count() or 1

    def work(self, jobs: Iterable[Job]) -> Iterator[list[Done]]:
        """Yield what came of each job, in order."""
        for job in jobs:
            yield do([job], self._n_threads)
