"""CONTRIBUTING's recipe of a broker, followed: a made-up layout, damaged at random like all others."""

import pytest

from tests.contracts.recipes.project_copy import ProjectCopy

IMPORTER = '''"""Lots as the made-up broker Acme exports them."""

from sim.importers.headings import layout
from sim.importers.holdings import HoldingsTable
from sim.importers.rows import LOTS

LOT_TABLE = layout(
    "symbol quantity acquired cost_basis",
    symbol=("acme fund",),
    quantity=("units held",),
    acquired=("day of purchase",),
    cost_basis=("paid in all",),
)

IMPORTERS = (
    HoldingsTable(
        "acme",
        "acme_lots",
        "Acme lots",
        "Acme Fund, Units Held, Day of Purchase, Paid in All",
        (LOT_TABLE,),
        holds="lots",
        manner=LOTS,
        order=None,
    ).importer,
)
'''
FILE = """Acme Fund,Units Held,Day of Purchase,Paid in All
VTI,120.5,2021-03-15,"24,500.00"
BND,400,,
"""
GOLDEN = """    "acme_lots.csv": (
        "acme_lots",
        ["|VTI|120.5|2021-03-15|24500|?", "|BND|400|?|?|?"],
        [],
        ["3 acquired", "3 cost_basis"],
    ),
"""
ROW = "| Acme | `acme_lots` | lots | Holdings, all lots, CSV |\n"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> ProjectCopy:
    made = ProjectCopy(tmp_path_factory.mktemp("project"))
    made.write("sim/importers/acme.py", IMPORTER)
    registry = "sim/importers/registry.py"
    made.add_before(registry, "    ally,\n", "    acme,\n")
    made.add_before(registry, "    *schwab.IMPORTERS,\n", "    *acme.IMPORTERS,\n")
    made.write("tests/fixtures/brokers/acme_lots.csv", FILE)
    made.add_before("tests/unit/importers/golden_files.py", '    "schwab_lots.csv": (\n', GOLDEN)
    made.add_before("docs/importing.md", "| Schwab | `schwab_lots` |", ROW)
    made.add_before("CHANGELOG.md", "\n## [0.1.0]", "\n- Lots of Acme are read.\n")
    return made


def test_the_recipe_takes_six_files(project: ProjectCopy) -> None:
    project.assert_followed("A broker", most_files=6)


def test_the_importer_reads_its_file_and_survives_damage(project: ProjectCopy) -> None:
    assert project.tests("tests/unit/importers/test_golden.py", "-k", "acme") >= 2
    assert project.tests("tests/contracts/test_importers.py", "-k", "acme or unique or noise") >= 4
