"""CONTRIBUTING's recipe of a table, followed: the least that each strategy leaves, in every export, in three files."""

import pytest

from tests.contracts.recipes.project_copy import ProjectCopy

FUNCTION = '''def least_wealth_table(findings: Findings) -> pd.DataFrame:
    """Return the least after-tax wealth on any path, one row a strategy [real USD]."""
    return pd.DataFrame({"Strategy": list(findings.names), "Least [real USD]": findings.after_tax_wealth.min(axis=1)})


'''
ENTRY = """    "least_wealth": ResultTable("Least wealth", "The least that a strategy leaves.", least_wealth_table),
"""
GOLDEN = '    "least_wealth": ("Least wealth", 1, "Least [real USD]", 110_000.0),\n'


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> ProjectCopy:
    made = ProjectCopy(tmp_path_factory.mktemp("project"))
    made.add_before("sim/results/tables.py", "@dataclass(frozen=True)\nclass ResultTable:", FUNCTION)
    made.add_before("sim/results/tables.py", '    "attribution": ResultTable(', ENTRY)
    made.add_before("tests/unit/export/test_golden_tables.py", '    "attribution": ("Attribution"', GOLDEN)
    made.add_before("CHANGELOG.md", "\n## [0.1.0]", "\n- Exports hold the least that a strategy leaves.\n")
    return made


def test_the_recipe_takes_three_files(project: ProjectCopy) -> None:
    project.assert_followed("A table of the results", most_files=3)


def test_every_export_has_it_and_its_cell_is_right(project: ProjectCopy) -> None:
    golden = project.tests("tests/unit/export/test_golden_tables.py", "-k", "least_wealth or every_table")
    assert golden == 2
    assert project.tests("tests/unit/export/test_exports.py", "-k", "csv or zip or workbook") >= 6
