import csv
import io
import zipfile
from datetime import date, datetime

import numpy as np
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.export.report import DISCLAIMER, about, report_of
from sim.export.tables import csv_archive, csv_tables
from sim.export.text import harmless
from sim.export.workbook import workbook
from sim.results.findings import Findings
from sim.results.tables import lots_table
from sim.scenario.written.load import scenario_sha256
from sim.scenario.written.samples import sample_scenario
from tests.unit.export.test_golden_tables import GOLDEN
from tests.unit.results.synthetic import made_up_result, random_result

DAY = date(2026, 3, 4)
HOSTILE = ("=cmd|' /C calc'!A0", "+1", "@SUM(A1)", "-2+3")
WITHOUT_A_STUDY = {
    name: title
    for name, (title, *_) in GOLDEN.items()
    if name not in ("attribution", "safe_spending", "tax_cost", "worlds")
}
"""The tables that every run has, by name, with their titles."""


def sheets(content):
    return openpyxl.load_workbook(io.BytesIO(content))


def cells(content):
    return [cell for sheet in sheets(content) for row in sheet.iter_rows() for cell in row]


@pytest.mark.parametrize("text", [*HOSTILE, "\t=1", "\r=1", "\n=1", "  =1", "＝1", "＋1", "＠x"])
def test_a_formula_becomes_text(text):
    assert harmless(text) == "'" + text


@pytest.mark.parametrize("text", ["", "VTI", "No harvesting", "5 = 5", "“=1”", "<script>"])
def test_other_text_stays_as_it_is(text):
    assert harmless(text) == text


@given(st.text())
def test_no_text_begins_like_a_formula(text):
    assert harmless(text).lstrip()[:1] not in set("=+-@＝＋－＠")


def test_csv_holds_every_table_in_full_precision():
    findings = Findings(random_result())
    tables = csv_tables(findings)
    assert set(tables) == {f"{name}.csv" for name in WITHOUT_A_STUDY}
    rows = list(csv.DictReader(io.StringIO(tables["strategies.csv"])))
    assert [row["Strategy"] for row in rows] == list(findings.names)
    shown = float(rows[1]["After-tax wealth, mean [real USD]"])
    assert shown == findings.after_tax_wealth[1].mean()


def test_hostile_names_are_harmless_in_csv_and_xlsx():
    findings = Findings(made_up_result(4, 3, ("No harvesting", *HOSTILE)))
    for text in csv_tables(findings).values():
        for row in csv.reader(io.StringIO(text)):
            assert not any(cell.startswith(("=", "+", "@")) for cell in row)
            assert not any(cell.startswith("-") and not is_number(cell) for cell in row)
    for cell in cells(workbook(report_of(findings), DAY)):
        assert cell.data_type != "f"
        assert not (isinstance(cell.value, str) and cell.value.startswith(("=", "+", "@", "-")))


def is_number(text):
    try:
        float(text)
    except ValueError:
        return False
    return True


def test_the_zip_opens_and_is_the_same_every_time():
    findings = Findings(random_result())
    first, second = (report_of(Findings(random_result())) for _ in range(2))
    content = csv_archive(first.tables, about(first, DAY))
    assert content == csv_archive(second.tables, about(second, DAY))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {name.removesuffix(".csv") for name in archive.namelist()} == WITHOUT_A_STUDY.keys() | {"about"}
        assert archive.read("income.csv").decode("utf-8-sig") == csv_tables(findings)["income.csv"]


def test_the_workbook_says_where_it_comes_from_once():
    result = random_result()
    content = workbook(report_of(Findings(result)), DAY)
    book = sheets(content)
    assert book.sheetnames == ["About", "Charts", *WITHOUT_A_STUDY.values(), "Inputs"]
    about = {row[0].value: row[1].value for row in book["About"].iter_rows(min_row=2)}
    assert about["Scenario hash (SHA-256)"] == scenario_sha256(result.scenario)
    assert (about["Seed"], about["Law version"], about["Exported on"]) == ("7", "made-up", datetime(2026, 3, 4))
    assert about["Sheet Lifetime tax"] == "Taxes over the whole plan by kind, means."
    assert [cell.value for cell in cells(content)].count(DISCLAIMER) == 1


def test_the_workbook_is_the_same_for_the_same_day():
    assert workbook(report_of(Findings(random_result())), DAY) == workbook(report_of(Findings(random_result())), DAY)


def test_the_workbooks_numbers_are_numbers():
    findings = Findings(random_result())
    sheet = sheets(workbook(report_of(findings), DAY))["Summary"]
    head = [cell.value for cell in sheet[1]]
    column = head.index("Lifetime tax, mean [today's dollars]")
    assert sheet[2][column].value == pytest.approx(findings.lifetime_tax[0].mean())


def test_undefined_numbers_are_empty():
    findings = Findings(made_up_result(start_wealth=0.0))
    row = next(csv.DictReader(io.StringIO(csv_tables(findings)["strategies.csv"])))
    assert row["Tax drag, mean [bp of the portfolio/yr]"] == ""
    assert sheets(workbook(report_of(findings), DAY))["Summary"]["B2"].value is None


def test_every_input_stands_in_the_workbook():
    result = random_result()
    sheet = sheets(workbook(report_of(Findings(result)), DAY))["Inputs"]
    inputs = {row[0].value: row[1].value for row in sheet.iter_rows(min_row=2)}
    lot = result.scenario.holdings.lots[3]
    assert inputs["holdings.lots[3].acquired"] == lot.acquired.isoformat()
    assert inputs["holdings.lots[3].cost_basis"] == lot.cost_basis
    assert inputs["household.state"] == "CA"


def test_the_lots_gain_is_value_less_basis():
    scenario = sample_scenario("californian-couple")
    table = lots_table(scenario)
    assert len(table) == len(scenario.holdings.lots)
    first = table.iloc[0]  # 150 VTI at 335.50, bought at 102.30
    assert first["Gain or loss [USD]"] == pytest.approx(150 * (335.5 - 102.3))
    assert np.allclose(table["Value at the start [USD]"] - table["Cost basis [USD]"], table["Gain or loss [USD]"])


def test_a_household_without_lots_has_an_empty_table_with_headings():
    scenario = sample_scenario("californian-couple")
    empty = scenario.model_copy(update={"holdings": scenario.holdings.model_copy(update={"lots": ()})})
    assert lots_table(empty).empty
    assert "Symbol" in lots_table(empty).columns
