"""One writer of CSV for all: whatever somebody named an account, no spreadsheet calculates with it."""

import ast
import csv
import io
import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.cli import main
from sim.export.csv_text import csv_text
from tests.house.sources import python_sources

ATTACK = ("=1+1", "+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "＝1+1", "＠SUM(A1)", "\u00a0=1", "-", "--")
SIGNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def begins_formula(cell: str) -> bool:
    return cell.lstrip().startswith(SIGNS) and not is_amount(cell)


def is_amount(cell: str) -> bool:
    try:
        return float(cell.replace("$", "").replace(",", "").rstrip("%")) <= 0
    except ValueError:
        return False


@pytest.mark.parametrize("text", ATTACK)
def test_text_that_begins_a_formula_is_made_harmless(text: str) -> None:
    written = csv_text([text], [[text]])
    heading, (cell,) = list(csv.reader(io.StringIO(written, newline="")))
    assert heading == [cell]
    assert cell[0] == "'"
    assert cell.replace("'", "") == text


@given(st.lists(st.text(alphabet="=+-@;,\t\r\n' a1|＝", max_size=12), min_size=1, max_size=4))
def test_no_cell_is_a_formula_whatever_separates_it(cells: list[str]) -> None:
    """Read by commas as it is meant; and by other separators, where quotes in the midst of a cell hold nothing."""
    written = csv_text(cells, [cells])
    assert not [cell for row in csv.reader(io.StringIO(written, newline="")) for cell in row if begins_formula(cell)]
    for separator in (";", "\t"):
        other = re.split(f"[{separator}\r\n]", written.replace('"', ""))
        assert not [cell for cell in other if begins_formula(cell)], other


@given(st.lists(st.text(alphabet="ab ,;\"\r\n\t'", max_size=8).map("a{}".format), min_size=1, max_size=4))
def test_harmless_text_comes_back_as_it_was(cells: list[str]) -> None:
    written = csv_text(cells, [cells, cells])
    assert list(csv.reader(io.StringIO(written, newline=""))) == [cells] * 3


def test_numbers_and_days_are_no_text() -> None:
    row = [-1.5, -2, Decimal("-0.0000000001"), np.float64(-3.25), np.int64(-4), float("nan"), date(2026, 1, 2), True]
    assert csv_text(["a"], [row]) == "a\n-1.5,-2,-0.0000000001,-3.25,-4,,2026-01-02,True\n"
    amounts = ["-5000", "-1,234.50", "-$5", "-1e-3", "-3%"]
    assert next(csv.reader([csv_text([], [amounts]).splitlines()[1]])) == amounts


def test_what_the_shell_writes_is_harmless(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cases = tmp_path / "cases.csv"
    cases.write_text("case_id,year,filing_status,age1,stcg,=note,paid\n=1+1,2025,single,60,-500,=cmd|x!A0,-500.00\n")
    assert main(["tax", str(cases)]) == 0
    found = list(csv.reader(io.StringIO(capsys.readouterr().out)))
    assert found[1][0] == "'=1+1"
    assert (found[0][-2:], found[1][-2:]) == (["'=note", "paid"], ["'=cmd|x!A0", "-500.00"])
    ledger = tmp_path / "ledger.csv"
    ledger.write_text(
        "date,account,account_type,action,symbol,quantity,amount,lot_id\n"
        "2025-01-02,=1+2,taxable,buy,=1+1,10,1000,+A\n2025-03-02,=1+2,taxable,sell,=1+1,5,200,\n"
    )
    form, lots = tmp_path / "form.csv", tmp_path / "lots.csv"
    assert main(["wash-sales", str(ledger), "--out", str(form), "--open-lots", str(lots)]) == 0
    for file in (form, lots):
        for row in csv.reader(file.open(newline="")):
            assert not [cell for cell in row if begins_formula(cell)], row


def test_a_passed_through_column_is_never_lost(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cases = tmp_path / "cases.csv"
    cases.write_text("year,filing_status,age1,agi,input_agi\n2025,single,60,mine,yours\n")
    assert main(["tax", str(cases)]) == 0
    assert capsys.readouterr().out.splitlines()[1].endswith(",mine,yours")


def test_nobody_else_writes_csv() -> None:
    others = {
        source.place
        for source in python_sources("sim", "ui", "pages", "streamlit_app.py")
        for node in ast.walk(source.tree)
        if (isinstance(node, ast.Attribute) and node.attr in ("to_csv", "DictWriter"))
        or (isinstance(node, ast.Attribute) and node.attr == "writer" and ast.unparse(node.value) == "csv")
    }
    assert not others, "write it with sim.export.csv_text: text in it is no formula"
