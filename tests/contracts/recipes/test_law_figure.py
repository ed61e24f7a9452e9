"""CONTRIBUTING's recipe of a law figure, followed: it is checked, and shown on the page of the law, without Python."""

import pytest

from tests.contracts.recipes.project_copy import ProjectCopy

FIGURE = """
[made_up_deduction]
label = "A made-up deduction"
unit = "USD/yr"
display_only = "no rule asks for it"
frozen_by = "Atlantis Code 1"
reference = "Atlantis Code 2"
[made_up_deduction.years]
"from 2025" = 1234
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> ProjectCopy:
    made = ProjectCopy(tmp_path_factory.mktemp("project"))
    deductions = "sim/law/federal/deductions.toml"
    made.write(deductions, made.read(deductions) + FIGURE)
    made.add_before("CHANGELOG.md", "\n## [0.1.0]", "\n- The law shows a made-up deduction.\n")
    return made


def test_the_recipe_takes_two_files(project: ProjectCopy) -> None:
    project.assert_followed("A law figure", most_files=2)


def test_the_figure_is_checked_and_shown(project: ProjectCopy) -> None:
    assert project.tests("tests/unit/law/test_federal_law.py") >= 10
    shown = (
        "from sim.law.explained.federal_rows import federal_rows; from sim.scenario.enums import FilingStatus\n"
        "print([str(row) for row in federal_rows(2026, FilingStatus.SINGLE) if 'made-up' in str(row)])"
    )
    said = project.python("-c", shown)
    assert "A made-up deduction" in said
    assert "1,234" in said
