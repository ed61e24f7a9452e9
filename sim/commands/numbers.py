"""Whole numbers as options of a command."""

from sim.api import Problem

MOST_PATHS = 100_000


def whole_number(option: str, text: str | None, least: int, most: int, problems: list[Problem]) -> int | None:
    """Return the number in the text; None where it is not given, or wrong, in which case a problem is added."""
    if text is None:
        return None
    is_number = text.removeprefix("-").isdecimal() and text.isascii() and len(text) <= 25
    if is_number and least <= int(text) <= most:
        return int(text)
    problems.append(Problem(option, text, f"This must be a whole number from {least} to {most}."))
    return None
