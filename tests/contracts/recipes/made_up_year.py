"""A made-up next tax year in the data files of a copy of the project: every figure is that of the year before."""

import copy
import json
import math
import tomllib
from pathlib import Path
from typing import Any

from tests.contracts.recipes.project_copy import ProjectCopy

FEDERAL, STATES = "sim/law/federal", "sim/law/states"


def add_federal_year(project: ProjectCopy, year: int) -> None:
    """Write the year into every federal file: a value of each indexed figure that has none yet."""
    for place in _files(project, FEDERAL):
        topic = tomllib.loads(project.read(place))
        figures = [figure for figure in topic.values() if isinstance(figure, dict) and figure.get("indexed_by")]
        late = [figure["years"] for figure in figures if str(year) not in figure["years"]]
        for years in late:
            years[str(year)] = years[str(year - 1)]
        if late:
            project.write(place, toml(topic))


def add_state_year(project: ProjectCopy, code: str, year: int) -> None:
    """Write the year into one state's file, as projected."""
    place = f"{STATES}/{code}.toml"
    state = tomllib.loads(project.read(place))
    state["verified"][str(year)] = "projected"
    project.write(place, toml(_with_year(state, year)))


def _with_year(value: Any, year: int) -> Any:
    """Return a document in which every table by year has the year, as the year before."""
    if isinstance(value, list):
        return [_with_year(one, year) for one in value]
    if not isinstance(value, dict):
        return value
    made = {key: _with_year(one, year) for key, one in value.items()}
    if str(year - 1) in made:
        made.setdefault(str(year), copy.deepcopy(made[str(year - 1)]))
    return made


def _files(project: ProjectCopy, folder: str) -> list[str]:
    return sorted(str(path.relative_to(project.folder)) for path in Path(project.folder, folder).glob("*.toml"))


def toml(document: dict[str, Any]) -> str:
    """Return a document as TOML, one line a key."""
    return "".join(f"{json.dumps(key)} = {_value(value)}\n" for key, value in document.items())


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{json.dumps(key)} = {_value(one)}" for key, one in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(_value(one) for one in value) + "]"
    if isinstance(value, float) and math.isinf(value):
        return "inf" if value > 0 else "-inf"
    return json.dumps(value)
