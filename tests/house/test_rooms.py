"""Every room imports only what its one job needs.

The table is the house's plan; a new room gets a line here first.
"""

import ast
import sys
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from typing import NamedTuple

import pytest

from tests.house.sources import ROOT, Source, python_sources


class Room(NamedTuple):
    """A room's one job, the rooms it may import, and the packages from outside it may use."""

    job: str
    rooms: str = ""
    packages: str = ""


DOOR = "sim/api sim/views"
ROOMS: dict[str, Room] = {
    "streamlit_app.py": Room(
        "fence, page config, navigation", "ui/places ui/readiness ui/core ui/finding ui/server", "streamlit starlette"
    ),
    "pages": Room(
        "one script a page: read the scenario, show widgets, call the public door, show views",
        f"{DOOR} sim/views/without_run ui/core ui/entry ui/interview ui/plan ui/planner ui/results ui/share ui/start "
        "ui/learn",
        "streamlit pandas",
    ),
    "ui/readiness": Room("what a process lacks before it can serve people", "sim/api ui/core"),
    "ui/places": Room("the seven places and the pages of each", "", "streamlit"),
    "ui/runs": Room("work on threads of its own, whose turn it is, and what it made", "sim/api", "streamlit"),
    "ui/core": Room(
        "what every page needs: the session's document, saving, runs, inputs, problems, text and money format",
        f"{DOOR} ui/places ui/runs ui/fields",
        "streamlit pandas pydantic sqlalchemy",
    ),
    "ui/finding": Room("a field of the plan by any word", "ui/core ui/fields", "streamlit"),
    "ui/server": Room("what stands in front of every answer of the server", "", "streamlit starlette"),
    "ui/fields": Room("each field's label, help and words", "sim/api"),
    "ui/entry": Room(
        "the draft's tables and parts, edited in place", "sim/api ui/core ui/fields", "streamlit pandas pydantic"
    ),
    "ui/plan": Room(
        "entering a plan: household, holdings, rollover, strategies, market",
        f"{DOOR} sim/views/without_run ui/core ui/entry ui/fields",
        "streamlit pandas pydantic",
    ),
    "ui/interview": Room(
        "from nothing to a first answer in six screens", "sim/api ui/core ui/entry ui/fields ui/plan", "streamlit"
    ),
    "ui/planner": Room("the harvest planner's page", "sim/api ui/core", "streamlit pandas"),
    "ui/results": Room(
        "the pages of a run's results",
        f"{DOOR} sim/views/without_run sim/views/years ui/runs ui/core ui/fields",
        "streamlit pandas",
    ),
    "ui/share": Room(
        "showing, comparing and exporting plans",
        f"{DOOR} ui/runs ui/core ui/fields ui/planner ui/results",
        "streamlit pandas",
    ),
    "ui/start": Room("opening a plan, and the list of clients", "sim/api ui/core ui/runs", "streamlit pandas"),
    "ui/learn": Room("the law, the limits, one path in full", f"{DOOR} ui/runs ui/core ui/fields", "streamlit pandas"),
    "sim/__init__": Room("the package's version"),
    "sim/__main__": Room("`python -m sim`", "sim/cli"),
    "sim/cli": Room("the shell: choose a command, print its problems", "sim/__init__ sim/api sim/streams"),
    "sim/streams": Room("the standard streams, open, closed or full"),
    "sim/commands": Room("one file a command of the shell", "sim/api"),
    "sim/api": Room(
        "the public door: names, no logic",
        "sim/errors sim/compile sim/statute sim/localities sim/scenario sim/scenario/days sim/scenario/enums "
        "sim/scenario/drawn sim/scenario/funds sim/scenario/written sim/law sim/law/local sim/law/explained "
        "sim/tax/sheets sim/lots sim/lots/reading sim/lots/sheets sim/market sim/market/companies sim/year "
        "sim/year/received sim/planner sim/engine/run sim/trace sim/results sim/studies sim/studies/over_time "
        "sim/export sim/apart sim/importers sim/store sim/files sim/book sim/book/clients sim/book/hands sim/doctor "
        "sim/environment sim/words",
    ),
    "sim/words": Room("words of the trade that pages and summaries explain alike"),
    "sim/errors": Room("what a user is told when input cannot be used"),
    "sim/environment": Room("whole numbers that an operator sets in the environment", "sim/errors"),
    "sim/reading": Room("what a user's file may hold at most", "sim/errors"),
    "sim/files": Room("files written whole or not at all", "sim/errors"),
    "sim/compile": Room("the decorators of kernels, the fenced compiler, plain mode, the kernel cache", "", "numba"),
    "sim/document": Room("a plan's JSON: from a file's bytes to one object, within limits", "sim/errors"),
    "sim/statute": Room("what the law counts in years and days, from its dated data"),
    "sim/localities": Room("the names of counties and cities whose income tax is in the law's data"),
    "sim/scenario/enums": Room("the closed lists that a plan chooses from"),
    "sim/scenario/days": Room("the first and the last day that a plan, a ledger or a file may name"),
    "sim/scenario/base": Room("what every part of a plan is", "sim/scenario/days", "pydantic pydantic_core"),
    "sim/scenario/drawn": Room(
        "how paths, months and yields of bonds are drawn", "sim/scenario/base sim/scenario/enums sim/errors", "pydantic"
    ),
    "sim/scenario": Room(
        "what the user says",
        "sim/scenario/base sim/scenario/drawn sim/scenario/enums sim/statute sim/localities sim/document sim/errors",
        "pydantic",
    ),
    "sim/scenario/funds": Room(
        "the list of known funds: what each tracks, pays, and what can replace it",
        "sim/scenario/base sim/scenario/enums sim/errors",
        "pydantic",
    ),
    "sim/scenario/written": Room(
        "a scenario as a document: read and written, older versions, the samples",
        "sim/scenario sim/scenario/drawn sim/scenario/base sim/scenario/days sim/scenario/enums sim/document "
        "sim/errors sim/reading",
        "pydantic",
    ),
    "sim/law/state_lines": Room("the amounts of a return that the rules of a state's form may look at"),
    "sim/law": Room(
        "what the government says, as data, and its loader",
        "sim/law/state_lines sim/statute sim/scenario sim/scenario/enums sim/errors sim/compile",
        "numpy",
    ),
    "sim/law/itemizing": Room("the law of deductions that a household lists", "sim/law sim/scenario/enums"),
    "sim/law/benefits": Room(
        "what people are paid month by month, by law: what work withholds, what a pension cost",
        "sim/law sim/scenario sim/scenario/enums",
    ),
    "sim/law/local": Room(
        "the income taxes of counties and cities, as data, and the law of the place where a household lives",
        "sim/law sim/law/state_lines sim/localities sim/scenario sim/scenario/enums sim/errors",
        "numpy",
    ),
    "sim/law/explained": Room(
        "the law as people read it: figures, what ends when, what is simplified, what is assumed",
        "sim/law sim/law/local sim/localities sim/scenario sim/scenario/drawn sim/scenario/enums",
    ),
    "sim/tax": Room(
        "one household-year's return",
        "sim/law sim/law/itemizing sim/law/state_lines sim/tax/funds sim/tax/listed sim/compile",
        "numpy",
    ),
    "sim/tax/sheets": Room(
        "household-years of a file, one a row, and the return of each",
        "sim/tax sim/tax/listed sim/law sim/law/itemizing sim/law/local sim/scenario sim/scenario/enums sim/reading "
        "sim/errors",
        "numpy",
    ),
    "sim/tax/funds": Room("what funds pay that a return treats apart", "sim/law sim/compile"),
    "sim/tax/listed": Room("what a household may itemize, each inside its limits", "sim/law/itemizing sim/compile"),
    "sim/lots": Room("lots and wash sales, exact", "sim/statute sim/law sim/scenario sim/scenario/enums sim/errors"),
    "sim/lots/reading": Room(
        "a ledger's file as events, every problem at once",
        "sim/lots sim/scenario/days sim/scenario/enums sim/reading sim/errors",
    ),
    "sim/lots/sheets": Room("the ledger's records as tables", "sim/lots"),
    "sim/lots/kernels": Room("the same rule as kernels", "sim/compile", "numpy"),
    "sim/market": Room(
        "models of returns", "sim/scenario sim/scenario/drawn sim/scenario/enums sim/errors sim/compile", "numpy"
    ),
    "sim/market/companies": Room(
        "what companies, swaps and funds of bonds do beside their class", "sim/market sim/scenario sim/scenario/enums"
    ),
    "sim/engine/records": Room(
        "what kernels share, as numpy records", "sim/law sim/law/itemizing sim/lots/kernels sim/market", "numpy"
    ),
    "sim/engine/kernels": Room(
        "what happens on a path",
        "sim/engine/records sim/tax sim/tax/listed sim/lots/kernels sim/market sim/law sim/law/itemizing sim/compile",
        "numpy",
    ),
    "sim/engine/lowering": Room(
        "from a scenario to arrays: the only door into kernels, and all checks",
        "sim/engine/records sim/lots/kernels sim/year/received sim/market sim/market/companies sim/statute sim/law "
        "sim/law/benefits sim/law/itemizing sim/law/local sim/scenario sim/scenario/enums sim/errors",
        "numpy",
    ),
    "sim/estimate": Room("how sure a mean or a share of paths is", "sim/scenario", "numpy"),
    "sim/engine/run": Room(
        "chunks of paths on threads, with progress and cancellation",
        "sim/engine/lowering sim/engine/kernels sim/engine/records sim/estimate sim/market sim/law sim/scenario "
        "sim/scenario/written sim/errors sim/environment sim/compile",
        "numpy",
    ),
    "sim/year/received": Room(
        "what a household receives in months of a year, by its own words",
        "sim/market sim/market/companies sim/law sim/law/benefits sim/scenario sim/scenario/enums",
    ),
    "sim/year": Room(
        "one year in plain sight, before and after a move",
        "sim/year/received sim/market sim/lots sim/tax sim/tax/listed sim/statute sim/law sim/law/benefits "
        "sim/law/itemizing sim/law/local sim/scenario sim/scenario/enums",
        "numpy",
    ),
    "sim/planner": Room(
        "what to sell, when, and what it does; reads no run",
        "sim/year sim/market sim/market/companies sim/lots sim/lots/sheets sim/tax sim/statute sim/law sim/scenario "
        "sim/scenario/enums",
        "numpy",
    ),
    "sim/trace": Room(
        "one path in full: the kernels' own source, watched",
        "sim/results sim/engine/run sim/engine/lowering sim/engine/kernels sim/engine/records sim/year sim/market "
        "sim/lots sim/lots/kernels sim/tax sim/statute sim/law sim/scenario sim/scenario/enums",
        "numpy pandas",
    ),
    "sim/results": Room(
        "what a run means, in numbers and words",
        "sim/estimate sim/planner sim/engine/run sim/engine/records sim/law sim/law/local sim/scenario "
        "sim/scenario/enums sim/scenario/written sim/words",
        "numpy pandas",
    ),
    "sim/studies/changes": Room(
        "what a study changes in a plan, its law or its arrays",
        "sim/engine/run sim/engine/lowering sim/engine/records sim/market sim/market/companies sim/law sim/scenario "
        "sim/scenario/enums sim/errors",
        "numpy",
    ),
    "sim/studies": Room(
        "what runs the engine many times",
        "sim/studies/changes sim/estimate sim/results sim/engine/run sim/engine/lowering "
        "sim/market sim/statute sim/law sim/scenario sim/scenario/enums sim/errors",
        "numpy pandas",
    ),
    "sim/studies/over_time": Room(
        "returns by year and path", "sim/studies sim/results sim/engine/run sim/engine/lowering sim/scenario", "numpy"
    ),
    "sim/views/years": Room(
        "its pictures", "sim/views sim/studies/over_time sim/trace sim/results", "numpy pandas plotly"
    ),
    "sim/views/without_run": Room(
        "pictures that need no run: the year, brackets, dates, the wash-sale calendar",
        "sim/views sim/planner sim/year sim/results",
        "numpy pandas plotly",
    ),
    "sim/views": Room(
        "a result as a plotly figure", "sim/studies sim/trace sim/results sim/market", "numpy pandas plotly"
    ),
    "sim/export/on_paper": Room("parts that a page draws", "sim/views sim/results", "pandas plotly"),
    "sim/export/text": Room("the user's words in a file"),
    "sim/export/svg": Room("a plotly figure as SVG", "sim/export/text", "numpy"),
    "sim/export": Room(
        "a result as a file",
        "sim/export/on_paper sim/export/svg sim/export/text sim/views sim/results sim/planner sim/year sim/scenario "
        "sim/scenario/written sim/reading sim/errors",
        "numpy pandas plotly xlsxwriter icalendar typst pydantic",
    ),
    "sim/importers": Room(
        "broker files as lots",
        "sim/lots sim/scenario sim/scenario/days sim/scenario/enums sim/reading sim/errors",
        "defusedxml openpyxl ofxtools",
    ),
    "sim/apart": Room(
        "a stranger's file", "sim/importers sim/scenario sim/scenario/written sim/document sim/errors", "pydantic"
    ),
    "sim/book/clients": Room(
        "who is in a book: a folder's plans, a table's rows, the saved plans",
        "sim/importers sim/store sim/scenario/written sim/scenario/days sim/scenario/enums sim/export sim/document "
        "sim/reading sim/errors",
        "pyarrow",
    ),
    "sim/book": Room(
        "many households, an answer each, kept as they are finished, and ranked",
        "sim/book/clients sim/estimate sim/studies sim/results sim/planner sim/engine/run sim/compile sim/law "
        "sim/scenario sim/scenario/enums sim/scenario/written sim/export sim/files sim/errors",
        "pandas pyarrow",
    ),
    "sim/book/hands": Room(
        "who works a book out",
        "sim/book sim/engine/lowering sim/engine/run sim/scenario/written sim/errors",
        "distributed",
    ),
    "sim/store": Room("saved plans", "sim/errors sim/files", "sqlalchemy alembic psycopg"),
    "sim/doctor": Room(
        "what an installation lacks, how to fix it",
        "sim/store sim/compile sim/environment sim/errors",
        "sqlalchemy",
    ),
}

