"""CONTRIBUTING's recipe of a harvest timing, followed: the ends of quarters, in four files, on every page."""

import pytest

from tests.contracts.recipes.project_copy import ProjectCopy

SCHEDULE = """    HarvestTiming.QUARTERLY: HarvestSchedule(
        "Every quarter",
        "Every quarter",
        "Takes losses on the last trading day of March, June, September and December.",
        month_ends=(3, 6, 9, 12),
    ),
"""
TWIN = "        HarvestTiming.QUARTERLY: {step for step in ends if calendar.dates[step].month % 3 == 0},\n"
RULE = "- `quarterly`: on the month ends of March, June, September and December.\n"


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> ProjectCopy:
    made = ProjectCopy(tmp_path_factory.mktemp("project"), runs_engine=True)
    enums = "sim/scenario/enums.py"
    made.add_after(enums, '    GAINS = "gains_in_december"\n', '    QUARTERLY = "quarterly"\n')
    made.add_before(enums, "    HarvestTiming.MONTHLY: HarvestSchedule(", SCHEDULE)
    made.add_before("tests/oracles/path_twin/strategies.py", "        HarvestTiming.DAILY: set(", TWIN)
    made.add_before("docs/engine.md", "- `daily`:", RULE)
    made.add_before("CHANGELOG.md", "\n## [0.1.0]", "\n- A strategy may harvest at the end of each quarter.\n")
    return made


def test_the_recipe_takes_four_files(copy: ProjectCopy) -> None:
    copy.assert_followed("A harvest timing", most_files=4)


@pytest.mark.long
def test_the_contract_tests_meet_a_ninth_timing_and_it_does_what_it_is_for(copy: ProjectCopy) -> None:
    assert copy.tests("tests/contracts/test_harvest_policies.py", "-k", "quarterly") >= 13


def test_pages_offer_it_and_a_shared_screen_shows_it(copy: ProjectCopy) -> None:
    assert copy.tests("tests/app/test_harvest_timings.py", "-k", "quarterly") == 2


@pytest.mark.long
def test_the_twin_meets_it_in_random_households(copy: ProjectCopy) -> None:
    code = (
        "import numpy as np; from tests.oracles.random_scenarios import random_scenario as made; "
        "found = [made(np.random.default_rng(seed), 5, True) for seed in range(20)]; "
        "print(sum(one.harvest == 'quarterly' for each in found for one in each.strategies))"
    )
    assert int(copy.python("-c", code)) >= 5
