"""An installed package holds every file that the tree holds, and its app runs from any folder."""

import email
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import urllib.request
import venv
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from playwright.sync_api import expect

import sim
from tests.browser import server
from tests.house.sources import ROOT

APP = "rollover_sim_app"
PLACES = {
    "sim": "sim",
    "ui": f"{APP}/ui",
    "pages": f"{APP}/pages",
    "streamlit_app.py": f"{APP}/streamlit_app.py",
    ".streamlit/config.toml": f"{APP}/.streamlit/config.toml",
}
"""What a wheel holds, and where it lies there."""


def shipped_from_tree() -> set[str]:
    """Return where every file of the tree lies in the wheel, but for what Python and editors leave behind."""
    found = set()
    for place, target in PLACES.items():
        path = ROOT / place
        for file in [path] if path.is_file() else path.rglob("*"):
            inside = file.relative_to(path)
            if file.is_file() and "__pycache__" not in inside.parts and not inside.name.startswith("."):
                found.add((Path(target) / inside).as_posix())
    return found


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a wheel from a copy of the sources, so that the tree stays clean and old builds cannot help."""
    folder = tmp_path_factory.mktemp("wheel")
    for place in (*PLACES, "pyproject.toml", "README.md", "LICENSE"):
        copy = folder / "src" / place
        copy.parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / place).is_dir():
            shutil.copytree(ROOT / place, copy)
        else:
            shutil.copy(ROOT / place, copy)
    (folder / "src" / ".streamlit" / "secrets.toml").write_text('password = "hunter2"\n')
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir"]
    done = subprocess.run([*command, folder, folder / "src"], capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of programs of a fresh environment that holds the wheel, and else only what it depends on.

    The tests' own environment lends its packages by a path; an editable installation of the project in it is not lent,
    because Python follows no path file in a folder that a path file names.
    """
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder, with_pip=False)
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    asked = [programs / "python", "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    site = Path(subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip())
    lent = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    (site / "lent.pth").write_text("\n".join(sorted(lent)))
    command = [sys.executable, "-m", "pip", "--python", programs / "python", "install", "--quiet", "--no-deps", wheel]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    return programs


@pytest.fixture
def clean_environment() -> dict[str, str]:
    """Return the environment without what would lead Python back to the checkout."""
    return {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PYTHONHOME")}


def elsewhere(tmp_path: Path) -> Path:
    """Return an empty folder to start from."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    return folder


@pytest.mark.slow
def test_wheel_holds_what_the_tree_holds(wheel: Path) -> None:
    in_wheel = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert in_wheel == shipped_from_tree()


@pytest.mark.slow
def test_wheel_takes_two_names_and_no_others(wheel: Path) -> None:
    top = {name.partition("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert {name for name in top if not name.endswith(".dist-info")} == {"sim", APP}


@pytest.mark.slow
def test_package_is_typed_and_has_one_version(wheel: Path) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert "version" in project["dynamic"]
    assert "version" not in project
    files = zipfile.ZipFile(wheel)
    (metadata,) = (name for name in files.namelist() if name.endswith(".dist-info/METADATA"))
    assert email.message_from_bytes(files.read(metadata))["Version"] == sim.__version__
    assert "sim/py.typed" in files.namelist()


@pytest.mark.slow
def test_installed_package_runs_from_any_folder(
    installed: Path, tmp_path: Path, clean_environment: dict[str, str]
) -> None:
    """Beside nothing of the project: the sample, with its defaults, and every state's law are where Python put them."""
    script = (
        "import sim, sim.cli\n"
        "from sim.law.state_tables import load_state_law\n"
        "from sim.scenario.enums import STATES, FilingStatus\n"
        "laws = [load_state_law(state, 2026, FilingStatus.SINGLE) for state in STATES]\n"
        "print(sim.__file__, len(laws))\n"
        "sim.cli.main(['sample', 'californian-couple'])\n"
    )
    command = [installed / "python", "-c", script]
    done = subprocess.run(
        command, cwd=elsewhere(tmp_path), env=clean_environment, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    first, _, sample = done.stdout.partition("\n")
    assert Path(first.removesuffix(" 51")).is_relative_to(installed.parent)
    in_tree = json.loads((ROOT / "sim/scenario/samples/californian_couple.json").read_text())["holdings"]["lots"]
    lots = json.loads(sample)["holdings"]["lots"]
    assert [lot | written for lot, written in zip(lots, in_tree, strict=True)] == lots


def _open_cold(address: str) -> None:
    """Open a deep link in a new browser and wait for the page's heading."""
    with server.browser() as browser:
        page = browser.new_page()
        page.goto(f"{address}/holdings")
        expect(page.get_by_role("heading", name="Accounts", level=1)).to_be_visible(timeout=60_000)
        expect(page.locator(".st-key-bar")).to_contain_text("Your plan")
        assert page.get_by_test_id("stException").count() == 0


@pytest.mark.slow
@pytest.mark.browser
def test_installed_app_starts_from_any_folder(
    installed: Path, tmp_path: Path, clean_environment: dict[str, str]
) -> None:
    """`rollover-sim app` from an empty folder: this computer only, and a page's own address on a cold server."""
    port = server.free_port()
    address = f"http://127.0.0.1:{port}"
    command = [str(installed / "rollover-sim"), "app", "--headless", "--port", str(port)]
    clean_environment["STREAMLIT_SERVER_ADDRESS"] = "0.0.0.0"  # an option of the command, so it has no say
    with server.serving(command, elsewhere(tmp_path), tmp_path / "log.txt", address, clean_environment):
        with urllib.request.urlopen(address, timeout=20) as answer:
            assert answer.status == 200
            assert b"<html" in answer.read()
        # in a thread of its own: a browser of other tests may be open in this one, and two do not share a thread
        ThreadPoolExecutor(1).submit(_open_cold, address).result()
    assert f"URL: {address}" in (tmp_path / "log.txt").read_text()
