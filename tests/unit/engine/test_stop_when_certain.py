"""Stop when certain: at fixed looks only, and a run that stopped is the run of so many paths."""

from dataclasses import asdict
from typing import Any

import numpy as np
import pytest

from sim.engine.run import reduced
from sim.engine.run.certain import FEWEST_PATHS, Look, looks, widest_error
from sim.engine.run.result import RunResult
from sim.engine.run.run import simulate
from sim.errors import InputError
from sim.results.findings import Findings
from sim.results.paired import MEASURE, versus
from sim.results.stopping import stopping_json
from sim.scenario.models import Scenario
from sim.scenario.written.load import scenario_from
from sim.scenario.written.samples import sample_scenario

MOST = 1_600


def asking(certain_to: float | None, n_paths: int = MOST, sample: str = "early-retiree") -> Scenario:
    scenario = sample_scenario(sample)
    few = (scenario.strategies[0], scenario.strategies[-1])
    simulation = scenario.simulation.model_copy(update={"n_paths": n_paths, "certain_to": certain_to})
    return scenario.model_copy(update={"simulation": simulation, "strategies": few})


def arrays(run: RunResult) -> dict[str, Any]:
    named = {**run.yearly, **{f"end {key}": one for key, one in run.terminal.items()}, "prices": run.price_level}
    kept = asdict(run.reduced)
    return {**named, **{f"{kind} {key}": one for kind, each in kept.items() for key, one in each.items()}}


def same_bytes(one: RunResult, other: RunResult) -> bool:
    ours, theirs = arrays(one), arrays(other)
    assert list(ours) == list(theirs)
    return all(ours[key].dtype == theirs[key].dtype and ours[key].tobytes() == theirs[key].tobytes() for key in ours)


def test_it_looks_at_powers_of_two_and_between_them() -> None:
    assert looks(asking(0.001), 7_000) == [1_024, 1_536, 2_048, 3_072, 4_096, 6_144, 7_000]
    assert looks(asking(0.001), 1_024) == [1_024]
    assert looks(asking(None), 7_000) == [7_000]


def test_a_run_that_stopped_is_the_run_of_so_many_paths() -> None:
    seen: list[Look] = []
    stopped = simulate(asking(0.01), on_look=seen.append, threads=2, chunk_paths=37)
    assert stopped.n_paths == FEWEST_PATHS
    assert [look.n_paths for look in seen] == [FEWEST_PATHS]
    assert same_bytes(stopped, simulate(asking(None, FEWEST_PATHS)))


@pytest.mark.parametrize("most_bytes", [(1, 1 << 40), (1, 1), (1, 6_500_000), (30_000_000, 1 << 40)])
def test_so_it_is_where_large_runs_keep_less(monkeypatch: pytest.MonkeyPatch, most_bytes: tuple[int, int]) -> None:
    """Of two strategies 1,024 paths take less than 30 MB in full and 6.5 MB reduced, and 1,600 paths more."""
    monkeypatch.setattr(reduced, "MOST_BYTES", most_bytes[0])
    monkeypatch.setattr(reduced, "MOST_DOUBLE_BYTES", most_bytes[1])
    assert same_bytes(simulate(asking(0.01)), simulate(asking(None, FEWEST_PATHS)))
    to_the_end = simulate(asking(1e-9))
    assert same_bytes(to_the_end, simulate(asking(None)))


def test_a_preview_changes_nothing() -> None:
    shown: list[int] = []
    stopped = simulate(asking(0.01, 4_000), on_preview=lambda run: shown.append(run.n_paths))
    assert (shown, stopped.n_paths) == ([250], FEWEST_PATHS)


def test_what_it_looks_at_is_the_error_that_the_pages_show() -> None:
    run = simulate(asking(None, 600))
    findings = Findings(run)
    rows = [versus(findings, MEASURE[f"{key}_real"])[1] for key in ("after_tax_wealth", "heirs_wealth")]
    assert widest_error(run) == pytest.approx(2 * max(row.standard_error for row in rows) / run.start_wealth, rel=1e-12)


def test_it_says_why_it_stopped() -> None:
    stopped = stopping_json(simulate(asking(0.01)))
    assert stopped is not None
    assert stopped["is_certain"]
    assert stopped["why"].startswith("Of at most 1,600 paths 1,024 were run")
    unsure = stopping_json(simulate(asking(1e-9)))
    assert unsure is not None
    assert not unsure["is_certain"]
    assert "1,600 paths, the most there are" in unsure["why"]
    assert stopping_json(simulate(asking(None, 10))) is None


def test_without_a_difference_it_stops_at_the_first_look() -> None:
    run = simulate(asking(1e-9, sample="no-taxable-account"))
    assert run.n_paths == FEWEST_PATHS
    assert np.nan_to_num(widest_error(run)) == 0.0


@pytest.mark.parametrize("asked", [0.0, -0.1, 0.5, float("nan"), "often"])
def test_what_cannot_be_asked_is_refused(asked: object) -> None:
    document = asking(0.001).model_dump(mode="json")
    document["simulation"]["certain_to"] = asked
    with pytest.raises(InputError, match="certain_to"):
        scenario_from(document)
