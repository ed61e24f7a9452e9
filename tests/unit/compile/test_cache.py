"""Where compiled kernels are kept: a folder named by all that decides what they do, and never numba's own choice."""

import logging
import os
import stat
import sys
import tempfile
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import numba
import pytest

from sim.compile import cache
from sim.compile.choice import Mode

VARIABLES = ("NUMBA_CACHE_DIR", "XDG_CACHE_HOME", "NUMBA_BOUNDSCHECK")


@pytest.fixture
def package(tmp_path, monkeypatch) -> Path:
    """Return a folder that stands for the package, with one source for each pattern and some beside them."""
    root = tmp_path / "sim"
    for place in (*HASHED, *NOT_HASHED):
        (root / place).parent.mkdir(parents=True, exist_ok=True)
        (root / place).write_text("x = 1\n")
    monkeypatch.setattr(cache, "PACKAGE", root)
    return root


HASHED = (
    "compile/decorators.py",
    "law/projection.py",
    "tax/amt.py",
    "lots/kernels/open_lots.py",
    "market/draws.py",
    "market/models/lognormal.py",
    "engine/records/codes.py",
    "engine/kernels/path.py",
    "engine/kernels/taxes/medicare.py",
)
NOT_HASHED = (
    "law/explained/figures.py",
    "law/federal/ordinary.toml",
    "lots/ledger.py",
    "engine/lowering/lower.py",
    "engine/run/run.py",
    "scenario/enums.py",
    "views/income.py",
)


@pytest.mark.parametrize("place", HASHED)
def test_an_edit_of_a_kernels_source_is_another_folder(package: Path, place: str) -> None:
    before = cache.kernels_hash()
    (package / place).write_text("x = 2\n")
    assert cache.kernels_hash() != before


@pytest.mark.parametrize("place", NOT_HASHED)
def test_an_edit_of_anything_else_compiles_nothing_anew(package: Path, place: str) -> None:
    before = cache.kernels_hash()
    (package / place).write_text("x = 2\n")
    assert cache.kernels_hash() == before


def test_a_file_that_is_moved_is_another_folder(package: Path) -> None:
    before = cache.kernels_hash()
    (package / "tax/amt.py").rename(package / "tax/amt_2.py")
    assert cache.kernels_hash() != before


def test_mode_version_and_checks_of_indices_are_part_of_the_name(package: Path, monkeypatch) -> None:
    monkeypatch.delenv("NUMBA_BOUNDSCHECK", raising=False)
    monkeypatch.setattr(cache, "mode", lambda: Mode("fast", ""))
    seen = {cache.kernels_hash()}
    monkeypatch.setattr(cache, "mode", lambda: Mode("plain", ""))
    seen.add(cache.kernels_hash())
    monkeypatch.setattr(cache, "numba_version", lambda: "0.99.0")
    seen.add(cache.kernels_hash())
    monkeypatch.setenv("NUMBA_BOUNDSCHECK", "1")
    seen.add(cache.kernels_hash())
    assert len(seen) == 4


@pytest.fixture
def user(tmp_path, monkeypatch) -> Path:
    """Return the home folder of a user who has set nothing, with a folder for temporary files of the test's own."""
    monkeypatch.setattr(numba.config, "CACHE_DIR", numba.config.CACHE_DIR)
    for variable in VARIABLES:
        monkeypatch.setenv(variable, "")
    home, shared = tmp_path / "home", tmp_path / "shared"
    home.mkdir()
    shared.mkdir()
    for variable in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(variable, str(home))
    monkeypatch.setattr(tempfile, "tempdir", str(shared))
    return home


def name() -> str:
    return f"kernels-{cache.kernels_hash()}"


def test_the_folder_is_in_the_users_cache(user: Path) -> None:
    folder = cache.use_cache_folder_of_these_sources()
    assert folder == user / ".cache/rollover-sim/numba" / name()
    assert os.environ["NUMBA_CACHE_DIR"] == numba.config.CACHE_DIR == str(folder)


def test_the_convention_of_the_platform_goes_before_it(user: Path, monkeypatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(user / "elsewhere"))
    assert cache.chosen_root() == user / "elsewhere/rollover-sim/numba"
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    assert cache.chosen_root() == user / ".cache/rollover-sim/numba"


def test_in_a_folder_that_the_user_chose_there_is_one_for_these_sources(user: Path, monkeypatch) -> None:
    """And a process begun by this one stays in it, also in another mode."""
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(user / "chosen"))
    for _ in range(2):
        assert cache.use_cache_folder_of_these_sources() == user / "chosen" / name()
    monkeypatch.setattr(cache, "mode", lambda: Mode("another", ""))
    assert cache.use_cache_folder_of_these_sources() == user / "chosen" / name()


@pytest.mark.parametrize("variable", ["NUMBA_CACHE_DIR", "XDG_CACHE_HOME"])
def test_where_it_cannot_be_made_a_private_temporary_folder_takes_its_place(
    user: Path, monkeypatch, caplog, variable: str
) -> None:
    (user / "a file").write_text("")
    monkeypatch.setenv(variable, str(user / "a file" / "below it"))
    folder = cache.use_cache_folder_of_these_sources()
    assert folder is not None
    assert folder.name == name()
    assert folder.parent.parent == user.parent / "shared"
    assert sys.platform == "win32" or stat.S_IMODE(folder.parent.stat().st_mode) == 0o700
    assert str(folder) == numba.config.CACHE_DIR
    (record,) = caplog.records
    assert str(folder) in record.getMessage()
    monkeypatch.setenv("NUMBA_CACHE_DIR", "")
    monkeypatch.setenv(variable, str(user / "a file" / "below it"))
    assert cache.use_cache_folder_of_these_sources() == folder, "the next process finds what this one compiled"


