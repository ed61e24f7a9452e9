"""Kernels stay in the files whose hash names the cache folder, and leave out what is not safe here."""

import ast

from sim.compile import cache
from tests.house.sources import ROOT, Source, python_sources

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


def is_hashed(source: Source) -> bool:
    """Return whether an edit of the file compiles the kernels again."""
    return ROOT / source.place in cache.hashed_sources()


def test_kernels_are_in_hashed_files() -> None:
    compiled = [f"{source.place} {name}" for source in SOURCES if not is_hashed(source) for name in decorated(source)]
    assert not compiled, (
        "would run stale from the cache after an edit; "
        f"a kernel belongs in a file of {', '.join(cache.HASHED_SOURCES)} below sim, never in a script of the app"
    )


def decorators_of(function: ast.FunctionDef) -> set[str]:
    """Return the names of a function's decorators, with or without arguments."""
    called = [one.func if isinstance(one, ast.Call) else one for one in function.decorator_list]
    return {decorator.id for decorator in called if isinstance(decorator, ast.Name)}


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


def test_no_global_statement_beside_kernels() -> None:
    """numba freezes globals when it compiles: a kernel would keep the value of its first run."""
    hashed = [source for source in SOURCES if is_hashed(source)]
    assert len(hashed) > 60
    assert not [source.place for source in hashed for node in ast.walk(source.tree) if isinstance(node, ast.Global)]


def test_only_the_fenced_files_use_parts_of_numba() -> None:
    """What is not on numba's front page may move with any version; the plain mode must do without it."""
    users = {
        source.place
        for source in python_sources("sim", "ui", "pages", "benchmarks", "scripts")
        for node in ast.walk(source.tree)
        for name in imported_modules(node)
        if name.startswith("numba.")
    }
    assert users == {"sim/compile/once.py", "sim/compile/pipeline.py"}


def imported_modules(node: ast.AST) -> list[str]:
    """Return the modules that an import statement names."""
    if isinstance(node, ast.ImportFrom):
        return [node.module or ""]
    return [name.name for name in node.names] if isinstance(node, ast.Import) else []
