"""A kernel compiled before an edit is never run after it: neither after an edit of what it calls, nor of the law."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.sources import ROOT

pytestmark = pytest.mark.slow

SCRIPT = """
import os, tempfile
if os.environ.get("NO_TEMPORARY_FOLDER"):
    tempfile.tempdir = os.environ["TMPDIR"]
from sim.law.federal_law import load_federal_law
from sim.scenario.enums import FilingStatus
from sim.compile.decorators import kernel
from sim.tax.stacked_gains import regular_tax
law = load_federal_law(2026, FilingStatus.SINGLE)
regular_tax = kernel(regular_tax.py_func)
print(regular_tax(law.ordinary, law.gains, 1_000.0, 0.0), len(regular_tax.stats.cache_hits))
"""


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """Return a folder with a copy of the package, to be edited."""
    shutil.copytree(ROOT / "sim", tmp_path / "sim", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def tax_of_first_thousand(package: Path, **variables: str) -> tuple[float, bool]:
    """Return the tax on $1,000 in a new process, and whether its kernel came from the cache."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("NUMBA_")}
    environment |= {"XDG_CACHE_HOME": str(package / "cache"), "PYTHONDONTWRITEBYTECODE": "1", **variables}
    command = [sys.executable, "-c", SCRIPT]
    done = subprocess.run(command, cwd=package, env=environment, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    tax, hits = done.stdout.split()
    return float(tax), hits != "0"


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert text.count(old) == 1, f"{path.name} no longer says {old!r} once: fix this test"
    path.write_text(text.replace(old, new))


@pytest.mark.parametrize("mode", ["fast", "plain"])
def test_an_edit_is_never_answered_from_the_cache(package: Path, mode: str) -> None:
    assert tax_of_first_thousand(package, ROLLOVER_SIM_COMPILER=mode) == (100.0, False)  # 10%, IRC 1(j)(2)
    assert tax_of_first_thousand(package, ROLLOVER_SIM_COMPILER=mode) == (100.0, True)

    # The law is data that arrives as an argument: the compiled kernel stays, the number changes.
    edit(package / "sim/law/federal/ordinary.toml", '"from 2025" = [0.10,', '"from 2025" = [0.11,')
    assert tax_of_first_thousand(package, ROLLOVER_SIM_COMPILER=mode) == (110.0, True)

    # A callee in another file: numba alone looks at the caller's file only and would answer 110 again.
    edit(package / "sim/tax/ordinary.py", "    tax = 0.0\n", "    tax = 7.0\n")
    assert tax_of_first_thousand(package, ROLLOVER_SIM_COMPILER=mode) == (117.0, False)


@pytest.mark.parametrize("variable", ["XDG_CACHE_HOME", "NUMBA_CACHE_DIR"])
def test_nor_where_the_cache_folder_cannot_be_made(package: Path, variable: str) -> None:
    """Numba would then take `__pycache__` beside the source, where a kernel is named by its own file alone."""
    (package / "a file").write_text("")
    (package / "temporary").mkdir()
    without = {variable: str(package / "a file" / "below it"), "TMPDIR": str(package / "temporary")}
    assert tax_of_first_thousand(package, **without) == (100.0, False)
    assert tax_of_first_thousand(package, **without) == (100.0, True)
    edit(package / "sim/tax/ordinary.py", "    tax = 0.0\n", "    tax = 7.0\n")
    assert tax_of_first_thousand(package, **without) == (107.0, False)
    assert not list((package / "sim").rglob("*.nbi"))


def test_nor_where_nothing_can_be_written_at_all(package: Path) -> None:
    """With every folder for temporary files out of reach, too, each process compiles for itself."""
    (package / "a file").write_text("")
    nowhere = dict.fromkeys(("XDG_CACHE_HOME", "TMPDIR", "TEMP", "TMP"), str(package / "a file" / "below it"))
    nowhere["NO_TEMPORARY_FOLDER"] = "1"
    assert tax_of_first_thousand(package, **nowhere) == (100.0, False)
    edit(package / "sim/tax/ordinary.py", "    tax = 0.0\n", "    tax = 7.0\n")
    assert tax_of_first_thousand(package, **nowhere) == (107.0, False)
    assert not list(package.rglob("*.nbi"))
