"""Saved plans while they are saved, in both databases; in a server, its own process is killed every second time."""

import os
import signal
import time
from random import Random
from typing import Any

from sqlalchemy import text
from sqlalchemy.engine import make_url

from sim.store.database import open_database
from sim.store.faults import StoreUnavailable
from sim.store.plans import PlanStore
from tests.faults.kills import BEGUN, Place, Say, Tally

MOST_SECONDS = 60


class Plans(Place):
    """One plan, saved again and again: its name, its number and its filling tell of which save it is."""

    def __init__(self, name: str, address: str, random: Random) -> None:
        self.name, self._random = name, random
        self._url = make_url(address)
        if self._url.drivername == "postgresql":
            self._url = self._url.set(drivername="postgresql+psycopg")
        self.may_end_itself = self.is_server = name == "PostgreSQL"
        engine = open_database(self._url)
        head = PlanStore(engine).create(document(1))
        engine.dispose()
        self._plan, self._version = head.id, head.version

    def write(self, say: Say) -> None:
        store, version = PlanStore(open_database(self._url)), self._version
        store.head(self._plan)
        say(BEGUN)
        while True:
            version = store.save(self._plan, version, document(version + 1)).version
            say(version)

    def kill(self, child: int) -> None:
        """Kill the child, or the server's process that works for it: the server then recovers, and the child ends."""
        if not self.is_server or self._random.random() < 0.5:
            super().kill(child)
            return
        engine = open_database(self._url)
        query = "SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
        with engine.connect() as connection:
            processes = list(connection.scalars(text(query)))
        engine.dispose()
        for process in processes:
            os.kill(process, signal.SIGKILL)
        if not processes:
            super().kill(child)

    def check(self, told: list[int], tally: Tally) -> None:
        last = max([self._version, *told])
        found = self._found()
        number = found.document.get("number") if found else None
        tally.lost += found is None or found.version < last
        tally.mixed += found is not None and (found.document != document(number or 0) or found.version != number)
        self._version = found.version if found else self._version

    def _found(self) -> Any:
        """Return the plan; a server that was killed is given time to recover."""
        until = time.monotonic() + MOST_SECONDS
        while True:
            try:
                engine = open_database(self._url)
                try:
                    return PlanStore(engine).get(self._plan)
                finally:
                    engine.dispose()
            except StoreUnavailable:
                if time.monotonic() > until:
                    raise
                time.sleep(0.05)


def document(number: int) -> dict[str, Any]:
    """Return a made-up plan of which every part tells its number; large enough for several pages of a database."""
    return {"name": f"plan {number}", "number": number, "filling": [f"{number} of the filling"] * 400}
