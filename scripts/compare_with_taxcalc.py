"""Compare federal returns with Tax-Calculator on fresh random households.

Optional: Tax-Calculator lives in an environment of its own, never in ours.

    python -m venv /tmp/taxcalc && /tmp/taxcalc/bin/pip install taxcalc
    python scripts/compare_with_taxcalc.py --python /tmp/taxcalc/bin/python --households 10000
"""

import argparse
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from sim.law.federal_law import load_federal_law
from sim.law.filing_status import CODE_OF, STATUS_OF, FilingStatusCode
from sim.scenario.enums import FilingStatus
from sim.tax.batch import federal_returns, input_table
from sim.tax.records import FederalReturn, ReturnInput, return_input
from tests.oracles.random_households import random_household

# Run by the other interpreter: reads our inputs, writes what both programs compute.
OTHER_PROGRAM = """
import sys, time
import numpy as np, pandas as pd, taxcalc as tc
data = pd.read_csv(sys.argv[1])
frames, seconds = [], 0.0
for year, rows in data.groupby("FLPDYR"):
    records = tc.Records(data=rows.reset_index(drop=True), start_year=int(year), gfactors=None, weights=None)
    calculator = tc.Calculator(policy=tc.Policy(), records=records, verbose=False)
    calculator.advance_to_year(int(year))
    calculator.calc_all()
    begun = time.perf_counter()
    calculator.calc_all()
    seconds += time.perf_counter() - begun
    names = ["RECID", "c00100", "c02500", "c04800", "taxbc", "c09600", "niit", "ptax_amc"]
    frames.append(pd.DataFrame({name: calculator.array(name) for name in names}))
pd.concat(frames).sort_values("RECID").to_csv(sys.argv[2], index=False)
print(tc.__version__, seconds)
"""
FIELDS = {
    "agi": "c00100",
    "taxable_social_security": "c02500",
    "taxable_income": "c04800",
    "regular_tax": "taxbc",
    "amt": "c09600",
    "niit": "niit",
    "additional_medicare": "ptax_amc",
}
NOT_IN_TAXCALC = (
    "nua_gain",
    "annuity",
    "hsa_nonmedical",
    "hsa_nonmedical_early",
    "other_income",
    "early_withdrawal",
)
MARS = {
    FilingStatusCode.SINGLE: 1,
    FilingStatusCode.MARRIED_FILING_JOINTLY: 2,
    FilingStatusCode.MARRIED_FILING_SEPARATELY: 3,
    FilingStatusCode.HEAD_OF_HOUSEHOLD: 4,
    FilingStatusCode.SURVIVING_SPOUSE: 5,
}


def fresh_households(n_households: int, seed: int) -> list[tuple[ReturnInput, int]]:
    """Return (inputs, year): what Tax-Calculator can represent (no NUA, no HSA distributions, lived apart)."""
    rng = random.Random(seed)
    households = []
    for _ in range(n_households):
        fields, year, status = random_household(rng)
        fields |= {
            "nua_gain": 0.0,
            "annuity": 0.0,
            "hsa_nonmedical": 0.0,
            "hsa_nonmedical_early": 0.0,
            "other_income": 0.0,
        }
        fields |= {"early_withdrawal": 0.0, "is_lived_apart": 1}
        if status is not FilingStatus.MARRIED_FILING_JOINTLY:
            fields["wages2"] = 0.0
        households.append((return_input(filing_status=CODE_OF[status], **fields), year))
    return households


def taxcalc_row(index: int, inputs: ReturnInput, year: int) -> dict[str, float]:
    """Return Tax-Calculator's input variables for one household-year."""
    is_joint = inputs.filing_status == FilingStatusCode.MARRIED_FILING_JOINTLY
    return {
        "RECID": index + 1,
        "FLPDYR": year,
        "MARS": MARS[FilingStatusCode(inputs.filing_status)],
        "XTOT": 2 if is_joint else 1,
        "age_head": inputs.age1,
        "age_spouse": inputs.age2,
        "e00200": inputs.wages1 + inputs.wages2,
        "e00200p": inputs.wages1,
        "e00200s": inputs.wages2,
        "e00300": inputs.interest,
        "e00400": inputs.tax_exempt_interest,
        "e00600": inputs.ordinary_dividends,
        "e00650": inputs.qualified_dividends,
        "e01400": inputs.ira_401k - inputs.qcd,
        "e01500": inputs.pension,
        "e01700": inputs.pension,
        "e02400": inputs.social_security,
        "p22250": inputs.stcg - inputs.st_carryover,
        "p23250": inputs.ltcg - inputs.lt_carryover,
        "e03290": inputs.hsa_deduction,
    }


def ours(households: list[tuple[ReturnInput, int]], has_addback: bool = True) -> np.ndarray:
    """Return our federal returns, shape (n_households, n_outputs).

    ``has_addback=False`` leaves out the AMT add-back of separate returns, which Tax-Calculator omits.
    """
    results = np.zeros((len(households), len(FederalReturn._fields)))
    groups = defaultdict(list)
    for index, (inputs, year) in enumerate(households):
        groups[year, inputs.filing_status].append(index)
    for (year, code), indices in groups.items():
        law = load_federal_law(year, STATUS_OF[FilingStatusCode(code)])
        if not has_addback:
            law = law._replace(amt=law.amt._replace(has_separate_addback=0.0))
        results[indices] = federal_returns(law, input_table([households[index][0] for index in indices]))
    return results


def run_other(python: str, rows: list[dict[str, float]]) -> tuple[np.ndarray, str, float]:
    """Return the other program's table (structured array), its version and its seconds."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "in.csv"), Path(folder, "out.csv")
        names = list(rows[0])
        lines = [",".join(names)] + [",".join(repr(row[name]) for name in names) for row in rows]
        source.write_text("\n".join(lines) + "\n")
        command = [python, "-c", OTHER_PROGRAM, str(source), str(target)]
        done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=folder)
        version, seconds = done.stdout.split()[-2:]
        return np.genfromtxt(target, delimiter=",", names=True), version, float(seconds)


def main() -> int:
    """Print agreement field by field and the households that differ by more than a dollar."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--python", required=True, help="interpreter of the environment that has taxcalc")
    parser.add_argument("--households", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--show", type=int, default=5, help="differing households to print a field")
    arguments = parser.parse_args()
    households = fresh_households(arguments.households, arguments.seed)
    mine = ours(households)
    other, version, seconds = run_other(
        arguments.python, [taxcalc_row(index, *household) for index, household in enumerate(households)]
    )
    print(f"seed {arguments.seed}, {len(households)} households, Tax-Calculator {version}")
    print(f"Tax-Calculator calc_all: {seconds / len(households) * 1e9:,.0f} ns a household-year")
    for field, name in FIELDS.items():
        difference = mine[:, FederalReturn._fields.index(field)] - other[name]
        far = np.flatnonzero(np.abs(difference) > 1.0)
        by_status = Counter(
            f"{households[index][1]} {STATUS_OF[FilingStatusCode(households[index][0].filing_status)]}" for index in far
        )
        print(f"{field:24s} within $1: {len(households) - len(far):6d}  differ: {len(far):5d}  {dict(by_status)}")
        for index in far[: arguments.show]:
            print(f"    {difference[index]:+.2f} {households[index][1]} {households[index][0]}")
    without = ours(households, has_addback=False)[:, FederalReturn._fields.index("amt")]
    left = int(np.count_nonzero(np.abs(without - other["c09600"]) > 1.0))
    print(f"AMT differences left without the add-back of separate returns (IRC 55(d)(2) flush): {left}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
