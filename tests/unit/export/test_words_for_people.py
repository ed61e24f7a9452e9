"""Files that people read hold people's words: whole words, states by name, dates that are dates."""

import io
import json
import re
from datetime import date, datetime

import openpyxl
import pypdf
import pytest

from sim.export.formats import Wish, exported
from sim.export.headings import heading
from sim.export.pdf import up_to
from sim.export.report import Report, report_of
from sim.results.findings import Findings
from sim.scenario.written.load import parse_scenario
from tests.unit.results.synthetic import random_result

DAY = date(2026, 3, 4)


@pytest.fixture(scope="module")
def report() -> Report:
    return report_of(Findings(random_result()))


def test_no_caption_is_cut_within_a_word() -> None:
    assert up_to("half of the paths", 13) == "half of the…"
    assert up_to("half of the paths", 17) == "half of the paths"
    assert up_to("incomprehensibilities", 5) == "inco…"  # one word has no better place


def test_paper_names_the_state_and_says_whose_dollars(report: Report) -> None:
    pages = pypdf.PdfReader(io.BytesIO(exported("pdf", Wish(report, DAY)))).pages
    words = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert "Married filing jointly, California" in words
    assert "today's dollars" in words.replace("\u2019", "'")
    assert "real USD" not in words
    assert "mfj" not in words


def test_a_workbook_has_dates_and_headings_in_words(report: Report) -> None:
    book = openpyxl.load_workbook(io.BytesIO(exported("xlsx", Wish(report, DAY))))
    for sheet in book:
        rows = list(sheet.iter_rows(values_only=True))
        if not rows or sheet.title == "Inputs":  # the plan's own places and texts
            continue
        heads = [str(cell) for cell in rows[0] if cell is not None]
        assert not [head for head in heads if re.search(r"_|real USD|^[a-z]", head)], sheet.title
        days = [cell for row in rows[1:] for cell in row if re.fullmatch(r"\d{4}-\d{2}-\d{2}", str(cell))]
        assert not [cell for cell in days if isinstance(cell, str)], sheet.title
    lots = list(book["Lots"].iter_rows(values_only=True))
    assert isinstance(lots[1][lots[0].index("Acquired")], datetime)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("date_acquired", "Date acquired"),
        ("short_term: proceeds", "Short term: proceeds"),
        ("Lifetime tax, mean [real USD]", "Lifetime tax, mean [today's dollars]"),
        ("Spending [real USD/yr]", "Spending [today's dollars a year]"),
        ("2026", "2026"),
    ],
)
def test_headings(name: str, words: str) -> None:
    assert heading(name) == words


def test_a_file_of_results_opens_as_the_plan_inside_it(report: Report) -> None:
    content = exported("json", Wish(report, DAY))
    assert parse_scenario(content) == report.scenario
    assert json.loads(content)["scenario"]["name"] == report.scenario.name
