"""The clients of a book by what the user names: a folder, a table, or the saved plans."""

from pathlib import Path

from sim.book.clients.client import Clients
from sim.book.clients.folder import in_folder
from sim.book.clients.saved import SAVED, saved_plans
from sim.book.clients.table import in_table
from sim.errors import InputError, Problem
from sim.importers.dates import DateOrder


def clients_in(named: str, template: str | None = None, date_order: str | None = None) -> Clients:
    """Return the clients of a folder of scenario files, of a table, or those saved.

    Parameters
    ----------
    named : a folder, a file, or the word ``saved``
    template : a scenario file or a sample's name that says what a table's rows leave out
    date_order : `mdy` or `dmy`, where a table's days can be read both ways

    Raises
    ------
    InputError
        They cannot be read as a whole. One household that cannot be read is a client with its problems.
    """
    place = Path(named)
    if named == SAVED:
        return saved_plans()
    if place.is_dir():
        if template is not None:
            raise InputError([Problem("--template", template, "A folder's files are whole plans; leave it out.")])
        return in_folder(place)
    if not place.exists():
        fix = f"There is no folder or table of this name; the word {SAVED} stands for the saved plans."
        raise InputError([Problem("CLIENTS", named, fix)])
    order = DateOrder(date_order) if date_order else None
    return in_table(place, None if template is None else Path(template), order)
