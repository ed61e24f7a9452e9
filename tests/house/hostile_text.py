"""Text that a pattern with a weakness takes long over: made of the pattern's own characters, as an attacker would."""

import re
import string
from collections.abc import Iterator
from re import _parser as sre_parser  # type: ignore[attr-defined]
from typing import Any

NO_MATCH = "\x01"
"""A character that ends a run, and that hardly any pattern accepts: only then does a pattern try all over again."""

LETTERS = string.ascii_letters + string.digits + string.punctuation + " \t\n"
OF_CATEGORY = {"DIGIT": "1", "NOT_DIGIT": "x", "SPACE": " ", "NOT_SPACE": "x", "WORD": "x", "NOT_WORD": "-"}
REPEATS = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")


def _category(code: Any) -> str:
    return OF_CATEGORY.get(str(code).removeprefix("CATEGORY_"), "x")


def _of_class(items: list[Any]) -> list[str]:
    """Return characters that a class accepts: one of each of its ranges and categories."""
    if items and str(items[0][0]) == "NEGATE":
        refused = re.compile("[" + "".join(_source(item) for item in items[1:]) + "]")
        return [letter for letter in "x1 ,-(" if not refused.match(letter)][:3] or ["~"]
    found = []
    for kind, value in items:
        name = str(kind)
        if name == "LITERAL":
            found.append(chr(value))
        elif name == "RANGE":
            found.append(chr(value[0]))
        elif name == "CATEGORY":
            found.append(_category(value))
    return found


def _source(item: Any) -> str:
    kind, value = item
    if str(kind) == "LITERAL":
        return re.escape(chr(value))
    if str(kind) == "RANGE":
        return f"{re.escape(chr(value[0]))}-{re.escape(chr(value[1]))}"
    letters = {"DIGIT": r"\d", "NOT_DIGIT": r"\D", "SPACE": r"\s", "NOT_SPACE": r"\S", "WORD": r"\w", "NOT_WORD": r"\W"}
    return letters[str(value).removeprefix("CATEGORY_")]


def _letters(kind: str, value: Any) -> list[str]:
    """Return the characters that one step of a pattern accepts, [] for a step of another kind."""
    if kind == "LITERAL":
        return [chr(value)]
    if kind == "NOT_LITERAL":
        return ["x" if value != ord("x") else "y"]
    if kind == "ANY":
        return ["x", "1", " "]
    return _of_class(value) if kind == "IN" else []


def _parts(kind: str, value: Any) -> list[Any]:
    """Return the patterns within a step: branches, a group's content, what is repeated, what is looked for."""
    if kind == "BRANCH":
        return list(value[1])
    if kind in ("SUBPATTERN", "ATOMIC_GROUP"):
        return [value[-1] if kind == "SUBPATTERN" else value]
    if kind in REPEATS:
        return [value[2]]
    return [value[1]] if kind in ("ASSERT", "ASSERT_NOT") else []


def _shortest(steps: Any) -> str:
    """Return a short text that the steps accept; what is optional stands once, so that its content is met too."""
    text = ""
    for code, value in steps:
        kind = str(code)
        if kind in REPEATS:
            text += _shortest(value[2]) * max(int(value[0]), 1)
        elif kind not in ("ASSERT", "ASSERT_NOT"):
            text += (_letters(kind, value) or [""])[0] + "".join(_shortest(part) for part in _parts(kind, value)[:1])
    return text


def _all_letters(steps: Any) -> list[str]:
    found: list[str] = []
    for code, value in steps:
        found += _letters(str(code), value)
        for part in _parts(str(code), value):
            found += _all_letters(part)
    return list(dict.fromkeys(found))


def _before_repeats(steps: Any, before: str) -> Iterator[tuple[str, str]]:
    """Yield, for every repeat without a bound, a text that leads to it and one that it accepts."""
    for code, value in steps:
        kind = str(code)
        if kind in REPEATS and int(value[1]) > 1000:
            yield before, _shortest(value[2])
        for part in _parts(kind, value):
            yield from _before_repeats(part, before)
        before += _shortest([(code, value)])


def hostile_texts(pattern: re.Pattern[str], length: int) -> list[str]:
    """Return texts of about `length` characters: runs of each character the pattern holds, pairs of them, and each of
    its repeats pumped behind what leads to it, once and again and again."""
    steps = sre_parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE)
    letters = _all_letters(steps)[:8]
    repeats = list(_before_repeats(steps, ""))[:12]
    units = [*letters, *(first + second for first in letters for second in letters if first != second)][:30]
    texts = [unit * (length // len(unit)) for unit in units]
    for before, body in repeats:
        for unit in dict.fromkeys([body, *letters[:4]]):
            if unit:
                texts.append(before + unit * (length // len(unit)))
        again = before + body * 3
        texts.append(again * (length // max(len(again), 1)))
    return [text + end for text in texts for end in ("", NO_MATCH)]
