"""A folder of scenario files, one household each."""

import json
from collections.abc import Iterator
from pathlib import Path

from sim.book.clients.client import Client, Clients
from sim.document.json_text import MOST_SCENARIO_BYTES, json_object
from sim.errors import InputError, Problem
from sim.reading import Called, read_file


def in_folder(folder: Path) -> Clients:
    """Return the households of a folder, in the order of their names.

    Raises
    ------
    InputError
        The folder cannot be read, or holds no scenario file.
    """
    try:
        there = sorted(place for place in folder.iterdir() if not place.name.startswith("."))
    except OSError as error:
        raise InputError([Problem(str(folder), "", f"Cannot be read: {error.strerror}.")]) from None
    files = [place for place in there if place.suffix.lower() == ".json" and place.is_file()]
    if not files:
        fix = "This folder holds no scenario file (.json); export plans into it, or name another folder or a table."
        raise InputError([Problem("CLIENTS", str(folder), fix)])
    others = [place.name for place in there if place not in files]
    notice = (f"{folder}: not scenario files, so not read: {', '.join(others[:5])}",) if others else ()
    return Clients(len(files), lambda: _read(files), notice)


def document_of(file: Path) -> dict:
    """Return the object in a JSON file; raises `InputError` where there is none."""
    return json_object(read_file(file, MOST_SCENARIO_BYTES, Called("", file.name, unreadable="Cannot be read")))


def _read(files: list[Path]) -> Iterator[Client]:
    for file in files:
        try:
            yield Client(file.stem, file.name, json.dumps(document_of(file), sort_keys=True))
        except InputError as error:
            yield Client(file.stem, file.name, problems=tuple(error.problems))
