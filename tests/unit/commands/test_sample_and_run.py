import io
import json
import re
from pathlib import Path

import pypdf
import pytest

from sim import __version__, cli
from sim.commands import run as run_command
from sim.commands.progress import progress
from sim.scenario.written.load import parse_scenario, scenario_json, scenario_sha256
from sim.scenario.written.samples import SAMPLES, sample_scenario
from tests.unit.results.synthetic import random_result


@pytest.fixture
def scenario_file(tmp_path):
    path = tmp_path / "scenario.json"
    path.write_text(scenario_json(sample_scenario("early-retiree")), encoding="utf-8")
    return str(path)


@pytest.fixture
def simulated(monkeypatch):
    """Let the engine answer with a made-up run and note what it was asked: the command is under test here."""
    asked = {}

    def answer(scenario, *, threads=None, on_progress=None):
        asked.update(scenario=scenario, threads=threads)
        return random_result()

    monkeypatch.setattr(run_command, "simulate", answer)
    return asked


def test_the_version_is_told(capsys):
    with pytest.raises(SystemExit, match="0"):
        cli.main(["--version"])
    assert capsys.readouterr().out == f"rollover-sim {__version__}\n"


@pytest.mark.parametrize("name", SAMPLES)
def test_sample_prints_a_scenario_that_can_be_read_back(name, capsys):
    assert cli.main(["sample", name]) == 0
    assert parse_scenario(capsys.readouterr().out) == sample_scenario(name)


def test_an_unknown_sample_is_exit_code_2_with_the_names(capsys):
    assert cli.main(["sample", "mansion"]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "californian-couple" in captured.err


def test_run_writes_the_summary_the_tables_and_the_scenario_run(scenario_file, tmp_path, simulated):
    out = tmp_path / "deep" / "out"
    assert cli.main(["run", scenario_file, "--out", str(out), "--paths", "9", "--seed", "5", "--threads", "2"]) == 0
    assert (simulated["scenario"].simulation.n_paths, simulated["scenario"].simulation.seed) == (9, 5)
    assert simulated["threads"] == 2
    assert len(json.loads((out / "summary.json").read_text())["strategies"]) == 3
    assert scenario_sha256(parse_scenario((out / "scenario.json").read_bytes())) == scenario_sha256(
        simulated["scenario"]
    )
    assert {path.name for path in out.iterdir()} - {"report.json"} == {
        "summary.json", "scenario.json", "strategies.csv", "differences.csv", "income.csv", "lifetime_tax.csv",
        "harvest_ledger.csv", "yearly.csv", "lots.csv", "endings.csv", "harvest_alpha.csv",
    }  # fmt: skip


def test_attribution_is_worked_out_where_it_is_asked_for(tmp_path):
    """Through the engine, on few paths: the parts of every strategy add up to its difference."""
    document = json.loads(scenario_json(sample_scenario("early-retiree")))
    document["household"]["horizon_years"] = 3
    path = tmp_path / "short.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    command = ["run", str(path), "--paths", "6", "--out"]
    assert cli.main([*command, str(tmp_path / "plain")]) == 0
    assert json.loads((tmp_path / "plain" / "summary.json").read_text())["attribution"] is None
    assert cli.main([*command, str(tmp_path / "out"), "--attribution"]) == 0
    content = json.loads((tmp_path / "out" / "summary.json").read_text())
    assert len(content["attribution"]["strategies"]) == 4
    assert not (tmp_path / "plain" / "attribution.csv").exists()
    lines = (tmp_path / "out" / "attribution.csv").read_text().splitlines()
    parts = sum(
        len(row[name]["parts"]) for row in content["attribution"]["strategies"] for name in row if name != "name"
    )
    assert len(lines) == 1 + parts
    for row, strategy in zip(content["attribution"]["strategies"], content["strategies"][1:], strict=True):
        for objective in ("after_tax_wealth_real", "heirs_wealth_real", "mean_income_real"):
            found, wanted = row[objective], strategy["versus_baseline_by_measure"][objective]["mean"]
            assert sum(part["mean"] for part in found["parts"]) == pytest.approx(wanted, abs=1.0)
            assert found["total"]["mean"] == pytest.approx(wanted)


def test_what_the_pages_work_out_on_demand_stands_in_the_summary_where_it_is_asked_for(tmp_path):
    document = json.loads(scenario_json(sample_scenario("early-retiree")))
    document["household"]["horizon_years"] = 3
    path = tmp_path / "short.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    command = ["run", str(path), "--paths", "4", "--out", str(tmp_path), "--objective", "heirs_wealth_real"]
    assert cli.main([*command, "--timing-map", "shared", "--what-moves"]) == 0
    content = json.loads((tmp_path / "summary.json").read_text())
    assert content["timing_map"]["objective"] == content["what_moves"]["objective"] == "heirs_wealth_real"
    assert len(content["timing_map"]["mean_real"]) == 25
    assert len(content["what_moves"]["rows"]) == 20


def test_a_plan_without_a_rollover_has_no_timing_map(tmp_path, capsys):
    document = json.loads(scenario_json(sample_scenario("early-retiree")))
    document["rollovers"], document["strategies"] = [], document["strategies"][:1]
    document["household"]["horizon_years"] = 3
    path = tmp_path / "short.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    assert cli.main(["run", str(path), "--paths", "2", "--out", str(tmp_path), "--timing-map", "shared"]) == 2
    assert "error: --timing-map: " in capsys.readouterr().err


def test_run_reads_the_standard_input(tmp_path, simulated, monkeypatch):
    text = scenario_json(sample_scenario("no-taxable-account")).encode()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text)))
    assert cli.main(["run", "-", "--out", str(tmp_path / "out")]) == 0
    assert simulated["scenario"] == sample_scenario("no-taxable-account")


