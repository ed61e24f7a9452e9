"""``python -m sim tax CASES.csv --out OUT.csv``: one year's return for every row."""

import argparse
import io
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from sim.api.export import check_targets, csv_text, write_files
from sim.api.tax import HouseholdYear, household_returns, read_households
from sim.commands.progress import progress

COLUMNS = (
    "case_id",
    "agi",
    "taxable_social_security",
    "taxable_income",
    "regular_tax",
    "amt",
    "niit",
    "additional_medicare",
    "early_withdrawal_tax",
    "federal_total",
    "state_tax",
    "senior_deduction",
    "standard_deduction",
    "st_carryover_out",
    "lt_carryover_out",
    "irmaa_part_b_month",
    "irmaa_part_d_month",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Name the command's arguments."""
    parser.add_argument(
        "cases", type=Path, metavar="CASES.csv", help="a CSV with one household and year per row; see docs/tax.md"
    )
    parser.add_argument("--out", type=Path, metavar="OUT.csv", help="the file to write; default: standard output")


LOCAL_TAX = "local_tax"
"""A further column, where a row names a county or city."""


OF_LISTS = ("itemized_deductions", "gifts_beside_standard")
"""Further columns, where a row lists what may be deducted."""


def columns_for(households: list[HouseholdYear]) -> tuple[str, ...]:
    """Return the columns that are computed for these households."""
    local = (LOCAL_TAX,) if any(household.locality for household in households) else ()
    return (*COLUMNS, *local, *(OF_LISTS if any(household.itemizes for household in households) else ()))


def computed_rows(households: list[HouseholdYear], columns: tuple[str, ...]) -> Iterator[list[str]]:
    """Yield the cells of every household-year under the columns, money in USD and cents."""
    figures = household_returns(households)
    cents = {name: (figures[name].round(2) + 0.0).tolist() for name in columns[1:]}  # + 0.0: no "-0.00"
    for index, household in enumerate(households):
        yield [household.case_id, *(f"{values[index]:.2f}" for values in cents.values())]


def write_rows(households: list[HouseholdYear], unread: list[str], stream: TextIO) -> None:
    """Write the header and one line a household; a passed-through column named like ours gets ``input_`` in front."""
    columns = columns_for(households)
    renamed = [f"input_{name}" if name in columns else name for name in unread]
    both = zip(households, computed_rows(households, columns), strict=True)
    rows = ([*computed, *(household.passed_through[name] for name in unread)] for household, computed in both)
    stream.write(csv_text([*columns, *renamed], rows))


def run(arguments: argparse.Namespace) -> int:
    """Compute every good row; report every bad one and return 2 if there is any."""
    if arguments.out is not None:
        check_targets([("--out", arguments.out)], [arguments.cases])
    households, problems, unread = read_households(arguments.cases, progress("Reading"))
    if arguments.out is None:
        write_rows(households, unread, sys.stdout)
    else:
        text = io.StringIO(newline="")
        write_rows(households, unread, text)
        write_files({arguments.out: text.getvalue().encode()})
    for problem in problems:
        print(f"error: {problem}", file=sys.stderr)
    if problems:
        n_bad = len({problem.place.split(",")[0] for problem in problems})
        print(f"error: {n_bad} bad row(s) skipped, {len(households)} computed", file=sys.stderr)
        return 2
    return 0
