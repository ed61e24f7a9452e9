"""A room has one job, and so it is small."""

from collections import Counter

from tests.house.test_rooms import SOURCES, room_of

MOST_ROOM_LINES = 2_500
ANY_LENGTH = {
    "sim/engine/kernels": "one path's whole life, by subject in folders of its own",
    "sim/importers": "files of one kind, one a broker",
}
"""Rooms that may be longer than the house allows, and why."""


def test_rooms_are_small() -> None:
    lines: Counter[str] = Counter()
    for source in SOURCES:
        lines[room_of(source.place)] += source.text.count("\n")
    large = {name: n for name, n in lines.items() if n >= MOST_ROOM_LINES and name not in ANY_LENGTH}
    assert not large, "split the room by its jobs"
    assert all(lines[name] >= MOST_ROOM_LINES for name in ANY_LENGTH if name != "sim/importers")