@pytest.mark.parametrize("option", ["--paths", "--threads", "--seed"])
@pytest.mark.parametrize("text", ["-1", "x", "1.5", "", "1e3", "9" * 30, "٣", "nan"])
def test_a_bad_number_is_exit_code_2_with_its_bounds(scenario_file, tmp_path, simulated, capsys, option, text):
    assert cli.main(["run", scenario_file, "--out", str(tmp_path / "out"), f"{option}={text}"]) == 2
    assert f"error: {option}: This must be a whole number from" in capsys.readouterr().err
    assert not simulated


def test_zero_is_a_seed_but_no_number_of_paths_or_threads(scenario_file, tmp_path, simulated, capsys):
    command = ["run", scenario_file, "--out", str(tmp_path / "out")]
    assert cli.main([*command, "--paths", "0", "--threads", "0"]) == 2
    assert capsys.readouterr().err.count("error:") == 2
    assert cli.main([*command, "--seed", "0"]) == 0


def test_every_problem_is_told_at_once(tmp_path, capsys):
    assert cli.main(["run", str(tmp_path / "missing.json"), "--out", str(tmp_path), "--paths", "0"]) == 2
    told = capsys.readouterr().err
    assert "--paths" in told
    assert "missing.json" in told


def test_a_file_in_place_of_the_folder_is_exit_code_2(scenario_file, simulated, capsys):
    assert cli.main(["run", scenario_file, "--out", scenario_file]) == 2
    assert "not a folder" in capsys.readouterr().err
    assert not simulated


def test_a_folder_that_cannot_be_made_is_exit_code_2(scenario_file, simulated, capsys):
    assert cli.main(["run", scenario_file, "--out", scenario_file + "/below"]) == 2
    assert "--out" in capsys.readouterr().err
    assert not simulated


def test_a_scenario_in_the_folder_of_the_results_is_never_written_over(scenario_file, tmp_path, simulated, capsys):
    """It may hold the same plan in other words, or, with --paths, another one; the folder of an earlier run may."""
    before = Path(scenario_file).read_bytes()
    assert cli.main(["run", scenario_file, "--out", str(tmp_path)]) == 0
    assert Path(scenario_file).read_bytes() == before  # as an earlier run wrote it
    for content, options in ((before, ["--paths", "7"]), (b" " + before, [])):
        Path(scenario_file).write_bytes(content)
        assert cli.main(["run", scenario_file, "--out", str(tmp_path), *options]) == 2
        assert "would be written over; choose another folder." in capsys.readouterr().err
        assert Path(scenario_file).read_bytes() == content
    mine = tmp_path / "plan.json"
    mine.write_bytes(before)
    assert cli.main(["run", str(mine), "--out", str(tmp_path)]) == 0
    assert mine.read_bytes() == before


def test_a_folder_in_place_of_a_result_is_exit_code_2(scenario_file, tmp_path, simulated, capsys):
    (tmp_path / "out" / "summary.json").mkdir(parents=True)
    assert cli.main(["run", scenario_file, "--out", str(tmp_path / "out")]) == 2
    assert "summary.json: Cannot be written" in capsys.readouterr().err


def test_progress_is_shown_on_a_terminal_only(monkeypatch, capsys):
    assert progress() is None
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    show = progress()
    show(0.5)
    show(1.0)
    assert capsys.readouterr().err == "\rSimulating:  50%\rSimulating: 100%\n"