def test_a_user_without_a_home_folder(user: Path, monkeypatch) -> None:
    def unknown() -> Path:
        raise RuntimeError("Could not determine home directory.")  # what the standard library says then

    monkeypatch.setattr(Path, "home", unknown)
    folder = cache.use_cache_folder_of_these_sources()
    assert folder is not None
    assert folder.parent.parent == user.parent / "shared"


@pytest.mark.skipif(sys.platform == "win32", reason="on Windows the folder for temporary files is the user's own")
def test_somebody_elses_temporary_folder_is_not_used(user: Path, monkeypatch) -> None:
    """What lies there would be run."""
    taken = user.parent / "shared" / f"rollover-sim-{os.getuid()}"
    taken.mkdir()
    monkeypatch.setattr(cache, "chosen_root", lambda: None)
    taken.chmod(0o777)
    first = cache.use_cache_folder_of_these_sources()
    taken.chmod(0o700)
    second = cache.use_cache_folder_of_these_sources()
    assert first is not None
    assert first.parent != taken
    assert second == taken / name()


@pytest.mark.skipif(sys.platform == "win32", reason="on Windows the folder for temporary files is the user's own")
@pytest.mark.parametrize("kind", ["link", "file"])
def test_nor_is_what_only_looks_like_it(user: Path, monkeypatch, kind: str) -> None:
    taken = user.parent / "shared" / f"rollover-sim-{os.getuid()}"
    if kind == "link":
        (user / "target").mkdir(mode=0o700)
        taken.symlink_to(user / "target")
    else:
        taken.write_text("")
    monkeypatch.setattr(cache, "chosen_root", lambda: None)
    folder = cache.use_cache_folder_of_these_sources()
    assert folder is not None
    assert folder.parent != taken
    assert not (user / "target" / name()).exists()


def test_what_a_folder_that_became_read_only_holds_is_copied(user: Path, monkeypatch) -> None:
    wish = user / "chosen" / name()
    wish.mkdir(parents=True)
    (wish / "kernel.nbi").write_text("compiled before")
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(user / "chosen"))
    fault_in = cache.fault_in
    monkeypatch.setattr(cache, "fault_in", lambda at: OSError("read-only") if at == wish else fault_in(at))
    folder = cache.use_cache_folder_of_these_sources()
    assert folder is not None
    assert folder != wish
    assert (folder / "kernel.nbi").read_text() == "compiled before"


def test_where_no_folder_takes_files_nothing_is_kept(user: Path, monkeypatch, caplog) -> None:
    monkeypatch.setattr(cache, "fault_in", lambda folder: OSError("full"))
    with caplog.at_level(logging.WARNING):
        assert cache.use_cache_folder_of_these_sources() is None
    assert os.environ["NUMBA_CACHE_DIR"] == numba.config.CACHE_DIR == ""
    (record,) = caplog.records
    assert "compiles them again" in record.getMessage()


class Clock(datetime):
    """A computer's clock that says what a test wants."""

    days = 0

    @classmethod
    def now(cls, tz=None) -> datetime:
        return datetime(2026, 11, 30, 12, tzinfo=tz) + timedelta(days=cls.days)


@pytest.fixture
def begins_on(user: Path, monkeypatch) -> Callable[[int], set[str]]:
    """Return what begins a process on the n-th day, and says which of two other folders are there after it."""
    monkeypatch.setattr(cache, "datetime", Clock)
    root = user / ".cache/rollover-sim/numba"
    for other in ("kernels-one", "kernels-two"):
        (root / other).mkdir(parents=True)

    def begin(day: int) -> set[str]:
        Clock.days = day
        monkeypatch.setenv("NUMBA_CACHE_DIR", "")
        cache.use_cache_folder_of_these_sources()
        assert (root / name()).is_dir()
        return {folder.name for folder in root.glob("kernels-[ot]*")}

    return begin


def test_folders_go_that_were_not_used_on_two_weeks_of_days_of_use(begins_on, user: Path) -> None:
    for day in range(14):
        assert len(begins_on(day)) == len(begins_on(day)) == 2, "more than one use a day counts once"
    (user / ".cache/rollover-sim/numba/kernels-two" / cache.IDLE_FILE).unlink()  # as its own process does
    assert begins_on(14) == {"kernels-two"}


def test_a_clock_that_jumps_removes_nothing(begins_on) -> None:
    for day in (0, 60, 1000, -9000, 0, 400):
        assert begins_on(day) == {"kernels-one", "kernels-two"}


def test_what_is_no_folder_of_ours_stays(begins_on, user: Path) -> None:
    root = user / ".cache/rollover-sim/numba"
    (root / "mine").mkdir()
    (root / "kernels-file").write_text("")
    for day in range(20):
        begins_on(day)
    assert (root / "mine").is_dir()
