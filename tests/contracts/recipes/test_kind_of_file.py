"""CONTRIBUTING's recipe of another kind of file, followed: the key figures as tab-separated text."""

import pytest

from tests.contracts.recipes.project_copy import ProjectCopy

MODULE = '''"""The key figures as text with tabs between them."""

from sim.export.report import Report
from sim.export.text import harmless
from sim.results.compare_words import key_figures


def key_text(report: Report) -> bytes:
    """Return the key figures, one line a strategy."""
    rows = ("\\t".join(harmless(cell) for cell in row) for row in key_figures(report.summary))
    return ("\\n".join(rows) + "\\n").encode()
'''
ENTRY = """    "tsv": Format(
        "Key figures (.tsv)",
        "The figures that people compare first.",
        "tsv",
        "text/tab-separated-values",
        lambda wish: key_text(wish.report),
    ),
"""
READ = """def test_the_key_figures_are_read_by_the_csv_module(report: Report) -> None:
    rows = list(csv.reader(io.StringIO(exported("tsv", Wish(report, DAY)).decode()), delimiter="\\t"))
    assert [row[0] for row in rows[1:]] == [strategy["name"] for strategy in report.summary["strategies"]]


"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> ProjectCopy:
    made = ProjectCopy(tmp_path_factory.mktemp("project"))
    made.write("sim/export/key_text.py", MODULE)
    formats = "sim/export/formats.py"
    made.add_before(formats, '    "ics": Format(\n', ENTRY)
    made.add_before(formats, "from sim.export.pdf import", "from sim.export.key_text import key_text\n")
    made.add_before("tests/unit/export/test_foreign.py", "class Page(HTMLParser):", READ)
    made.add_before("CHANGELOG.md", "\n## [0.1.0]", "\n- Exports: key figures as text.\n")
    return made


def test_the_recipe_takes_four_files(project: ProjectCopy) -> None:
    project.assert_followed("Another kind of file", most_files=4)


def test_the_shell_writes_it_and_another_program_reads_it(project: ProjectCopy) -> None:
    code = "from sim.api import FORMATS; print(*FORMATS)"
    assert "tsv" in project.python("-c", code).split()
    assert project.tests("tests/unit/export/test_foreign.py", "-k", "csv_module") == 1
