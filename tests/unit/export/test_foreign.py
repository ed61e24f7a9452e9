"""Each export is opened by a program that is not ours, with names that mean harm; and the command makes them all."""

import csv
import io
import json
import re
import shutil
import subprocess
import zipfile
from datetime import date, datetime
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import icalendar
import openpyxl
import pypdf
import pytest
from PIL import Image

from sim.cli import main
from sim.errors import InputError
from sim.export.formats import FORMATS, Wish, exported
from sim.export.pdf import Letterhead, pdf
from sim.export.report import DISCLAIMER, Report, read_report, report_json, report_of
from sim.export.svg.draw import svg
from sim.export.text import shown
from sim.planner.to_do import first_sales
from sim.results.compare_words import ending_figures, key_figures, tax_figures
from sim.results.findings import Findings
from sim.scenario.enums import HarvestTiming
from tests.unit.results.synthetic import made_up_result, random_result

DAY = date(2026, 3, 4)
HOSTILE = (
    "=cmd|' /C calc'!A0",
    "<script>alert(1)</script>",
    "#panic(1) $x$ *b* @y",
    "x" * 120,
    "👵🏽 party",
    "אבא ‮abc",
    "</script><img src=x onerror=alert(2)>",
)


@pytest.fixture(scope="module")
def report() -> Report:
    return report_of(Findings(random_result(n_years=12)))


@pytest.fixture(scope="module")
def hostile() -> Report:
    wealth = [[1e5 * (1 + index), 2e5, 3e5 + index, 4e5] for index in range(len(HOSTILE))]
    result = made_up_result(4, 3, HOSTILE, after_tax_wealth=wealth, tax_state=5.0, harvested_loss=9.0)
    found = report_of(Findings(result))
    scenario = found.scenario.model_copy(update={"name": "".join(HOSTILE)[:300]})
    return Report(scenario, found.summary, found.tables, found.pictures)


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u200b\u00ad-]+", "", text)


def pdf_text(content: bytes) -> str:
    return squeezed("".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages))


def test_the_pdf_holds_the_figures_of_the_verdict_and_where_they_come_from(report: Report, tmp_path: Path) -> None:
    stages: list[float] = []
    content = pdf(report, DAY, Letterhead("Smith & Daughters #1"), lambda share, _: stages.append(share))
    text = pdf_text(content)
    for row in (row for make in (key_figures, tax_figures, ending_figures) for row in make(report.summary)):
        for cell in row:
            assert squeezed(cell) in text
    for words in ("Seed7", "made-up", "03/04/2026", report.summary["scenario_sha256"], DISCLAIMER, "Smith&Daughters#1"):
        assert squeezed(words) in text
    assert 4 <= len(pypdf.PdfReader(io.BytesIO(content)).pages) <= 8
    assert stages == sorted(stages)
    assert stages[-1] == 1
    (tmp_path / "summary.pdf").write_bytes(content)
    assert shutil.which("pdftoppm"), "the PDF is checked with pdftoppm; install it: apt-get install poppler-utils"
    subprocess.run(["pdftoppm", "-r", "40", "-gray", tmp_path / "summary.pdf", tmp_path / "page"], check=True)
    pages = sorted(tmp_path.glob("page*.pgm"))
    assert len(pages) == len(pypdf.PdfReader(io.BytesIO(content)).pages)
    assert all(min(page.read_bytes()[20:]) < 128 for page in pages)  # something dark is printed on every page


def test_the_pdf_is_the_same_for_the_same_day_and_uses_a_logo(report: Report) -> None:
    drawn = io.BytesIO()
    Image.new("RGB", (40, 20), "navy").save(drawn, "png")
    assert pdf(report, DAY) == pdf(report, DAY)
    assert len(pypdf.PdfReader(io.BytesIO(pdf(report, DAY, Letterhead("", drawn.getvalue())))).pages[0].images) == 1


