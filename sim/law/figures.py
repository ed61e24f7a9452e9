"""One figure of the law, read from a topic's data file and checked.

A topic is one TOML file: a ``title`` and one table a figure. A figure has

- ``label``, ``unit`` (a key of ``UNITS``), ``reference``
- either ``frozen_by`` (why it does not grow) or ``indexed_by`` with ``rounding`` ("down" or "nearest") and ``step``
- ``years``: a value a year from 2025, with no gap; a frozen figure may say ``"from 2025"`` once for that year and
  later. A value is a number, a list of numbers, or a table of these by filing status.
- ``shape``: "ascending" where a list must rise
- ``display_only`` (why no rule asks for it), or ``not_yet_used`` (what is to come), where only the page of the law
  reads the figure; for every other one a house test finds a result that changes with it
"""

import tomllib
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from sim.errors import InputError, Problem
from sim.scenario.enums import FilingStatus

FIRST_YEAR = 2025
UNITS: dict[str, tuple[float, float]] = {
    "USD/yr": (0.0, 1e8),
    "USD": (0.0, 1e8),
    "USD/month": (0.0, 1e5),
    "share": (0.0, 1.0),
    "multiple of poverty line": (0.0, 1e6),
    "years": (0.0, 130.0),
    "days": (0.0, 1000.0),
    "months": (0.0, 120.0),
    "month": (1.0, 12.0),
    "day of the month": (1.0, 31.0),
    "year": (1900.0, 2200.0),
    "flag": (0.0, 1.0),
}
ROUNDING_MODES = ("down", "nearest")
Value = float | tuple[float, ...]


@dataclass(frozen=True)
class Figure:
    """One figure of the law: ``values[year][status]`` is a number or a tuple of numbers in ``unit``.

    unused : why no rule reads it, empty where one does
    """

    name: str
    label: str
    unit: str
    reference: str
    frozen_by: str
    indexed_by: str
    unused: str
    rounding: str
    step: dict[FilingStatus, float]
    values: dict[int, dict[FilingStatus, Value]]

    def value(self, year: int, status: FilingStatus) -> Value:
        """Return the figure in force; a frozen figure's last year holds for every later year.

        Raises
        ------
        KeyError
            No figure for that year.
        """
        if year not in self.values and self.frozen_by and year > max(self.values):
            year = max(self.values)
        return self.values[year][status]

    def number(self, year: int, status: FilingStatus) -> float:
        """Return the figure in force, which must be one number."""
        value = self.value(year, status)
        if isinstance(value, tuple):
            raise TypeError(f"{self.name} is a list, not one number")
        return value

    def numbers(self, year: int, status: FilingStatus) -> tuple[float, ...]:
        """Return the figure in force, which must be a list."""
        value = self.value(year, status)
        if not isinstance(value, tuple):
            raise TypeError(f"{self.name} is one number, not a list")
        return value


def shared_step(figures: dict[str, Figure], names: tuple[str, ...], status: FilingStatus) -> float:
    """Return the step to which figures that grow together are rounded.

    Raises
    ------
    InputError
        They have different ones.
    """
    steps = [figures[name].step[status] for name in names]
    if len(set(steps)) > 1:
        message = f"figures that grow together are rounded to one step: {', '.join(names)}"
        raise InputError([Problem(names[-1], str(steps), message)])
    return steps[0]


def _by_status(raw: object) -> dict[FilingStatus, Value]:
    """Return a value for each filing status; raises KeyError where a table leaves one out."""
    table = raw if isinstance(raw, dict) else {status.value: raw for status in FilingStatus}
    return {status: _value(table[status.value]) for status in FilingStatus}


def _value(raw: object) -> Value:
    if isinstance(raw, list):
        return tuple(float(item) for item in raw)
    return float(raw)  # type: ignore[arg-type]


def _years(raw: dict[str, object]) -> dict[int, dict[FilingStatus, Value]]:
    return {int(key.removeprefix("from ")): _by_status(value) for key, value in raw.items()}


