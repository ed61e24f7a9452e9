"""CONTRIBUTING's recipe of a strategy's knob, followed: lots that were bought too lately are left alone."""

import pytest

from tests.contracts.recipes.project_copy import ProjectCopy

FIELD = """    min_days_held: Annotated[
        int, Field(ge=0, le=3_650, description="Days that a lot must have been held before its loss is taken")
    ] = 0
"""
LABEL = """    "strategies[].min_days_held": Field(
        "Days held before a harvest",
        Kind.WHOLE,
        "A lot is sold for its loss only when it was bought at least this many days ago.",
        "Fresh purchases are the ones that wash losses.",
        DECIDE,
    ),
"""
DRAWN = """def _held(rng: np.random.Generator, document: Document) -> None:
    for strategy in document["strategies"]:
        strategy["min_days_held"] = _one(rng, (0, 31, 400))


"""
HARVESTED = """
from sim.api import simulate
from sim.scenario.enums import HarvestProceeds, HarvestTiming
from sim.scenario.written.load import scenario_from
from tests.contracts.test_harvest_policies import household
from tests.oracles.random_features import random_household
from tests.oracles.twin_comparison import differences

plan = household((HarvestTiming.NONE, HarvestTiming.MONTHLY), HarvestProceeds.REPLACEMENT, False)
plan = plan.model_dump(mode="json")
plan["strategies"].append({**plan["strategies"][1], "name": "Old lots only", "min_days_held": 400})
plan["simulation"]["n_paths"] = 1
scenario = scenario_from(plan)
run = simulate(scenario, threads=1)
assert not "".join(differences(scenario, run, strategy, path=0) for strategy in range(3))
assert any(strategy.min_days_held for seed in range(4) for strategy in random_household(seed, 3).strategies)
for strategy in (1, 2):
    print(run.yearly["harvested_loss"][strategy, 0].sum())
"""

SHOWN = """
from streamlit.testing.v1 import AppTest
from tests.app.conftest import go, load
from ui.core import running

running.warm_up = lambda: None
app = load(AppTest.from_file("streamlit_app.py", default_timeout=60).run(), "early-retiree")
for table in go(app, "pages/plan/strategies.py").dataframe:
    print(*table.value.columns)
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> ProjectCopy:
    made = ProjectCopy(tmp_path_factory.mktemp("project"))
    made.add_before("sim/scenario/strategies.py", "    days_from_rollover: Annotated[", FIELD)
    made.add_before("ui/fields/strategies.py", '    "strategies[].days_from_rollover": Field(', LABEL)
    made.add_before("sim/engine/records/policy.py", '        ("cost_rate"', '        ("min_days_held", np.int64),\n')
    twin, kernel = "tests/oracles/path_twin/strategies.py", "sim/engine/kernels/trading/losses.py"
    is_old = "            is_old = (today - lot.acquired).days >= self.strategy.min_days_held\n"
    made.add_before(twin, "            if lot.side == side and is_deep and loss", is_old)
    made.replace(
        twin, "if lot.side == side and is_deep and loss", "if lot.side == side and is_deep and is_old and loss"
    )
    is_old = '        is_old = now["day"] - lot.bought >= policy["min_days_held"]\n'
    made.add_before(kernel, "        if lot.side == side and is_enough:", is_old)
    made.replace(kernel, "if lot.side == side and is_enough:", "if lot.side == side and is_enough and is_old:")
    features = "tests/oracles/random_features.py"
    drawn = "    _held(np.random.default_rng([seed, 20]), document)\n"
    made.add_before(features, "    return scenario_from(document)\n", drawn)
    made.add_before(features, "def _spending(", DRAWN)
    made.replace("docs/engine.md", "`>= min_loss_usd`", "`>= min_loss_usd`, held `>= min_days_held` days,")
    made.add_before("CHANGELOG.md", "\n## [0.1.0]", "\n- A strategy may leave lots alone that it bought lately.\n")
    return made


def test_the_recipe_takes_eight_files(project: ProjectCopy) -> None:
    project.assert_followed("A knob of a strategy", most_files=8)


@pytest.mark.long
def test_kernel_and_twin_agree_on_what_is_left_alone(project: ProjectCopy) -> None:
    """Without the compiler: two strategies of one path take a moment, all kernels compiled again half a minute."""
    of_all, of_old = map(float, project.python("-c", HARVESTED, NUMBA_DISABLE_JIT="1").split())
    assert of_all > of_old > 0


def test_the_page_shows_it_with_its_label(project: ProjectCopy) -> None:
    assert project.tests("tests/app/test_parts.py", "-k", "label_and_help") == 1
    columns = project.python("-c", SHOWN).split()
    assert "min_days_held" in columns
    assert "min_loss_share" in columns
