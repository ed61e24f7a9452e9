"""What was compiled is found again; whatever is wrong with a file of it, it is compiled again and one line said."""

import logging
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numba
import pytest

from sim.compile import kept
from sim.compile.decorators import is_in_cache, kernel
from tests.house.sources import ROOT


def three_times(x: float) -> float:
    """Return three times a number."""
    return 3.0 * x


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def change_a_byte(file: Path) -> None:
    held, middle = file.read_bytes(), file.stat().st_size // 2
    file.write_bytes(held[:middle] + bytes(byte ^ 0x20 for byte in held[middle : middle + 1]) + held[middle + 1 :])


def put_a_folder_in_its_place(file: Path) -> None:
    file.unlink()
    file.mkdir()


DAMAGE: dict[str, Callable[[Path], object]] = {
    "empty": lambda file: file.write_bytes(b""),
    "cut": cut,
    "changed": change_a_byte,
    "longer": lambda file: file.write_bytes(file.read_bytes() + b"\0"),
    "another file": lambda file: file.write_bytes(b"not what numba writes\n" * 50),
    "a pickle of something else": lambda file: file.write_bytes(b"\x80\x04]\x94."),
    "unreadable": put_a_folder_in_its_place,
    "gone": lambda file: file.unlink(),
}


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    """Return a folder in which kernels of this test are kept."""
    numba.config.reload_config()  # numba does so before it compiles where the environment has changed since
    monkeypatch.setattr("numba.config.CACHE_DIR", str(tmp_path / "kept"))
    monkeypatch.setattr(kept, "_TOLD", set())
    return tmp_path / "kept"


def hits(one) -> int:
    """Return how often a kernel came from the cache."""
    return sum(one.stats.cache_hits.values())


def compiled() -> object:
    """Return the kernel as a new process would have it, after one call."""
    one = kernel(three_times)
    assert one(2.0) == 6.0
    return one


def files(folder: Path, *suffixes: str) -> list[Path]:
    return sorted(file for file in folder.rglob("*") if file.suffix in suffixes)


def test_what_was_compiled_is_found_again(folder: Path, caplog) -> None:
    assert [hits(compiled()), hits(compiled())] == [0, 1]
    assert len(files(folder, ".nbi")) == len(files(folder, ".nbc")) == 1
    assert is_in_cache(kernel(three_times))
    assert not caplog.records


@pytest.mark.parametrize("suffix", [".nbi", ".nbc"])
@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_file_is_a_miss_and_written_anew(folder: Path, caplog, damage: str, suffix: str) -> None:
    compiled()
    (file,) = files(folder, suffix)
    DAMAGE[damage](file)
    with caplog.at_level(logging.WARNING):
        assert hits(compiled()) == 0
    lines = [record.getMessage() for record in caplog.records]
    if damage == "gone":
        assert not lines
    else:
        assert sum("compiled again" in line for line in lines) == 1
        assert file.name in lines[0]
    is_whole_again = damage != "unreadable"
    assert hits(compiled()) == is_whole_again
    assert is_in_cache(kernel(three_times)) == is_whole_again


@pytest.mark.parametrize("damage", DAMAGE)
def test_all_files_damaged_at_once(folder: Path, damage: str) -> None:
    compiled()
    for file in files(folder, ".nbi", ".nbc", ".seal"):
        DAMAGE[damage](file)
    assert hits(compiled()) == 0


def test_a_file_without_its_seal_was_not_written_to_its_end(folder: Path, caplog) -> None:
    compiled()
    for seal in files(folder, ".seal"):
        seal.unlink()
    assert not is_in_cache(kernel(three_times))
    assert [hits(compiled()), hits(compiled())] == [0, 1]
    assert "not written to its end" in caplog.text


