"""What the answer advises stands in every file alike: letter, report, workbook, calendar, page, trade list."""

import csv
import html
import io
import json
from dataclasses import replace
from datetime import date

import icalendar
import openpyxl
import pypdf
import pytest

from sim.api import sample_scenario, simulate
from sim.export.formats import FORMATS, Wish, advice_of, exported
from sim.export.letter import letter, reasons
from sim.export.pdf import Letterhead
from sim.export.report import Report, report_of
from sim.planner.to_do import ToDoKind
from sim.results.findings import Findings
from sim.results.what_to_do import action_table, this_year_words, when_words
from sim.scenario.written.load import scenario_from

DAY = date(2026, 3, 4)
NOTE = "We talk about this on Thursday."


@pytest.fixture(scope="module")
def report() -> Report:
    """The couple, whose losses are harvested at the year's end: enough paths for a verdict."""
    entered = sample_scenario("californian-couple").with_paths(60).model_dump(mode="json")
    for security in entered["securities"]:
        security["tracking_error"] = 0.0  # what replacements do otherwise would need thousands of paths
    found = report_of(Findings(simulate(scenario_from(entered))))
    assert found.summary["goal"]["advice"] == "harvest"
    return found


@pytest.fixture(scope="module")
def nothing() -> Report:
    found = report_of(Findings(simulate(sample_scenario("no-taxable-account").with_paths(4))))
    assert found.summary["goal"]["advice"] != "harvest"
    return found


def squeezed(text: str) -> str:
    return "".join(text.replace("\u200b", "").replace("\u00ad", "").split()).replace("-", "")


def pages(content: bytes) -> list[str]:
    return [squeezed(page.extract_text()) for page in pypdf.PdfReader(io.BytesIO(content)).pages]


def test_the_letter_is_one_page_with_answer_reasons_actions_and_the_note(report: Report) -> None:
    wish = Wish(report, DAY, letterhead=Letterhead("Smith & Daughters #1", note=NOTE))
    (text,) = pages(exported("letter", wish))
    goal = report.summary["goal"]
    for words in ("Smith & Daughters #1", goal["headline"], goal["plain"], NOTE, "March 4, 2026"):
        assert squeezed(words) in text
    for reason in reasons(report.summary):
        assert squeezed(reason) in text
    for action in advice_of(wish).actions:
        assert squeezed(when_words(action)) in text
        assert squeezed(action.what) in text
    assert exported("letter", wish) == exported("letter", wish)


def test_a_long_letter_stays_on_its_page_and_says_where_the_rest_is(report: Report) -> None:
    advice = advice_of(Wish(report, DAY))
    many = advice._replace(actions=advice.actions * 12)
    (text,) = pages(letter(report, DAY, Letterhead("Firm", note="word " * 290), many))
    assert squeezed("The full report has all of it") in text


def test_no_taxable_account_gets_a_letter_too(nothing: Report) -> None:
    (text,) = pages(exported("letter", Wish(nothing, DAY)))
    assert squeezed(nothing.summary["goal"]["headline"]) in text


def test_reasons_are_the_runs_own_figures(report: Report) -> None:
    found = reasons(report.summary)
    best = next(one for one in report.summary["strategies"] if one["name"] == report.summary["goal"]["strategy"])
    saved = best["versus_baseline_by_measure"]["lifetime_tax_real"]
    assert len(found) == 3
    assert f"{abs(saved['mean']):,.0f}" in found[0]
    assert f"± ${2 * saved['standard_error']:,.0f}" in found[0]
    assert not [reason for reason in found if " bp" in reason]


def test_report_page_and_workbook_list_the_same_actions(report: Report) -> None:
    wish = Wish(report, DAY)
    advice = advice_of(wish)
    in_report = "".join(pages(exported("pdf", wish)))
    on_page = exported("html", wish).decode()
    sheet = openpyxl.load_workbook(io.BytesIO(exported("xlsx", wish)))["Do this"]
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    assert [row[0] for row in rows] == [action.what for action in advice.actions]
    for action in advice.actions:
        assert squeezed(action.what) in in_report
        assert html.escape(action.what) in on_page
    assert advice.plan is not None
    assert squeezed(this_year_words(advice.plan)) in in_report


def test_a_ticked_action_says_when_it_was_done(report: Report) -> None:
    first, *rest = advice_of(Wish(report, DAY)).actions
    table = action_table((first, *rest), {first.key: "2026-02-03"})
    assert list(table["Done on"]) == [date(2026, 2, 3), *[None] * len(rest)]
    wish = replace(Wish(report, DAY), done={first.key: "2026-02-03"})
    sheet = openpyxl.load_workbook(io.BytesIO(exported("xlsx", wish)))["Do this"]
    assert str(next(sheet.iter_rows(min_row=2, values_only=True))[6]).startswith("2026-02-03")


def test_the_trade_list_sells_what_the_answer_sells_on_its_day(report: Report) -> None:
    wish = Wish(report, DAY)
    lines = list(csv.DictReader(io.StringIO(exported("trades", wish).decode("utf-8-sig"))))
    sold = {(line["symbol"], line["earliest"]) for line in lines if line["action"] == "sell"}
    lots = report.scenario.holdings.lots
    assert sold == {(lots[sale.lot].symbol, sale.day.isoformat()) for sale in advice_of(wish).sales}
    assert {day for _, day in sold} == {"2026-12-31"}


def test_the_calendar_holds_each_action_once(report: Report) -> None:
    wish = Wish(report, DAY)
    entries = icalendar.Calendar.from_ical(exported("ics", wish)).walk("VEVENT")
    titles = [str(entry["summary"]) for entry in entries]
    own = [one for one in advice_of(wish).actions if one.kind in (ToDoKind.STOP_PURCHASE, ToDoKind.LOOK_AGAIN)]
    assert own
    for action in own:
        assert titles.count(action.what) == 1
        entry = entries[titles.index(action.what)]
        assert entry["dtstart"].dt == action.first


def test_a_report_of_an_earlier_answer_still_makes_every_file(report: Report) -> None:
    """Its goal names neither plain words nor a strategy: then the files advise nothing, and say its headline."""
    summary = json.loads(json.dumps(report.summary))
    for key in ("plain", "lead", "decided_by", "advice", "strategy"):
        del summary["goal"][key]
    earlier = Report(report.scenario, summary, report.tables, report.pictures)
    for name in FORMATS:
        assert exported(name, Wish(earlier, DAY))
    assert not advice_of(Wish(earlier, DAY)).sales
