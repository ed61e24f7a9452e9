"""Tax a file of households with an expected state tax and list by state and class what misses it.

    python -m scripts.state_case_misses tests/law_cases/state_households.csv --within 1

A file is one of `python -m sim tax` with a column `expected_state_tax`; a class is a state and what the columns
`explained`, `note` and `confirmed_by` say of its row, as far as they are there.
"""

import argparse
import sys
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1]))

from sim.tax.sheets.household_csv import read_households
from sim.tax.sheets.household_returns import household_returns

CLASS_COLUMNS = ("explained", "note", "confirmed_by")


class Miss(NamedTuple):
    """One household whose tax is not the expected one. difference : ours less the expected [USD/yr]"""

    case_id: str
    state: str
    kind: str
    difference: float


def misses_of(path: Path, within: float) -> tuple[list[Miss], int]:
    """Return the households of a file whose state tax is farther off than ``within`` [USD/yr], and how many there are.

    Raises
    ------
    InputError
        The file cannot be used.
    ValueError
        Bad rows, or no expected tax.
    """
    households, problems, _ = read_households(path)
    if problems:
        raise ValueError("\n".join(str(problem) for problem in problems))
    taxes = household_returns(households)["state_tax"]
    found = []
    for household, tax in zip(households, taxes, strict=True):
        columns = household.passed_through
        difference = float(tax) - float(columns["expected_state_tax"] or 0)
        if abs(difference) > within + 0.005:  # the expected figures are rounded to cents
            kind = next((columns[name] for name in CLASS_COLUMNS if columns.get(name)), "")
            found.append(Miss(household.case_id, household.state, kind, difference))
    return found, len(households)


def report(misses: list[Miss], n_households: int) -> str:
    """Return what is missed as text: one line a state and class, worst differences last."""
    by_class = defaultdict(list)
    for miss in misses:
        by_class[miss.state, miss.kind].append(miss)
    lines = [f"{len(misses)} of {n_households} households miss the expected state tax"]
    for (state, kind), rows in sorted(by_class.items()):
        worst = max(rows, key=lambda row: abs(row.difference))
        lines.append(f"{state}  {len(rows):4d}  worst {worst.difference:10.2f} ({worst.case_id})  {kind}")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--within", type=float, default=1.0, help="dollars a year")
    asked = parser.parse_args()
    for path in asked.files:
        print(path)
        print(report(*misses_of(path, asked.within)))


if __name__ == "__main__":
    main()
