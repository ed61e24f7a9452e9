"""What is wrong with a field of a plan's JSON, in words: its place, the value, and the fix."""

from typing import Any

from sim.document.json_text import shown
from sim.errors import Problem

FIXES = {
    "missing": "This field is required; add it.",
    "extra_forbidden": "This field is not known; check the spelling or remove it.",
    "date_from_datetime_parsing": "Not a date; write it as YYYY-MM-DD.",
    "date_from_datetime_inexact": "Not a date; write it as YYYY-MM-DD, without a time.",
    "date_parsing": "Not a date; write it as YYYY-MM-DD.",
    "dust": "Too small to mean anything; check the number.",
    "date_type": "Not a date; write it as YYYY-MM-DD.",
    "flag_for_number": "Write a number here, not true or false.",
    "float_parsing": "Not a number; write digits only, without $ or commas.",
    "float_type": "Not a number; write digits only, without $ or commas.",
    "int_parsing": "Not a whole number.",
    "int_from_float": "Not a whole number.",
    "int_type": "Not a whole number.",
    "bool_parsing": "Write true or false.",
    "finite_number": "Not a finite number; write digits only.",
    "string_unicode": "Half of a letter stands here that no text can hold; type it again.",
    "string_type": "This must be text in quotes.",
    "string_too_short": "This must not be empty.",
    "tuple_type": "This must be a list in [brackets].",
    "model_type": "This must be an object in {braces}.",
}


def place_of(location: tuple[int | str, ...]) -> str:
    """Return where a field stands in the document: ``holdings.lots[3].quantity``."""
    place = ""
    for part in location:
        place += f"[{part}]" if isinstance(part, int) else ("." if place else "") + str(part)
    return place


def field_problem(item: Any) -> Problem:
    """Return what is wrong with one field, in words, from what pydantic says of it."""
    kind, value = item["type"], item.get("input")
    found = "" if kind == "missing" or isinstance(value, dict | list) else shown(value)
    if kind in ("enum", "literal_error"):
        message = f"Not one of the choices; use {item['ctx']['expected']}."
    elif kind == "too_long":
        message = f"At most {item['ctx']['max_length']:,} are possible here; take some out."
    elif kind in ("greater_than", "greater_than_equal", "less_than", "less_than_equal", "too_short"):
        message = (
            item["msg"].replace("Input should", "It must").replace("Tuple should", "The list must") + "; change it."
        )
    else:
        message = FIXES.get(kind, item["msg"] + "; change it.")
    return Problem(place_of(item["loc"]) or "the plan", found, message)


def is_echo(item: Any) -> bool:
    """Return whether a list is called too short only because its faulty items, reported themselves, do not count."""
    given = item.get("input")
    return item["type"] == "too_short" and isinstance(given, list | tuple) and len(given) >= item["ctx"]["min_length"]
