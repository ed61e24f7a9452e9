"""How fast a moved plan is answered: ``python -m benchmarks.live``.

For each sample, with two strategies, and each of some moves: lowering from nothing and with what is kept of the plan
before, the first paths, the measures, and the whole answer of *What if?* as the page asks for it. Wall time beside the
processor time of this process, medians and 95%; the ± of the moved plan's difference and of its change against the
plan as it stands, as shares of starting wealth; and the time that a run of many paths takes to stop once told to. The
ratios are of one run, so they hold on a busy machine, too.
"""

import contextlib
import statistics
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

from sim.api import SAMPLES, Canceled, Findings, Scenario, sample_scenario, scenario_from, simulate
from sim.engine.lowering.lower import lower
from sim.engine.run.run import run_lowered
from sim.results.paired import STANDARD_ERRORS, PairedDifference
from sim.studies.pairs import gap_by_path, two_of
from sim.studies.what_if import STAGES, WhatIf, what_if

OBJECTIVES = ("after_tax_wealth_real", "heirs_wealth_real")
ROUNDS, CANCELS = 3, 8
MOVES: dict[str, tuple[str, list[Any]]] = {
    "spending": ("household.spending", [0.9, 0.95, 1.05, 1.1, 1.15]),
    "heirs' rate": ("household.heirs_tax_rate", [0.1, 0.15, 0.2, 0.3, 0.35]),
    "years": ("household.horizon_years", [18, 22, 24, 26, 28]),
    "lives": ("household.lives.kind", ["horizon", "random", "horizon", "random", "horizon"]),
    "market": ("market.model", ["student_t", "regimes", "student_t", "regimes", "student_t"]),
    "a move": ("household.move", [{"date": "2027-01-01", "state": state} for state in ("OR", "NV", "NY", "IL", "MD")]),
}
"""Name: path and values; of spending, shares of the planned one."""


def clocked(work: Callable[[], Any]) -> tuple[float, float, Any]:
    """Return wall time and processor time [ms], and what the work returned."""
    began, used = time.perf_counter(), time.process_time()
    found = work()
    return 1000 * (time.perf_counter() - began), 1000 * (time.process_time() - used), found


def put(document: Any, path: str, value: Any) -> None:
    *steps, last = path.split(".")
    for step in steps:
        document = document[step]
    document[last] = value


def moved(plan: Scenario, name: str, turn: int) -> Scenario:
    path, values = MOVES[name]
    written = plan.model_dump(mode="json")
    value = values[turn % len(values)]
    put(written, path, value * plan.household.spending if name == "spending" else value)
    return scenario_from(written)


def forget() -> None:
    """Drop all that lowering keeps."""
    modules = [module for name, module in sys.modules.items() if name.startswith("sim.engine.lowering.")]
    for one in {value for module in modules for value in vars(module).values() if hasattr(value, "cache_clear")}:
        one.cache_clear()


def line(name: str, walls: list[float], used: list[float]) -> None:
    most = sorted(walls)[int(0.95 * (len(walls) - 1))]
    print(
        f"  {name}: median {statistics.median(walls):.1f} ms, 95% below {most:.1f} ms; "
        f"processor {statistics.median(used):.1f} ms ({len(walls)} times)"
    )


def first_answer(findings: Findings, plan: Scenario, objective: str) -> WhatIf:
    """Return the first answer, as the page gets it; the rest is not waited for."""
    stages: list[WhatIf] = []
    with contextlib.suppress(Canceled):
        what_if(findings, plan, 1, 0, objective, on_stage=stages.append, should_cancel=lambda: bool(stages))
    return stages[0]


def of_sample(name: str) -> None:
    plan = sample_scenario(name)
    findings = Findings(simulate(plan))
    found: dict[str, list[tuple[float, float]]] = {}
    errors: list[tuple[float, float]] = []

    def note(part: str, work: Callable[[], Any]) -> Any:
        wall, used, result = clocked(work)
        found.setdefault(part, []).append((wall, used))
        return result

    for turn in range(ROUNDS):
        for move in MOVES:
            changed = moved(plan, move, turn)
            two = two_of(changed, 1, 0, STAGES[0])
            forget()
            note("lowered from nothing", lambda two=two: lower(two))
            lower(two_of(plan, 1, 0, STAGES[0]))
            lowered = note("lowered with what is kept", lambda two=two: lower(two))
            run = note(f"{STAGES[0]} paths", lambda two=two, lowered=lowered: run_lowered(two, lowered))
            note("measures", lambda run=run: [gap_by_path(run, objective) for objective in OBJECTIVES])
            answer = note("whole answer", lambda changed=changed: first_answer(findings, changed, OBJECTIVES[1]))
            errors.append(tuple(share(row, findings) for row in (answer.changed, answer.change)))
    print(f"{name}:")
    for part, times in found.items():
        line(part, [wall for wall, _ in times], [used for _, used in times])
    used = {part: statistics.median(used for _, used in times) for part, times in found.items()}
    ratio = used["lowered with what is kept"] / used["lowered from nothing"]
    print(f"  lowering with what is kept takes {ratio:.2f} of lowering from nothing")
    for title, shares in zip(("the difference", "its change"), zip(*errors, strict=True), strict=True):
        print(f"  ± of {title}: median {statistics.median(shares):.4%}, at most {max(shares):.4%} of starting wealth")


def share(row: PairedDifference, findings: Findings) -> float:
    error = 0.0 if row.is_zero or row.standard_error != row.standard_error else row.standard_error
    return STANDARD_ERRORS * error / findings.result.start_wealth


def cancel() -> None:
    """Print how long a long run takes to stop once it is told to."""
    plan, times = sample_scenario("californian-couple").with_paths(60_000), []
    for number in range(CANCELS):
        told_at: list[float] = []
        timer = threading.Timer(0.3 + 0.05 * number, lambda told_at=told_at: told_at.append(time.perf_counter()))
        timer.start()
        try:
            simulate(plan, should_cancel=lambda told_at=told_at: bool(told_at))
        except Canceled:
            times.append(1000 * (time.perf_counter() - told_at[0]))
    print(f"a run that is told to stop: median {statistics.median(times):.0f} ms, at most {max(times):.0f} ms")


def main() -> None:
    for name in SAMPLES:
        of_sample(name)
    cancel()


if __name__ == "__main__":
    main()
