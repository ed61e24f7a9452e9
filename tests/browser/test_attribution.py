"""Where a difference comes from and one path in full, in a real browser: stop it, run it, take the path away."""

from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from tests.browser import server

pytestmark = pytest.mark.browser
COUPLE = "Couple in California, 67"
PATIENCE_MS = 300_000


def test_take_a_difference_apart_and_a_path_away(page: Page, address: str, tmp_path: Path) -> None:
    server.load_sample(page, address, COUPLE)
    server.paths(page, "800")  # a dozen runs of it are long enough to be stopped
    server.run(page)
    server.open_page(page, "Where it comes from")
    page.get_by_role("button", name="Break it down").click()
    page.get_by_role("button", name="Cancel").click()
    expect(page.get_by_text("Stopped. What you entered is unchanged.")).to_be_visible(timeout=PATIENCE_MS)
    server.paths(page, "100")
    server.run(page)
    server.open_page(page, "Where it comes from")
    page.get_by_role("button", name="Break it down").click()
    expect(page.get_by_text("The largest parts")).to_be_visible(timeout=PATIENCE_MS)
    server.open_page(page, "What it cannot do")
    expect(page.get_by_text("Selling losers there is worth exactly $0.")).to_be_visible()
    server.open_page(page, "One path in full")
    expect(page.get_by_text("in the dollars of each year")).to_be_visible(timeout=PATIENCE_MS)
    page.get_by_role("tab", name="The return").click()
    expect(page.get_by_text("The federal return by its forms' lines")).to_be_visible()
    server.settle(page)  # a click on a button that is being drawn again is lost
    with page.expect_download(timeout=PATIENCE_MS) as waiting:
        page.get_by_role("button", name="Workbook (.xlsx)").click()
    waiting.value.save_as(tmp_path / "path.xlsx")
    book = openpyxl.load_workbook(tmp_path / "path.xlsx", read_only=True)
    rows = [row for row in book["Cash"].iter_rows(min_row=2, values_only=True) if row[0] == 2026]
    assert sum(row[2] for row in rows[:-1]) == pytest.approx(rows[-1][2], abs=0.01)
