"""A state's tax that hangs on no federal deduction is asked once: asked again and again, every state says the same."""

from typing import Any

import numpy as np
import pytest

from sim.engine.lowering import lower as lowering
from sim.engine.lowering.path_laws import laws_of_paths
from sim.engine.run.result import RunResult
from sim.engine.run.run import run_lowered
from sim.scenario.enums import STATES
from tests.unit.engine.test_deductions_and_moves import worker

LISTED = {"mortgage_interest": 20_000.0, "medical": 15_000.0, "charity_cash": 8_000.0}


def _run(state: str, property_tax: float) -> RunResult:
    plan = worker(state=state, spending=120_000.0, deductions={**LISTED, "property_tax": property_tax}).with_paths(1)
    return run_lowered(plan, lowering.lower(plan), threads=1)


@pytest.mark.parametrize("property_tax", [2_000.0, 50_000.0])
def test_no_state_changes_by_being_asked_again(monkeypatch: pytest.MonkeyPatch, property_tax: float) -> None:
    """Below the cap the state's tax is deducted, above it none of it is."""

    def all_follow(laws: Any) -> np.ndarray:
        found = laws_of_paths(laws)
        found["state_follows"], found["state_asks_tax_paid"] = 1, 1
        return found

    once = {state: _run(state, property_tax) for state in STATES}
    monkeypatch.setattr(lowering, "laws_of_paths", all_follow)
    for state, run in once.items():
        again = _run(state, property_tax)
        for name, figures in run.yearly.items():
            assert np.array_equal(figures, again.yearly[name]), (state, name)
