"""Scenario files that say what a table's rows leave out."""

from pathlib import Path
from typing import Any

from sim.book.clients.folder import document_of
from sim.errors import InputError, Problem
from sim.scenario.written.load import scenario_from
from sim.scenario.written.samples import SAMPLES, sample_scenario

HOW = "name a scenario file, in full or beside the table, or a sample"


class Templates:
    """Templates by what a row or the command calls them, each read once.

    default : the file that stands for rows which name none
    folder : where the files of other names are
    """

    def __init__(self, default: Path | None, folder: Path) -> None:
        self._folder, self._known = folder, dict[str, dict[str, Any] | InputError]()
        if default is not None:
            self._known[""] = _document(str(default), default)
        if isinstance(found := self._known.get(""), InputError):
            raise found

    def of(self, name: str) -> dict[str, Any]:
        """Return a template's document; raises `InputError` where there is none of this name, or it is unsound."""
        if name not in self._known:
            self._known[name] = _document(name, self._folder / name)
        found = self._known[name]
        if isinstance(found, InputError):
            raise found
        return found


def _document(name: str, file: Path) -> dict[str, Any] | InputError:
    if name in SAMPLES:
        return sample_scenario(name).model_dump(mode="json")
    if not name or not file.is_file():
        fix = f"There is no template of this name; {HOW}: {', '.join(SAMPLES)}."
        return InputError([Problem("template", name, fix)])
    try:
        return scenario_from(document_of(file)).model_dump(mode="json")
    except InputError as error:
        return InputError([Problem(f"template {name}, {one.place}", one.value, one.message) for one in error.problems])