def test_what_can_be_spent_stands_in_the_summary_and_in_a_table(tmp_path):
    document = json.loads(scenario_json(sample_scenario("no-taxable-account")))
    document["household"]["horizon_years"] = 3
    path = tmp_path / "short.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    command = ["run", str(path), "--paths", "4", "--out", str(tmp_path), "--risk-aversion", "0"]
    assert cli.main([*command, "--safe-spending", "92.5%", "--tax-cost"]) == 0
    content = json.loads((tmp_path / "summary.json").read_text())
    asked = content["safe_spending"]
    assert (asked["rate"], asked["n_paths"]) == (0.925, 1_000)
    assert {one["spending"] for one in asked["strategies"]} == {asked["strategies"][0]["spending"]}
    lines = (tmp_path / "safe_spending.csv").read_text().splitlines()
    assert len(lines) == 1 + len(asked["strategies"])
    assert "never holds anything" in content["tax_cost"]["sentences"][0]
    mean = content["strategies"][0]["mean_income_real"]
    assert content["certain_income"]["strategies"][0]["certain_income_real"] == pytest.approx(mean)
    assert cli.main(["export", str(tmp_path), "--format", "pdf", "--out", str(tmp_path / "report.pdf")]) == 0
    paper = letters("".join(page.extract_text() for page in pypdf.PdfReader(tmp_path / "report.pdf").pages))
    said = [*asked["sentences"], *content["tax_cost"]["sentences"]]
    assert not [sentence for sentence in said if letters(sentence) not in paper]


def letters(text):
    """Return a text without what a line's end changes: spaces, and hyphens where a word was broken."""
    return re.sub(r"[\s\u00ad\u2010-]", "", text)


@pytest.mark.parametrize("text", ["0", "100", "49", "99.9", "x", "", "nan", "1e9", "-90"])
def test_a_bad_success_rate_is_exit_code_2_in_words(scenario_file, tmp_path, simulated, capsys, text):
    assert cli.main(["run", scenario_file, "--out", str(tmp_path / "out"), f"--safe-spending={text}"]) == 2
    assert "error: --safe-spending: " in (told := capsys.readouterr().err)
    assert "from 50 to 99.5%" in told
    assert not simulated


@pytest.mark.parametrize("text", ["-1", "10.5", "x", "nan", "inf"])
def test_a_bad_risk_aversion_is_exit_code_2_with_its_bounds(scenario_file, tmp_path, simulated, capsys, text):
    assert cli.main(["run", scenario_file, "--out", str(tmp_path / "out"), f"--risk-aversion={text}"]) == 2
    assert "error: --risk-aversion: This must be a number from 0 to 10." in capsys.readouterr().err
    assert not simulated


def test_where_no_spending_is_the_answer_the_shell_says_why(tmp_path, capsys):
    document = json.loads(scenario_json(sample_scenario("no-taxable-account")))
    document["household"] |= {
        "horizon_years": 2,
        "spending_rule": {"kind": "portfolio_share", "floor_share": 0.0},
    }
    path = tmp_path / "any.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    assert cli.main(["run", str(path), "--paths", "2", "--out", str(tmp_path / "out"), "--safe-spending", "90"]) == 2
    assert "error: --safe-spending: Any amount succeeds" in capsys.readouterr().err


def test_the_worlds_stand_in_the_summary_and_in_a_table(tmp_path):
    document = json.loads(scenario_json(sample_scenario("californian-couple")))
    document["household"]["horizon_years"] = 3
    path = tmp_path / "short.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    assert cli.main(["run", str(path), "--paths", "4", "--out", str(tmp_path), "--worlds"]) == 0
    content = json.loads((tmp_path / "summary.json").read_text())
    told, verdict = content["worlds"], content["verdict"]["heirs_wealth_real"]  # people die in it
    assert told["objective"] == "heirs_wealth_real"
    assert (told["strategy"], told["compared_with"]) == (verdict["strategy"], verdict["compared_with"])
    assert len(told["worlds"]) == 20
    assert "of 20 worlds" in told["sentence"] or "in all 20 worlds" in told["sentence"]
    assert len((tmp_path / "worlds.csv").read_text().splitlines()) == 21


def test_where_nothing_is_compared_there_are_no_worlds(tmp_path, capsys):
    document = json.loads(scenario_json(sample_scenario("no-taxable-account")))
    document["household"]["horizon_years"] = 2
    path = tmp_path / "none.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    assert cli.main(["run", str(path), "--paths", "2", "--out", str(tmp_path / "out"), "--worlds"]) == 2
    assert "error: --worlds: This household has no taxable account" in capsys.readouterr().err


def test_a_county_of_another_state_is_exit_code_2_with_place_and_fix(scenario_file, tmp_path, capsys):
    document = json.loads(Path(scenario_file).read_text())
    document["household"] |= {"state": "IN", "local_income_tax": {"place": "Kent County"}}
    path = tmp_path / "plan.json"
    path.write_text(json.dumps(document))
    assert cli.main(["run", str(path), "--out", str(tmp_path / "out"), "--paths", "0"]) == 2
    errors = capsys.readouterr().err
    assert "household.local_income_tax.place" in errors
    assert "This is in MD, not in IN; name a county or city of IN, or leave it empty." in errors
    assert "--paths" in errors
    assert not (tmp_path / "out").exists()
