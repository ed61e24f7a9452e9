"""Every room imports only what its one job needs. The table is the house's plan; a new room gets a line here first."""

import ast
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from typing import NamedTuple

from tests.house.sources import Source, python_sources


class Room(NamedTuple):
    """A room's one job, the rooms it may import, and the packages from outside it may use."""

    job: str
    rooms: str = ""
    packages: str = ""


ROOMS: dict[str, Room] = {
    "streamlit_app.py": Room("page config and navigation, nothing else", "ui", "streamlit"),
    "pages": Room(
        "one script a page: read the scenario, show widgets, call the public door, show views",
        "ui sim/api sim/errors sim/book sim/scenario sim/results sim/year sim/views sim/export",
        "streamlit pandas",
    ),
    "ui": Room(
        "the only helpers that know Streamlit: the session's document, inputs, runs, text and money format",
        "sim/api sim/errors sim/book sim/scenario sim/importers sim/results sim/year sim/views sim/export "
        "sim/market sim/lots sim/store",
        "streamlit pandas pydantic plotly sqlalchemy",
    ),
    "sim/__init__": Room(
        "the package's version, and its kernels' cache folder before numba is imported", "sim/kernel_cache"
    ),
    "sim/__main__": Room("`python -m sim`", "sim/cli"),
    "sim/cli": Room("the shell: choose a command, print its problems", "sim/commands sim/errors"),
    "sim/commands": Room(
        "one file a command of the shell",
        "sim/book sim/api sim/errors sim/scenario sim/importers sim/law sim/tax sim/lots sim/results sim/export",
        "numpy",
    ),
    "sim/api": Room(
        "the public door",
        "sim/book sim/scenario sim/law sim/engine sim/results sim/year sim/views sim/export sim/importers",
    ),
    "sim/errors": Room("what a user is told when input cannot be used"),
    "sim/jit": Room("the decorators of kernels", "sim/linking", "numba"),
    "sim/linking": Room("how kernels are compiled: each body once", "", "numba"),
    "sim/kernel_cache": Room("a cache folder that belongs to exactly these sources"),
    "sim/scenario": Room("what the user says", "sim/errors", "pydantic"),
    "sim/law": Room("what the government says, as data", "sim/scenario sim/errors sim/jit", "numpy"),
    "sim/tax": Room("one household-year's return", "sim/law sim/scenario sim/errors sim/jit", "numpy"),
    "sim/lots": Room("open lots and wash sales", "sim/law sim/scenario sim/errors sim/jit", "numpy"),
    "sim/market": Room("models of returns", "sim/scenario sim/errors sim/jit", "numpy"),
    "sim/engine": Room(
        "paths: the only door into kernels",
        "sim/market sim/lots sim/tax sim/law sim/scenario sim/errors sim/jit",
        "numpy",
    ),
    "sim/year": Room(
        "one year in plain sight, before and after a move",
        "sim/engine sim/market sim/lots sim/tax sim/law sim/scenario sim/errors",
        "numpy",
    ),
    "sim/book": Room(
        "the law as people read it: figures, references, what ends when, what is simplified",
        "sim/tax sim/law sim/scenario sim/errors",
    ),
    "sim/results": Room(
        "what happened and what it means, in numbers",
        "sim/year sim/engine sim/market sim/lots sim/tax sim/law sim/scenario sim/errors",
        "numpy pandas",
    ),
    "sim/views": Room(
        "a result as a plotly figure", "sim/book sim/results sim/year sim/scenario", "numpy pandas plotly"
    ),
    "sim/export": Room(
        "a result as a file",
        "sim/book sim/views sim/results sim/year sim/lots sim/scenario sim/errors",
        "numpy pandas plotly xlsxwriter icalendar typst",
    ),
    "sim/importers": Room("broker files as lots", "sim/scenario sim/errors", "defusedxml"),
    "sim/store": Room("saved plans", "sim/scenario sim/errors", "sqlalchemy alembic"),
}

SOURCES = python_sources("sim", "ui", "pages", "streamlit_app.py")


def room_of(place: str) -> str:
    """Return the room a file is in: the folder below `sim`, or the file itself where it lies at the top."""
    parts = place.split("/")
    if parts[0] != "sim":
        return parts[0]
    return "/".join(parts[:2]).removesuffix(".py")


def imports(source: Source) -> Iterator[tuple[int, str]]:
    """Yield line and room, or line and package, of everything a file imports, inside functions too."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{source.place}:{node.lineno} imports relatively; name the room"
            module = node.module or ""
            modules = [f"sim.{name.name}" for name in node.names] if module == "sim" else [module]
        elif isinstance(node, ast.Import):
            modules = [name.name for name in node.names]
        else:
            continue
        for module in modules:
            parts = module.split(".")
            yield node.lineno, "/".join(parts[:2]) if parts[0] == "sim" else parts[0]


def rooms_that_may(target: str) -> str:
    """Return the rooms that may import the target, for the message."""
    allowed = [name for name, room in ROOMS.items() if target in (*room.rooms.split(), *room.packages.split())]
    return ", ".join(allowed) or "no room"


def test_every_file_is_in_a_room() -> None:
    homeless = {source.place for source in SOURCES if room_of(source.place) not in ROOMS}
    assert not homeless, "a new room: give it its job and its imports in this file's table"


def wrong_imports(source: Source) -> list[str]:
    """Return a sentence for every import that the file's room may not make."""
    name = room_of(source.place)
    room = ROOMS.get(name, Room("not in the table yet"))
    allowed = {name, *room.rooms.split(), *room.packages.split()}
    return [
        f"{source.place}:{line} imports {target}, but the job of {name} is: {room.job}. "
        f"Code that needs {target} belongs in: {rooms_that_may(target)}."
        for line, target in imports(source)
        if target not in allowed and target not in sys.stdlib_module_names
    ]


def test_imports_stay_in_their_direction() -> None:
    wrong = [sentence for source in SOURCES for sentence in wrong_imports(source)]
    assert not wrong, "\n".join(wrong)


def test_the_table_has_one_direction() -> None:
    """No room can reach itself through others; raises graphlib.CycleError where one can."""
    graph = {name: set(room.rooms.split()) for name, room in ROOMS.items()}
    order = list(TopologicalSorter(graph).static_order())
    assert order.index("sim/scenario") < order.index("sim/law") < order.index("sim/engine") < order.index("sim/results")
    assert order.index("sim/results") < order.index("sim/views") < order.index("pages")


def test_a_wrong_import_is_found() -> None:
    """The walk itself: an import inside a function of a made-up view is seen, with the rooms it belongs in."""
    text = "def figure():\n    from sim.engine.run.run import simulate\n    import numba\n"
    found = list(imports(Source("sim/views/made_up.py", text, ast.parse(text))))
    assert found == [(2, "sim/engine"), (3, "numba")]
    engine, numba = wrong_imports(Source("sim/views/made_up.py", text, ast.parse(text)))
    assert "belongs in: sim/api, sim/year, sim/results" in engine
    assert numba.endswith("Code that needs numba belongs in: sim/jit, sim/linking.")


def test_raw_session_keys_stay_in_one_file() -> None:
    users = {
        source.place
        for source in python_sources("ui", "pages", "streamlit_app.py")
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Attribute) and node.attr == "session_state"
    }
    assert users == {"ui/core/session.py"}
