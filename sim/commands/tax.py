"""``python -m sim tax CASES.csv --out OUT.csv``: one year's return for every row."""

import argparse
import csv
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

import numpy as np

from sim.api import InputError, Problem
from sim.api.law import load_federal_law, load_irmaa_law, load_state_law
from sim.api.tax import (
    N_OUTPUTS,
    FederalReturn,
    HouseholdYear,
    federal_returns,
    input_table,
    irmaa_amounts,
    read_households,
    state_taxes,
)

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


def federal_by_row(households: list[HouseholdYear]) -> tuple[np.ndarray, np.ndarray]:
    """Return federal returns (n_rows, n_outputs) [USD/yr] and IRMAA (n_rows, 2) [USD/month a person].

    IRMAA is what this row's MAGI means under this row's year. Rows of one year and status share one kernel call.
    """
    federal = np.zeros((len(households), N_OUTPUTS))
    irmaa = np.zeros((len(households), 2))
    groups: dict[tuple, list[int]] = defaultdict(list)
    for index, household in enumerate(households):
        groups[household.year, household.status].append(index)
    for (year, status), indices in groups.items():
        table = input_table([households[index].inputs for index in indices])
        federal[indices] = federal_returns(load_federal_law(year, status), table)
        magi = federal[indices, FederalReturn._fields.index("irmaa_magi")]
        irmaa[indices] = irmaa_amounts(load_irmaa_law(year, status, is_lived_apart=True), magi)
    return federal, irmaa


def state_tax_by_row(households: list[HouseholdYear]) -> np.ndarray:
    """Return state income taxes (n_rows,) [USD/yr]; 0 where a row names no state."""
    taxes = np.zeros(len(households))
    groups: dict[tuple, list[int]] = defaultdict(list)
    for index, household in enumerate(households):
        if household.state:
            groups[household.year, household.status, household.state].append(index)
    for (year, status, state), indices in groups.items():
        table = input_table([households[index].inputs for index in indices])
        taxes[indices] = state_taxes(load_federal_law(year, status), load_state_law(state, year, status), table)
    return taxes


def computed_rows(households: list[HouseholdYear]) -> Iterator[dict[str, str]]:
    """Yield the output columns of every household-year, money in USD and cents."""
    federal, irmaa = federal_by_row(households)
    columns = {name: federal[:, FederalReturn._fields.index(name)] for name in FEDERAL_COLUMNS + LATER_FEDERAL_COLUMNS}
    columns |= {"state_tax": state_tax_by_row(households)}
    columns |= {"irmaa_part_b_month": irmaa[:, 0], "irmaa_part_d_month": irmaa[:, 1]}
    cents = {name: (np.round(values, 2) + 0.0).tolist() for name, values in columns.items()}  # + 0.0: no "-0.00"
    for index, household in enumerate(households):
        yield {"case_id": household.case_id} | {name: f"{values[index]:.2f}" for name, values in cents.items()}


def write_rows(households: list[HouseholdYear], unread: list[str], stream: TextIO) -> None:
    """Write the header and one line a household; a passed-through column named like ours gets ``input_`` in front."""
    renamed = {name: f"input_{name}" if name in COLUMNS else name for name in unread}
    writer = csv.DictWriter(stream, fieldnames=[*COLUMNS, *renamed.values()], lineterminator="\n")
    writer.writeheader()
    for household, computed in zip(households, computed_rows(households), strict=True):
        passed_through = {renamed[name]: cell for name, cell in household.passed_through.items()}
        writer.writerow(computed | passed_through)


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
