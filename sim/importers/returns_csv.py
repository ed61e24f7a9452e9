"""A CSV of one's own returns as the scenario keeps it; every problem at once, with its row and column."""

import csv
import re
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import Any

from sim.errors import InputError, Problem
from sim.importers.reading import read_text
from sim.reading import bounded
from sim.scenario.market import FEWEST_MONTHS, FEWEST_YEARS, RETURN_NAMES, OwnReturns

DATES = ("date", "month", "year", "period")
YEAR = re.compile(r"(\d{4})")
MONTH = re.compile(r"(\d{4})[-/](\d{1,2})(?:[-/]\d{1,2})?")
AMERICAN = re.compile(r"(?:(\d{1,2})/)(?:\d{1,2}/)?(\d{4})")
NOT_SHARES = 0.6
"""Half of the returns of no record lie beyond 60%: such figures are percentages without their sign."""

MOST_PROBLEMS = 60


@dataclass
class _Reading:
    """The rows of a file on their way: periods counted in months (or years), figures by column, problems."""

    problems: list[Problem] = field(default_factory=list)
    periods: list[tuple[int, int, int]] = field(default_factory=list)  # row, period, periods a year
    figures: dict[str, list[float]] = field(default_factory=dict)

    def complain(self, place: str, value: str, fix: str) -> None:
        self.problems.append(Problem(place, value, fix))


def read_returns(content: bytes, name: str = "Own returns") -> OwnReturns:
    """Return the record of a CSV: a date column and a column for each asset class, figures as shares.

    Raises
    ------
    InputError
        With every problem: its row and column, what stands there, and how to fix it.
    """
    rows = [row for row in _rows(content) if any(cell.strip() for _, cell in row[1])]
    reading = _Reading()
    if not rows:
        reading.complain("row 1", "", "The file is empty; write a heading row and one row per month or year.")
        raise InputError(reading.problems)
    date_at, columns = _headings(rows[0][1], reading)
    if date_at is None or not columns:
        raise InputError(reading.problems)
    reading.figures = {column: [] for column in columns.values()}
    for number, row in rows[1:]:
        _read_row(number, dict(row), date_at, columns, reading)
    _check_periods(reading)
    _check_size(reading)
    if reading.problems:
        raise InputError(reading.problems[:MOST_PROBLEMS])
    return _record(name, reading)


def _rows(content: bytes) -> list[tuple[int, list[tuple[int, str]]]]:
    """Return each line's number and its cells by position."""
    text = read_text(content).content
    delimiter = max(",;\t", key=text.partition("\n")[0].count)
    reader = csv.reader(text.splitlines(), delimiter=delimiter)
    try:
        return [(reader.line_num, list(enumerate(bounded(cells, f"row {reader.line_num}")))) for cells in reader]
    except csv.Error as error:
        fix = f"The file cannot be read as a table ({error}). Export it again as CSV."
        raise InputError([Problem(f"row {reader.line_num}", "", fix)]) from None


def _headings(cells: list[tuple[int, str]], reading: _Reading) -> tuple[int | None, dict[int, str]]:
    """Return the position of the date column, and the class of each other column by position."""
    date_at: int | None = None
    columns: dict[int, str] = {}
    for at, cell in cells:
        key = re.sub(r"[\s-]+", "_", cell.strip().lower())
        if key in DATES and date_at is None:
            date_at = at
        elif key in RETURN_NAMES and key not in columns.values():
            columns[at] = key
        elif key in RETURN_NAMES or key in DATES:
            reading.complain("row 1", cell, "This column appears twice; keep one of the two.")
        else:
            fix = f"This column is not known; use one of: {', '.join(RETURN_NAMES)}; or remove the column."
            reading.complain("row 1", cell or "(empty heading)", fix)
    if date_at is None:
        fix = "There is no date column; add one named date, with 1990-01 for months or 1990 for years."
        reading.complain("row 1", ", ".join(cell for _, cell in cells)[:60], fix)
    if not set(columns.values()) - {"inflation"}:
        reading.complain("row 1", "", "No column is an asset class; name one us_stock, us_bond or similar.")
    return date_at, columns


def _read_row(number: int, row: dict[int, str], date_at: int, columns: dict[int, str], reading: _Reading) -> None:
    if len(row) > 1 + max(date_at, *columns):
        fix = "This row has more cells than the heading row; is a comma used as a decimal point? Write 0.05."
        reading.complain(f"row {number}", ",".join(row.values())[:60], fix)
    period = _period(row.get(date_at, "").strip())
    if period is None:
        fix = "This is not a period; write 1990 for a year or 1990-01 for a month."
        reading.complain(f"row {number}, date", row.get(date_at, ""), fix)
    else:
        reading.periods.append((number, *period))
    for at, column in columns.items():
        figure = _figure(f"row {number}, column {column}", row.get(at, "").strip(), reading)
        if figure is not None:
            reading.figures[column].append(figure)