def test_machine_code_for_other_arguments_is_a_miss(folder: Path) -> None:
    """Two processes that compile one kernel for different arguments may write under the same number at once."""
    assert kernel(three_times)(2.0) == 6.0
    assert kernel(three_times)(2) == 6.0
    of_float, of_integer = files(folder, ".nbc")
    shutil.copyfile(of_integer, of_float)
    one = kernel(three_times)
    assert one(2.5) == 7.5
    assert hits(one) == 0


def test_what_cannot_be_kept_is_used_all_the_same(folder: Path, caplog) -> None:
    one, two = kernel(three_times), kernel(change_a_byte)
    shutil.rmtree(folder)
    folder.write_text("a file in the place of the folder")
    assert one(2.0) == 6.0
    assert kernel(three_times)(2.0) == 6.0
    assert two.py_func is change_a_byte
    assert sum("the next process compiles them again" in record.getMessage() for record in caplog.records) == 1
    assert not list(Path(__file__).parent.rglob("*.nbi")), "numba's own choice of a folder was taken"


def test_nothing_is_kept_without_a_folder(monkeypatch) -> None:
    monkeypatch.setattr("numba.config.CACHE_DIR", "")
    one = kernel(three_times)
    assert one(2.0) == 6.0
    assert one.stats.cache_path is None
    assert is_in_cache(one), "a second process would compile for itself alone"


def test_a_numba_whose_cache_has_another_name_keeps_by_itself(folder: Path, monkeypatch) -> None:
    class Another:
        """A kernel of a numba to come."""

        def __init__(self) -> None:
            self.stats = type("Stats", (), {"cache_path": str(folder / "of this file")})

        def enable_caching(self) -> None:
            self.is_kept = True

    one = kept.kept(Another)
    assert one.is_kept
    assert not hasattr(one, "_cache")


SCRIPT = """
import sys
from sim.compile.decorators import kernel
@kernel
def four_times(x):
    return 4.0 * x
print(four_times(2.0), sum(four_times.stats.cache_hits.values()))
"""


def new_process(tmp_path: Path, **options) -> subprocess.Popen[str]:
    """Return a process under way that compiles a kernel, or finds it in the folder of this test, and calls it."""
    script = tmp_path / "script.py"
    if not script.exists():  # written again, a process that has just begun could read it empty
        script.write_text(SCRIPT)
    environment = {key: value for key, value in os.environ.items() if not key.startswith("NUMBA_")}
    environment |= {"PYTHONPATH": str(ROOT), "NUMBA_CACHE_DIR": str(tmp_path / "cache"), "TMPDIR": str(tmp_path)}
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen([sys.executable, script], env=environment, text=True, **pipes, **options)


def test_processes_that_compile_at_once_leave_whole_files(tmp_path) -> None:
    processes = [new_process(tmp_path) for _ in range(3)]
    for process in processes:
        said, faults = process.communicate(timeout=300)
        assert said.startswith("8.0"), (process.returncode, faults)
    after = new_process(tmp_path)
    assert after.communicate(timeout=300) == ("8.0 1\n", "")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit for the size of a file")
def test_a_full_disk_costs_the_cache_and_nothing_else(tmp_path) -> None:
    """As with `ulimit -f`: a file may grow to so many bytes, and no byte further."""
    import resource

    def no_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, 2_000))

    process = new_process(tmp_path, preexec_fn=no_room)
    said, errors = process.communicate(timeout=300)
    assert said == "8.0 0\n"
    assert "Traceback" not in errors
    assert not files(tmp_path, ".nbi", ".nbc")
    (line,) = errors.splitlines()
    assert "compiled kernels" in line


def test_a_disk_that_fills_up_later_costs_the_cache_and_nothing_else(folder: Path, caplog, monkeypatch) -> None:
    def no_room(*_: object) -> None:
        raise OSError(28, "No space left on device")

    one = kernel(three_times)
    monkeypatch.setattr("os.replace", no_room)
    assert one(2.0) == 6.0
    monkeypatch.undo()
    (record,) = caplog.records
    assert "No space left on device" in record.getMessage()
    assert not files(folder, ".nbi", ".nbc")
    assert numba.config.CACHE_DIR
