"""Work on a cluster of Dask: processes of this computer, or those that have joined a scheduler.

A worker gets households only once it has said that its program, law and kernels are these; one that says anything else
is told of and left out. Little is handed out at a time, so that a worker that joins later finds work; what a lost one
had is handed out again.
"""

import logging
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import chain, islice
from typing import Any

from distributed import Client, Future, KilledWorker, LocalCluster, wait

from sim.book.hands.worker import ready, work_on
from sim.book.household import failed
from sim.book.stamp import Stamp, own_stamp
from sim.book.work import Done, Job
from sim.errors import InputError, Problem

CHUNK = 4
"""Households handed out together: a second or two of work."""
AHEAD, MOST_TRIES = 2, 3
CONNECT_SECONDS, LOOK_SECONDS, PATIENCE_SECONDS = 10, 1.0, 30.0
OPTION = "--scheduler"
GO_ON = "What is finished stays; give the same command again to go on."


class Cluster:
    """Hands of a cluster.

    scheduler : its address, ``tcp://HOST:PORT`` or ``tls://HOST:PORT``; None: processes of this computer
    n_workers : how many of these. tell : gets a sentence that the user should read
    """

    def __init__(self, scheduler: str | None, n_workers: int, tell: Callable[[str], None]) -> None:
        self._scheduler, self._n_workers, self._tell = scheduler, n_workers, tell

    def work(self, jobs: Iterable[Job]) -> Iterator[list[Done]]:
        """Yield what came of some jobs at a time, as they are finished.

        Raises
        ------
        InputError
            No scheduler answers, it has no worker of this program, or it is lost.
        """
        rest = iter(jobs)
        first = list(islice(rest, 1))
        if not first:
            return
        with self._client() as client:
            handing = _Handing(client, own_stamp(), self._scheduler or "this computer", self._tell)
            yield from handing.work(chain(first, rest))

    @contextmanager
    def _client(self) -> Iterator[Client]:
        if self._scheduler is not None:
            with _connected(self._scheduler) as client:
                yield client
            return
        ready(own_stamp())  # the workers find the kernels compiled
        with (
            LocalCluster(
                n_workers=self._n_workers,
                threads_per_worker=1,
                host="127.0.0.1",
                dashboard_address=None,
                silence_logs=logging.CRITICAL,
            ) as cluster,
            Client(cluster) as client,
        ):
            yield client


def _connected(address: str) -> Client:
    try:
        return Client(address, timeout=CONNECT_SECONDS)
    except (OSError, ValueError, TypeError, RuntimeError) as error:
        fix = (
            f"No scheduler answers at this address ({type(error).__name__}). Start one with `dask scheduler`, write "
            "its address as tcp://HOST:8786 (tls:// with certificates), or leave the option out to use this computer."
        )
        raise InputError([Problem(OPTION, address, fix)]) from None