def _period(text: str) -> tuple[int, int] | None:
    """Return the period counted from year 0, and how many there are a year."""
    if found := YEAR.fullmatch(text):
        return (int(found[1]), 1) if 1800 <= int(found[1]) <= 2200 else None
    if found := MONTH.fullmatch(text):
        year, month = int(found[1]), int(found[2])
    elif found := AMERICAN.fullmatch(text):
        year, month = int(found[2]), int(found[1])
    else:
        return None
    return (12 * year + month - 1, 12) if 1 <= month <= 12 and 1800 <= year <= 2200 else None


def _figure(place: str, cell: str, reading: _Reading) -> float | None:
    if not cell:
        reading.complain(place, "", "This cell is empty; fill it, or remove the column.")
        return None
    if "%" in cell:
        number = _number(cell.replace("%", "").strip())
        hint = f"{number / 100:g}" if number is not None else "0.05 for 5%"
        reading.complain(place, cell, f"Write returns as decimals without a percent sign: {hint}.")
        return None
    number = _number(cell)
    if number is None:
        reading.complain(place, cell, "This is not a number; write a decimal such as 0.05 or -0.123.")
        return None
    if not -1 < number < 10:
        reading.complain(
            place, cell, "A return must be above -1 and below 10, where 0.05 is 5%; divide percentages by 100."
        )
        return None
    return number


def _number(text: str) -> float | None:
    return float(text) if re.fullmatch(r"[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d{1,3})?", text, re.IGNORECASE) else None


def _check_periods(reading: _Reading) -> None:
    """Complain of months among years, of periods that appear twice, and of gaps."""
    kinds = {a_year for _, _, a_year in reading.periods}
    if len(kinds) > 1:
        first = next(period for period in reading.periods if period[2] != reading.periods[0][2])
        reading.complain(f"row {first[0]}, date", "", "The file mixes years and months; use only one of the two.")
        return
    ordered = sorted(reading.periods, key=lambda period: period[1])
    for (_, before, a_year), (number, here, _) in pairwise(ordered):
        shown = _shown(here, a_year)
        if here == before:
            reading.complain(f"row {number}, date", shown, "This period appears twice; remove one of the rows.")
        elif here > before + 1:
            missing = _shown(before + 1, a_year)
            to = "" if here == before + 2 else f" to {_shown(here - 1, a_year)}"
            fix = f"There is a gap before this row; add {missing}{to}, or start the record after the gap."
            reading.complain(f"row {number}, date", shown, fix)


def _shown(period: int, a_year: int) -> str:
    return str(period) if a_year == 1 else f"{period // 12}-{period % 12 + 1:02}"


def _check_size(reading: _Reading) -> None:
    n, is_monthly = len(reading.periods), any(a_year == 12 for _, _, a_year in reading.periods)
    fewest, what = (FEWEST_MONTHS, "months") if is_monthly else (FEWEST_YEARS, "years")
    if n < fewest:
        fix = f"The history is too short: {n} {what}; at least {fewest} are needed. Add earlier periods."
        reading.complain("all rows", f"{n} {what}", fix)
    for column, figures in reading.figures.items():
        if figures and median(abs(figure) for figure in figures) > NOT_SHARES:
            shown = f"half of them beyond {NOT_SHARES:g}"
            fix = "These look like percentages; 5% is 0.05, so divide the column by 100."
            reading.complain(f"column {column}", shown, fix)


def _record(name: str, reading: _Reading) -> OwnReturns:
    order = sorted(range(len(reading.periods)), key=lambda index: reading.periods[index][1])
    sound_name = name.encode("utf-8", "replace").decode()  # a file's name may hold half of a letter
    first, a_year = reading.periods[order[0]][1:]
    given: dict[str, Any] = {
        "name": sound_name.strip()[:80] or "Own returns",
        "period": "annual" if a_year == 1 else "monthly",
        "first_year": first if a_year == 1 else first // 12,
        "first_month": 1 if a_year == 1 else first % 12 + 1,
        "returns": {column: [figures[index] for index in order] for column, figures in reading.figures.items()},
    }
    if a_year == 12 and len(order) < FEWEST_YEARS * 12 + 11:
        given["use"] = "fit"
    return OwnReturns.model_validate(given)
