"""What is typed into a table counts, and the link is followed, however soon it is clicked after the last key."""

import re
from typing import NamedTuple

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import server
from tests.browser.test_flow import COUPLE, FEW_PATHS

pytestmark = pytest.mark.browser
MOST_ARROWS = 12
EDITOR = "#portal .gdg-input"


class Cell(NamedTuple):
    """A cell of a table: its page, the folded part it stands in, which table, its column and row, and what is typed."""

    page: str
    folded: str
    table: int
    column: int
    row: int
    typed: str


CELLS = (
    Cell("Accounts", "", 0, 4, 0, "18123"),
    Cell("Accounts", "", 1, 3, 0, "123"),
    Cell("Accounts", "A 401(k) by hand, from its statement", 0, 1, 0, "Stable value"),
    Cell("Strategies", "", 0, 4, 1, "7"),
    Cell("Market", "Expected return and volatility of each asset class", 0, 1, 0, "7.25"),
    Cell("Market", "Correlations", 0, 1, 1, "0.81"),
    Cell("Harvest planner", "How the law is read, and what else is bought", 0, 4, 0, "3.5"),
)


def table_of(page: Page, cell: Cell) -> Locator:
    """Return the cell's table, unfolded."""
    server.open_page(page, cell.page)
    if not cell.folded:
        return page.get_by_test_id("stDataFrame").nth(cell.table)
    part = page.get_by_test_id("stExpander").filter(has=page.locator("summary", has_text=cell.folded)).first
    if part.locator("details[open]").count() == 0:
        part.locator("summary").click()
    return part.get_by_test_id("stDataFrame").nth(cell.table)


def begin_to_type(page: Page, cell: Cell) -> Locator:
    """Go to the cell with the arrow keys and type into it; its input is open then."""
    table = table_of(page, cell)
    place = table.get_by_test_id(f"glide-cell-{cell.column}-{cell.row}")
    server.settle(page)
    table.click(position={"x": 60, "y": 53})  # the first row below the heading; of an empty table, its new row
    expect(table.locator("[aria-selected=true]").first).to_be_attached()
    for _ in range(MOST_ARROWS):
        at = str(table.locator("[data-testid^=glide-cell][aria-selected=true]").first.get_attribute("data-testid"))
        column, row = (int(number) for number in at.split("-")[-2:])
        if (column, row) == (cell.column, cell.row):
            break
        sideways = "ArrowRight" if column < cell.column else "ArrowLeft"
        page.keyboard.press(sideways if column != cell.column else "ArrowDown")
        expect(table.get_by_test_id(at)).not_to_have_attribute("aria-selected", "true")
    expect(place).to_have_attribute("aria-selected", "true")
    editor = page.locator(EDITOR)
    if not editor.is_visible():
        page.keyboard.press("Enter")
    editor.wait_for()
    editor.press("Control+a")
    editor.press_sequentially(cell.typed)
    expect(editor).to_have_value(re.compile(re.escape(cell.typed)))
    return editor


ENDS = ("the click", "Enter", "Tab")


@pytest.mark.parametrize(
    ("first", "cells"), [(1, CELLS[1:3]), *(pytest.param(first, CELLS, marks=pytest.mark.long) for first in range(3))]
)
def test_a_cell_counts_and_the_link_is_followed_at_once(
    page: Page, address: str, first: int, cells: tuple[Cell, ...]
) -> None:
    server.load_sample(page, address, COUPLE)
    for number, cell in enumerate(cells):
        ends_with = ENDS[(first + number) % len(ENDS)]
        editor = begin_to_type(page, cell)
        link = page.locator(".st-key-bar-places").get_by_role("link", name="Trust", exact=True)
        box = link.bounding_box()
        assert box is not None
        if ends_with != "the click":
            editor.press(ends_with)
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        page.get_by_role("heading", name="What it cannot do", level=1).wait_for()
        server.settle(page)
        place = table_of(page, cell).get_by_test_id(f"glide-cell-{cell.column}-{cell.row}")
        expect(place).to_have_text(cell.typed)


def test_the_click_that_ends_a_typed_date_counts_too(page: Page, address: str) -> None:
    server.load_sample(page, address, COUPLE)
    server.open_page(page, "You")
    day = page.get_by_label("Start of the plan", exact=True)
    day.fill("02/02/2026")
    wages = page.get_by_role("checkbox", name="Payroll tax is taken off").first
    page.get_by_text("Payroll tax is taken off").first.click()
    expect(wages).not_to_be_checked()
    expect(day).to_have_value("02/02/2026")
    server.settle(page)
    page.reload()  # the plan, not the page, holds both
    expect(page.get_by_label("Start of the plan", exact=True)).to_have_value("02/02/2026")
    expect(page.get_by_role("checkbox", name="Payroll tax is taken off").first).not_to_be_checked()


def test_run_takes_the_cell_that_its_click_ends(page: Page, address: str) -> None:
    server.load_sample(page, address, COUPLE)
    server.paths(page, FEW_PATHS)
    server.run(page)  # it is up to date, and its button must be there all the same
    begin_to_type(page, CELLS[1])
    box = page.locator(".st-key-run button").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.get_by_role("heading", name="The answer", level=1).wait_for()
    current = page.locator(".st-key-bar-run").get_by_text("Up to date")
    expect(current).to_be_visible(timeout=server.FIRST_RUN_SECONDS * 1000)
    server.open_page(page, "Accounts")
    expect(page.get_by_test_id("stDataFrame").nth(1).get_by_test_id("glide-cell-3-0")).to_have_text(CELLS[1].typed)
    expect(current).to_be_visible()  # the run was of the plan with this cell