class _Handing:
    """What is handed out, to whom, and what is still to be."""

    def __init__(self, client: Client, stamp: Stamp, name: str, tell: Callable[[str], None]) -> None:
        self._client, self._stamp, self._name, self._tell = client, stamp, name, tell
        self._asked: dict[Future, str] = {}
        self._good: dict[str, int] = {}
        self._refused: dict[str, str] = {}
        self._under_way: dict[Future, tuple[list[Job], frozenset[str]]] = {}
        self._again: deque[list[Job]] = deque()
        self._tries: dict[str, int] = {}
        self._looked = self._seen = time.monotonic()

    def work(self, jobs: Iterable[Job]) -> Iterator[list[Done]]:
        rest, is_more = iter(jobs), True
        try:
            self._look()
            while is_more or self._under_way or self._again:
                is_more = self._hand_out(rest) and is_more
                if not (self._under_way or self._asked or is_more or self._again):
                    return
                for future in self._finished():
                    if future in self._asked:
                        self._hear(future)
                    elif future in self._under_way and (done := self._taken(future)):
                        yield done
                if time.monotonic() - self._looked > LOOK_SECONDS:
                    self._look()
        finally:
            self._give_up()

    def _hand_out(self, rest: Iterator[Job]) -> bool:
        """Give the good workers something to do; return False where no job is left to be taken."""
        most = AHEAD * sum(self._good.values())
        while len(self._under_way) < most:
            some = self._again.popleft() if self._again else list(islice(rest, CHUNK))
            if not some:
                return False
            allowed = frozenset(self._good)
            future = self._client.submit(work_on, some, workers=sorted(allowed), pure=False)
            self._under_way[future] = some, allowed
        return True

    def _finished(self) -> Iterable[Future]:
        """Wait for a while, and return what was finished meanwhile."""
        futures = [*self._asked, *self._under_way]
        if not futures:
            time.sleep(LOOK_SECONDS)
            return ()
        try:
            return list(wait(futures, timeout=LOOK_SECONDS, return_when="FIRST_COMPLETED").done)
        except TimeoutError:
            return ()
        except Exception:  # some are no longer known to the scheduler
            return [future for future in futures if future.status != "pending"]

    def _look(self) -> None:
        """See which workers have come, which are gone, and hand out again what only those had."""
        self._looked = time.monotonic()
        try:
            there = self._client.scheduler_info(n_workers=-1)["workers"]
        except (OSError, TimeoutError, ValueError, RuntimeError):
            raise InputError([Problem(OPTION, self._name, f"The scheduler is lost. {GO_ON}")]) from None
        known = {*self._good, *self._refused, *self._asked.values()}
        for address in sorted(set(there) - known):
            self._asked[self._client.submit(ready, self._stamp, workers=[address], pure=False)] = address
        self._good = {address: there[address]["nthreads"] for address in self._good if address in there}
        for future, address in list(self._asked.items()):
            if address not in there:
                del self._asked[future]
        for future, (some, allowed) in list(self._under_way.items()):
            if not (allowed & set(self._good)) and future.status == "pending":
                self._client.cancel([future], force=True)
                del self._under_way[future]
                self._again.append(some)
        self._see_that_somebody_works(there)

    def _see_that_somebody_works(self, there: dict[str, Any]) -> None:
        if self._good or self._asked:
            self._seen = time.monotonic()
        elif there and set(there) <= set(self._refused):
            words = "; ".join(self._refused.values())
            fix = f"None of its workers can be used: {words}. Install the same version there, then start them again."
            raise InputError([Problem(OPTION, self._name, fix)])
        elif time.monotonic() - self._seen > PATIENCE_SECONDS:
            fix = f"It has had no worker for {PATIENCE_SECONDS:g} seconds; start some with `dask worker`. {GO_ON}"
            raise InputError([Problem(OPTION, self._name, fix)])

    def _hear(self, future: Future) -> None:
        """Take a worker's answer: it is good, or it is refused and the user is told why."""
        address = self._asked.pop(future)
        try:
            stamp = future.result()
        except Exception as error:
            why = f"the worker {address} could not begin ({type(error).__name__}: {error})"
        else:
            if stamp == self._stamp:
                self._good[address] = 1
                self._look()
                return
            why = f"the worker {address} has {Stamp(*stamp).words}, and this computer {self._stamp.words}"
        self._refused[address] = why
        self._tell(f"refused: {why}.")
        self._look()

    def _taken(self, future: Future) -> list[Done]:
        """Return what came of a chunk; one that failed is handed out again, in single households."""
        some, _ = self._under_way.pop(future)
        try:
            found: list[Done] = future.result()
            return found
        except Exception as error:
            if future.status != "error":  # it is no longer known to the scheduler
                self._again.append(some)
                return []
            why = (
                "it ended every worker that tried"
                if isinstance(error, KilledWorker)
                else f"{type(error).__name__}: {error}"
            )
        given_up = []
        for job in some:
            self._tries[job.key] = self._tries.get(job.key, 0) + 1
            if self._tries[job.key] < MOST_TRIES:
                self._again.append([job])
            else:
                words = f"The cluster could not work it out ({why}); give the command again, perhaps with fewer paths."
                given_up.append((job.key, failed([Problem("", "", words)], again=True)))
        return given_up

    def _give_up(self) -> None:
        """Let the workers drop what nobody waits for any more."""
        futures = [*self._asked, *self._under_way]
        try:
            self._client.cancel(futures, force=True)
        except (OSError, RuntimeError, TimeoutError):
            return  # the scheduler is gone, and all of it with it
