"""CONTRIBUTING's recipe of a market model, followed: one file and one name, and the contract tests pass unchanged."""

import re

import pytest

from tests.contracts.recipes.project_copy import ROOT, ProjectCopy

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
ROW = "| `made_up` | lognormal returns with half of the swings | |\n"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> ProjectCopy:
    copy = ProjectCopy(tmp_path_factory.mktemp("project"))
    copy.write("sim/market/models/made_up.py", MADE_UP)
    copy.add_after("sim/scenario/market.py", '    OWN = "own"\n', '    MADE_UP = "made_up"\n')
    copy.add_before("docs/markets.md", "\n| `stress` |", "\n" + ROW.rstrip("\n"))
    copy.add_before("CHANGELOG.md", "\n## [0.1.0]", "\n- A market that swings half as much.\n")
    return copy


def test_the_recipe_takes_four_files(project: ProjectCopy) -> None:
    project.assert_followed("A market model", most_files=4)


@pytest.mark.long
def test_a_new_model_passes_every_contract_test_unchanged(project: ProjectCopy) -> None:
    """Without the compiler: a new file in the market's room names a new cache, and a path takes a moment."""
    unchanged = (ROOT / "tests" / "contracts" / "test_market_models.py").read_text("utf-8")
    n_contracts = len(re.findall(r'@pytest.mark.parametrize\("model", MODELS\)', unchanged))
    assert n_contracts >= 6
    passed = project.tests("tests/contracts/test_market_models.py", "-k", "made_up", NUMBA_DISABLE_JIT="1")
    assert passed == n_contracts


def test_a_new_model_is_a_choice_on_the_page_at_once(project: ProjectCopy) -> None:
    code = "from ui.fields import FIELDS; print(FIELDS['market.model'].choices['made_up'])"
    assert project.python("-c", code).strip() == "Half as wild"
