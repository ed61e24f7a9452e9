"""The public door and its facets: one list of names each, loaded when they are asked for, and used by somebody."""

import ast
import json
import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from sim import api
from sim.api.loading import on_first_use
from tests.house.sources import Source, python_sources

FOLDER = Path(api.__file__).parent
DOORS = sorted(
    "sim.api" if path.stem == "__init__" else f"sim.api.{path.stem}"
    for path in FOLDER.glob("*.py")
    if path.stem != "loading"
)
APP = python_sources("ui", "pages", "streamlit_app.py", "sim/commands", "sim/cli.py")
FIRST_PAGE = ("streamlit_app.py", "pages/start/home.py")


def listed(door: str) -> dict[str, str]:
    """Return the module of every name in a door's one list: the imports that type checkers see."""
    tree = ast.parse(Path(str(import_module(door).__file__)).read_text())
    (block,) = [node for node in tree.body if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"]
    imports = [node for node in block.body if isinstance(node, ast.ImportFrom)]
    assert len(imports) == len(block.body), f"{door} lists something else than imports"
    assert all(name.asname == name.name for node in imports for name in node.names), f"{door}: write `name as name`"
    return {name.name: str(node.module) for node in imports for name in node.names}


LISTS = {door: listed(door) for door in DOORS}
NAMES = [(door, name) for door, names in LISTS.items() for name in names]


def imported(source: Source) -> list[tuple[str, str]]:
    """Return (module, name) of all that a file imports from `sim`; of a module imported whole, each name it uses."""
    nodes = list(ast.walk(source.tree))
    found = [
        (str(node.module), name.name)
        for node in nodes
        if isinstance(node, ast.ImportFrom) and str(node.module).split(".")[0] == "sim"
        for name in node.names
    ]
    whole = {name: f"{module}.{name}" for module, name in found if f"{module}.{name}" in DOORS}
    found = [pair for pair in found if f"{pair[0]}.{pair[1]}" not in DOORS]
    for node in nodes:
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in whole:
            found.append((whole[node.value.id], node.attr))
        assert not isinstance(node, ast.Import) or not any(name.name.startswith("sim") for name in node.names)
    return found


@pytest.mark.parametrize("door", DOORS)
def test_a_door_holds_its_list_and_no_more(door: str) -> None:
    assert sorted(import_module(door).__all__) == sorted(LISTS[door])
    assert set(LISTS[door]) <= set(dir(import_module(door)))


@pytest.mark.parametrize(("door", "name"), NAMES)
def test_what_runs_is_what_type_checkers_see(door: str, name: str) -> None:
    assert getattr(import_module(door), name) is getattr(import_module(LISTS[door][name]), name)


def test_every_name_has_one_place() -> None:
    names = [name for _, name in NAMES]
    assert sorted(names) == sorted(set(names))
    assert not {door.rpartition(".")[2] for door in DOORS} & set(names), "a name would hide a facet"


def test_the_door_stays_small() -> None:
    assert 35 <= len(LISTS["sim.api"]) <= 45


def test_a_name_that_is_not_there_is_said() -> None:
    with pytest.raises(AttributeError, match=r"module 'sim\.api' has no attribute 'simulat'"):
        api.simulat  # noqa: B018


def test_pages_and_commands_go_through_the_doors() -> None:
    """Pages may take figures from `sim.views` too, a command what another one has; nothing else of `sim` is theirs."""
    wrong = [
        f"{source.place} imports {name} of {module}; list it in the facet of its room, in sim/api, and import it there"
        for source in APP
        for module, name in imported(source)
        if module not in DOORS
        and (module, name) != ("sim", "__version__")
        and not (module.split(".")[:2] == ["sim", "views"] and source.place.startswith(("ui/", "pages/")))
        and not (module == "sim.streams" and source.place == "sim/cli.py")  # before any door is loaded
        and not (module.startswith("sim.commands.") and source.place.startswith("sim/commands/"))
    ]
    assert not wrong, "\n".join(wrong)


def test_every_name_is_used_by_the_app() -> None:
    """`parse_scenario` is for scripts, the way in beside `scenario_json`: the app reads files in another process."""
    used = {pair for source in APP for pair in imported(source)} | {("sim.api", "parse_scenario")}
    assert not set(NAMES) - used, "no page and no command uses these: take them out of their lists"


def test_the_walk_sees_names_of_a_module_imported_whole() -> None:
    text = "from sim import api\nfrom sim.api import results, Scenario\nused = api.simulate, results.versus\n"
    assert sorted(imported(Source("ui/made_up.py", text, ast.parse(text)))) == [
        ("sim.api", "Scenario"),
        ("sim.api", "simulate"),
        ("sim.api.results", "versus"),
    ]


def loaded_by(imports: list[str]) -> set[str]:
    """Return what a new process has loaded after these lines."""
    code = "\n".join([*imports, "import json, sys", "print(json.dumps([*sys.modules]))"])
    environment = {**os.environ, "PYTHONPATH": str(FOLDER.parents[1])}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    return set(json.loads(done.stdout.splitlines()[-1]))


def test_doors_load_nothing_before_it_is_asked_for() -> None:
    loaded = loaded_by([f"import {door}" for door in DOORS])
    assert set(DOORS) <= loaded
    assert {name for name in loaded if name.startswith("sim.")} <= {*DOORS, "sim.api.loading"}
    assert not {"numba", "numpy", "pandas", "pydantic", "sqlalchemy"} & loaded


def test_the_first_page_needs_no_compiler() -> None:
    """All that the entry point and the first page import, and what these import in turn, stands without numba."""
    sources = [source for source in APP if source.place in FIRST_PAGE]
    assert len(sources) == len(FIRST_PAGE)
    lines = [ast.unparse(node) for source in sources for node in source.tree.body if isinstance(node, ast.ImportFrom)]
    loaded = loaded_by(lines)
    assert {"ui.core.frame", "ui.start.home", "sim.scenario.models"} <= loaded
    assert not {"numba", "pandas", "xlsxwriter", "sim.engine", "sim.export"} & loaded


def test_a_source_without_a_list_is_no_door() -> None:
    with pytest.raises(ValueError, match="not enough values"):
        on_first_use("sim.api.loading")
