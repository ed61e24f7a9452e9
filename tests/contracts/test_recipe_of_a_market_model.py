"""CONTRIBUTING's recipe of a market model, followed: one file and one line, and the contract tests pass unchanged."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MADE_UP = '''"""A made-up model: lognormal returns with half of the asked swings."""

from sim.market.assumptions import correlation_matrix, means_and_volatilities
from sim.market.tables import MarketTables, Setting, tables_of

TITLE = "Half as wild"
SUMMARY = "Lognormal returns that swing half as much as the figures say."


def build(setting: Setting) -> MarketTables:
    """Return the model's tables."""
    means, volatilities = means_and_volatilities(setting.market)
    return tables_of(setting, means, volatilities / 2, correlation_matrix(setting.market))
'''


@pytest.fixture(scope="module")
def copy_with_a_new_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the project with the recipe's one file and one line."""
    folder = tmp_path_factory.mktemp("project")
    for name in ("sim", "tests", "ui"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "fixtures"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    (folder / "sim" / "market" / "models" / "made_up.py").write_text(MADE_UP)
    models = folder / "sim" / "scenario" / "market.py"
    text = models.read_text()
    line = '    OWN = "own"\n'
    assert text.count(line) == 1
    models.write_text(text.replace(line, line + '    MADE_UP = "made_up"\n'))
    return folder


def in_copy(folder: Path, *command: str) -> str:
    """Return what a Python command prints in the copy; without the compiler, for a new model needs none."""
    own = {**os.environ, "PYTHONPATH": str(folder), "NUMBA_DISABLE_JIT": "1"}
    done = subprocess.run(
        [sys.executable, *command], cwd=folder, env=own, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-2000:]
    return done.stdout


def test_a_new_model_passes_every_contract_test_unchanged(copy_with_a_new_model: Path) -> None:
    unchanged = (ROOT / "tests" / "contracts" / "test_market_models.py").read_text()
    assert (copy_with_a_new_model / "tests" / "contracts" / "test_market_models.py").read_text() == unchanged
    said = in_copy(
        copy_with_a_new_model,
        *("-m", "pytest", "--override-ini=addopts=", "-k", "made_up", "tests/contracts/test_market_models.py"),
    )
    n_contracts = unchanged.count('@pytest.mark.parametrize("model", MODELS)')
    assert n_contracts >= 6
    assert re.search(rf"\b{n_contracts} passed", said), said[-500:]


def test_a_new_model_is_a_choice_on_the_page_at_once(copy_with_a_new_model: Path) -> None:
    said = in_copy(
        copy_with_a_new_model, "-c", "from ui.fields import FIELDS; print(FIELDS['market.model'].choices['made_up'])"
    )
    assert said.strip() == "Half as wild"
