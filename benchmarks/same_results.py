"""Whether a change of code changes a result: ``python -m benchmarks.same_results FOLDER``.

Writes ``summary.json`` of every sample and of fifty random households into a folder, each under its own name, and a
hash of everything that the engine returned of each. Run it before a change and after it, into two folders, then
compare them: ``--compare BEFORE AFTER`` lists every difference and ends with exit code 1 if there is one. With
``--blank-strings`` a change of wording does not count: keys, numbers, lengths of lists and the hashes still do. The
random households are drawn as scenario files first (``--draw``), so that both runs read the same ones even where the
change touches what draws them.
"""

import argparse
import hashlib
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np

from sim.api import SAMPLES, Findings, Scenario, read_scenario, sample_scenario, scenario_json, simulate, summary_json

N_RANDOM = 50
N_PATHS = 60


def draw(folder: Path, n_random: int = N_RANDOM) -> None:
    """Write the scenarios: every sample with fewer paths, half of the random ones with every policy, half with every
    feature of a retirement.
    """
    from tests.oracles.random_features import random_household
    from tests.oracles.random_scenarios import random_scenario

    folder.mkdir(parents=True, exist_ok=True)
    scenarios = {name: sample_scenario(name) for name in SAMPLES}
    for k in range(n_random):
        one = random_household(k) if k % 2 else random_scenario(np.random.default_rng(k), with_policies=True)
        scenarios[f"random-{k:02d}"] = one
    for name, scenario in scenarios.items():
        n_paths = 500 if name in SAMPLES else N_PATHS
        (folder / f"{name}.json").write_text(scenario_json(scenario.with_paths(n_paths)))


def digest(scenario: Scenario) -> tuple[str, str]:
    """Return a scenario's summary, and a hash of every array of its result."""
    result = simulate(scenario)
    bytes_of = hashlib.sha256(result.price_level.tobytes())
    for figures in (result.yearly, result.terminal):
        for name in sorted(figures):
            bytes_of.update(name.encode() + np.ascontiguousarray(figures[name]).tobytes())
    return summary_json(Findings(result)), bytes_of.hexdigest()


def blanked(value: Any) -> Any:
    """Return a JSON value with every string in it empty; its keys and numbers stay."""
    if isinstance(value, dict):
        return {key: blanked(one) for key, one in value.items()}
    if isinstance(value, list):
        return [blanked(one) for one in value]
    return "" if isinstance(value, str) else value


def content(path: Path, is_blank: bool) -> Any:
    """Return what a file holds, as text, or without its strings if it is JSON and these do not count."""
    text = path.read_text()
    return blanked(json.loads(text)) if is_blank and path.suffix == ".json" else text


def differences(before: Path, after: Path, is_blank: bool) -> list[str]:
    """Return a line for each file that only one folder holds, and for each that differs."""
    files, others = ({path.name for path in folder.iterdir()} for folder in (before, after))
    both = sorted(files & others)
    lines = [f"only in {before}: {name}" for name in sorted(files - others)]
    lines += [f"only in {after}: {name}" for name in sorted(others - files)]
    return lines + [
        f"differs: {name}" for name in both if content(before / name, is_blank) != content(after / name, is_blank)
    ]


def run(scenarios: Path, folder: Path) -> None:
    """Simulate every scenario of a folder and write what came out into another."""
    folder.mkdir(parents=True, exist_ok=True)
    digests = []
    for path in sorted(scenarios.glob("*.json")):
        summary, arrays = digest(read_scenario(path))
        (folder / path.name).write_text(summary)
        digests.append(f"{arrays}  {path.stem}\n")
    (folder / "arrays.sha256").write_text("".join(digests))


def main() -> None:
    """Draw, run what was drawn, or compare two runs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", help="the folder to write into")
    parser.add_argument("--draw", action="store_true", help="write the scenarios into the folder and stop")
    parser.add_argument("--scenarios", type=Path, help="the folder they were drawn into")
    parser.add_argument("--compare", type=Path, nargs=2, metavar=("BEFORE", "AFTER"), help="list what differs and stop")
    parser.add_argument("--blank-strings", action="store_true", help="a change of wording is no difference")
    options = parser.parse_args()
    if options.compare:
        lines = differences(*options.compare, options.blank_strings)
        print("\n".join(lines) or "no difference")
        sys.exit(bool(lines))
    if options.folder is None or not (options.draw or options.scenarios):
        parser.error("give a folder, and --draw or --scenarios; or give --compare and two folders")
    if options.draw:
        draw(options.folder)
    else:
        run(options.scenarios, options.folder)


if __name__ == "__main__":
    main()
