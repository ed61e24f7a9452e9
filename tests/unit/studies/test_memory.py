"""Memory is worked out before a run: near the truth, and refused in words where it is too much."""

import json
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from sim.api import Findings, InputError, sample_scenario, simulate, summary_json
from sim.cli import main
from sim.engine.run import reduced
from sim.engine.run.memory import MEMORY_VARIABLE, in_words, most_bytes
from sim.export.report import report_json, report_of
from sim.scenario.models import Scenario
from sim.scenario.written.load import scenario_from, scenario_json
from sim.studies.attribution import attribution
from sim.studies.memory import WORK, check_memory, needed_bytes

NEAR = 0.25


def of(n_strategies: int, n_years: int, n_paths: int) -> Scenario:
    document = json.loads(scenario_json(sample_scenario("californian-couple")))
    pattern = document["strategies"][-1]
    document["strategies"] = [{**pattern, "name": f"Strategy {number}"} for number in range(n_strategies)]
    document["household"]["horizon_years"] = n_years
    document["simulation"]["n_paths"] = n_paths
    return scenario_from(document)


def peak_of(work: Callable[[], object]) -> int:
    """Return the most memory that the work had at a time [bytes], numpy's arrays among it."""
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def whole(scenario: Scenario) -> str:
    """Do what the shell's `run` does, up to its files."""
    findings = Findings(simulate(scenario))
    return summary_json(findings) + report_json(report_of(findings))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("n_strategies", "n_years", "n_paths", "most_double"),
    [
        (6, 30, 3_000, None),
        pytest.param(2, 8, 12_000, None, marks=pytest.mark.long),
        pytest.param(8, 12, 12_000, None, marks=pytest.mark.long),
        pytest.param(5, 20, 12_000, 0, marks=pytest.mark.long),
    ],
)
def test_the_estimate_of_a_run_is_near_the_truth(
    n_strategies: int, n_years: int, n_paths: int, most_double: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All fields kept; few kept; few in single precision."""
    if most_double is not None:
        monkeypatch.setattr(reduced, "MOST_BYTES", 0)
        monkeypatch.setattr(reduced, "MOST_DOUBLE_BYTES", most_double)
    whole(of(n_strategies, n_years, 2))
    scenario = of(n_strategies, n_years, n_paths)
    assert needed_bytes(scenario) == pytest.approx(peak_of(lambda: whole(scenario)), rel=NEAR)


@pytest.mark.slow
@pytest.mark.long
def test_the_estimate_of_an_attribution_is_near_the_truth() -> None:
    def work(scenario: Scenario) -> object:
        return attribution(Findings(simulate(scenario)))

    work(of(3, 12, 2))
    scenario = of(3, 12, 6_000)
    assert needed_bytes(scenario, "attribution") == pytest.approx(peak_of(lambda: work(scenario)), rel=NEAR)


def test_twenty_kilobytes_of_input_take_no_gigabytes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    worst = of(8, 60, 100_000)
    file = tmp_path / "worst.json"
    file.write_text(scenario_json(worst))
    assert main(["run", str(file), "--out", str(tmp_path / "out")]) == 2
    told = capsys.readouterr().err
    assert "GB of memory" in told
    assert MEMORY_VARIABLE in told
    assert not (tmp_path / "out").exists()
    n_paths = int(told.partition("at most ")[2].partition(" paths")[0].replace(",", ""))
    assert 1_000 < n_paths < 100_000
    check_memory(worst.with_paths(n_paths))
    with pytest.raises(InputError, match="memory"):
        check_memory(worst.with_paths(n_paths + 1))


@pytest.mark.parametrize("work", WORK)
def test_every_study_is_weighed(work: str, monkeypatch: pytest.MonkeyPatch) -> None:
    scenario = sample_scenario("californian-couple")
    check_memory(scenario, work)
    monkeypatch.setattr("sim.studies.memory.most_bytes", lambda: 1_000_000)
    with pytest.raises(InputError, match="a run may take 1 MB"):
        check_memory(scenario, work)


def test_the_setting_is_a_number_of_megabytes() -> None:
    assert most_bytes({}) == 1_000_000_000
    assert most_bytes({MEMORY_VARIABLE: " 2500 "}) == 2_500_000_000
    for wrong in ("x", "-5", "0", "1e3", "9" * 40, "٣٠٠", "1.5", "None"):
        with pytest.raises(InputError, match=MEMORY_VARIABLE):
            most_bytes({MEMORY_VARIABLE: wrong})
    assert (in_words(5_400_000_000), in_words(320_000_000)) == ("5.4 GB", "320 MB")


def test_a_run_in_single_precision_says_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """To seven digits, whatever the chunks; amounts at the horizon to the last bit."""
    monkeypatch.setattr(reduced, "MOST_BYTES", 0)
    scenario = of(3, 6, 60)
    double = simulate(scenario)
    monkeypatch.setattr(reduced, "MOST_DOUBLE_BYTES", 0)
    single, again = simulate(scenario, chunk_paths=7, threads=3), simulate(scenario)
    for field, amounts in double.yearly.items():
        assert single.yearly[field].dtype == "float32"
        assert single.yearly[field].tobytes() == again.yearly[field].tobytes()
        assert single.yearly[field] == pytest.approx(amounts, rel=1e-6)
    for field, amounts in double.terminal.items():
        assert single.terminal[field].tobytes() == amounts.tobytes()
    assert single.price_level.tobytes() == double.price_level.tobytes()
    one, other = (json.loads(summary_json(Findings(run)))["strategies"] for run in (single, double))
    for ours, theirs in zip(one, other, strict=True):
        assert ours["success_rate"] == theirs["success_rate"]
        assert ours["after_tax_wealth_real"] == theirs["after_tax_wealth_real"]
        assert ours["income_real"]["p50"] == pytest.approx(theirs["income_real"]["p50"], rel=1e-6)