def _value_problems(place: str, unit: str, shape: str, value: Value) -> list[Problem]:
    low, high = UNITS[unit]
    items = value if isinstance(value, tuple) else (value,)
    problems = [
        Problem(place, str(item), f"outside the range of the unit {unit}: {low:g} to {high:g}")
        for item in items
        if not low <= item <= high
    ]
    if shape == "ascending" and any(second <= first for first, second in pairwise(items)):
        problems.append(Problem(place, str(list(items)), "the list must increase"))
    return problems


def _year_problems(place: str, years: dict[str, object], is_frozen: bool) -> list[Problem]:
    numbers = sorted(int(key.removeprefix("from ")) for key in years)
    problems = []
    if not numbers or numbers[0] != FIRST_YEAR:
        problems.append(Problem(place, str(numbers), f"the first year must be {FIRST_YEAR}"))
    if numbers != list(range(numbers[0], numbers[-1] + 1) if numbers else []):
        problems.append(Problem(place, str(numbers), "a year is missing: years must follow each other without a gap"))
    if not is_frozen and any(key.startswith("from ") for key in years):
        problems.append(Problem(place, str(list(years)), "only a frozen figure may say 'from YEAR'"))
    return problems


def _head_problems(place: str, raw: dict) -> list[Problem]:
    problems = [
        Problem(f"{place}.{key}", "", "missing: every figure says what it is, its unit and its source")
        for key in ("label", "unit", "reference", "years")
        if not raw.get(key)
    ]
    if raw.get("unit") and raw["unit"] not in UNITS:
        problems.append(Problem(f"{place}.unit", str(raw["unit"]), f"use one of {', '.join(UNITS)}"))
    if bool(raw.get("frozen_by")) == bool(raw.get("indexed_by")):
        problems.append(Problem(place, "", "give exactly one of frozen_by and indexed_by"))
    if raw.get("display_only") and raw.get("not_yet_used"):
        problems.append(Problem(place, "", "give one of display_only and not_yet_used"))
    if raw.get("indexed_by") and (raw.get("rounding") not in ROUNDING_MODES or not raw.get("step")):
        problems.append(Problem(place, "", "an indexed figure needs rounding ('down' or 'nearest') and step"))
    return problems


def _figure(topic: str, name: str, raw: dict) -> tuple[Figure | None, list[Problem]]:
    place = f"{topic}.{name}"
    problems = _head_problems(place, raw)
    if problems:
        return None, problems
    problems = _year_problems(place, raw["years"], bool(raw.get("frozen_by")))
    try:
        values = _years(raw["years"])
        step = {status: float(number) for status, number in _by_status(raw.get("step", 1)).items()}  # type: ignore[arg-type]
    except (KeyError, ValueError, TypeError) as error:
        return None, [*problems, Problem(place, str(error), "a value by filing status is missing or not a number")]
    for year, by_status in values.items():
        for status, value in by_status.items():
            problems += _value_problems(f"{place}.{year}.{status}", raw["unit"], raw.get("shape", ""), value)
    figure = Figure(
        name=name,
        label=raw["label"],
        unit=raw["unit"],
        reference=raw["reference"],
        frozen_by=raw.get("frozen_by", ""),
        indexed_by=raw.get("indexed_by", ""),
        unused=raw.get("display_only") or raw.get("not_yet_used") or "",
        rounding=raw.get("rounding", ""),
        step=step,
        values=values,
    )
    return figure, problems


def read_topic(path: Path) -> tuple[str, dict[str, Figure]]:
    """Return the title and the figures of one topic's data file.

    Raises
    ------
    InputError
        Every figure that breaks the schema, all at once.
    """
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    title = raw.pop("title", "")
    figures: dict[str, Figure] = {}
    problems = [] if title else [Problem(f"{path.stem}.title", "", "missing")]
    for name, table in raw.items():
        figure, found = _figure(path.stem, name, table)
        problems += found
        if figure is not None:
            figures[name] = figure
    if problems:
        raise InputError(problems)
    return title, figures
