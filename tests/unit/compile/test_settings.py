"""numba's settings in the environment: what numba could not read is left out, and told in one line."""

import os
import subprocess
import sys

import pytest

from sim.compile.settings import leave_out_what_cannot_be_read

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
