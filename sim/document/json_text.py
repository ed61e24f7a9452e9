"""From a file's bytes to a JSON object: what is not one is named here, with what to do about it."""

import json
from typing import Any, TypeGuard

from sim.document.sizes import MOST_VALUES, size_problems
from sim.errors import InputError, Problem

MOST_SCENARIO_BYTES = 5_000_000
SHOWN = 200
OTHER_KIND = "A scenario is a few KB, so this is another kind of file."


def json_object(text: str | bytes) -> dict[str, Any]:
    """Return the object in a JSON document of at most `MOST_SCENARIO_BYTES`, in UTF-8 or in UTF-16 with its mark.

    Raises
    ------
    InputError
        What is no such document, and every name that appears twice in one object: it is not guessed which one is meant.
    """
    raw = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    if len(raw) > MOST_SCENARIO_BYTES:
        raise InputError([Problem("scenario", "", f"Larger than {MOST_SCENARIO_BYTES // 1_000_000} MB. {OTHER_KIND}")])
    if raw.count(b",") > MOST_VALUES:
        raise InputError([Problem("scenario", "", f"It holds more than {MOST_VALUES:,} values. {OTHER_KIND}")])
    if raw.startswith(b"%PDF"):
        raise InputError([Problem("scenario", "%PDF", "This is a PDF; choose the scenario's .json file.")])
    content, twice = _decode(raw), list[Problem]()
    try:
        document = json.loads(content, object_pairs_hook=lambda pairs: _object(pairs, twice))
    except json.JSONDecodeError as error:
        raise InputError([_no_json(error)]) from None
    except RecursionError:
        raise InputError([Problem("scenario", "", "Nested far too deeply to be a scenario.")]) from None
    except ValueError:  # Python reads no whole number of more than 4,300 digits
        fix = "A number in it has thousands of digits; correct it."
        raise InputError([Problem("scenario", "", fix)]) from None
    if twice:
        raise InputError(twice[:SHOWN])
    if not isinstance(document, dict):
        raise InputError([Problem("scenario", _kind(document), "A scenario is a JSON object in {braces}.")])
    if too_long := size_problems(document):
        raise InputError(too_long[:SHOWN])
    return document


def shown(value: Any) -> str:
    """Return a value as it stands in JSON, and text without its quotes: `null`, `true`, 2.0."""
    return value if isinstance(value, str) else json.dumps(value, default=str)


def is_version(value: Any) -> TypeGuard[int]:
    """Return whether a document's version is a whole number: `true` and 2.0 equal one, and are none."""
    return isinstance(value, int) and not isinstance(value, bool)


def _kind(value: Any) -> str:
    """Return what stands in the place of an object, in words."""
    if value is None:
        return "empty"
    kinds = {str: "text", bool: "true or false", list: "a list"}
    return kinds.get(type(value), "a number")


def _decode(raw: bytes) -> str:
    """Return the text; some shells write UTF-16 with its mark when a command's output goes into a file."""
    is_utf16 = raw.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        return raw.decode("utf-16" if is_utf16 else "utf-8-sig")
    except UnicodeDecodeError:
        fix = "Not a text file; choose the .json file that this program wrote."
        raise InputError([Problem("scenario", "", fix)]) from None


def _object(pairs: list[tuple[str, Any]], twice: list[Problem]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            values = " and ".join(str(one) for one in (found[name], value) if not isinstance(one, dict | list))
            twice.append(Problem(name, values, f'"{name}" appears twice in the same object; keep the one you mean.'))
        found[name] = value
    return found


def _no_json(error: json.JSONDecodeError) -> Problem:
    rest = error.doc[error.pos :].lstrip(" \t\r\n")
    if not error.doc.strip():
        return Problem("scenario", "", "The file is empty; choose the .json file that this program wrote.")
    if "\0" in error.doc[:2]:
        fix = "Not a text file, or UTF-16 without its byte-order mark; save it as UTF-8."
        return Problem("scenario", "", fix)
    is_cut_off = not rest or error.msg.startswith("Unterminated string")
    fix = "Was the file cut off? Save it again and retry." if is_cut_off else "Correct it there, or save it again."
    place = f"line {error.lineno}, column {error.colno}"
    return Problem(place, rest[:20], f"Not complete JSON: {error.msg}. {fix}")
