"""Excel workbooks: read as the CSV of the same table; bombs and damaged ones are refused in words."""

import csv
import io
import re
import zipfile
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from sim.errors import InputError
from sim.importers.registry import import_content

FILES = Path(__file__).parents[2] / "fixtures" / "brokers"
AS_WORKBOOKS = [
    "schwab_lots.csv", "schwab_positions_2025.csv", "fidelity_positions.csv", "etrade_gains.csv",
    "etrade_positions.csv",
    "etrade_expanded_lots.csv", "vanguard_cost_basis.csv", "merrill_download.csv", "netbenefits_plan.csv", "plain.csv",
    "ib_activity_long_positions.csv",
]  # fmt: skip
HEAD = ["account", "symbol", "quantity", "acquired", "cost_basis"]


def _saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _workbook(rows: list[list[object]]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    return _saved(book)


@pytest.mark.parametrize("name", AS_WORKBOOKS)
def test_a_workbook_gives_what_its_csv_gives(name: str) -> None:
    content = (FILES / name).read_bytes()
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    found, wanted = import_content(_workbook(rows)), import_content(content)
    assert found.format == wanted.format
    assert found.lots == wanted.lots
    assert found.cash == wanted.cash
    assert found.sales == wanted.sales
    assert found.dollars_not_read == wanted.dollars_not_read


def test_cells_of_numbers_and_days_are_read_as_they_are() -> None:
    day = datetime(2024, 1, 2)
    (lot,) = import_content(_workbook([HEAD, ["J", "VTI", 10.12345, day, 2500], ["J", "VMFXX", 70, None, None]])).lots
    assert (str(lot.quantity), str(lot.acquired), lot.cost_basis) == ("10.12345", "2024-01-02", 2500)


def test_every_sheet_is_read() -> None:
    book = Workbook()
    book.active.append(["Nothing here"])
    sheet = book.create_sheet("Lots")
    for row in (HEAD, ["J", "VTI", 10, "2024-01-02", 2500]):
        sheet.append(row)
    assert [lot.symbol for lot in import_content(_saved(book)).lots] == ["VTI"]


def _with_part(content: bytes, name: str, change: object) -> bytes:
    """The workbook with one part changed by a function of its text."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            text = old.read(part)
            new.writestr(part, change(text.decode()).encode() if part == name else text)  # type: ignore[operator]
    return out.getvalue()


SOUND = [HEAD, ["J", "VTI", 10, "2024-01-02", 2500]]
SHEET = "xl/worksheets/sheet1.xml"


def _refused(content: bytes) -> str:
    with pytest.raises(InputError) as caught:
        import_content(content)
    (problem,) = caught.value.problems
    return str(problem)


def test_a_bomb_of_zeros_is_refused_before_it_is_unpacked() -> None:
    bomb = _with_part(_workbook(SOUND), SHEET, lambda text: text + " " * 70_000_000)
    assert len(bomb) < 5_000_000
    assert "unpacks to more than 60 MB" in _refused(bomb)


def test_a_bomb_of_entities_is_refused() -> None:
    entities = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    bomb = _with_part(_workbook(SOUND), SHEET, lambda text: entities + re.sub(r"<\?xml.*?\?>", "", text))
    assert "entities" in _refused(bomb)


def test_rows_numbered_far_apart_do_not_make_millions_of_cells() -> None:
    far = _with_part(
        _workbook(SOUND), SHEET, lambda text: text.replace('r="2"', 'r="1048576"').replace('"A2"', '"A1048576"')
    )
    assert "file" in _refused(far) or "Nothing" in _refused(far)


@pytest.mark.parametrize("part", ["xl/workbook.xml", SHEET, "[Content_Types].xml"])
def test_a_damaged_workbook_is_refused_in_words(part: str) -> None:
    damaged = _with_part(_workbook(SOUND), part, lambda text: text[: len(text) // 2])
    assert "cannot be opened" in _refused(damaged)
