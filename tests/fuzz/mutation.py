"""Damage to good inputs: bytes, cells of a table, values of a JSON document. All chance comes from the caller."""

import csv
import io
import json
import math
import re
from collections.abc import Callable, Sequence
from copy import deepcopy
from functools import cache
from random import Random
from typing import Any

NUMBERS: tuple[Any, ...] = (
    0, -0.0, 1, -1, 2, 0.1, 0.5, 0.999999, 1 - 1e-16, 1e-9, 1e-300, 5e-324, 60, 365, 100_000, 1e10, 1e15, 1e300, 1e308,
    -1e308, 2**31, 2**63, 2**64, 10**400, math.nan, math.inf, -math.inf,
)  # fmt: skip
WORDS = (
    "", " ", "\t", "nan", "inf", "-inf", "1e400", "1,234.5", "(5)", "-$3", "1e-324", "0x10", "\u0661\u0662", "=1+1",
    "@x", "+1", "-1", "null", "true", "VTI", "CASH", "USD", "--", "n/a", "a\x00b", "\ufeff", "\u202e",
    "\ud800", "\U0001f475", "<script>alert(1)</script>", "https://e.vil", "x" * 2_000, "1" * 400, "()", "[]", '"', "'",
    "\\", "\r", "\n", ";", ",",
)  # fmt: skip
DAYS = (
    "0001-01-01", "9999-12-31", "1899-12-31", "1900-01-01", "2199-12-31", "2200-01-01", "2026-02-29", "2024-02-29",
    "02/29/2024", "12/31/9999", "2026-13-01", "20260101", "2026-01-01T00:00:00Z", "1/1/26", "45321", "Dec-31-2025",
)  # fmt: skip
SHAPES: tuple[Any, ...] = (None, True, False, [], {}, [[]], {"a": {}}, [None], "")
TOKENS = (b"\x00", b"\xff", b"\xff\xfe", b"\xef\xbb\xbf", b"PK\x03\x04", b"%PDF", b'"', b",", b"\n", b"\r", b"{", b"]")
BYTE_WORDS = tuple(word.encode("utf-8", "surrogatepass") for word in (*WORDS, *DAYS)) + TOKENS
MOST_BYTES = 200_000
"""An input is kept about as small as a person's file, so that many can be tried; large ones have tests of their own."""


