"""Figures of the law in words: dollars, shares, ages, schedules."""

from collections.abc import Sequence
from typing import Any

NO_LIMIT = 1_000_000.0
"""Written in the data where there is no upper limit."""


def dollars(amount: float) -> str:
    """Return US dollars, with cents only where there are some."""
    return f"${amount:,.0f}" if float(amount).is_integer() else f"${amount:,.2f}"


def share(value: float) -> str:
    """Return a share of one in percent."""
    return f"{round(value * 100, 4):g}%"


def number_in_words(value: float, unit: str) -> str:
    """Return one number with its unit."""
    if unit in ("USD", "USD/yr"):
        return dollars(value)
    if unit == "USD/month":
        return f"{dollars(value)} a month"
    if unit == "share":
        return share(value)
    if unit == "flag":
        return "yes" if value else "no"
    if unit == "multiple of poverty line":
        return "no limit" if value >= NO_LIMIT else f"{value * 100:g}%"
    return f"{value:g}"


def in_words(value: float | Sequence[float], unit: str) -> str:
    """Return a figure of the law, a list with its parts in order."""
    if isinstance(value, int | float):
        return number_in_words(float(value), unit)
    return " · ".join(number_in_words(float(item), unit) for item in value)


def schedule(rates: Sequence[float], thresholds: Sequence[float]) -> str:
    """Return brackets: ``1% from $0 · 2% from $11,330``."""
    pairs = zip(rates, thresholds, strict=True)
    return " · ".join(f"{share(rate)} from {dollars(over)}" for rate, over in pairs)


def plain_value(key: str, value: Any, is_share: bool) -> str:
    """Return one number of a state's rule."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(str(item).replace("_", " ") for item in value)
    if not isinstance(value, int | float):
        return str(value).replace("_", " ")
    if is_share:
        return share(value)
    return f"{value:g}" if key.endswith(("age", "aged_from", "ratio", "factor")) or "born" in key else dollars(value)
