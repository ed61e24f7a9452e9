"""Standard streams that are closed or full, and a user who stops a command, at any moment of it."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from sim.scenario.written.load import scenario_json
from sim.scenario.written.samples import sample_scenario
from tests.browser.server import free_port, serving
from tests.faults.steps import ROOT

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="/dev/full, and signals as a terminal sends them")

CASES = ROOT / "tests" / "law_cases" / "federal.csv"
STOPPED = 130


def environment(folder: Path, **more: str) -> dict[str, str]:
    own = {"PYTHONPATH": str(ROOT), "ROLLOVER_SIM_DATABASE_URL": f"sqlite:///{folder / 'plans.sqlite3'}"}
    return {**os.environ, **own, **more}


def shell(words: str, folder: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """Return what came of a command with its redirections."""
    command = f"'{sys.executable}' -m sim {words}"
    given = environment(folder, **more)
    return subprocess.run(["bash", "-c", command], cwd=folder, env=given, capture_output=True, text=True, timeout=900)


@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("where", [">&-", ">/dev/full"])
@pytest.mark.parametrize("words", ["--help", "--version", "tax --help", "sample early-retiree", "import lots.csv"])
def test_output_that_is_lost_is_no_success(words: str, where: str, unbuffered: str, tmp_path: Path) -> None:
    (tmp_path / "lots.csv").write_text("account,symbol,quantity,acquired,cost_basis\nA,VTI,1,2024-01-02,100\n")
    done = shell(f"{words} {where}", tmp_path, PYTHONUNBUFFERED=unbuffered)
    assert done.returncode == 2
    assert "cannot be written" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a plan, and the results of a run that could say everything."""
    folder = tmp_path_factory.mktemp("told")
    (folder / "plan.json").write_text(scenario_json(sample_scenario("no-taxable-account")))
    assert shell("run plan.json --paths 2 --out told", folder).returncode == 0
    return folder


@pytest.mark.parametrize("where", ["2>&-", "2>/dev/full", ">&- 2>&-", "<&- >&- 2>&-"])
def test_a_message_that_is_lost_is_no_failure(where: str, told: Path, tmp_path: Path) -> None:
    """All was written; and where no stream is open, no file of ours is taken for one."""
    done = shell(f"run plan.json --paths 2 --out {tmp_path / 'untold'} {where}", told)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    for name in os.listdir(told / "told"):
        assert (told / "told" / name).read_bytes() == (tmp_path / "untold" / name).read_bytes()


def test_a_refusal_that_is_lost_is_one(tmp_path: Path) -> None:
    assert shell("sample mansion <&- >&- 2>&-", tmp_path).returncode == 2


STOPPED_AT_AN_IMPORT = """
import os, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
class Stop:
    def find_spec(self, name, *_):
        if name == {name!r}:
            sys.meta_path.remove(self)
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Stop())
sys.argv = ["rollover-sim", *{arguments!r}]
from sim.cli import main
sys.exit(main())
"""


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("argparse", ["--help"]),
        ("sim.api", ["--help"]),
        ("sim.commands.sample", ["sample", "early-retiree"]),
        ("sim.scenario.written.samples", ["sample", "early-retiree"]),
        ("numba", ["tax", str(CASES)]),
        ("numba.core.types", ["run", "plan.json", "--out", "out"]),
        ("sqlalchemy", ["plans", "backup", "copy"]),
    ],
)
def test_stopped_while_it_loads(name: str, arguments: list[str], tmp_path: Path) -> None:
    """The signal comes in the middle of the import of this module."""
    script = STOPPED_AT_AN_IMPORT.format(name=name, arguments=arguments)
    command = [sys.executable, "-c", script]
    given = environment(tmp_path)
    done = subprocess.run(command, cwd=tmp_path, env=given, capture_output=True, text=True, timeout=300)
    assert (done.returncode, done.stderr) == (STOPPED, "error: stopped\n")


STARTED_AT_A_TERMINAL = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
from sim.cli import main
sys.exit(main())
"""


def test_the_app_ends_quietly(tmp_path: Path) -> None:
    port = free_port()
    script = tmp_path / "script.py"
    script.write_text(STARTED_AT_A_TERMINAL)
    command = [sys.executable, str(script), "app", "--headless", "--port", str(port)]
    given = environment(tmp_path)
    with serving(command, tmp_path, tmp_path / "log", f"http://127.0.0.1:{port}", given) as process:
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=120) == 0
    told = (tmp_path / "log").read_text()
    assert "Aborted" not in told
    assert "Traceback" not in told
