"""No pattern takes longer than in proportion to the text: one upload must not hold up the whole server."""

import ast
import importlib
import math
import re
import time
from collections.abc import Callable, Iterator

import pytest

from tests.house.hostile_text import hostile_texts
from tests.house.sources import python_sources

LENGTHS = (20, 25, 30, 100, 1_000, 10_000)
"""The short ones first: what doubles with every character would never come to an end at a thousand."""

LONGEST = 100_000
MOST_GROWTH = 40
"""Ten times the text takes ten times as long in proportion, a hundred times as long where every start is tried."""

LEAST_SECONDS = 0.002
"""Less than this is noise; what grows with the square is far above it at 10,000 characters."""

PLACES = ("sim", "ui", "pages", "streamlit_app.py")
FUNCTIONS = ("search", "match", "fullmatch", "split", "findall", "finditer", "sub", "subn")


def inline_patterns() -> Iterator[tuple[str, str, int]]:
    """Yield place, pattern and flags of every pattern written into a call such as `re.sub(r"...", ...)`."""
    for source in python_sources(*PLACES):
        for node in ast.walk(source.tree):
            is_call = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
            if not is_call or not isinstance(node.func.value, ast.Name) or node.func.value.id != "re":
                continue
            if node.func.attr in FUNCTIONS:
                text = node.args[0]
                assert isinstance(text, ast.Constant), f"{source.place}:{node.lineno}: compile it at the module's top"
                flags = any("IGNORECASE" in ast.dump(extra) for extra in [*node.args, *node.keywords])
                yield f"{source.place}:{node.lineno}", str(text.value), re.IGNORECASE if flags else 0


def compiled_patterns() -> Iterator[tuple[str, str, int]]:
    """Yield place, pattern and flags of every pattern that a module keeps, whatever it was put together from."""
    for source in python_sources("sim", "ui"):
        n_calls = source.text.count("re.compile(")
        if n_calls == 0:
            continue
        module = importlib.import_module(source.place.removesuffix(".py").replace("/", ".").removesuffix(".__init__"))
        kept = {name: value for name, value in vars(module).items() if isinstance(value, re.Pattern)}
        assert len(kept) >= n_calls, f"{source.place}: keep every pattern under a name of its own at the module's top"
        for name, pattern in kept.items():
            yield f"{source.place} {name}", pattern.pattern, pattern.flags


def all_patterns() -> dict[tuple[str, int], str]:
    """Return the places of all patterns, equal ones once."""
    found = [*inline_patterns(), *compiled_patterns()]
    return {(text, flags | re.UNICODE.value): place for place, text, flags in found}


PATTERNS = all_patterns()


def seconds(work: Callable[[str], object], text: str) -> float:
    """Return the shorter of two, of this thread alone: a busy machine adds nothing."""
    taken: list[float] = []
    while len(taken) < 2 and sum(taken) < 0.1:
        began = time.thread_time()
        work(text)
        taken.append(time.thread_time() - began)
    return min(taken)


def growth(pattern: re.Pattern[str]) -> tuple[float, str]:
    """Return how much longer a pattern takes for ten times as much of the text that it takes longest over, and that
    text's start: by search from every place, and by full match."""
    slowest = (0.0, 0, 0)
    works = (lambda text: pattern.sub("", text), pattern.fullmatch)
    for at, texts in enumerate(zip(*(hostile_texts(pattern, length) for length in LENGTHS), strict=True)):
        for number, work in enumerate(works):
            before = 0.0
            for text in texts:
                now = seconds(work, text)
                if now > (5 if len(text) < 50 else MOST_GROWTH) * max(before, LEAST_SECONDS):
                    return math.inf, text[:40]  # the next length would take minutes
                before = now
            slowest = max(slowest, (before, number, at))
    before, number, at = slowest
    text = hostile_texts(pattern, LONGEST)[at]
    return seconds(works[number], text) / max(before, LEAST_SECONDS), text[:40]


@pytest.mark.parametrize(("text", "flags"), PATTERNS, ids=PATTERNS.values())
def test_no_pattern_grows_faster_than_the_text(text: str, flags: int) -> None:
    found, start = growth(re.compile(text, flags))
    assert found < MOST_GROWTH, f"{text!r} on {start!r}...: bound its repeats, or let no two of them share a character"


def test_all_places_are_read() -> None:
    places = " ".join(PATTERNS.values())
    assert len(PATTERNS) > 50
    for room in ("sim/importers/dates.py", "sim/importers/values.py", "sim/lots/reading/cells.py", "ui/core/text.py"):
        assert room in places


WEAK = (r"\d+x", r"a*a*b", r"\s+$", r"(?i)\bX{2,}[-\s]?X*(?=\d)", r"Account:?\s+(.*\d{4,})x", r"(a|aa)+$", r"(a+)+$")


@pytest.mark.parametrize("weak", WEAK)
def test_a_weak_pattern_is_found(weak: str) -> None:
    """The measurement itself: each of these takes time that grows with the square of the text, or worse."""
    assert growth(re.compile(weak))[0] > MOST_GROWTH
