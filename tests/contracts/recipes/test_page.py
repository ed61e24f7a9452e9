"""CONTRIBUTING's recipe of a page, followed: a made-up page of results, which the tests of pages find by themselves."""

import pytest

from tests.contracts.recipes.project_copy import ProjectCopy

SCRIPT = '''"""The least that each strategy leaves."""

import streamlit as st

from ui.core import frame, result_tables, running
from ui.results import least_wealth

frame.head("Least wealth", "What each strategy leaves on its worst path.")
outcome = running.outcome_or_ask()
if outcome is None:
    st.stop()
result_tables.show(least_wealth.table(outcome))
result_tables.provenance(outcome)
'''
HELPER = '''"""The worst path of each strategy, in words."""

import pandas as pd

from ui.runs.outcome import Outcome
from ui.core.text import usd


def table(outcome: Outcome) -> pd.DataFrame:
    """Return the least after-tax wealth of each strategy."""
    least = outcome.findings.after_tax_wealth.min(axis=1)
    return pd.DataFrame({"Strategy": list(outcome.findings.names), "Least": [usd(one) for one in least]})
'''
LINE = '            View("pages/results/least_wealth.py", "Least wealth", "least_wealth"),\n'
FEATURE = '    "least_wealth": Feature(ui="ui/results/least_wealth.py"),\n'


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> ProjectCopy:
    made = ProjectCopy(tmp_path_factory.mktemp("project"))
    made.write("pages/results/least_wealth.py", SCRIPT)
    made.write("ui/results/least_wealth.py", HELPER)
    made.add_before("ui/places.py", '            View("pages/results/tax_drag.py"', LINE)
    made.add_before("tests/house/test_feature_names.py", '    "what_moves": Feature(', FEATURE)
    made.add_before("CHANGELOG.md", "\n## [0.1.0]", "\n- A page with the least that each strategy leaves.\n")
    return made


def test_the_recipe_takes_five_files(project: ProjectCopy) -> None:
    project.assert_followed("A page", most_files=5)


def test_the_tests_of_pages_find_it(project: ProjectCopy) -> None:
    """With nothing entered, with three samples, with a faulty draft, and as a page of results."""
    assert project.tests("tests/app/test_pages.py", "-k", "least_wealth") == 6


def test_it_keeps_the_rules_of_the_house(project: ProjectCopy) -> None:
    assert project.tests("tests/house/test_rooms.py", "tests/house/test_feature_names.py") >= 8
