"""A process killed at any write, and a full disk, leave the old files or the new ones, never a mix."""

import itertools
import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from sim import cli, files
from sim.commands import run as run_command
from sim.errors import InputError
from sim.export.report import read_report
from sim.scenario.written.load import scenario_json
from tests.faults import outputs
from tests.faults.steps import ROOT, Steps, full, killed_at
from tests.unit.results.synthetic import made_up_result, random_result

OLD, NEW = (dict.fromkeys(outputs.NAMES, household) for household in ("old", "new"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with an earlier run, one file that only that run has, and one of somebody else's."""
    place = tmp_path / "results"
    outputs.run_of("old", str(place))
    (place / "attribution.csv").write_bytes(b"old")
    (place / "notes.txt").write_text("mine")
    return place


def kills(function: str, folder: Path) -> Iterator[int]:
    """Kill the function in its first step, its second and so on, until it lives; yield the step after each."""
    for step in itertools.count(1):
        if killed_at(step, "tests.faults.outputs", function, "new", str(folder)) is not None:
            assert step > 10
            return
        yield step


def test_a_run_killed_at_any_write_leaves_the_old_run_or_the_new_one(folder: Path) -> None:
    seen = []
    for _ in kills("run_of", folder):
        found = outputs.found(folder)
        seen.append("new" if found == NEW else "old")
        assert found in (NEW, OLD | {"attribution.csv": "nobody"})
        assert (folder / "notes.txt").read_text() == "mine"
        if found == NEW:
            outputs.run_of("old", str(folder))
            (folder / "attribution.csv").write_bytes(b"old")
    assert outputs.found(folder) == NEW
    assert (folder / "notes.txt").read_text() == "mine"
    assert "old" in seen
    assert [place.name for place in folder.parent.iterdir()] == ["results"], "what was written aside is still there"


def test_where_folders_cannot_be_swapped_no_two_runs_are_mixed(folder: Path) -> None:
    (folder / "mine").mkdir()  # with a folder in it, the results' folder stays the same one
    for _ in kills("run_of", folder):
        found = outputs.found(folder)
        households = {household for name, household in found.items() if name != "attribution.csv"}
        assert households in ({"old"}, {"new"}), found
        assert "report.json" in found
        outputs.run_of("old", str(folder))
        (folder / "attribution.csv").write_bytes(b"old")
    assert outputs.found(folder) == NEW
    assert {place.name for place in folder.iterdir()} == {*outputs.NAMES, "notes.txt", "mine"}


@pytest.mark.parametrize("function", ["pair_of", "file_of"])
def test_files_that_belong_together_are_never_of_two_runs(tmp_path: Path, function: str) -> None:
    write = getattr(outputs, function)
    write("old", str(tmp_path))
    for step in itertools.count(1):
        if killed_at(step, "tests.faults.outputs", function, "new", str(tmp_path)) is not None:
            break
        found = outputs.found(tmp_path)
        assert set(found.values()) in ({"old"}, {"new"})
        assert "report.json" in found
        write("old", str(tmp_path))
    assert set(outputs.found(tmp_path).values()) == {"new"}


@pytest.mark.parametrize("function", ["run_of", "pair_of", "file_of"])
def test_a_disk_full_at_any_write_is_told_and_leaves_the_old_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, function: str
) -> None:
    write = getattr(outputs, function)
    place = tmp_path / "a" if function == "run_of" else tmp_path
    for step in itertools.count(1):
        write("old", str(place))
        before = outputs.found(place)
        steps, told = Steps(step, full), ""
        with monkeypatch.context() as patch:
            patch.setattr(os, "write", steps.write)
            patch.setattr(os, "fsync", steps.fsync)
            try:
                write("new", str(place))
            except InputError as error:
                told = str(error)
        after = outputs.found(place)
        if not told:
            assert set(after.values()) == {"new"}  # the last step only asks the disk to hurry
        else:
            assert "No space left on device" in told
            assert after == before
        assert not list(tmp_path.rglob(f"{files.PREFIX}*"))
        if steps.count < step:
            break
    assert step > 10


def test_a_run_on_a_full_disk_leaves_the_run_that_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The fault as it was found: two households in one folder, and the PDF of the other one."""
    first, second = made_up_result(names=("First", "Every month")), random_result()
    out = tmp_path / "out"
    for result in (first, second):
        scenario = tmp_path / "scenario.json"
        scenario.write_text(scenario_json(result.scenario))
        monkeypatch.setattr(run_command, "simulate", lambda *_, result=result, **__: result)
        if result is second:
            monkeypatch.setattr(os, "write", Steps(4, full).write)
        code = cli.main(["run", str(scenario), "--out", str(out)])
        assert code == (2 if result is second else 0)
    monkeypatch.undo()
    assert "No space left on device" in capsys.readouterr().err
    assert read_report(out).scenario == first.scenario
    assert '"First"' in (out / "scenario.json").read_text()


def test_a_later_run_takes_the_earlier_ones_exports_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    result, out, scenario = random_result(), tmp_path / "out", tmp_path / "scenario.json"
    scenario.write_text(scenario_json(result.scenario))
    monkeypatch.setattr(run_command, "simulate", lambda *_, **__: result)
    assert cli.main(["run", str(scenario), "--out", str(out)]) == 0
    assert cli.main(["export", str(out), "--format", "json"]) == 0
    (out / "letter.txt").write_text("mine")
    assert (out / "results.json").exists()
    assert cli.main(["run", str(scenario), "--out", str(out)]) == 0
    assert not (out / "results.json").exists()
    assert (out / "letter.txt").read_text() == "mine"


HEADER = "case_id,year,filing_status,age1,wages\n"


def test_tax_leaves_the_earlier_file_where_there_is_no_room(tmp_path: Path) -> None:
    cases, out = tmp_path / "cases.csv", tmp_path / "out.csv"
    cases.write_text(HEADER + "".join(f"{row},2026,single,60,50000\n" for row in range(300)))
    out.write_text("the earlier file")
    done = subprocess.run(
        [sys.executable, "-m", "sim", "tax", str(cases), "--out", str(out)],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096)),
        env={**os.environ, "NUMBA_DISABLE_JIT": "1"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, "Traceback" in done.stderr) == (2, False), done.stderr
    assert "File too large" in done.stderr
    assert out.read_text() == "the earlier file"
    assert {place.name for place in tmp_path.iterdir()} == {"cases.csv", "out.csv"}


@pytest.mark.parametrize("stream", ["stdout", "stderr"])
@pytest.mark.parametrize("command", [["sample", "early-retiree"], ["sample", "no such sample"]])
def test_a_full_standard_output_is_no_traceback(command: list[str], stream: str) -> None:
    with Path("/dev/full").open("w") as device:
        done = subprocess.run(
            [sys.executable, "-m", "sim", *command],
            cwd=ROOT,
            stdout=device if stream == "stdout" else subprocess.DEVNULL,
            stderr=device if stream == "stderr" else subprocess.PIPE,
            text=True,
            check=False,
        )
    is_told = stream == "stdout" and command[1] == "early-retiree"
    assert done.returncode == (2 if is_told or command[1] != "early-retiree" else 0)
    if stream == "stdout":
        assert "Traceback" not in done.stderr
        assert ("No space left on device" in done.stderr) == is_told


def test_a_device_stays_a_device_and_a_link_a_link(tmp_path: Path) -> None:
    files.write_files({Path("/dev/null"): b"nothing"})
    assert Path("/dev/null").is_char_device()
    target, link = tmp_path / "target.csv", tmp_path / "link.csv"
    target.write_text("old")
    target.chmod(0o640)
    link.symlink_to(target)
    files.write_files({link: b"new"})
    assert link.is_symlink()
    assert target.read_bytes() == b"new"
    assert target.stat().st_mode & 0o777 == 0o640


def test_a_run_into_the_folder_one_stands_in_keeps_the_folder(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A shell that stands in the folder would be left in a removed one."""
    monkeypatch.chdir(folder)
    before = folder.stat().st_ino
    outputs.run_of("new", ".")
    assert folder.stat().st_ino == before
    assert outputs.found(folder) == NEW


@pytest.mark.parametrize("name", ["summary.json", "report.json", "scenario.json", "yearly.csv", "../out/summary.json"])
def test_an_export_takes_no_place_of_the_runs_own_files(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    result, out, scenario = random_result(), tmp_path / "out", tmp_path / "scenario.json"
    scenario.write_text(scenario_json(result.scenario))
    monkeypatch.setattr(run_command, "simulate", lambda *_, **__: result)
    assert cli.main(["run", str(scenario), "--out", str(out)]) == 0
    own = next(place for place in sorted(out.iterdir()) if place.suffix == ".csv")
    target = own if name == "yearly.csv" else out / name
    before = target.read_bytes()
    assert cli.main(["export", str(out), "--format", "ics", "--out", str(target)]) == 2
    assert "a file of the run itself" in capsys.readouterr().err
    assert target.read_bytes() == before
    assert cli.main(["export", str(out), "--format", "ics", "--out", str(out / "mine.ics")]) == 0
