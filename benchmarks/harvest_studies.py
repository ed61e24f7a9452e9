"""What harvesting is worth in the scenarios that stand beside published figures, in basis points of the account a year.

Run it from the project's folder: ``python -m benchmarks.harvest_studies [PATHS]``; by default the scenario's 1,000
paths, a minute on two cores. Each figure with two standard errors, by how the end is valued.
"""

import sys
from pathlib import Path

from sim.api import Findings, simulate
from sim.results.harvest_alpha import harvest_alpha
from sim.results.paired import MEASURE, STANDARD_ERRORS, PairedDifference
from sim.scenario.models import Scenario
from sim.scenario.written.load import parse_scenario

SCENARIOS = Path(__file__).parents[1] / "scenarios"
STUDIES = ("twenty_companies", "thirty_companies")
ENDINGS = {
    "nothing sold": "wealth_before_liquidation_real",
    "sold in one year": "wealth_cashed_at_once_real",
    "sold over ten years": "after_tax_wealth_real",
    "left to heirs": "heirs_wealth_real",
}


def study(name: str, n_paths: int | None = None) -> Scenario:
    """Return a scenario of the repository, on another number of paths where one is given."""
    scenario = parse_scenario((SCENARIOS / f"{name}.json").read_bytes())
    return scenario if n_paths is None else scenario.with_paths(n_paths)


def figures(scenario: Scenario) -> dict[str, list[PairedDifference]]:
    """Return what each strategy adds to the first one a year [bp of the taxable account], by ending."""
    findings = Findings(simulate(scenario))
    return {ending: harvest_alpha(findings, MEASURE[name]) for ending, name in ENDINGS.items()}


def main() -> None:
    """Print a table for each scenario."""
    n_paths = int(sys.argv[1]) if len(sys.argv) > 1 else None
    for name in STUDIES:
        scenario = study(name, n_paths)
        print(f"{scenario.name}, {scenario.simulation.n_paths:,} paths")
        for ending, rows in figures(scenario).items():
            for strategy, row in zip(scenario.strategies[1:], rows[1:], strict=True):
                error = STANDARD_ERRORS * row.standard_error
                print(f"  {strategy.name:32} {ending:20} {row.mean:8.1f} +- {error:.1f} bp")


if __name__ == "__main__":
    main()
