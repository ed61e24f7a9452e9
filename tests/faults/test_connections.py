"""Nothing leaves the machine: what the system tells of every connection that the shell tries."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from sim.scenario.written.load import scenario_json
from sim.scenario.written.samples import sample_scenario
from tests.faults.connections import other_computers, watched
from tests.faults.steps import ROOT

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="strace is Linux's")


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a run's results, made while it was watched."""
    folder = tmp_path_factory.mktemp("watched")
    (folder / "plan.json").write_text(scenario_json(sample_scenario("no-taxable-account")))
    assert asked_of_others(folder, "run", "plan.json", "--out", "results", "--paths", "2") == []
    return folder


def asked_of_others(folder: Path, *arguments: str) -> list[str]:
    """Return the other computers that a command of the shell tried to reach."""
    log = folder / "calls.txt"
    command = watched([sys.executable, "-m", "sim", *arguments], log)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    environment["ROLLOVER_SIM_DATABASE_URL"] = f"sqlite:///{folder / 'plans.sqlite3'}"
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=900)
    assert done.returncode == 0, done.stderr
    return other_computers(log)


@pytest.mark.parametrize("words", ["export results --format all", "doctor"])
def test_no_command_connects_to_another_computer(results: Path, words: str) -> None:
    assert asked_of_others(results, *words.split()) == []


def test_no_file_that_is_read_makes_a_connection(results: Path) -> None:
    for file in sorted((ROOT / "tests" / "fixtures" / "brokers").iterdir())[:3]:
        assert asked_of_others(results, "import", str(file)) == []


def test_a_connection_is_noticed(tmp_path: Path) -> None:
    """192.0.2.0/24 and 2001:db8::/32 are for documentation (RFC 5737, RFC 3849): nobody answers."""
    script = """
import socket
for family, address in ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1"), (socket.AF_INET, "127.0.0.1")):
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as one:
            one.connect((address, 9))
    except OSError:
        pass
"""
    log = tmp_path / "calls.txt"
    subprocess.run(watched([sys.executable, "-c", script], log), check=True)
    assert "192.0.2.1:9" in other_computers(log)
    assert not [one for one in other_computers(log) if one.startswith("127.")]
