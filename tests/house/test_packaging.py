"""An installed package holds every file that the tree holds: law, samples, funds, market assumptions."""

import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.house.sources import ROOT

PACKAGES = ("sim", "ui")


def shipped_from_tree() -> set[str]:
    """Return every file of the packages but what Python and editors leave behind."""
    files = {path for package in PACKAGES for path in (ROOT / package).rglob("*") if path.is_file()}
    left_behind = {path for path in files if "__pycache__" in path.parts or path.name.startswith(".")}
    return {path.relative_to(ROOT).as_posix() for path in files - left_behind}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a wheel from a copy of the sources, so that the tree stays clean and old builds cannot help."""
    folder = tmp_path_factory.mktemp("wheel")
    for package in PACKAGES:
        shutil.copytree(ROOT / package, folder / "src" / package, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, folder / "src")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir"]
    done = subprocess.run([*command, folder, folder / "src"], capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    (built,) = folder.glob("*.whl")
    return built


@pytest.mark.slow
def test_wheel_holds_what_the_tree_holds(wheel: Path) -> None:
    in_wheel = {name for name in zipfile.ZipFile(wheel).namelist() if name.startswith(tuple(f"{p}/" for p in PACKAGES))}
    assert in_wheel == shipped_from_tree()


@pytest.mark.slow
def test_installed_package_runs_from_any_folder(wheel: Path, tmp_path: Path) -> None:
    """Unpacked beside nothing of the project: the sample and every state's law are found where Python put them."""
    zipfile.ZipFile(wheel).extractall(tmp_path / "site")
    script = (
        "import sim, sim.cli\n"
        "from sim.law.state_tables import load_state_law\n"
        "from sim.scenario.enums import STATES, FilingStatus\n"
        "laws = [load_state_law(state, 2026, FilingStatus.SINGLE) for state in STATES]\n"
        "print(sim.__file__, len(laws))\n"
        "sim.cli.main(['sample', 'californian-couple'])\n"
    )
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    command = [sys.executable, "-P", "-c", f"import sys; sys.path.insert(0, {str(tmp_path / 'site')!r})\n{script}"]
    done = subprocess.run(command, cwd=elsewhere, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    first, _, sample = done.stdout.partition("\n")
    assert first == f"{tmp_path / 'site' / 'sim' / '__init__.py'} 51"
    in_tree = json.loads((ROOT / "sim/scenario/samples/californian_couple.json").read_text())
    assert json.loads(sample)["holdings"]["lots"] == in_tree["holdings"]["lots"]