SOURCES = python_sources("sim", "ui", "pages", "streamlit_app.py")
BY_PLACE = {source.place: source for source in SOURCES}


def room_of(place: str) -> str:
    """Return the room a file is in: the longest of the table's names that its place begins with."""
    parts = place.removesuffix(".py").split("/")
    names = ["/".join(parts[:n]) for n in range(len(parts), 0, -1)]
    return next((name for name in [place, *names] if name in ROOMS), place)


def is_empty(source: Source) -> bool:
    """Return whether a file says nothing: a folder of rooms has an `__init__.py` that belongs to none."""
    return not source.text.strip()


@cache
def place_of(module: str) -> str | None:
    """Return the file of a module of ours, None for anything else."""
    path = module.replace(".", "/")
    return next((place for place in (f"{path}.py", f"{path}/__init__.py") if place in BY_PLACE), None)


def imports(source: Source) -> Iterator[tuple[int, str]]:
    """Yield line and place, or line and package, of everything a file imports, inside functions and for types too."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{source.place}:{node.lineno} imports relatively; name the room"
            module = node.module or ""
            for name in node.names:
                place = place_of(f"{module}.{name.name}") or place_of(module)
                yield node.lineno, place or module.split(".")[0]
        elif isinstance(node, ast.Import):
            for name in node.names:
                yield node.lineno, place_of(name.name) or name.name.split(".")[0]


def targets(source: Source) -> Iterator[tuple[int, str]]:
    """Yield line and room, or line and package, of what a file imports from outside its room; no standard library."""
    for line, target in imports(source):
        found = room_of(target) if target in BY_PLACE else target
        if found != room_of(source.place) and found not in sys.stdlib_module_names:
            yield line, found


def rooms_that_may(target: str) -> str:
    """Return the rooms that may import the target, for the message."""
    allowed = [name for name, room in ROOMS.items() if target in (*room.rooms.split(), *room.packages.split())]
    return ", ".join(allowed) or "no room"


def test_every_file_is_in_a_room() -> None:
    homeless = {source.place for source in SOURCES if not is_empty(source) and room_of(source.place) not in ROOMS}
    assert not homeless, "a new room: give it its job and its imports in this file's table"


def wrong_imports(source: Source) -> list[str]:
    """Return a sentence for every import that the file's room may not make."""
    name = room_of(source.place)
    room = ROOMS.get(name, Room("not in the table yet"))
    return [
        f"{source.place}:{line} imports {target}, but the job of {name} is: {room.job}. "
        f"Code that needs {target} belongs in: {rooms_that_may(target)}."
        for line, target in targets(source)
        if target not in (*room.rooms.split(), *room.packages.split())
    ]


