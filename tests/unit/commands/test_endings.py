"""How a command ends where something outside it fails: in words, whatever it is."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from sim.cli import main

LOTS = "account,symbol,quantity,acquired,cost_basis\nÄrger 👵,VTI,1,2024-01-02,100\n"


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
@pytest.mark.parametrize("options", [[], ["--json"]])
def test_letters_that_a_terminal_has_not_are_written_otherwise(
    tmp_path: Path, encoding: str, options: list[str]
) -> None:
    (tmp_path / "lots.csv").write_text(LOTS, encoding="utf-8")
    environ = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-m", "sim", "import", "lots.csv", *options]
    done = subprocess.run(command, cwd=tmp_path, env=environ, capture_output=True)
    assert done.returncode == 0, done.stderr.decode()
    assert b"VTI" in done.stdout


@pytest.mark.parametrize(("fault", "code"), [(KeyboardInterrupt, 130), (MemoryError, 2), (OSError(5, "broken"), 2)])
def test_what_ends_a_command_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], fault: BaseException, code: int
) -> None:
    def fail(_arguments: object) -> int:
        raise fault

    monkeypatch.setattr("sim.commands.sample.run", fail)
    assert main(["sample", "early-retiree"]) == code
    told = capsys.readouterr().err
    assert told.startswith("error: ")
    assert "Traceback" not in told
