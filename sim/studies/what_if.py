"""What a changed plan says, on the paths that the plan itself was run on: the answer of a slider's move."""

from collections.abc import Callable
from dataclasses import dataclass

from sim.engine.run.result import RunResult
from sim.engine.run.run import simulate
from sim.results.findings import Findings
from sim.results.paired import MEASURE, PairedDifference, differences, paired_difference
from sim.scenario.models import Scenario
from sim.studies.pairs import gap_by_path, two_of
from sim.studies.progress import Stop

STAGES = (500, 10_000)
"""Of how many paths the first answer is, and each later one."""


@dataclass(frozen=True)
class WhatIf:
    """A strategy's difference from another one in a changed plan, in the plan as it stands, and between both.

    changed, plan : over the same first `n_paths` paths. change : the one less the other, path by path
    """

    objective: str
    n_paths: int
    changed: PairedDifference
    plan: PairedDifference
    change: PairedDifference


def what_if(
    findings: Findings,
    changed: Scenario,
    strategy: int,
    reference: int,
    objective: str,
    n_paths: int | None = None,
    on_stage: Callable[[WhatIf], None] | None = None,
    should_cancel: Stop | None = None,
) -> WhatIf:
    """Return what a change does to the difference that a strategy makes.

    Parameters
    ----------
    findings : of the plan as it stands; changed : the plan with something changed, its strategies and seed the same
    strategy, reference : by position; objective : a key of `Findings.figure`
    n_paths : at most those of the run, and all of them if left out
    on_stage : gets the answer of the first of `STAGES` as soon as its paths are done, and then of ever more
    should_cancel : is asked again and again whether to stop; then `Canceled` is raised
    """
    most, measure = findings.result.n_paths, MEASURE[objective]
    planned = differences(findings, measure, reference)[strategy]

    def found(run: RunResult) -> WhatIf:
        there, here = gap_by_path(run, objective), planned[: run.n_paths]
        each = (paired_difference(one, measure, findings.luck) for one in (there, here, there - here))
        return WhatIf(objective, run.n_paths, *each)

    run = simulate(
        two_of(changed, strategy, reference, most if n_paths is None else min(n_paths, most)),
        should_cancel=should_cancel,
        on_preview=None if on_stage is None else lambda run: on_stage(found(run)),
        preview_paths=STAGES,
    )
    return found(run)