def test_imports_stay_in_their_direction() -> None:
    wrong = [sentence for source in SOURCES for sentence in wrong_imports(source)]
    assert not wrong, "\n".join(wrong)


def test_no_permission_is_unused() -> None:
    used: dict[str, set[str]] = {name: set() for name in ROOMS}
    for source in SOURCES:
        if not is_empty(source):
            used[room_of(source.place)] |= {target for _, target in targets(source)}
    unused = [
        f"{name} may import {permission} and does not"
        for name, room in ROOMS.items()
        for permission in (*room.rooms.split(), *room.packages.split())
        if permission not in used[name]
    ]
    assert not unused, "take it out of the table: " + "; ".join(unused)


def test_the_table_has_one_direction() -> None:
    """No room can reach itself through others; raises graphlib.CycleError where one can."""
    graph = {name: set(room.rooms.split()) for name, room in ROOMS.items()}
    order = list(TopologicalSorter(graph).static_order())
    chain = ("sim/scenario", "sim/law", "sim/engine/kernels", "sim/engine/run", "sim/results", "sim/studies", "pages")
    assert [name for name in order if name in chain] == list(chain)


@pytest.mark.parametrize("name", sorted(name for name in ROOMS if not name.endswith(".py")))
def test_every_room_is_there(name: str) -> None:
    assert (ROOT / name).is_dir() or (ROOT / f"{name}.py").is_file(), "take it out of the table"


def test_a_wrong_import_is_found() -> None:
    """The walk itself: an import inside a function of a made-up view is seen, with the rooms it belongs in."""
    text = "def figure():\n    from sim.engine.run.run import simulate\n    import numba\n"
    made_up = Source("sim/views/made_up.py", text, ast.parse(text))
    assert list(targets(made_up)) == [(2, "sim/engine/run"), (3, "numba")]
    engine, numba = wrong_imports(made_up)
    allowed = "sim/studies/changes, sim/studies, sim/studies/over_time, sim/book, sim/book/hands."
    assert "belongs in: sim/api, sim/trace, sim/results, " + allowed in engine
    assert numba.endswith("Code that needs numba belongs in: sim/compile.")