@pytest.mark.parametrize("logo", [b"GIF89a", b"<svg/>", b"\x89PNG\r\n\x1a\nbroken", b"\xff\xd8\xff" + b"x" * 1_000_001])
def test_a_useless_logo_is_told(report: Report, logo: bytes) -> None:
    with pytest.raises(InputError, match="PNG or JPEG"):
        pdf(report, DAY, Letterhead("", logo))


def test_hostile_names_are_text_on_paper(hostile: Report) -> None:
    text = pdf_text(pdf(hostile, DAY))
    for name in HOSTILE:
        if "א" not in name:  # right-to-left words are printed in their own order
            assert squeezed(shown(name)) in text
    assert "אבא" in text or "אבא"[::-1] in text
    assert "(olderwoman)party" in text
    assert 4 <= len(pypdf.PdfReader(io.BytesIO(pdf(hostile, DAY))).pages) <= 8


def test_pictures_are_sound_svg_with_the_figures_of_the_figure(report: Report, hostile: Report) -> None:
    for one in (*report.pictures, *hostile.pictures):
        root = ElementTree.fromstring(svg(one.figure))
        assert root.tag.endswith("svg")
        assert not [node for node in root.iter() if node.tag.rpartition("}")[2] in ("script", "image", "a")]
    income = next(picture for picture in report.pictures if picture.name == "income")
    root = ElementTree.fromstring(svg(income.figure))
    shown_traces = [trace for trace in income.figure["data"] if trace.get("visible", True) is True]
    drawn = [node for node in root.iter() if node.tag.rpartition("}")[2] in ("polyline", "polygon")]
    assert len(drawn) == len(shown_traces)


