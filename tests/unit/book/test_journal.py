"""What is finished stays, whatever ends a run; nothing is in it twice or in part."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from sim.api import InputError
from sim.book import journal
from sim.book.journal import JOURNAL, Journal

ONE, TWO = "1" * 64, "2" * 64
ROWS = {"rows": [{"a": 1.5}]}


def test_lines_are_read_back_and_none_is_kept_twice(tmp_path: Path) -> None:
    with Journal(tmp_path) as kept:
        kept.add([(ONE, ROWS), (ONE, ROWS)])
        kept.add([(ONE, {"rows": []}), (TWO, {"rows": []})])
    with Journal(tmp_path) as again:
        assert ONE in again
        assert again.outcome(ONE) == ROWS
        assert again.outcome(TWO) == {"rows": []}
    assert (tmp_path / JOURNAL).read_text().count("\n") == 2


@pytest.mark.parametrize("cut", [1, 2, 40, 70])
def test_a_line_that_a_kill_cut_off_is_dropped(tmp_path: Path, cut: int) -> None:
    with Journal(tmp_path) as kept:
        kept.add([(ONE, ROWS), (TWO, ROWS)])
    whole = (tmp_path / JOURNAL).read_bytes()
    (tmp_path / JOURNAL).write_bytes(whole[:-cut])
    with Journal(tmp_path) as again:
        assert ONE in again
        assert TWO not in again
        again.add([(TWO, ROWS)])
    assert (tmp_path / JOURNAL).read_bytes() == whole


def test_a_full_disk_takes_nothing_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def half(handle: int, content: bytes) -> None:
        os.write(handle, content[: len(content) // 2])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with Journal(tmp_path) as kept:
        kept.add([(ONE, ROWS)])
        before = (tmp_path / JOURNAL).read_bytes()
        monkeypatch.setattr(journal, "write_all", half)
        with pytest.raises(InputError, match=r"No space left on device.*What is finished stays"):
            kept.add([(TWO, ROWS)])
        assert (tmp_path / JOURNAL).read_bytes() == before
        assert TWO not in kept


def test_a_folder_belongs_to_one_run_at_a_time(tmp_path: Path) -> None:
    script = f"from pathlib import Path\nfrom sim.book.journal import Journal\nJournal(Path({str(tmp_path)!r}))"
    with Journal(tmp_path):
        other = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=120)
    assert "Another run is writing into this folder" in other.stderr
    assert subprocess.run([sys.executable, "-c", script], timeout=120).returncode == 0


def test_a_folder_that_is_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("")
    with pytest.raises(InputError, match="--out: Cannot be written to"):
        Journal(tmp_path / "out")
