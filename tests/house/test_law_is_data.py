"""No number of the law stands in Python: it would not change with the year, and nobody would find its source.

A number is taken for one of the law when a federal data file holds it, or a half or a percent of it. Numbers that mean
something else and happen to be equal are listed with what they are.
"""

import ast
import tomllib
from collections.abc import Iterator

import pytest

from tests.house.sources import ROOT, python_sources

LAW_FILES = (*sorted((ROOT / "sim/law/federal").glob("*.toml")), *sorted((ROOT / "sim/law").glob("*.toml")))
PLACES = ("sim", "ui", "pages", "streamlit_app.py")
SHARES_MEAN_RATES_IN = (
    "sim/law",
    "sim/tax",
    "sim/lots",
    "sim/engine",
    "sim/year",
    "sim/planner",
    "sim/results",
    "sim/studies",
    "sim/trace",
)
"""Elsewhere a share below one is as likely a width, an opacity or a default the user edits."""

LEAST_AMOUNT = 400
"""Below it, numbers of the law (ages, percents) are too common in other meanings to be told apart."""

EVERYDAY = {500.0, 600.0, 1e3, 1e4, 1e5, 1e6}
"""Round numbers of every trade, left out of the amounts."""

NOT_THE_LAW: dict[tuple[str, float], str] = {
    ("sim/document/sizes.py", 3_000): "most months of one's own returns",
    ("sim/document/sizes.py", 5_000): "most lots",
    ("sim/document/sizes.py", 200_000): "most values of a document",
    ("sim/results/verdict.py", 0.05): "least basis points that are shown",
    ("sim/studies/racing.py", 0.05): "risk of leaving out the best",
    ("sim/export/report_base.py", 4_000): "most characters of a text",
    ("sim/export/report_schema.py", 4_000): "highest picture, in pixels",
    ("sim/engine/run/run.py", 0.1): "seconds between looks at the progress",
    ("sim/importers/tables.py", 50_000): "most rows of a broker's file",
    ("sim/law/state_schema.py", 0.2): "bound of a rate, against slips in a data file",
    ("sim/lots/reading/read_table.py", 0.8): "how alike a misspelled column is",
    ("sim/tax/sheets/household_csv.py", 200_000): "most rows of a file",
    ("sim/studies/candidates.py", 0.15): "least loss of a harvest of deep losses only",
    ("sim/studies/changes/what_moves_market.py", 0.25): "share by which volatility is changed",
    ("sim/studies/changes/what_moves_inputs.py", 50_000): "gains from elsewhere to try",
    ("sim/scenario/household.py", 60_000): "spending until the user enters it",
    ("sim/studies/changes/worlds_tried.py", 0.02): "points of return and inflation to try",
    ("sim/views/without_run/bracket_map.py", 2_500): "grid of the map",
    ("sim/views/without_run/bracket_map.py", 50_000): "ticks of an axis",
    ("sim/export/letter.py", 1_500): "characters of a note that a letter has room for",
    ("sim/export/letter.py", 800): "the same where there is less room",
    ("ui/share/export.py", 1_500): "characters that a note may have",
    ("sim/year/bracket_map.py", 400_000): "where the map ends",
    ("sim/year/features.py", 0.2): "least jump that is named",
    ("sim/year/life_expectancy.py", 0.1): "one in ten: a long life",
}
"""File and number, and what the number is. Every entry must still be met."""


def numbers_in(value: object) -> Iterator[float]:
    """Yield every number of a parsed data file, years (the keys) left out."""
    if isinstance(value, dict):
        for inner in value.values():
            yield from numbers_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from numbers_in(inner)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield float(value)


def is_telling(number: float) -> bool:
    """Return whether a number says enough to be recognized: a share with a fraction, or an amount that is no year."""
    is_amount = number >= LEAST_AMOUNT and number not in EVERYDAY and not 1900 <= number <= 2200
    return is_amount or (0.01 < number < 1 and number != 0.5)


def law_numbers() -> set[float]:
    written = {number for path in LAW_FILES for number in numbers_in(tomllib.loads(path.read_text(encoding="utf-8")))}
    amounts = {number for number in written if number >= LEAST_AMOUNT}
    return {number for number in written | {amount / 2 for amount in amounts} if is_telling(number)}


LAW_NUMBERS = law_numbers()


def found_in(tree: ast.AST, place: str) -> list[tuple[int, float]]:
    """Return line and value of every literal of the file that is a number of the law."""
    literals = [node for node in ast.walk(tree) if isinstance(node, ast.Constant)]
    numbers = [(node.lineno, node.value) for node in literals if type(node.value) in (int, float)]
    can_be_rate = place.startswith(SHARES_MEAN_RATES_IN)
    return [(line, float(n)) for line, n in numbers if float(n) in LAW_NUMBERS and (can_be_rate or n >= 1)]


def test_no_number_of_the_law_in_python() -> None:
    wrong = [
        f"{source.place}:{line} {number:,g}"
        for source in python_sources(*PLACES)
        for line, number in found_in(source.tree, source.place)
        if (source.place, number) not in NOT_THE_LAW
    ]
    assert not wrong, (
        "read it from sim/law, where it has a date and a source; if it means something else, say what in NOT_THE_LAW"
    )


@pytest.mark.parametrize(("place", "number"), NOT_THE_LAW)
def test_exception_is_still_met(place: str, number: float) -> None:
    found = {
        value
        for source in python_sources(*PLACES)
        if source.place == place
        for _, value in found_in(source.tree, source.place)
    }
    assert number in found, f"{place} holds no {number:,g} any more: drop its entry"


@pytest.mark.parametrize("number", ["3000", "1500", "0.15", "250_000", "125_000", "0.038", "200_000", "6000", "0.85"])
def test_well_known_numbers_are_recognized(number: str) -> None:
    """The loss limit and its half, the 15% rate, NIIT's thresholds and rate, the senior deduction, taxed benefits."""
    assert found_in(ast.parse(f"limit = {number}"), "sim/tax/made_up.py")
