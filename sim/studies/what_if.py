"""What a changed plan says, on the paths that the plan itself was run on: the answer of a slider's move."""

from dataclasses import dataclass

import numpy as np

from sim.engine.run.run import simulate
from sim.results.findings import Findings
from sim.results.paired import MEASURE, PairedDifference, differences, paired_difference
from sim.scenario.models import Scenario
from sim.studies.pairs import gap_by_path, two_of
from sim.studies.progress import Stop

FEW_PATHS = 250


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
    n_paths: int = FEW_PATHS,
    should_cancel: Stop | None = None,
) -> WhatIf:
    """Return what a change does to the difference that a strategy makes.

    Parameters
    ----------
    findings : Findings
        Of the plan as it stands.
    changed : Scenario
        The plan with something changed; strategies and seed are the plan's.
    strategy, reference : int
        By position.
    objective : str
        A key of `Findings.figure`.
    n_paths : int, optional
        At most those of the run.
    should_cancel : callable, optional
        Is asked again and again whether to stop; then `Canceled` is raised.
    """
    n_paths = min(n_paths, findings.result.n_paths)
    run = simulate(two_of(changed, strategy, reference, n_paths), should_cancel=should_cancel)
    there = gap_by_path(run, objective)
    here = differences(findings, MEASURE[objective], reference)[strategy][:n_paths]

    def said(by_path: np.ndarray) -> PairedDifference:
        return paired_difference(by_path, MEASURE[objective], findings.is_in_pairs)

    return WhatIf(objective, n_paths, said(there), said(here), said(there - here))
