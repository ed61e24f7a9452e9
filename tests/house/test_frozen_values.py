"""Every source whose values a compiled kernel keeps is part of the hash that names the cache folder.

Numba freezes what a kernel reads from outside it: constants, members of an IntEnum, a record's fields. From every
kernel the names it uses are followed to where they are assigned, from there to the names used there, and so on; every
file on the way must be hashed, or an edit of it would leave the old value in the compiled kernel.
"""

import ast
from collections.abc import Iterator

from sim.compile import cache
from tests.house.sources import ROOT, Source, python_sources

KERNEL_DECORATORS = {"kernel", "inner_kernel", "cold_kernel"}
Name = tuple[str, str]
"""A module and a name in it."""


def module_of(source: Source) -> str:
    """Return the module that a file is."""
    return source.place.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def is_kernel(node: ast.stmt) -> bool:
    """Return whether a statement defines a kernel."""
    if not isinstance(node, ast.FunctionDef):
        return False
    called = [one.func if isinstance(one, ast.Call) else one for one in node.decorator_list]
    return any(isinstance(one, ast.Name) and one.id in KERNEL_DECORATORS for one in called)


def annotations_in(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what numba does not read: annotations of arguments, results and variables."""
    for part in ast.walk(node):
        kept = [getattr(part, "annotation", None), getattr(part, "returns", None)]
        for annotation in filter(None, kept):
            yield from ast.walk(annotation)


class Values:
    """Where every name at the top of every module gets its value."""

    def __init__(self, sources: tuple[Source, ...]) -> None:
        self.modules = {module_of(source): source for source in sources}
        self.made: dict[Name, list[ast.AST]] = {}
        self.imported: dict[Name, Name] = {}
        for module, source in self.modules.items():
            for node in source.tree.body:
                self._add(module, node)

    def _add(self, module: str, node: ast.stmt) -> None:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            self.made.setdefault((module, node.name), []).append(node)
        elif isinstance(node, ast.ImportFrom):
            for name in node.names:
                self.imported[module, name.asname or name.name] = (node.module or "", name.name)
        elif isinstance(node, ast.Import):
            for name in node.names:
                self.imported[module, name.asname or name.name] = (name.name, "")
        else:
            for part in ast.walk(node):
                if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store):
                    self.made.setdefault((module, part.id), []).append(node)

    def used_by(self, module: str, node: ast.AST) -> Iterator[Name]:
        """Yield what a statement reads: names of this module, and names behind a module's."""
        unread = {id(part) for part in annotations_in(node)}
        for part in ast.walk(node):
            if id(part) in unread:
                continue
            if isinstance(part, ast.Name):
                yield module, part.id
            elif isinstance(part, ast.Attribute) and isinstance(part.value, ast.Name):
                behind, inner = self.imported.get((module, part.value.id), ("", ""))
                yield f"{behind}.{inner}".rstrip("."), part.attr

    def reached_by_kernels(self) -> set[Name]:
        """Return every name whose value may end in a kernel."""
        left = [(module, node.name) for (module, _), nodes in self.made.items() for node in nodes if is_kernel(node)]
        reached = set(left)
        while left:
            name = left.pop()
            found = [used for node in self.made.get(name, []) for used in self.used_by(name[0], node)]
            if name in self.imported:
                found.append(self.imported[name])
            for one in found:
                if one not in reached and (one in self.made or one in self.imported):
                    reached.add(one)
                    left.append(one)
        return reached


def test_every_source_of_a_kernels_values_is_hashed() -> None:
    reached = Values(python_sources("sim")).reached_by_kernels()
    hashed = {path.relative_to(ROOT).as_posix() for path in cache.hashed_sources()}
    modules = {module_of(source): source.place for source in python_sources("sim")}
    missing = {f"{modules[module]}: {name}" for module, name in reached if modules[module] not in hashed}
    assert len(reached) > 800
    assert not missing, "an edit would leave the old value in compiled kernels; name the file in HASHED_SOURCES"


def test_every_pattern_of_hashed_sources_is_needed() -> None:
    """A file that no kernel's value comes from compiles everything again when it is edited."""
    values = Values(python_sources("sim"))
    reached = {ROOT / values.modules[module].place for module, _ in values.reached_by_kernels()}
    for pattern in cache.HASHED_SOURCES:
        assert reached & set(cache.PACKAGE.glob(pattern)), pattern


def made_up(place: str, text: str) -> Source:
    return Source(place, text, ast.parse(text))


def test_the_walk_follows_imports_attributes_and_calls_but_no_annotation() -> None:
    sources = (
        made_up(
            "sim/tax/one.py",
            "from sim.law import two\nfrom sim.law.three import RATE, Unread\n"
            "@kernel\ndef tax(x: Unread):\n    return x * RATE * two.FACTOR\n",
        ),
        made_up("sim/law/two.py", "from sim.law.four import half\nFACTOR = half(3)\nOTHER = 1\n"),
        made_up("sim/law/three.py", "RATE = 0.1\nclass Unread: ...\n"),
        made_up("sim/law/four.py", "from sim.law.five import TWO\ndef half(x):\n    return x / TWO\n"),
        made_up("sim/law/five.py", "TWO = 2\n"),
    )
    assert Values(sources).reached_by_kernels() >= {
        ("sim.law.two", "FACTOR"),
        ("sim.law.three", "RATE"),
        ("sim.law.four", "half"),
        ("sim.law.five", "TWO"),
    }
    assert not {("sim.law.three", "Unread"), ("sim.law.two", "OTHER")} & Values(sources).reached_by_kernels()
