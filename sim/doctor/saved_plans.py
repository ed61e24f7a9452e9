"""The database of saved plans: whether it answers, can be written, and has the layout of this program."""

from queue import Empty, Queue
from threading import Thread

from sqlalchemy.engine import URL

from sim.doctor.finding import NOTICE, PROBLEM, Finding
from sim.store.database import URL_VARIABLE, database_url
from sim.store.faults import StoreUnavailable, shown
from sim.store.layout import LAYOUTS, NEWEST, is_newer, short
from sim.store.look import Look, look

MOST_SECONDS = 30
"""Every wait of a driver ends sooner; this is for what no driver bounds, like the name of a host."""
WHAT = "saved plans"


def store_finding(url: URL | None = None, seconds: float = MOST_SECONDS) -> Finding:
    """Return what is found in the database that the environment names, or in another one; changes nothing in it."""
    try:
        url = url or database_url()
        return _said(look_within(url, seconds), url)
    except StoreUnavailable as error:
        words = "; ".join(str(problem).removeprefix(f"{WHAT}: ") for problem in error.problems)
        fix = f"start the database, correct {URL_VARIABLE}, or unset it: plans are then kept in a file of this user's."
        return Finding(WHAT, words, PROBLEM, fix)


def look_within(url: URL, seconds: float) -> Look:
    """Return what is seen in a database; raises `StoreUnavailable` after so many seconds without an answer."""
    answer: Queue[Look | StoreUnavailable] = Queue()

    def ask() -> None:
        try:
            answer.put(look(url))
        except StoreUnavailable as error:
            answer.put(error)

    Thread(target=ask, daemon=True).start()  # a thread that waits on must not hold up the end of the program
    try:
        found = answer.get(timeout=seconds)
    except Empty:
        raise StoreUnavailable(f"no answer within {seconds:g} seconds", shown(url), was_silent=True) from None
    if isinstance(found, StoreUnavailable):
        raise found
    return found


def _said(seen: Look, url: URL) -> Finding:
    where = shown(url)
    if url.get_backend_name() == "sqlite" and url.database in (None, "", ":memory:"):
        fix = f"unset {URL_VARIABLE}, or name a file in it: sqlite:///FILE."
        return Finding(WHAT, "in memory only: they are gone when the app stops", NOTICE, fix)
    if seen.layout is None:
        return Finding(WHAT, f"none yet; the first one will be kept in {where}")
    layout = short(seen.layout)
    if is_newer(seen.layout):
        found = f"{where} has layout {layout}, this program knows {NEWEST} and older"
        return Finding(WHAT, found, PROBLEM, "update this program: python -m pip install --upgrade rollover-sim")
    if seen.layout not in LAYOUTS or not seen.is_whole:
        found = f"{where} cannot be used: no version of this program has its layout ({layout})"
        if seen.layout in LAYOUTS:
            found = f"{where} cannot be used: its tables are not those of its layout {layout}"
        fix = "restore a backup: rollover-sim plans restore FILE, or by the database server's own tools."
        return Finding(WHAT, found, PROBLEM, fix)
    if seen.is_newest:
        return Finding(WHAT, f"{seen.n_plans} in {where}, layout {layout}")
    found = f"{seen.n_plans} in {where}, layout {layout}: it becomes {NEWEST} when the app starts"
    return Finding(WHAT, found, NOTICE, "keep a copy first: rollover-sim plans backup FILE")
