"""Processes of another making: forked, spawned, without a home folder, of a user whom the system does not know."""

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from sqlalchemy.engine import make_url

from sim.scenario.written.load import parse_scenario, scenario_json
from sim.scenario.written.samples import sample_scenario
from sim.store.database import open_database
from sim.store.plans import PlanStore
from tests.browser.server import free_port, serving
from tests.faults.steps import ROOT

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="forks, and users without an entry, are POSIX's")

UNKNOWN_USER = """
import os, pwd, sys
from sim.cli import main
def unknown(user):
    raise KeyError("getpwuid(): uid not found")
pwd.getpwuid = unknown
os.environ.pop("HOME", None)
sys.exit(main(sys.argv[1:]))
"""

FORKED = """
import os, sys
from sim.cli import main
assert main([*sys.argv[1:], "parent"]) == 0
if os.fork() == 0:
    os._exit(main([*sys.argv[1:], "child"]))
sys.exit(os.waitstatus_to_exitcode(os.wait()[1]))
"""

SPAWNED = """
import multiprocessing, sys
from sim.cli import main
if __name__ == "__main__":
    context = multiprocessing.get_context("spawn")
    for name in ("parent", "child"):
        process = context.Process(target=main, args=([*sys.argv[1:], name],))
        process.start()
        process.join()
        assert process.exitcode == 0
"""


def ended(script: str, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Return what came of a script in a process of its own, in this folder."""
    file = folder / "script.py"
    file.write_text(script)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    environment["ROLLOVER_SIM_DATABASE_URL"] = f"sqlite:///{folder / 'plans.sqlite3'}"
    command = [sys.executable, str(file), *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=600)


@pytest.mark.parametrize("script", [FORKED, SPAWNED], ids=["fork", "spawn"])
def test_a_run_in_another_process_is_the_same_run(script: str, tmp_path: Path) -> None:
    """A fork has none of its parent's threads, and a run waited for them."""
    (tmp_path / "plan.json").write_text(scenario_json(sample_scenario("no-taxable-account")))
    done = ended(script, tmp_path, "run", "plan.json", "--paths", "8", "--out")
    assert done.returncode == 0, done.stderr
    names = [place.name for place in (tmp_path / "parent").iterdir()]
    assert "summary.json" in names
    for name in names:
        assert (tmp_path / "parent" / name).read_bytes() == (tmp_path / "child" / name).read_bytes()


def test_a_user_whom_the_system_does_not_know_has_a_shell(tmp_path: Path) -> None:
    done = ended(UNKNOWN_USER, tmp_path, "sample", "early-retiree")
    assert done.returncode == 0, done.stderr
    assert parse_scenario(done.stdout) == sample_scenario("early-retiree")
    done = ended(UNKNOWN_USER, tmp_path, "doctor")
    assert done.returncode == 0, done.stdout
    assert "problem " not in done.stdout


def test_a_user_whom_the_system_does_not_know_has_the_app(tmp_path: Path) -> None:
    port = free_port()
    script = tmp_path / "script.py"
    script.write_text(UNKNOWN_USER)
    command = [sys.executable, str(script), "app", "--headless", "--port", str(port)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with serving(command, tmp_path, tmp_path / "log", f"http://127.0.0.1:{port}", environment) as process:
        assert process.poll() is None
    assert "Traceback" not in (tmp_path / "log").read_text()


PLAN = "plan.json"
WRITERS = {
    "run": ["run", PLAN, "--paths", "1", "--out", "{place}/results"],
    "tax": ["tax", "cases.csv", "--out", "{place}/returns.csv"],
    "wash-sales": ["wash-sales", "ledger.csv", "--out", "{place}/form.csv"],
    "plans backup": ["plans", "backup", "{place}/plans.sqlite3"],
}


@pytest.mark.skipif(sys.platform != "linux", reason="/proc takes no files from anybody")
@pytest.mark.parametrize("command", WRITERS)
def test_a_place_that_takes_no_files_is_told(command: str, tmp_path: Path) -> None:
    (tmp_path / PLAN).write_text(scenario_json(sample_scenario("no-taxable-account")))
    cases = (ROOT / "tests" / "law_cases" / "federal.csv").read_text().splitlines()
    (tmp_path / "cases.csv").write_text("\n".join([*cases[:2], ""]))
    case = ROOT / "tests" / "law_cases" / "wash_sales" / "gain_never_washes.toml"
    (tmp_path / "ledger.csv").write_text(tomllib.loads(case.read_text())["ledger"].lstrip())
    engine = open_database(make_url(f"sqlite:///{tmp_path / 'plans.sqlite3'}"))
    PlanStore(engine).create({"name": "plan"})
    engine.dispose()
    arguments = [word.format(place="/proc") for word in WRITERS[command]]
    done = ended("import sys; from sim.cli import main; sys.exit(main(sys.argv[1:]))", tmp_path, *arguments)
    assert done.returncode == 2, done.stderr
    assert "/proc" in done.stderr
    assert "Traceback" not in done.stderr
