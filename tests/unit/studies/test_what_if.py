"""A moved plan against the plan as it stands: the same paths, and nothing where nothing was moved."""

import numpy as np
import pytest

from sim.engine.run.run import simulate
from sim.results.findings import Findings
from sim.scenario.models import Scenario
from sim.scenario.written.samples import sample_scenario
from sim.studies.what_if import WhatIf, what_if

N_PATHS, FEW = 24, 12
HEIRS = "heirs_wealth_real"


@pytest.fixture(scope="module")
def plan() -> Scenario:
    return sample_scenario("early-retiree").with_paths(N_PATHS)


@pytest.fixture(scope="module")
def findings(plan: Scenario) -> Findings:
    return Findings(simulate(plan))


def test_nothing_moved_changes_nothing(plan: Scenario, findings: Findings) -> None:
    found = what_if(findings, plan, 1, 0, HEIRS, FEW)
    assert found.n_paths == FEW
    assert found.change.is_zero
    assert found.changed == found.plan


def test_a_move_is_the_other_plan_s_difference_less_the_plan_s_on_the_same_paths(
    plan: Scenario, findings: Findings
) -> None:
    home = plan.household.model_copy(update={"heirs_tax_rate": 0.37})
    moved = plan.model_copy(update={"household": home})
    found = what_if(findings, moved, 1, 0, HEIRS, n_paths=1_000)
    assert found.n_paths == N_PATHS  # no more than the run has
    there, here = Findings(simulate(moved)).heirs_wealth, findings.heirs_wealth
    assert found.changed.mean == pytest.approx(float(np.mean(there[1] - there[0])))
    assert found.change.mean == pytest.approx(float(np.mean((there[1] - there[0]) - (here[1] - here[0]))))


def test_few_paths_answer_first_and_each_stage_is_what_so_many_paths_say(
    plan: Scenario, findings: Findings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sim.studies.what_if.STAGES", (3, 9, 27))
    moved = plan.model_copy(update={"household": plan.household.model_copy(update={"spending": 61_000.0})})
    stages: list[WhatIf] = []
    last = what_if(findings, moved, 1, 0, HEIRS, on_stage=stages.append)
    assert [one.n_paths for one in [*stages, last]] == [3, 9, N_PATHS]
    for one in [*stages, last]:
        assert one == what_if(findings, moved, 1, 0, HEIRS, one.n_paths)
