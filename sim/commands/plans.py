"""`plans backup FILE` and `plans restore FILE`: saved plans as one file, and back."""

import argparse
import sys
from pathlib import Path

from sim.api import InputError, Problem
from sim.api.store import backup, database_url, plans_in, restore


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument(
        "action", choices=("backup", "restore"), help="copy all saved plans into FILE, or take them back"
    )
    parser.add_argument("file", metavar="FILE", type=Path, help="an SQLite file that holds every plan")
    parser.add_argument("--yes", action="store_true", help="replace existing files without asking")


def run(arguments: argparse.Namespace) -> int:
    """Copy or restore and return 0; 1 where the answer was no; raises `InputError` where it cannot be done."""
    if arguments.action == "backup":
        return _backup(arguments.file, arguments.yes)
    return _restore(arguments.file, arguments.yes)


def _backup(file: Path, is_agreed: bool) -> int:
    if file.exists() and not (is_agreed or _agreed(f"{file} exists. Replace it?")):
        return 1
    print(f"{file}: {backup(database_url(), file)} plan(s)", file=sys.stderr)
    return 0


def _restore(file: Path, is_agreed: bool) -> int:
    n_plans = plans_in(file)
    if not (is_agreed or _agreed(f"Put the {n_plans} plan(s) of {file} in the place of all plans saved now?")):
        return 1
    kept = restore(database_url(), file)
    print(f"{n_plans} plan(s) restored.", file=sys.stderr)
    if kept is not None:
        print(f"The plans saved before are in {kept}.", file=sys.stderr)
    return 0


def _agreed(question: str) -> bool:
    """Return whether somebody at the keyboard says yes; where nobody sits there, --yes must be given."""
    if sys.stdin is None or not sys.stdin.isatty():
        raise InputError([Problem("--yes", "", f"{question} Nobody can be asked here; add --yes to agree.")])
    print(f"{question} [y/N] ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() in ("y", "yes")
