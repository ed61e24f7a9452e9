"""numba's settings in the environment: what numba could not read is left out, and told in one line."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from sim.compile.settings import leave_out_what_cannot_be_read

ROOT = Path(__file__).parents[3]
SCRIPT = "from sim.cli import main; import sys; sys.exit(main(sys.argv[1:]))"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("NUMBA_NUM_THREADS", "0"),
        ("NUMBA_NUM_THREADS", "-1"),
        ("NUMBA_NUM_THREADS", "abc"),
        ("NUMBA_NUM_THREADS", "9" * 5_000),
        ("NUMBA_DISABLE_JIT", "yes"),
        ("NUMBA_BOUNDSCHECK", ""),
        ("NUMBA_COLOR_SCHEME", "pink"),
        ("NUMBA_OPT", "7"),
        ("NUMBA_CPU_NAME", "sapphirerapids"),
        ("NUMBA_CPU_FEATURES", "-avx512f,+amx-tile"),
    ],
)
def test_what_numba_cannot_read_is_left_out(name: str, value: str) -> None:
    environ = {name: value, "OTHER": "stays"}
    (words,) = leave_out_what_cannot_be_read(environ).values()
    assert name in words
    assert len(words) < 200
    assert environ == {"OTHER": "stays"}


def test_what_numba_can_read_stays() -> None:
    given = {"NUMBA_NUM_THREADS": "4", "NUMBA_DISABLE_JIT": "1", "NUMBA_OPT": "max", "NUMBA_COLOR_SCHEME": "dark_bg"}
    given |= {"NUMBA_CPU_NAME": "generic", "NUMBA_CPU_FEATURES": "-avx512f, -avx2"}
    environ = dict(given)
    assert leave_out_what_cannot_be_read(environ) == {}
    assert environ == given


@pytest.mark.parametrize("name", ["NUMBA_NUM_THREADS", "NUMBA_COLOR_SCHEME"])
def test_a_command_goes_on_and_doctor_sees_it(name: str) -> None:
    """numba fails while it is imported with either of them."""
    environ = {**os.environ, name: "0", "PYTHONPATH": os.pathsep.join(sys.path)}
    loaded = subprocess.run(
        [sys.executable, "-c", "import sim.compile.decorators"], env=environ, capture_output=True, text=True
    )
    assert loaded.returncode == 0, loaded.stderr
    assert loaded.stderr.count(name) == 1
    assert loaded.stderr.count("\n") == 1
    seen = subprocess.run([sys.executable, "-c", SCRIPT, "doctor"], env=environ, capture_output=True, text=True)
    assert f"notice  compiler          {name} is" in seen.stdout


CONFIGURED = """
import sim.compile.decorators
from sim.compile.numba_alone import numba
numba.core.config.reload_config()  # what it does whenever it compiles
print(numba.config.DISABLE_JIT, numba.config.BOUNDSCHECK, int(numba.config.OPT))
"""


@pytest.mark.parametrize("content", ["disable_jit: 1\nboundscheck: 1\nopt: 0\n", "[", "- a list\n"])
def test_a_file_of_settings_in_the_working_folder_is_not_read(content: str, tmp_path: Path) -> None:
    """numba reads it where PyYAML is installed; a fault in it, or a list, ends numba's import in a traceback."""
    (tmp_path / ".numba_config.yaml").write_text(content)
    environ = {name: value for name, value in os.environ.items() if not name.startswith("NUMBA_")}
    environ["PYTHONPATH"] = os.pathsep.join([str(ROOT), *sys.path])
    found = subprocess.run(
        [sys.executable, "-c", CONFIGURED], env=environ, cwd=tmp_path, capture_output=True, text=True
    )
    assert found.stdout == "0 None 3\n", found.stderr
    assert found.stderr.count("\n") == 1
    assert found.stderr.startswith(".numba_config.yaml in this folder is not read")
