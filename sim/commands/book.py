"""`book CLIENTS --out FOLDER`: work out every household of a book, and rank them by what a call is worth."""

import argparse
import sys
from pathlib import Path

from sim.api import InputError, Problem
from sim.api.book import NOT_WORKED_OUT, PAGE, clients_in, hands_for, run_book
from sim.api.importers import DateOrder
from sim.commands.numbers import MOST_PATHS, whole_number
from sim.commands.progress import progress

MOST_WORKERS = 256
SHOWN = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument(
        "clients",
        metavar="CLIENTS",
        help="a folder of scenario files, a table (CSV, XLSX, Parquet) with a household a row, or the word saved for "
        "the saved plans; see docs/book.md",
    )
    parser.add_argument("--out", metavar="FOLDER", required=True, help="folder for the results; a stopped run goes on")
    parser.add_argument("--template", metavar="FILE", help="of a table: a scenario that says what its rows leave out")
    parser.add_argument("--dates", choices=list(DateOrder), help="of a table: order of day and month, as in 03/04/2027")
    parser.add_argument("--paths", metavar="N", help="random paths of every household; default: each scenario's own")
    who = parser.add_mutually_exclusive_group()
    who.add_argument("--workers", metavar="W", help="how many cores to use; default: all; the results are the same")
    who.add_argument(
        "--scheduler",
        metavar="ADDRESS",
        help="a Dask scheduler whose workers do it: tcp://HOST:8786, or tls://HOST:8786",
    )


def run(arguments: argparse.Namespace) -> int:
    """Work the book out; return 2 where any household could not be, 0 otherwise."""
    problems: list[Problem] = []
    n_paths = whole_number("--paths", arguments.paths, 1, MOST_PATHS, problems)
    n_workers = whole_number("--workers", arguments.workers, 1, MOST_WORKERS, problems)
    if problems:
        raise InputError(problems)
    clients = clients_in(arguments.clients, arguments.template, arguments.dates)
    for notice in clients.notices:
        print(f"notice: {notice}", file=sys.stderr)
    out = Path(arguments.out)
    hands = hands_for(arguments.scheduler, n_workers, clients.count, _tell)
    book = run_book(clients, out, hands, n_paths, progress("Households"))
    for problem in book.problems[:SHOWN]:
        print(f"error: {problem}", file=sys.stderr)
    if len(book.problems) > SHOWN:
        print(f"error: {len(book.problems) - SHOWN} more in {out / NOT_WORKED_OUT}", file=sys.stderr)
    kept = f", {book.n_kept} of them finished before" if book.n_kept else ""
    print(f"{out / PAGE}: {book.n_worked_out} households{kept}", file=sys.stderr)
    return 2 if book.problems else 0


def _tell(sentence: str) -> None:
    print(f"notice: {sentence}", file=sys.stderr)
