"""The adviser's whole session in Chromium, and the household's on a Sunday: nothing is lost, nothing breaks."""

import json
import re
import zipfile
from pathlib import Path

import icalendar
import openpyxl
import pypdf
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import server
from tests.browser.test_flow import COUPLE, take_everything_away

pytestmark = pytest.mark.browser
BROKER_FILE = """account,symbol,quantity,acquired,cost_basis,price
Joint brokerage,VTI,20,2025-11-03,"7,400.00",335.50
"""
FEW_PATHS, MANY_PATHS = "300", "60000"


def import_broker_file(page: Page) -> None:
    server.open_page(page, "Accounts")
    file = {"name": "lots.csv", "mimeType": "text/csv", "buffer": BROKER_FILE.encode()}
    page.locator("input[type=file]").first.set_input_files(file)
    page.get_by_role("button", name=re.compile("Add 1 lot$")).click()
    expect(page.get_by_role("button", name="Discard the file")).not_to_be_visible()
    server.settle(page)


def downloads(page: Page, folder: Path) -> None:
    """Take every format away and open each with a program that is not ours."""
    take_everything_away(page, folder)
    text = " ".join(" ".join(one.extract_text() for one in pypdf.PdfReader(folder / "file.pdf").pages).split())
    summary = json.loads((folder / "file.json").read_text())["summary"]
    assert summary["goal"]["goal"] == "safe_spending"  # people die in this plan, so its wealth is what heirs keep
    for strategy in summary["strategies"]:
        assert f"{strategy['heirs_wealth_real']['mean']:,.0f}" in text
    assert summary["goal"]["sentence"][:60] in text
    assert openpyxl.load_workbook(folder / "file.xlsx")["Charts"]._charts
    assert "lots.csv" in zipfile.ZipFile(folder / "file.zip").namelist()
    assert icalendar.Calendar.from_ical((folder / "file.ics").read_bytes()).walk("VEVENT")
    assert "Plotly.newPlot" in (folder / "file.html").read_text()


def saved_plan(page: Page) -> str:
    return page.url.partition("plan=")[2].partition("&")[0]


def compare_with_a_copy(page: Page, address: str) -> None:
    """Duplicate the open plan, spend less in the copy, and put both side by side."""
    first = saved_plan(page)
    server.open_start(page)
    page.get_by_role("button", name="More").first.click()
    page.get_by_role("button", name="Duplicate").click()
    page.wait_for_function("was => !location.search.includes(was)", arg=first)  # the copy is what is open now
    expect(page.get_by_text("(copy) opened.")).to_be_visible()
    server.settle(page)
    server.open_page(page, "You")
    server.number(page, "Spending target a year, after tax", "90000")
    server.open_page(page, "Compare plans")
    page.get_by_role("combobox").click()
    page.get_by_role("option").first.click()
    page.keyboard.press("Escape")
    expect(page.get_by_text("Inputs that differ")).to_be_visible()
    server.settle(page)
    page.get_by_role("button", name="Run what is missing").click()
    expect(page.get_by_text("chance cancels out")).to_be_visible(timeout=60_000)


def present(page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 720})
    server.go_to(page, "Present")
    expect(page.get_by_text("1 of 8")).to_be_visible()
    for slide in range(2, 9):
        page.keyboard.press("ArrowRight")
        expect(page.get_by_text(f"{slide} of 8")).to_be_visible()
        server.settle(page)
        words = page.locator("body").inner_text()
        assert not [name for name in ("Alex", "Californian", "brokerage") if name in words]
        bottom = page.get_by_role("button", name="Next").bounding_box()
        assert bottom is not None
        assert bottom["y"] + bottom["height"] <= 720  # everything is on the screen, without scrolling
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_text("7 of 8")).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("heading", name="The answer", level=1).wait_for()
    page.set_viewport_size({"width": 1280, "height": 900})


def test_the_advisers_session(chromium: Browser, tmp_path: Path) -> None:
    log, port = tmp_path / "log.txt", server.free_port()
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    page = context.new_page()
    with server.running_app(log, port) as address:
        server.load_sample(page, address, COUPLE)
        import_broker_file(page)
        server.paths(page, MANY_PATHS)
        page.locator(".st-key-run button").click()
        page.get_by_role("button", name="Cancel").click()
        expect(page.get_by_text("Stopped.")).to_be_visible(timeout=server.FIRST_RUN_SECONDS * 1000)
        server.paths(page, FEW_PATHS)
        server.run(page)
        server.open_page(page, "Compare")
        expect(page.get_by_text("What heirs keep").first).to_be_visible()
        expect(page.locator(".js-plotly-plot").first).to_be_visible()
        server.open_page(page, "You")
        server.number(page, "Spending target a year, after tax", "95000")
        server.open_page(page, "Compare")
        expect(page.get_by_text("Old result.")).to_be_visible()
        server.run(page)  # "Run again"
        expect(page.get_by_text("Old result.")).not_to_be_visible()
        downloads(page, tmp_path)
        present(page)
        compare_with_a_copy(page, address)
        plan = saved_plan(page)
        page.reload()
        page.get_by_role("heading", level=1).wait_for()
        server.open_page(page, "You")
        spending = page.get_by_role("spinbutton", name="Spending target a year, after tax")
        expect(spending).to_have_value("90000")
    with server.running_app(log, port) as address:  # the server was killed; the plan is there
        page.goto(f"{address}/?plan={plan}")
        page.get_by_role("heading", level=1).wait_for()
        server.open_page(page, "You")
        expect(page.get_by_role("spinbutton", name="Spending target a year, after tax")).to_have_value("90000")
        server.run(page)
        assert page.get_by_test_id("stException").count() == 0
    assert "Traceback" not in log.read_text()
    context.close()


def test_the_households_sunday(page: Page, address: str, tmp_path: Path) -> None:
    """Alone: a sample close to home, one bad input, fixed, run, read, undone, taken away, closed and found again."""
    server.load_sample(page, address, "Early retiree, 57")
    server.paths(page, FEW_PATHS)
    server.open_page(page, "You")
    server.number(page, "Spending target a year, after tax", "-5")
    expect(page.get_by_text("to complete or fix").first).to_be_visible()
    expect(page.locator(".st-key-run button")).to_be_disabled()
    page.get_by_role("button", name="Undo").click()
    server.settle(page)
    server.run(page)
    for name in ("The answer", "Tax drag", "Retirement income", "This year", "Harvest planner"):
        server.open_page(page, name)
        assert page.get_by_test_id("stException").count() == 0
    server.open_page(page, "Export")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Plan (.json)").click()
    assert json.loads(Path(waiting.value.path()).read_text())["simulation"]["n_paths"] == int(FEW_PATHS)
    page.goto(address)  # a new tab of the same browser, on the bare address
    page.get_by_role("heading", level=1).wait_for()
    expect(page.get_by_text("Up to date")).to_be_visible()
