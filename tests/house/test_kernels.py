"""Kernels stay in the rooms whose sources name the cache folder, and leave out what is not safe here."""

import ast
import os

import numba

from sim.compile import cache
from tests.house.sources import Source, python_sources

DECORATORS = (
    "kernel",
    "inner_kernel",
    "cold_kernel",
    "njit",
    "jit",
    "vectorize",
    "guvectorize",
    "cfunc",
)
FORBIDDEN = {
    "parallel": "two sessions that call a parallel kernel at once abort the process",
    "fastmath": "it breaks isnan and flips decisions",
}
SOURCES = python_sources("sim", "ui", "pages", "streamlit_app.py")


def decorated(source: Source) -> list[str]:
    """Return the functions that a decorator of numba or `sim.compile.decorators` compiles."""
    found = []
    for function in source.functions():
        for decorator in function.decorator_list:
            called = decorator.func if isinstance(decorator, ast.Call) else decorator
            name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
            if name in DECORATORS:
                found.append(function.name)
    return found


def room_of(source: Source) -> str:
    """Return the folder below `sim`; the whole place for a file elsewhere."""
    return source.place.split("/")[1] if source.place.startswith("sim/") else source.place


def test_kernels_are_in_kernel_rooms() -> None:
    outside = [source for source in SOURCES if room_of(source) not in cache.KERNEL_ROOMS]
    compiled = [f"{source.place} {name}" for source in outside for name in decorated(source)]
    assert not compiled, (
        "would run stale from the cache after an edit; "
        f"a kernel belongs in sim/{{{', '.join(cache.KERNEL_ROOMS)}}}, never in a script of the app"
    )


def test_every_kernel_room_holds_kernels() -> None:
    rooms = {room_of(source) for source in SOURCES if decorated(source)}
    assert rooms == set(cache.KERNEL_ROOMS), "a room without kernels would compile everything again when edited"


def decorators_of(function: ast.FunctionDef) -> set[str]:
    """Return the names of a function's decorators, with or without arguments."""
    called = [one.func if isinstance(one, ast.Call) else one for one in function.decorator_list]
    return {decorator.id for decorator in called if isinstance(decorator, ast.Name)}


def test_no_script_and_no_test_calls_an_inner_kernel() -> None:
    """It has no door for Python: a call would end the process."""
    inner = {
        (source.place.removesuffix(".py").replace("/", "."), function.name)
        for source in SOURCES
        for function in source.functions()
        if decorators_of(function) & {"inner_kernel", "cold_kernel"}
    }
    assert len(inner) > 100
    used = [
        f"{source.place}:{node.lineno} {name.name}: make it a kernel"
        for source in python_sources("tests", "benchmarks", "scripts", "ui", "pages")
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ImportFrom)
        for name in node.names
        if (node.module, name.name) in inner
    ]
    assert not used, "\n".join(used)


def test_no_kernel_counts_an_index_from_the_end() -> None:
    """`sim/compile/pipeline.py` leaves out what makes -1 the last one; the run with bounds checks finds others."""
    below = [
        f"{source.place}:{node.lineno} {function.name}"
        for source in SOURCES
        for function in source.functions()
        if decorators_of(function) & set(DECORATORS)
        for node in ast.walk(function)
        if isinstance(node, ast.Subscript)
        for part in (node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice])
        if isinstance(part, ast.UnaryOp) and isinstance(part.op, ast.USub)
    ]
    assert not below, "\n".join(below)


def test_no_parallel_and_no_fastmath() -> None:
    used = [
        f"{source.place}:{node.value.lineno} {node.arg}: {FORBIDDEN[node.arg]}"
        for source in SOURCES
        for node in ast.walk(source.tree)
        if isinstance(node, ast.keyword) and node.arg in FORBIDDEN
    ]
    assert not used, "\n".join(used)


def test_no_global_statement_in_kernel_rooms() -> None:
    """numba freezes globals when it compiles: a kernel would keep the value of its first run."""
    rooms = [source for source in SOURCES if room_of(source) in cache.KERNEL_ROOMS]
    assert not [source.place for source in rooms for node in ast.walk(source.tree) if isinstance(node, ast.Global)]


def test_the_cache_folder_follows_the_sources(tmp_path, monkeypatch) -> None:
    """A changed byte in any kernel room, or in the decorators, is another folder; elsewhere it is the same one."""
    compiled = [f"{room}/one.py" for room in cache.KERNEL_ROOMS]
    for place in (*compiled, "views/one.py"):
        (tmp_path / place).parent.mkdir(exist_ok=True)
        (tmp_path / place).write_text("x = 1\n")
    monkeypatch.setattr(cache, "PACKAGE", tmp_path)
    seen = {cache.sources_hash()}
    for place in compiled:
        (tmp_path / place).write_text("x = 2\n")
        seen.add(cache.sources_hash())
    assert len(seen) == 1 + len(compiled)
    (tmp_path / "views/one.py").write_text("x = 2\n")
    assert cache.sources_hash() in seen


def test_a_folder_that_the_user_chose_follows_them_too(tmp_path, monkeypatch) -> None:
    """In it every state of the sources has a folder of its own; a process begun by this one stays in it."""
    monkeypatch.setattr(numba.config, "CACHE_DIR", numba.config.CACHE_DIR)
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
    for _ in range(2):
        cache.use_cache_folder_of_these_sources()
        assert os.environ["NUMBA_CACHE_DIR"] == str(tmp_path / cache.sources_hash())
        assert os.environ["NUMBA_CACHE_DIR"] == numba.config.CACHE_DIR
