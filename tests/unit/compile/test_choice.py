"""Which compiler mode is chosen, and that the plain one needs nothing of numba that may move."""

import logging
import os
import subprocess
import sys

import pytest

from sim.compile import choice, mode
from tests.house.sources import ROOT


@pytest.fixture
def unsettled(monkeypatch) -> None:
    """Let the mode be chosen again, without what the machine that runs the suite has set."""
    monkeypatch.setattr(choice, "_SETTLED", [])
    for variable in (choice.SWITCH, "NUMBA_DISABLE_JIT"):
        monkeypatch.delenv(variable, raising=False)


@pytest.mark.usefixtures("unsettled")
@pytest.mark.parametrize("version", choice.PROVEN_NUMBA_VERSIONS)
def test_a_proven_numba_gets_the_fast_mode_and_nothing_is_said(monkeypatch, version: str) -> None:
    monkeypatch.setattr(choice, "numba_version", lambda: version)
    assert mode().name == "fast"
    assert mode().notice == ""


@pytest.mark.usefixtures("unsettled")
@pytest.mark.parametrize("version", ["0.67.0", "0.68.9", "0.69.0", "1.0"])
def test_any_other_numba_gets_the_plain_mode_and_the_user_is_told(monkeypatch, version: str) -> None:
    monkeypatch.setattr(choice, "numba_version", lambda: version)
    assert mode().name == "plain"
    assert version in mode().reason
    assert "All results are the same" in mode().notice


@pytest.mark.usefixtures("unsettled")
@pytest.mark.parametrize("wish", ["fast", "plain", " Plain "])
def test_the_switch_goes_before_the_version(monkeypatch, wish: str) -> None:
    monkeypatch.setattr(choice, "numba_version", lambda: "0.69.0")
    monkeypatch.setenv(choice.SWITCH, wish)
    assert mode().name == wish.strip().lower()
    assert mode().notice == "", "who sets the switch knows"


@pytest.mark.usefixtures("unsettled")
def test_an_unknown_mode_is_said_and_passed_over(monkeypatch, caplog) -> None:
    monkeypatch.setattr(choice, "numba_version", lambda: choice.PROVEN_NUMBA_VERSIONS[0])
    monkeypatch.setenv(choice.SWITCH, "quick")
    with caplog.at_level(logging.WARNING):
        assert [mode().name, mode().name] == ["fast", "fast"]
    (record,) = caplog.records
    assert "quick" in record.getMessage()


@pytest.mark.usefixtures("unsettled")
@pytest.mark.parametrize(("setting", "name"), [("1", "off"), ("0", "fast"), ("", "fast")])
def test_without_the_compiler_there_is_no_mode(monkeypatch, setting: str, name: str) -> None:
    monkeypatch.setattr(choice, "numba_version", lambda: choice.PROVEN_NUMBA_VERSIONS[0])
    monkeypatch.setenv("NUMBA_DISABLE_JIT", setting)
    assert mode().name == name


@pytest.mark.usefixtures("unsettled")
def test_the_version_is_known_without_an_installers_notes(monkeypatch) -> None:
    def missing(name: str) -> str:
        raise choice.importlib.metadata.PackageNotFoundError(name)

    expected = choice.numba_version()
    monkeypatch.setattr("importlib.metadata.version", missing)
    assert choice.numba_version() == expected


KERNELS = """
import sys
from sim.compile import mode
from sim.compile.decorators import cold_kernel, inner_kernel, kernel

@inner_kernel(inline=True)
def half(x):
    return 0.5 * x

@cold_kernel
def third(x):
    return x / 3.0

@kernel
def part(x):
    return half(x) + third(x)

print(mode().name, "sim.compile.pipeline" in sys.modules, part(6.0))
"""
UNTESTED = "import importlib.metadata as notes; notes.version = lambda name: '0.99.0'"
BLOCKED = "import sys; sys.modules['sim.compile.pipeline'] = None"
MOVED = "import numba.core.codegen as moved; del moved.JITCodeLibrary"


def run_kernels(tmp_path, before: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Return what a new process says that defines kernels and calls one, after some other lines."""
    script = tmp_path / "kernels.py"
    script.write_text(f"{before}\n{KERNELS}")
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("NUMBA_", choice.SWITCH))}
    environment |= {"PYTHONPATH": str(ROOT), "NUMBA_CACHE_DIR": str(tmp_path / "cache"), **variables}
    done = subprocess.run([sys.executable, script], env=environment, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    return done


def test_the_fast_mode_says_nothing(tmp_path) -> None:
    done = run_kernels(tmp_path, "", **{choice.SWITCH: "fast"})
    assert done.stdout.split() == ["fast", "True", "5.0"]
    assert done.stderr == ""


def test_the_plain_mode_does_not_load_the_fenced_file(tmp_path) -> None:
    done = run_kernels(tmp_path, BLOCKED, **{choice.SWITCH: "plain"})
    assert done.stdout.split() == ["plain", "True", "5.0"]  # the name stands for nothing: an import of it would fail
    assert done.stderr == ""


@pytest.mark.parametrize(
    ("before", "said"),
    [
        pytest.param(UNTESTED, "numba 0.99.0 is installed", id="another numba"),
        pytest.param(MOVED, "JITCodeLibrary", id="a private name is gone"),
        pytest.param(BLOCKED, "could not be loaded", id="the file is gone"),
    ],
)
def test_kernels_work_in_the_plain_mode_after_one_warning(tmp_path, before: str, said: str) -> None:
    done = run_kernels(tmp_path, before)
    assert done.stdout.split()[::2] == ["plain", "5.0"]
    (warning,) = done.stderr.splitlines()
    assert said in warning
    assert "plain compiler mode" in warning


def test_each_mode_keeps_its_kernels_in_a_folder_of_its_own(tmp_path) -> None:
    for name in ("fast", "plain"):
        run_kernels(tmp_path, "", **{choice.SWITCH: name})
    assert len(list((tmp_path / "cache").iterdir())) == 2


def test_without_the_compiler_a_kernel_is_the_function_itself(tmp_path) -> None:
    done = run_kernels(tmp_path, "", NUMBA_DISABLE_JIT="1")
    assert done.stdout.split() == ["off", "False", "5.0"]
    assert not (tmp_path / "cache").exists()
