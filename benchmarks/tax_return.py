"""How long a household-year's return takes on one core: ``python -m benchmarks.tax_return``.

Prints processor time in ns a household-year, best of several passes over the same random households: the federal
kernel, federal and state, a numpy twin of the federal return, plain Python following the forms, and, where an
interpreter that has it is named with ``--taxcalc PYTHON``, Tax-Calculator's vectorized time. Compiling is forced in
set-up.
"""

import argparse
import random
import time
from collections.abc import Callable
from functools import partial

import numpy as np

from scripts.compare_with_taxcalc import fresh_households, run_other, taxcalc_row
from sim.compile.decorators import kernel
from sim.law.federal_law import load_federal_law
from sim.law.filing_status import CODE_OF
from sim.law.projection import project_federal_law
from sim.law.state_law import MAX_BASES
from sim.law.state_tables import load_state_law
from sim.scenario.enums import STATES, FilingStatus
from sim.tax.batch import fill_state_taxes, input_at, input_table
from sim.tax.federal_return import federal_return
from sim.tax.records import return_input
from tests.oracles.federal_forms import form_1040
from tests.oracles.federal_numpy import federal_tax_due
from tests.oracles.random_households import random_household

GOAL = 150  # ns a household-year
YEAR, STATUS = 2026, FilingStatus.MARRIED_FILING_JOINTLY


@kernel
def fill_totals(law, table, totals):
    """Write every row's federal tax."""
    for index in range(table.shape[0]):
        totals[index] = federal_return(law, input_at(table[index])).federal_tax_due


@kernel
def fill_projected_totals(base, indices, table, totals):
    """Write every row's federal tax under a law projected for that row alone: what a path does each year."""
    for index in range(table.shape[0]):
        law = project_federal_law(base, indices[index], 2027)
        totals[index] = federal_return(law, input_at(table[index])).federal_tax_due


def households(n_households: int) -> list[dict]:
    """Return random joint households, corners of the law included."""
    rng = random.Random(1)
    found: list[dict] = []
    while len(found) < n_households:
        fields, _, status = random_household(rng)
        if status is STATUS:
            found.append(fields)
    return found


def nanoseconds(work: Callable[[], object], n_households: int, n_passes: int = 15) -> float:
    """Return the best processor time of ``n_passes``, ns a household-year, after one pass that compiles."""
    work()
    best = float("inf")
    for _ in range(n_passes):
        begun = time.process_time_ns()
        work()
        best = min(best, time.process_time_ns() - begun)
    return best / n_households


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--households", type=int, default=20_000)
    parser.add_argument("--states", default="CA,NY,MA,PA,TX", help="two letters each, or all")
    parser.add_argument("--taxcalc", metavar="PYTHON", help="interpreter of an environment that has taxcalc")
    arguments = parser.parse_args()
    n = arguments.households
    fields = households(n)
    table = input_table([return_input(filing_status=CODE_OF[STATUS], **one) for one in fields])
    law, totals = load_federal_law(YEAR, STATUS), np.empty(n)
    fill_totals(law, table, totals)
    assert np.abs(totals - federal_tax_due(law, table)).max() < 0.01  # the same work on both sides
    print(f"{n} households, {YEAR} {STATUS}, ns a household-year on one core")
    print(f"  federal kernel              {nanoseconds(lambda: fill_totals(law, table, totals), n):10.1f}")
    indices = np.linspace(1.0, 2.0, n)
    projected = nanoseconds(lambda: fill_projected_totals(law, indices, table, totals), n)
    print(f"  federal with projected law  {projected:10.1f}")
    states = STATES if arguments.states == "all" else arguments.states.split(",")
    all_spent = []
    for state in states:
        state_law = load_state_law(state, YEAR, STATUS)
        spent = nanoseconds(partial(fill_state_taxes, law, state_law, np.ones(MAX_BASES), table, totals), n)
        print(f"  federal and {state}              {spent:10.1f}")
        all_spent.append(spent)
    below = sum(spent < GOAL for spent in all_spent)
    print(f"  median of {len(states):2d} states         {np.median(all_spent):10.1f}  ({below} below {GOAL})")
    print(f"  numpy twin, federal         {nanoseconds(lambda: federal_tax_due(law, table), n):10.1f}")
    forms = nanoseconds(lambda: [form_1040(one, YEAR, str(STATUS)) for one in fields[:1000]], 1000, 2)
    print(f"  plain Python by the forms   {forms:10.1f}")
    if arguments.taxcalc:
        cases = [taxcalc_row(index, *case) for index, case in enumerate(fresh_households(n, seed=1))]
        _, version, seconds = run_other(arguments.taxcalc, cases)
        print(f"  Tax-Calculator {version:12s} {seconds / n * 1e9:10.1f}  (wall time, all its outputs)")


if __name__ == "__main__":
    main()
