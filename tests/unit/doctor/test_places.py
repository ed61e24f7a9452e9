"""The compiler, the folder of compiled kernels, the law's years: each as it should be, and each way it is not."""

from datetime import date
from pathlib import Path

import pytest

from sim.compile import cache
from sim.compile.choice import Mode
from sim.doctor.finding import NOTICE, OK, Finding
from sim.doctor.kernels import cache_finding, compiler_finding
from sim.doctor.law_years import law_finding
from sim.law.federal_law import federal_years

DAY = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("mode", "level", "fix"),
    [
        (Mode("fast", "numba is one it was tested with"), OK, ""),
        (Mode("plain", "ROLLOVER_SIM_COMPILER is set to plain"), NOTICE, "unset ROLLOVER_SIM_COMPILER"),
        (Mode("plain", "numba 9 is installed", "The simulator uses its plain mode."), NOTICE, "numba"),
        (Mode("off", "NUMBA_DISABLE_JIT is set"), NOTICE, "unset NUMBA_DISABLE_JIT"),
    ],
)
def test_the_compiler_mode_and_what_a_slower_one_costs(mode: Mode, level: str, fix: str) -> None:
    found = compiler_finding(mode)
    assert (found.level, fix in found.fix) == (level, True)
    assert mode.reason in found.found


def test_a_folder_that_takes_files_and_how_much_lies_there(tmp_path: Path) -> None:
    (tmp_path / "kernels-old").mkdir()
    (tmp_path / "kernels-old" / "one.nbc").write_bytes(b"\0" * 7_000_000)
    found = cache_finding(tmp_path)
    assert found.level == OK
    assert "7 MB" in found.found


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    found = cache_finding(tmp_path / "file" / "below")
    assert found.level == NOTICE
    assert "NUMBA_CACHE_DIR" in found.fix


def test_a_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sim.doctor.kernels.fault_in", lambda folder: OSError(28, "No space left on device"))
    found = cache_finding(tmp_path)
    assert found.level == NOTICE
    assert "No space left on device" in found.found


def test_a_user_without_a_home_folder() -> None:
    found = cache_finding(None)
    assert (found.level, "HOME" in found.fix) == (NOTICE, True)


def test_the_folder_looked_at_is_the_one_that_a_run_takes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("numba.config.CACHE_DIR", "")
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
    cache_finding(cache.chosen_root())
    before = sorted(tmp_path.iterdir())
    assert cache.use_cache_folder_of_these_sources() in before


@pytest.mark.parametrize(
    ("today", "level", "words"),
    [
        (date(2026, 1, 1), OK, "2025 to 2026"),
        (date(2026, 12, 31), OK, "this is 2026"),
        (date(2027, 1, 1), NOTICE, "this is 2027: taxes from 2027 on are computed with 2026's figures"),
        (date(2029, 6, 1), NOTICE, "taxes from 2027 on"),
        (date(2019, 6, 1), NOTICE, "clock says 2019-06-01"),
    ],
)
def test_whether_the_laws_data_reach_this_year(today: date, level: str, words: str) -> None:
    found = law_finding((2025, 2026), today)
    assert found.level == level
    assert words in found.found
    assert ("pip install --upgrade" in found.fix) == (today.year > 2026)


def test_the_years_of_the_data_themselves() -> None:
    assert law_finding(federal_years(), date(federal_years()[-1], 7, 1)).level == OK
    assert law_finding(federal_years(), date(federal_years()[-1] + 1, 1, 1)).level == NOTICE


def test_a_line_says_what_was_found_and_how_to_fix_it() -> None:
    assert str(Finding("law", "old", NOTICE, "update.")) == f"notice  law               old\n{' ' * 26}Fix: update."
