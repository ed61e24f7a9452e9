"""The main job in a real browser: sample, edit a lot, run, compare, download; and what must not get lost."""

import json
import zipfile
from pathlib import Path

import openpyxl
import pypdf
import pytest
from playwright.sync_api import Page, expect

from tests.browser import server

pytestmark = pytest.mark.browser
COUPLE = "Couple in California, 67"
FEW_PATHS = "100"
EXPORTS = {
    "Full report": "pdf",
    "Interactive page": "html",
    "Workbook": "xlsx",
    "Tables (.csv": "zip",
    "Trade list": "csv",
    "Calendar": "ics",
    "Figures": "json",
}


def take_everything_away(page: Page, folder: Path) -> None:
    """Download every format into the folder, as `file` with the format's ending."""
    server.open_page(page, "Export")
    for title, ending in EXPORTS.items():
        row = page.get_by_test_id("stHorizontalBlock").filter(has_text=title).last
        if ending in ("pdf", "html"):
            row.get_by_role("button", name="Make").click()
        with page.expect_download() as waiting:
            row.get_by_role("button", name="Download").click()
        waiting.value.save_as(folder / f"file.{ending}")


def edit_first_lot(page: Page, shares: str) -> None:
    """Type other shares into the first row of the lots table, as a person does: look before every key."""
    server.open_page(page, "Accounts")
    grid = page.get_by_test_id("stDataFrame").nth(1)
    cell, editor = grid.get_by_test_id("glide-cell-3-0"), page.locator("#portal input.gdg-input")
    held = page.get_by_test_id("stMetric").filter(has_text="Total held")
    before = held.inner_text()
    cell.wait_for(state="attached")
    # The grid is a canvas: columns stand in the order marker, account, symbol, shares; the first row below the heading.
    grid.click(position={"x": 580, "y": 53})
    expect(cell).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    expect(editor).to_be_focused()
    editor.press("Control+a")
    editor.press_sequentially(shares, delay=60)
    expect(editor).to_have_value(shares)
    editor.press("Enter")
    expect(held).not_to_have_text(before)  # the app has taken it
    server.settle(page)


def plan_file(page: Page) -> dict:
    server.open_page(page, "Export")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Plan (.json)").click()
    return json.loads(Path(waiting.value.path()).read_text())


def test_sample_edit_run_compare_download(page: Page, address: str, tmp_path: Path) -> None:
    server.load_sample(page, address, COUPLE)
    server.paths(page, FEW_PATHS)
    before = plan_file(page)
    edit_first_lot(page, "123")
    edited = plan_file(page)
    assert edited["holdings"]["lots"][0]["quantity"] == 123
    edited["holdings"]["lots"][0]["quantity"] = before["holdings"]["lots"][0]["quantity"]
    assert edited == before  # the edit changed that one cell and nothing else

    server.run(page)
    for name in ("Tax drag", "Retirement income", "Compare"):
        server.open_page(page, name)
        expect(page.locator(".js-plotly-plot").first).to_be_visible()
    page.get_by_role("tab", name="Lifetime tax by kind").click()
    expect(page.get_by_text("Mean over all paths")).to_be_visible()
    page.get_by_role("tab", name="Harvested losses").click()
    expect(page.get_by_text("Losses harvested are not wealth")).to_be_visible()

    take_everything_away(page, tmp_path)
    assert len(openpyxl.load_workbook(tmp_path / "file.xlsx").sheetnames) > 3
    assert "strategies.csv" in zipfile.ZipFile(tmp_path / "file.zip").namelist()
    summary = json.loads((tmp_path / "file.json").read_text())["summary"]
    assert [strategy["name"] for strategy in summary["strategies"]] == [s["name"] for s in before["strategies"]]
    assert 5 <= len(pypdf.PdfReader(tmp_path / "file.pdf").pages) <= 8
    assert "Plotly.newPlot" in (tmp_path / "file.html").read_text()
    assert (tmp_path / "file.ics").read_text().startswith("BEGIN:VCALENDAR")

    # After a change the old result stays, marked; a refresh finds the changed plan again.
    edit_first_lot(page, "77")
    server.open_page(page, "Compare")
    expect(page.get_by_text("Old result.")).to_be_visible()
    page.reload()
    page.get_by_role("heading", level=1).wait_for()
    assert plan_file(page)["holdings"]["lots"][0]["quantity"] == 77


def test_a_run_can_be_canceled_and_the_app_answers_meanwhile(page: Page, address: str) -> None:
    server.load_sample(page, address, COUPLE)
    server.open_page(page, "Strategies")
    paths = page.get_by_role("spinbutton", name="Number of paths")
    paths.fill("50000")
    paths.press("Enter")
    page.wait_for_timeout(800)
    page.locator(".st-key-run button").click()
    page.get_by_role("button", name="Cancel").wait_for()
    server.open_page(page, "Rollover")  # another page opens while the run goes on
    page.get_by_role("button", name="Cancel").click()
    expect(page.get_by_text("Stopped. What you entered is unchanged.")).to_be_visible(
        timeout=server.FIRST_RUN_SECONDS * 1000
    )


def test_no_taxable_account_is_zero_and_says_why(page: Page, address: str) -> None:
    server.load_sample(page, address, "No taxable account")
    server.run(page)
    server.open_page(page, "Compare")
    expect(page.get_by_text("Why every difference is zero.")).to_be_visible()


def test_a_file_of_20_mb_is_refused_in_words(page: Page, address: str, tmp_path: Path) -> None:
    big = tmp_path / "big.json"
    big.write_bytes(b" " * 20_000_000)
    page.goto(address)
    page.get_by_role("heading", level=1).wait_for()
    page.locator("input[type=file]").first.set_input_files(big)
    expect(page.get_by_text("5", exact=False).filter(has_text="MB or smaller").first).to_be_visible()
