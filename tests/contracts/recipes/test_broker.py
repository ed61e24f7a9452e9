"""CONTRIBUTING's recipe of a broker, followed: a made-up layout, damaged at random like all others."""

import pytest

from tests.contracts.recipes.project_copy import ProjectCopy

IMPORTER = '''"""Lots as the made-up broker Acme exports them."""

from sim.importers.importer import Importer
from sim.importers.records import ImportedLot, ImportResult
from sim.importers.session import Options, Reading
from sim.importers.tables import Document, Layout, Record

LAYOUT = Layout(
    required={
        "symbol": ("acme fund",),
        "quantity": ("units held",),
        "acquired": ("day of purchase",),
        "cost_basis": ("paid in all",),
    }
)


def detect(document: Document) -> bool:
    """True where a row has Acme's headings."""
    return document.has_table(LAYOUT)


def read(document: Document, options: Options) -> ImportResult:
    """The lots of the file; a day or a basis that is missing is asked for."""
    reading = Reading("acme", "acme_lots", options, order=None)
    records = list(document.records(LAYOUT))
    reading.settle_order([record.get("acquired") for record in records], "acquired")
    for record in records:
        if record.layout is None:
            reading.skip(record, "above the table")
        elif not reading.is_cut_off(record):
            _add(reading, record)
    return reading.finish()


def _add(reading: Reading, record: Record) -> None:
    before = len(reading.problems)
    acquired = reading.date(record, "acquired")
    holding = reading.holding(record, may_be_short=False)
    if holding is not None and len(reading.problems) == before:
        lot = ImportedLot(holding.symbol, holding.quantity, acquired, holding.cost_basis, row=record.number)
        reading.add_lot(lot)


IMPORTERS = (
    Importer(
        "acme_lots", "acme", "Acme lots", "lots", "Acme Fund, Units Held, Day of Purchase, Paid in All", detect, read
    ),
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
ROW = "| `acme_lots` | Holdings, all lots, CSV | lots |\n"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> ProjectCopy:
    made = ProjectCopy(tmp_path_factory.mktemp("project"))
    made.write("sim/importers/acme.py", IMPORTER)
    registry = "sim/importers/registry.py"
    made.replace(registry, "from sim.importers import etrade,", "from sim.importers import acme, etrade,")
    made.add_before(registry, "    *schwab.IMPORTERS,\n", "    *acme.IMPORTERS,\n")
    made.write("tests/fixtures/brokers/acme_lots.csv", FILE)
    made.add_before("tests/unit/importers/test_golden.py", '    "schwab_lots.csv": (\n', GOLDEN)
    made.add_before("docs/importing.md", "| `schwab_lots` |", ROW)
    made.add_before("CHANGELOG.md", "\n## [0.1.0]", "\n- Lots of Acme are read.\n")
    return made


def test_the_recipe_takes_six_files(project: ProjectCopy) -> None:
    project.assert_followed("A broker", most_files=6)


def test_the_importer_reads_its_file_and_survives_damage(project: ProjectCopy) -> None:
    assert project.tests("tests/unit/importers/test_golden.py", "-k", "acme") >= 2
    assert project.tests("tests/contracts/test_importers.py", "-k", "acme or unique or noise") >= 4
