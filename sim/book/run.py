"""A book from its clients to its files: who is worked out already, who is still to be, and what comes of all."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sim.book.clients.client import Client, Clients
from sim.book.files import write_rest, write_table
from sim.book.household import Outcome, failed
from sim.book.journal import Journal
from sim.book.ranked import Ranked, ranked
from sim.book.stamp import Stamp, own_stamp
from sim.book.work import Hands, Job
from sim.errors import Problem

EARLIEST = date(1980, 1, 1)


@dataclass(frozen=True)
class Book:
    """What came of a run: counts of households; `problems` of those that were not worked out."""

    n_worked_out: int
    n_kept: int
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class _Entry:
    """A client without its text: thousands of them fit into the memory. key : "" where it could not be read."""

    client: Client
    key: str


def run_book(
    clients: Clients,
    folder: Path,
    hands: Hands,
    n_paths: int | None = None,
    on_progress: Callable[[float], None] | None = None,
) -> Book:
    """Work out every household that is not finished in the folder yet, and write the book's files.

    Parameters
    ----------
    clients : the households
    folder : where the files are, and the journal of what is finished
    hands : who does the work; the files do not depend on it
    n_paths : random paths of every household; each plan's own number where left out
    on_progress : gets the share of the households that are done, 0 to 1

    Raises
    ------
    InputError
        The folder cannot be written, another run writes into it, or the hands are lost. What is finished stays there.
    """
    stamp = own_stamp()
    with Journal(folder) as journal:
        todo = _Todo(clients, journal, stamp, n_paths)
        for done in hands.work(todo.jobs()):
            journal.add([one for one in done if not one[1].get("again")])
            todo.lost |= {key: outcome for key, outcome in done if outcome.get("again")}
            todo.n_done += len(done)
            if on_progress is not None and todo.count:
                on_progress(min(todo.n_done / todo.count, 1.0))
        return _write(folder, todo, journal, stamp)


class _Todo:
    """The clients in their order, what is finished of them, and what failed for a while only."""

    def __init__(self, clients: Clients, journal: Journal, stamp: Stamp, n_paths: int | None) -> None:
        self._clients, self._journal, self._stamp, self._n_paths = clients, journal, stamp, n_paths
        self.count, self.n_done, self.n_kept = clients.count, 0, 0
        self.entries: list[_Entry] = []
        self.lost: dict[str, Outcome] = {}

    def jobs(self) -> Iterator[Job]:
        """Yield a job for each household that is not finished; equal households are worked out once."""
        asked = set[str]()
        for client in self._clients.read():
            key = "" if client.problems else _key(client.text, self._n_paths, self._stamp)
            self.entries.append(_Entry(_without_text(client), key))
            if key and key not in self._journal and key not in asked:
                asked.add(key)
                yield Job(key, client.text, self._n_paths)
            else:
                self.n_done += 1
                self.n_kept += bool(key) and key not in asked

    def outcome(self, entry: _Entry) -> Outcome:
        """Return what came of a client."""
        if not entry.key:
            return failed(list(entry.client.problems))
        return self.lost[entry.key] if entry.key in self.lost else self._journal.outcome(entry.key)


def _key(text: str, n_paths: int | None, stamp: Stamp) -> str:
    said = "\0".join((*stamp, str(n_paths), text))
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()


def _without_text(client: Client) -> Client:
    return Client(client.id, client.place, "", client.assumed, client.problems, client.headings)


def _write(folder: Path, todo: _Todo, journal: Journal, stamp: Stamp) -> Book:
    lines: list[Ranked] = []
    problems: list[Problem] = []
    latest = EARLIEST

    def rows() -> Iterator[dict[str, Any]]:
        nonlocal latest
        for entry in todo.entries:
            outcome = todo.outcome(entry)
            if "problems" in outcome:
                problems.extend(entry.client.located(Problem(*one)) for one in outcome["problems"])
                continue
            own = [of_client(row, entry.client) for row in outcome["rows"]]
            lines.append(ranked(own))
            latest = max(latest, date.fromisoformat(own[0]["start"]))
            yield from own

    write_table(folder, rows())
    lines.sort(key=lambda line: line.order)
    write_rest(folder, lines, problems, _notes(lines, problems, stamp), latest)
    return Book(len(lines), todo.n_kept, tuple(problems))


def of_client(row: dict[str, Any], client: Client) -> dict[str, Any]:
    """Return a row with whose it is, and with all that its data do not say as one text."""
    assumed = f"from the template: {', '.join(client.assumed)}" if client.assumed else ""
    missing = "; ".join(filter(None, (*row["missing"], assumed)))
    return {**row, "household": client.id, "place": client.place, "missing": missing}


def _notes(lines: list[Ranked], problems: list[Problem], stamp: Stamp) -> list[tuple[str, str]]:
    n_bad = len({one.place.partition(",")[0] for one in problems})
    return [
        ("Households", f"{len(lines):,} worked out, {n_bad:,} not"),
        ("Law", f"version {stamp.law} of the figures"),
        ("Program", f"code {stamp.code}, kernels {stamp.kernels}"),
        ("Order", "verdict, then the gain that can be measured, then losses on hand"),
        ("What this is", "A model of figures that were typed or exported, on random markets. It is no tax advice."),
    ]
