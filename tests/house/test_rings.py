"""No two files import each other, even in a ring."""

from graphlib import CycleError, TopologicalSorter

from tests.house.test_rooms import BY_PLACE, SOURCES, imports


def ring(graph: dict[str, set[str]]) -> list[str]:
    """Return files that import each other in a ring, nothing where there are none."""
    try:
        list(TopologicalSorter(graph).static_order())
    except CycleError as error:
        return list(error.args[1])
    return []


def test_no_files_import_each_other() -> None:
    """Not even under TYPE_CHECKING: what two files both need belongs in a third below them."""
    graph = {source.place: {target for _, target in imports(source) if target in BY_PLACE} for source in SOURCES}
    assert not ring(graph), "what they share belongs in a file below them"


def test_a_ring_is_found() -> None:
    assert set(ring({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}})) == {"a", "b", "c"}
