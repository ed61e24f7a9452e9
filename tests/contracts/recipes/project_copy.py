"""A copy of the project in which a test follows a recipe of CONTRIBUTING.md as a newcomer would."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import sim
from sim.api import simulate
from tests.unit.engine.small import small_scenario

ROOT = Path(sim.__file__).parents[1]
PLACES = ("sim", "ui", "pages", "tests", "docs", "scripts", "streamlit_app.py", "pyproject.toml", "CHANGELOG.md")
LEFT_OUT = shutil.ignore_patterns("__pycache__", "pictures")
NAMED_PATH = re.compile(r"`([\w.*-]+(?:/[\w.*-]+)*/?)`")
ANY_NAME = re.compile(r"\\\*|(?<![\w.])[A-Z]{2,}(?![\w])")
"""What stands for any name in an escaped path: a star, or a word in capitals, as in ``sim/law/states/XX.toml``."""
FILE_LIKE = re.compile(r"/|\.(?:py|md|toml|csv|json)$")


def recipe(title: str) -> str:
    """Return what CONTRIBUTING.md says under this heading."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert text.count(f"\n### {title}\n") == 1, f"CONTRIBUTING.md has no recipe {title!r}"
    return re.split(r"\n##+ ", text.partition(f"\n### {title}\n")[2])[0]


def named_paths(text: str) -> list[str]:
    """Return every file and folder that a text names between backticks."""
    return [path for path in NAMED_PATH.findall(text) if FILE_LIKE.search(path)]


class ProjectCopy:
    """The project in a folder of its own, and which of its files a recipe has touched."""

    def __init__(self, folder: Path, runs_engine: bool = False) -> None:
        if runs_engine:  # compiled once in the project, if it is not yet, rather than in every copy
            simulate(small_scenario(), threads=1)
        self.folder = folder
        self.touched: set[str] = set()
        for place in PLACES:
            if (ROOT / place).is_dir():
                shutil.copytree(ROOT / place, folder / place, ignore=LEFT_OUT)
            else:
                shutil.copy2(ROOT / place, folder / place)

    def read(self, place: str) -> str:
        """Return the text of a file of the copy."""
        return (self.folder / place).read_text(encoding="utf-8")

    def write(self, place: str, text: str) -> None:
        """Write a file that the recipe asks for."""
        self.touched.add(place)
        (self.folder / place).write_text(text, encoding="utf-8")

    def replace(self, place: str, old: str, new: str) -> None:
        """Replace a piece of text that the file holds exactly once."""
        text = self.read(place)
        assert text.count(old) == 1, f"{place} holds {old!r} {text.count(old)} times"
        self.write(place, text.replace(old, new))

    def add_after(self, place: str, old: str, new: str) -> None:
        """Put text after a piece that the file holds exactly once."""
        self.replace(place, old, old + new)

    def add_before(self, place: str, old: str, new: str) -> None:
        """Put text before a piece that the file holds exactly once."""
        self.replace(place, old, new + old)

    def assert_followed(self, title: str, most_files: int) -> None:
        """Check that only files were touched that the recipe names, and no more than it should take."""
        named = [_pattern(path) for path in named_paths(recipe(title))]
        unnamed = [place for place in self.touched if not any(re.fullmatch(one, place) for one in named)]
        assert not unnamed, f"the recipe {title!r} does not name {unnamed}"
        assert len(self.touched) <= most_files, sorted(self.touched)

    def python(self, *command: str, **settings: str) -> str:
        """Return what a Python command prints in the copy; fails where the command does."""
        own = self._settings() | {"NUMBA_CACHE_DIR": str(self._kernels())} | settings
        done = subprocess.run(
            [sys.executable, *command], cwd=self.folder, env=own, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
        return done.stdout

    def tests(self, *arguments: str, **settings: str) -> int:
        """Return how many tests of the copy pass; fails where one does not, and where there is none."""
        said = self.python("-m", "pytest", "--override-ini=addopts=", "-p", "no:cacheprovider", *arguments, **settings)
        found = re.search(r"(\d+) passed", said)
        assert found, said[-1000:]
        return int(found[1])

    def _settings(self) -> dict[str, str]:
        return {**os.environ, "PYTHONPATH": str(self.folder)}

    def _kernels(self) -> Path:
        """Return a cache in which the project's compiled kernels stand for the copy's, where the sources are equal.

        numba names a folder of its cache by the folder of the sources. A recipe that changes no source of a kernel
        finds all compiled that is compiled in the project; another compiles what it needs.
        """
        cache = self.folder / "cache"
        code = "import os, sim; print(os.environ['NUMBA_CACHE_DIR'])"
        settings = self._settings() | {"NUMBA_CACHE_DIR": str(cache)}
        said = subprocess.run([sys.executable, "-c", code], env=settings, capture_output=True, text=True, check=True)
        own, compiled = Path(said.stdout.strip()), Path(os.environ["NUMBA_CACHE_DIR"])
        if own.name == compiled.name and not own.exists():
            for folder in {path.parent for path in (self.folder / "sim").rglob("*.py")}:
                source = compiled / _name_in_cache(ROOT / folder.relative_to(self.folder))
                if source.is_dir():
                    shutil.copytree(source, own / _name_in_cache(folder))
        return cache


def _pattern(path: str) -> str:
    """Return what files a path of a recipe may mean: NAME and * stand for any name, a folder for every file in it."""
    return ANY_NAME.sub(r"\\w+", re.escape(path)) + (".+" if path.endswith("/") else "")


def _name_in_cache(folder: Path) -> str:
    return f"{folder.name}_{hashlib.sha1(str(folder).encode()).hexdigest()}"
