"""``python -m sim tax CASES.csv --out OUT.csv``: one year's return for every row."""

import argparse
import csv
import sys
from pathlib import Path
from typing import TextIO

from sim.errors import InputError, Problem
from sim.law.beside_return import load_irmaa_law
from sim.law.federal_law import load_federal_law
from sim.tax.federal_return import federal_return
from sim.tax.household_csv import HouseholdYear, read_households
from sim.tax.irmaa import irmaa_monthly
from sim.tax.records import FederalReturn

FEDERAL_COLUMNS = (
    "agi",
    "taxable_social_security",
    "taxable_income",
    "regular_tax",
    "amt",
    "niit",
    "additional_medicare",
    "early_withdrawal_tax",
    "federal_total",
)
LATER_FEDERAL_COLUMNS = ("senior_deduction", "standard_deduction", "st_carryover_out", "lt_carryover_out")
COLUMNS = (
    "case_id",
    *FEDERAL_COLUMNS,
    "state_tax",
    *LATER_FEDERAL_COLUMNS,
    "irmaa_part_b_month",
    "irmaa_part_d_month",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Name the command's arguments."""
    parser.add_argument("cases", type=Path, metavar="CASES.csv", help="one household-year a row; docs/tax.md")
    parser.add_argument("--out", type=Path, metavar="OUT.csv", help="where to write; standard output if left out")


def state_tax_of(household: HouseholdYear, federal: FederalReturn) -> float:
    """Return the state income tax of one row [USD/yr]; 0 where the row names no state."""
    if not household.state:
        return 0.0
    # Only rows with a state pay for loading the state kernels.
    from sim.law.state_tables import load_state_law
    from sim.tax.state_return import state_tax

    law = load_state_law(household.state, household.year, household.status)
    return float(state_tax(law, household.inputs, federal))


def computed_row(household: HouseholdYear) -> dict[str, str]:
    """Return the output columns of one household-year, money in USD and cents.

    The IRMAA columns show what this row's MAGI means under this row's year, a person and a month.
    """
    federal = federal_return(load_federal_law(household.year, household.status), household.inputs)
    irmaa_law = load_irmaa_law(household.year, household.status, is_lived_apart=True)
    part_b, part_d = irmaa_monthly(irmaa_law, federal.irmaa_magi)
    money = {name: getattr(federal, name) for name in (*FEDERAL_COLUMNS, *LATER_FEDERAL_COLUMNS)}
    money |= {
        "state_tax": state_tax_of(household, federal),
        "irmaa_part_b_month": part_b,
        "irmaa_part_d_month": part_d,
    }
    return {"case_id": household.case_id} | {name: f"{value + 0.0:.2f}" for name, value in money.items()}


def write_rows(households: list[HouseholdYear], unread: list[str], stream: TextIO) -> None:
    """Write the header and one line a household; a passed-through column named like ours gets ``input_`` in front."""
    renamed = {name: f"input_{name}" if name in COLUMNS else name for name in unread}
    writer = csv.DictWriter(stream, fieldnames=[*COLUMNS, *renamed.values()], lineterminator="\n")
    writer.writeheader()
    for household in households:
        passed_through = {renamed[name]: cell for name, cell in household.passed_through.items()}
        writer.writerow(computed_row(household) | passed_through)


def run(arguments: argparse.Namespace) -> int:
    """Compute every good row; report every bad one and return 2 if there is any."""
    households, problems, unread = read_households(arguments.cases)
    if arguments.out is None:
        write_rows(households, unread, sys.stdout)
    else:
        try:
            stream = arguments.out.open("w", encoding="utf-8", newline="")
        except OSError as error:
            raise InputError([Problem(str(arguments.out), "", f"cannot be written: {error.strerror}")]) from error
        with stream:
            write_rows(households, unread, stream)
    for problem in problems:
        print(f"error: {problem}", file=sys.stderr)
    if problems:
        n_bad = len({problem.place.split(",")[0] for problem in problems})
        print(f"error: {n_bad} bad row(s) left out, {len(households)} computed", file=sys.stderr)
        return 2
    return 0
