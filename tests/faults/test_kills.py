"""A few kills in mid-write in each run of the suite; a thousand by hand: `python -m tests.faults --kills 1000`."""

import subprocess
import sys

import pytest

from tests.faults.__main__ import PLACES
from tests.faults.steps import ROOT

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="children are forks, which Windows has not")


@pytest.mark.parametrize("place", PLACES)
def test_what_was_told_of_as_written_is_there_and_whole(place: str) -> None:
    command = [sys.executable, "-m", "tests.faults", "--kills", "5", "--place", place]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "5 kills" in done.stdout
    assert "0 lost, 0 mixed" in done.stdout