class Page(HTMLParser):
    """What a browser would see: elements by name, and their words."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self._inside = ""
        self.data: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attributes)))
        self._inside = "json" if dict(attributes).get("type") == "application/json" else tag

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside == "json":
            self.data.append(data)
        elif self._inside not in ("script", "style"):
            self.words.append(data)


def test_the_page_is_one_file_in_which_names_are_text(hostile: Report) -> None:
    found = Page(exported("html", Wish(hostile, DAY)).decode())
    scripts = [attributes for tag, attributes in found.tags if tag == "script"]
    assert len(scripts) == 2 + len(hostile.pictures)
    assert not [tag for tag, attributes in found.tags if tag in ("img", "link", "iframe") or "src" in attributes]
    assert [json.loads(text) for text in found.data] == [picture.figure for picture in hostile.pictures]
    words = " ".join(found.words)
    for name in HOSTILE:
        assert name in words
    assert hostile.summary["scenario_sha256"] in words
    assert DISCLAIMER in words


def test_the_workbook_opens_with_charts_and_form_8949_and_no_formula(report: Report, hostile: Report) -> None:
    harvesting = next(one for one in report.scenario.strategies if one.harvest is not HarvestTiming.NONE)
    chosen = first_sales(report.scenario, harvesting)
    book = openpyxl.load_workbook(io.BytesIO(exported("xlsx", Wish(report, DAY, chosen))))
    assert len(book["Charts"]._charts) == 3
    assert {"Form 8949", "Schedule D", "Lots", "Inputs", "Yearly means"} <= set(book.sheetnames)
    losses = list(book["Form 8949"].iter_rows(min_row=2, values_only=True))
    assert len(losses) >= 1
    about = {row[0].value: row[1].value for row in book["About"].iter_rows()}
    assert (about["Seed"], about["Exported on"], about["Please note"]) == ("7", datetime(2026, 3, 4), DISCLAIMER)
    book = openpyxl.load_workbook(io.BytesIO(exported("xlsx", Wish(hostile, DAY))))
    for sheet in book:
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            assert cell.data_type != "f"
            assert not str(cell.value or "").startswith(("=", "@"))


def test_the_tables_open_with_where_they_come_from(hostile: Report) -> None:
    with zipfile.ZipFile(io.BytesIO(exported("csv", Wish(hostile, DAY)))) as archive:
        assert set(archive.namelist()) == {f"{name}.csv" for name in [*hostile.tables, "about"]}
        for name in archive.namelist():
            for row in csv.reader(io.StringIO(archive.read(name).decode("utf-8-sig"))):
                assert not any(cell.startswith(("=", "+", "@", "\t")) for cell in row)
        about = dict(csv.reader(io.StringIO(archive.read("about.csv").decode("utf-8-sig"))))
    assert about["Seed"] == "7"
    assert about["Please note"] == DISCLAIMER


def test_the_calendar_opens_and_says_where_it_comes_from(report: Report) -> None:
    found = icalendar.Calendar.from_ical(exported("ics", Wish(report, DAY)))
    assert len(found.walk("VEVENT")) > 3
    assert "Seed: 7" in str(found["x-wr-caldesc"])
    assert DISCLAIMER in str(found["x-wr-caldesc"])


def test_names_in_a_calendar_and_in_json_are_text(report: Report) -> None:
    names = (*HOSTILE, "x" * 90, "BEGIN:VEVENT; END:VEVENT, X\\n")
    holdings = report.scenario.holdings
    accounts = tuple(
        account.model_copy(update={"name": names[number % len(names)][:100]})
        for number, account in enumerate(holdings.accounts)
    )
    changes = {"name": "".join(names)[:300], "holdings": holdings.model_copy(update={"accounts": accounts})}
    own = Report(report.scenario.model_copy(update=changes), report.summary, report.tables, report.pictures)
    plain, evil = (icalendar.Calendar.from_ical(exported("ics", Wish(one, DAY))) for one in (report, own))
    assert len(evil.walk()) == len(plain.walk())  # no name begins or ends a part
    assert changes["name"][:60] in str(evil["x-wr-caldesc"])
    found = json.loads(exported("json", Wish(own, DAY)))
    assert [account["name"] for account in found["scenario"]["holdings"]["accounts"]] == [one.name for one in accounts]
    assert len(icalendar.Calendar.from_ical(exported("ics", Wish(own, DAY))).errors) == 0


def test_the_figures_are_json(report: Report) -> None:
    found = json.loads(exported("json", Wish(report, DAY)))
    assert found["summary"] == report.summary
    assert found["about"]["Law version"] == "made-up"
    assert found["scenario"]["name"] == report.scenario.name


def test_a_report_is_read_back_as_it_was_written(report: Report, tmp_path: Path) -> None:
    (tmp_path / "report.json").write_text(report_json(report))
    found = read_report(tmp_path)
    assert report_json(found) == report_json(report)
    assert pdf(found, DAY) == pdf(report, DAY)


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"report_version": 99}', '{"report_version": 1, "scenario": 3}'])
def test_a_damaged_report_is_told(tmp_path: Path, content: str) -> None:
    (tmp_path / "report.json").write_text(content)
    with pytest.raises(InputError, match="run the scenario again"):
        read_report(tmp_path)


def test_the_command_writes_every_format(report: Report, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "report.json").write_text(report_json(report))
    (tmp_path / "out").mkdir()
    assert main(["export", str(tmp_path), "--format", "all", "--out", str(tmp_path / "out"), "--firm", "Us"]) == 0
    assert len(list((tmp_path / "out").iterdir())) == len(FORMATS)
    assert main(["export", str(tmp_path), "--format", "pdf", "--out", str(tmp_path / "mine.pdf")]) == 0
    assert (tmp_path / "mine.pdf").read_bytes().startswith(b"%PDF")
    assert main(["export", str(tmp_path / "nowhere"), "--format", "pdf"]) == 2
    assert "run --out" in capsys.readouterr().err
    assert main(["export", str(tmp_path), "--format", "pdf", "--logo", str(tmp_path / "report.json")]) == 2
