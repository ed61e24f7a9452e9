"""Reports that somebody changed: at a random place, to a value that means harm."""

import json
import random
from typing import Any

from sim.export.report import _digest

FIGURES = ("scenario", "summary", "tables", "pictures")
HARM: tuple[Any, ...] = (
    None, True, -1, 0, 1e308, -1e308, float("nan"), float("inf"), 10**400, 2**64, 5e-324, "", "x" * 5_000, "../../x",
    "/etc/passwd", "\x00", "\ud800", "<script>alert(1)</script>", "</script><img src=x onerror=alert(1)>", "=1+1",
    '"/><script>', "#panic(1)", "\r\nBEGIN:VEVENT", "javascript:alert(1)", [], {}, [[]], [None], {"x": 1}, ["a", 1],
    [[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]], "2026-13-45", "rgb(", {"bdata": "AAA", "dtype": "f8"},
    {"bdata": "AAAAAAAA8H8=", "dtype": "f8"}, {"bdata": "!", "dtype": "object"}, [1e18, -1e18], [5, 5], "url(#x)",
)  # fmt: skip
WORDS = ("x", "href", "images", "constructor", "__proto__", "../x", "<b>", "source")


def resealed(content: dict[str, Any]) -> dict[str, Any]:
    """Return the report with the digests that it would have, had the program written it so."""
    figures = {key: content.get(key) for key in FIGURES}
    found = {**{key: value for key, value in content.items() if key != "sha256"}, "figures_sha256": _digest(figures)}
    return {**found, "sha256": _digest(found)}


def tampered(content: dict[str, Any], draw: random.Random) -> dict[str, Any]:
    """Return a copy with one to three changes."""
    found: dict[str, Any] = json.loads(json.dumps(content))
    for _ in range(draw.randint(1, 3)):
        _change(found, draw)
    return found


def _change(found: Any, draw: random.Random) -> None:
    inner, key = found, draw.choice(list(found))
    while isinstance(inner[key], dict | list) and inner[key] and draw.random() < 0.9:
        inner = inner[key]
        key = draw.choice(list(inner)) if isinstance(inner, dict) else draw.randrange(len(inner))
    kind = draw.random()
    alike = [value for value in HARM if isinstance(value, float | int) == isinstance(inner[key], float | int)]
    if kind < 0.65:
        inner[key] = draw.choice(alike if kind < 0.45 else HARM)
    elif kind < 0.8:
        del inner[key]
    elif isinstance(inner, dict):
        inner[draw.choice(WORDS)] = draw.choice((inner[key], *HARM))
    else:
        inner.insert(key, draw.choice((inner[key], *HARM)))
