"""Which hands a book gets: a scheduler's workers, processes of this computer, or this process alone."""

import importlib.util
import os
import re
from collections.abc import Callable

from sim.book.hands.threads import Threads
from sim.book.work import Hands
from sim.errors import InputError, Problem

FEWEST_FOR_PROCESSES = 8
"""Fewer households are done before the processes have begun."""
ADDRESS = re.compile(r"(tcp|tls)://[^\s/]{1,253}:\d{1,5}")
EXTRA = "pip install 'rollover-sim[cluster]'"


def hands_for(scheduler: str | None, n_workers: int | None, n_households: int, tell: Callable[[str], None]) -> Hands:
    """Return who works a book out.

    Parameters
    ----------
    scheduler : the address of a Dask scheduler; None: this computer
    n_workers : processes or threads of this computer; all cores where left out
    n_households : how many are in the book
    tell : gets a sentence that the user should read, as of a worker that is refused

    Raises
    ------
    InputError
        The scheduler's address is none, or the extra for clusters is not installed.
    """
    n_cores = n_workers or os.cpu_count() or 1
    has_cluster = importlib.util.find_spec("distributed") is not None
    if scheduler is not None:
        if not ADDRESS.fullmatch(scheduler):
            raise InputError([Problem("--scheduler", scheduler, "Write it as tcp://HOST:8786, or tls://HOST:8786.")])
        if not has_cluster:
            raise InputError([Problem("--scheduler", scheduler, f"This needs another package: {EXTRA}")])
    if scheduler is None and (not has_cluster or n_cores == 1 or n_households < FEWEST_FOR_PROCESSES):
        return Threads(n_cores)
    from sim.book.hands.cluster import Cluster

    return Cluster(scheduler, n_cores, tell)
