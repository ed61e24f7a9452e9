"""The planner's files, opened by other people's libraries: .ics by icalendar, .xlsx by openpyxl, .csv by csv."""

import csv
import io
from datetime import date, timedelta

import icalendar
import openpyxl
import pypdf
import pytest

from sim.engine.run.run import simulate
from sim.export.form8949 import csv_bytes
from sim.export.harvest_records import record_csv, record_workbook
from sim.export.ics import calendar_bytes
from sim.export.pdf import pdf
from sim.export.pdf_trades import Trades, trade_tables
from sim.export.report import report_of
from sim.planner.harvest_plan import PlannedSale, PlanSettings, sale_outcomes
from sim.planner.harvest_records import desk_table, harvest_records
from sim.planner.household_ledger import PurchaseKind, PurchaseToCome
from sim.planner.trade_list import stay_away, trade_list
from sim.planner.wash_calendar import wash_calendar
from sim.results.findings import Findings
from tests.unit.planner.small import START, small

SALES = [PlannedSale(0, START, 100)]  # 100 VTI that cost $30,000, sold for $25,000
IRA_BUYS = PlanSettings(purchases=(PurchaseToCome(date(2026, 3, 12), "i", "VTSAX", 40, 5000, PurchaseKind.OWN),))


@pytest.fixture(scope="module")
def records():
    return harvest_records(small(), SALES, IRA_BUYS)


def _rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode())))


def test_form_8949_and_schedule_d_as_csv(records):
    """Rev. Rul. 2008-5: 40 of 100 shares replaced in the IRA, so $2,000 of $5,000 is gone; $3,000 may be deducted."""
    (line,) = _rows(record_csv(records, "Form 8949"))
    assert line["date_acquired"] == "2024-01-10"
    assert (line["proceeds"], line["basis"], line["code"]) == ("25000.00", "30000.00", "W")
    assert (line["disallowed_loss"], line["permanent_loss"], line["gain"]) == ("2000.00", "2000.00", "-3000.00")
    assert line["term"] == "long"
    by_line = {row["line"]: row["2026"] for row in _rows(record_csv(records, "Schedule D"))}
    assert by_line["line_15_net_long_term"] == "-3000.00"
    assert by_line["line_21_allowed_loss"] == "3000.00"
    assert by_line["worksheet: line_13_long_term_carryover"] == "0.00"


def test_the_workbook_gives_every_match_its_reason(records):
    book = openpyxl.load_workbook(io.BytesIO(record_workbook(records)))
    assert {"Form 8949", "Schedule D", "Wash matches"} <= set(book.sheetnames)
    header, (*_, reason) = (
        [cell.value for cell in book["Wash matches"][1]],
        [cell.value for cell in book["Wash matches"][2]],
    )
    assert header[-1] == "reason"
    for words in ("40 shares of VTI", "40 shares of VTSAX", "10 days after", "$2,000.00", "Rev. Rul. 2008-5"):
        assert words in reason


def test_the_calendar_reminds_not_to_buy_in_any_account():
    """61 days around March 2 are January 31 to April 1, so the first safe day is April 2; .ics ends are exclusive."""
    outcomes = sale_outcomes(small(), SALES, IRA_BUYS)
    content = calendar_bytes(wash_calendar(small(), SALES, outcomes, IRA_BUYS), date(2026, 2, 1))
    entries = {str(entry["summary"]): entry for entry in icalendar.Calendar.from_ical(content).walk("VEVENT")}
    stay_away = entries["Do not buy VTI, VTSAX in any account before April 2, 2026"]
    assert (stay_away["dtstart"].dt, stay_away["dtend"].dt) == (date(2026, 1, 31), date(2026, 4, 2))
    harm = entries["This purchase of VTSAX destroys a loss"]
    assert harm["dtstart"].dt == date(2026, 3, 12)
    assert "$2,000.00" in str(harm["description"])
    for entry in entries.values():
        (alarm,) = entry.walk("VALARM")
        assert alarm["trigger"].dt == -timedelta(days=1)


def test_the_trade_list_for_a_desk_is_in_the_workbook_and_one_csv(records):
    """100 VTI at $250 are sold for 250 ITOT at $100; nobody buys VTI or VTSAX from January 31 to April 1."""
    sell, buy = _rows(record_csv(records, "Trade list"))
    assert (sell["account"], sell["action"], sell["symbol"], sell["lots"]) == (
        "Brokerage", "sell", "VTI", "L1: 100 shares bought 2024-01-10",
    )  # fmt: skip
    assert (sell["shares"], sell["earliest"], sell["replacement"]) == ("100.0", "2026-03-02", "ITOT")
    assert (buy["action"], buy["symbol"], buy["shares"]) == ("buy", "ITOT", "250.0")
    away = _rows(record_csv(records, "Do not buy"))
    assert [line["account"] for line in away] == ["Brokerage", "IRA", "Plan"]
    assert {(line["symbols"], line["first"], line["until"]) for line in away} == {
        ("VTI, VTSAX", "2026-01-31", "2026-04-01")
    }
    book = openpyxl.load_workbook(io.BytesIO(record_workbook(records)))
    assert [row[1].value for row in book["Trade list"].iter_rows(min_row=2)] == ["sell", "buy"]
    _, columns, rows = desk_table(small(), SALES, IRA_BUYS)
    assert [line["action"] for line in _rows(csv_bytes(columns, rows))] == ["sell", "buy", *["do not buy"] * 3]


def test_the_trade_list_is_on_paper():
    report = report_of(Findings(simulate(small().with_paths(2))))
    trades = Trades(trade_list(small(), SALES, IRA_BUYS), stay_away(small(), SALES, IRA_BUYS))
    pages = pypdf.PdfReader(io.BytesIO(pdf(report, date(2026, 3, 2), trades=trades))).pages
    text = "".join("".join(page.extract_text() for page in pages).split())
    for words in (
        "Trade list",
        "L1: 100 shares bought 2024-01-10",
        "Do not buy",
        "VTI, VTSAX",
        "01/31/2026",
        "04/01/2026",
    ):
        assert "".join(words.split()) in text
    assert len(pages) <= 8
    many = Trades(trades.trades * 30, trades.away * 30)
    assert "The first 4 of 60 lines" in str(trade_tables(many, 4)[0]["note"])
    assert len(pypdf.PdfReader(io.BytesIO(pdf(report, date(2026, 3, 2), trades=many))).pages) <= 8
