"""Whether a change of code changes a result: ``python -m benchmarks.same_results FOLDER``.

Writes ``summary.json`` of every sample and of fifty random households into a folder, each under its own name, and a
hash of everything that the engine returned of each. Run it before a change and after it, into two folders;
``diff --recursive`` of the two shows what the change did. The random households are drawn as scenario files first
(``--draw``), so that both runs read the same ones even where the change touches what draws them.
"""

import argparse
import hashlib
from pathlib import Path

import numpy as np

from sim.api import SAMPLES, Findings, Scenario, read_scenario, sample_scenario, scenario_json, simulate, summary_json

N_RANDOM = 50
N_PATHS = 60


def draw(folder: Path) -> None:
    """Write the scenarios: every sample with fewer paths, half of the random ones with every policy, half with every
    feature of a retirement.
    """
    from tests.oracles.random_features import random_household
    from tests.oracles.random_scenarios import random_scenario

    folder.mkdir(parents=True, exist_ok=True)
    scenarios = {name: sample_scenario(name) for name in SAMPLES}
    for k in range(N_RANDOM):
        one = random_household(k) if k % 2 else random_scenario(np.random.default_rng(k), with_policies=True)
        scenarios[f"random-{k:02d}"] = one
    for name, scenario in scenarios.items():
        n_paths = 500 if name in SAMPLES else N_PATHS
        simulation = scenario.simulation.model_copy(update={"n_paths": n_paths})
        (folder / f"{name}.json").write_text(scenario_json(scenario.model_copy(update={"simulation": simulation})))


def digest(scenario: Scenario) -> tuple[str, str]:
    """Return a scenario's summary, and a hash of every array of its result."""
    result = simulate(scenario)
    bytes_of = hashlib.sha256(result.price_level.tobytes())
    for figures in (result.yearly, result.terminal):
        for name in sorted(figures):
            bytes_of.update(name.encode() + np.ascontiguousarray(figures[name]).tobytes())
    return summary_json(Findings(result)), bytes_of.hexdigest()


def main() -> None:
    """Draw, or run what was drawn."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--draw", action="store_true", help="write the scenarios into the folder and stop")
    parser.add_argument("--scenarios", type=Path, help="the folder they were drawn into")
    options = parser.parse_args()
    if options.draw:
        draw(options.folder)
        return
    options.folder.mkdir(parents=True, exist_ok=True)
    digests = []
    for path in sorted(options.scenarios.glob("*.json")):
        summary, arrays = digest(read_scenario(path))
        (options.folder / path.name).write_text(summary)
        digests.append(f"{arrays}  {path.stem}\n")
    (options.folder / "arrays.sha256").write_text("".join(digests))


if __name__ == "__main__":
    main()