class Mutation:
    """Damage at random. `corpus` holds other good inputs, pieces of which get in."""

    def __init__(self, random: Random, corpus: Sequence[bytes], most_bytes: int = MOST_BYTES) -> None:
        self.random, self.corpus, self.most_bytes = random, tuple(corpus), most_bytes

    def of_bytes(self, content: bytes) -> bytes:
        """Return the content with a few bytes changed, taken out, doubled, or put in from elsewhere."""
        for _ in range(self.random.choice((1, 1, 1, 2, 4, 16))):
            content = self._edit(content)[: self.most_bytes]
        return content

    def _edit(self, content: bytes) -> bytes:
        random, size = self.random, len(content)
        at = random.randint(0, size)
        to = min(size, at + random.choice((1, 1, 2, 8, 64, size)))
        before, taken, after = content[:at], content[at:to], content[to:]
        other = random.choice(self.corpus)
        start = random.randint(0, len(other))
        edits = (
            lambda: before + bytes(byte ^ (1 << random.randint(0, 7)) for byte in taken[:1]) + taken[1:] + after,
            lambda: before + after,
            lambda: before + taken + taken + after,
            lambda: before + taken[:200] * random.choice((2, 30, 400)) + after,
            lambda: before,
            lambda: before + random.choice(BYTE_WORDS) + content[at:],
            lambda: before + random.choice(BYTE_WORDS) + after,
            lambda: before + other[start : start + random.choice((4, 40, 400))] + content[at:],
            lambda: before + random.randbytes(random.choice((1, 3, 20))) + content[at:],
        )
        return random.choice(edits)()

    def of_table(self, content: bytes) -> bytes:
        """Return a CSV with cells, rows or columns changed; other text as `of_bytes` leaves it."""
        random = self.random
        try:
            text = content.decode("utf-8-sig")
            rows = [list(row) for row in csv.reader(io.StringIO(text, newline=""))]
        except (UnicodeDecodeError, csv.Error):
            return self.of_bytes(content)
        edits = random.choice(((_gentle,), TABLE_EDITS))
        for _ in range(random.choice((1, 1, 2, 3, 8))):
            if rows and any(rows):
                random.choice(edits)(rows, random)
        delimiter = random.choice((",",) * 20 + (";", "\t"))
        out = io.StringIO()
        writer = csv.writer(out, delimiter=delimiter, lineterminator=random.choice(("\n",) * 5 + ("\r\n", "\r")))
        try:
            writer.writerows(rows[:5_000])
        except csv.Error:
            return self.of_bytes(content)
        changed = out.getvalue().encode("utf-8", "surrogatepass")[: self.most_bytes]
        return changed if random.random() < 0.8 else self.of_bytes(changed)

    def of_json(self, content: bytes) -> bytes:
        """Return a JSON document with values changed, taken out, doubled or exchanged; half of the time gently."""
        random, document = self.random, json.loads(content)
        if random.random() < 0.5:
            for _ in range(random.choice((1, 1, 2, 3))):
                self._change_gently(random.choice(list(_holders(document))))
            return json.dumps(document).encode()
        for _ in range(random.choice((1, 1, 2, 3, 6, 12))):
            holders = list(_holders(document))
            if holders:
                self._change(random.choice(holders), holders)
        text = json.dumps(document, ensure_ascii=random.random() < 0.9)
        changed = text.encode("utf-8", "surrogatepass")[: self.most_bytes]
        return changed if random.random() < 0.9 else self.of_bytes(changed)

    def _change(self, holder: Any, holders: list[Any]) -> None:
        random = self.random
        key = random.choice(list(holder)) if isinstance(holder, dict) else random.randrange(len(holder))
        action, value = random.random(), holder[key]
        if action < 0.55:
            holder[key] = deepcopy(self.value(value))  # a shape that several places share would come to hold itself
        elif action < 0.65:
            del holder[key]
        elif action < 0.75 and isinstance(holder, list):
            holder += json.loads(json.dumps([value] * random.choice((1, 1, 3, 40))))
        elif action < 0.85:
            other = random.choice(holders)
            there = random.choice(list(other)) if isinstance(other, dict) else random.randrange(len(other))
            holder[key] = json.loads(json.dumps(other[there]))
        elif isinstance(holder, dict):
            holder[random.choice(WORDS)[:40]] = deepcopy(value)

    def _change_gently(self, holder: Any) -> None:
        """Change a value to another that its place may well hold: such inputs come further than to the first check."""
        random = self.random
        key = random.choice(list(holder)) if isinstance(holder, dict) else random.randrange(len(holder))
        value = holder[key]
        if isinstance(value, bool):
            holder[key] = not value
        elif isinstance(value, int):
            holder[key] = value + random.choice((-1, 1, random.randint(-9, 9), -value))
        elif isinstance(value, float):
            holder[key] = random.choice((value * random.uniform(0, 2), value * 1000, value / 1000, 0.0, 1e-7, 1e9, 1.0))
        elif isinstance(value, str) and DAY.fullmatch(value):
            holder[key] = (
                f"{int(value[:4]) + random.randint(-3, 3)}-{random.randint(1, 12):02}-{random.randint(1, 28):02}"
            )
        else:
            holder[key] = random.choice(_values_by_key(self.corpus).get(key, [value]))

    def value(self, value: Any) -> Any:
        """Return another value, most often one of the same kind."""
        random = self.random
        if random.random() < 0.15:
            return random.choice(random.choice((NUMBERS, WORDS, DAYS, SHAPES)))
        if isinstance(value, bool) or value is None:
            return random.choice((True, False, None, random.choice(SHAPES), random.choice(DAYS)))
        if isinstance(value, int | float):
            return random.choice((*_near(value, random), random.choice(NUMBERS)))
        if isinstance(value, str):
            near = (value + "x", value[:-1], value.upper(), " " + value)
            return random.choice((random.choice(WORDS), random.choice(DAYS), *near))
        return random.choice(SHAPES)


DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@cache
def _values_by_key(corpus: tuple[bytes, ...]) -> dict[str, list[Any]]:
    """Return every text, list and object that stands under a key anywhere in the good inputs."""
    found: dict[str, list[Any]] = {}
    for content in corpus:
        for holder in _holders(json.loads(content)):
            for key, value in holder.items() if isinstance(holder, dict) else ():
                if value not in found.setdefault(key, []):
                    found[key].append(value)
    return found


def _near(value: float, random: Random) -> list[float]:
    """Return numbers near one; of one that is too large to count with, itself and 1."""
    if not -1e300 < value < 1e300:
        return [value, 1]
    return [value + 1, value - 1, -value, value * 10, value * 1e-3, value * random.uniform(0, 3), int(value)]


def _near_day(day: str, random: Random) -> str:
    return f"{int(day[:4]) + random.randint(-3, 3)}-{random.randint(1, 12):02}-{random.randint(1, 28):02}"


def _holders(value: Any) -> list[Any]:
    """Return every object and list within a document that holds something."""
    found, left = [], [value]
    while left:
        one = left.pop()
        if isinstance(one, dict | list) and one:
            found.append(one)
            left += list(one.values()) if isinstance(one, dict) else one
    return found


def _cell(rows: list[list[str]], random: Random) -> tuple[list[str], int]:
    row = random.choice([row for row in rows if row])
    return row, random.randrange(len(row))


def _gentle(rows: list[list[str]], random: Random) -> None:
    """Change a cell to one that its column may well hold; or exchange two rows."""
    row, at = _cell(rows, random)
    others = [one[at] for one in rows[1:] if at < len(one)] or [row[at]]
    if random.random() < 0.2 and len(rows) > 2:
        first, second = random.randrange(1, len(rows)), random.randrange(1, len(rows))
        rows[first], rows[second] = rows[second], rows[first]
    elif row is rows[0]:
        return
    elif DAY.fullmatch(row[at]):
        row[at] = _near_day(row[at], random)
    elif row[at].replace(".", "", 1).isdecimal() and row[at].isascii():
        changed = float(row[at]) * random.choice((0.5, 2.0, 1e-6, 1e6, random.uniform(0, 2)))
        row[at] = f"{changed:.{random.choice((0, 2, 9))}f}"
    else:
        row[at] = random.choice(others)


def _new_cell(rows: list[list[str]], random: Random) -> None:
    row, at = _cell(rows, random)
    row[at] = random.choice(random.choice((WORDS, DAYS, tuple(str(number) for number in NUMBERS))))


def _changed_cell(rows: list[list[str]], random: Random) -> None:
    row, at = _cell(rows, random)
    other, there = _cell(rows, random)
    changes = (row[at] * 2, row[at][:-1], f"-{row[at]}", f" {row[at]} ", row[at].lower(), other[there], row[at] + "%")
    row[at] = random.choice(changes)


def _rows(rows: list[list[str]], random: Random) -> None:
    at = random.randrange(len(rows))
    choice = random.random()
    if choice < 0.3:
        del rows[at]
    elif choice < 0.7:
        rows[at:at] = [list(rows[at]) for _ in range(random.choice((1, 2, 50)))]
    else:
        rows.insert(random.randint(0, len(rows)), rows.pop(at))


def _columns(rows: list[list[str]], random: Random) -> None:
    at, choice = random.randint(0, max(len(row) for row in rows)), random.random()
    for row in rows:
        if choice < 0.4 and at < len(row):
            del row[at]
        elif choice < 0.7:
            row.insert(min(at, len(row)), random.choice(row) if row else "")
        elif at < len(row):
            row.append(row.pop(at))


TABLE_EDITS: tuple[Callable[[list[list[str]], Random], None], ...] = (
    _new_cell, _new_cell, _new_cell, _changed_cell, _changed_cell, _rows, _columns,
)  # fmt: skip
