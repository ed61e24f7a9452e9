"""The list of clients in a real browser: two plans, worked out, noted beside, opened."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import server

pytestmark = pytest.mark.browser
BOX = {"x": 18, "y": 53}
"""Of the first row, on the grid's canvas."""


def choose_the_first(page: Page) -> None:
    page.get_by_test_id("stDataFrame").first.click(position=BOX)
    expect(page.get_by_role("textbox", name="Note")).to_be_visible()
    server.settle(page)


def test_clients_are_worked_out_noted_and_opened(page: Page, address: str) -> None:
    for sample in ("No taxable account", "Early retiree, 57"):
        server.load_sample(page, address, sample)
        server.paths(page, "20")
    server.open_start(page)
    page.get_by_role("link", name="All clients and plans in one table").click()
    page.get_by_role("heading", name="Clients", exact=True, level=1).wait_for()
    page.get_by_role("button", name="Work out what is old or missing").click()
    expect(page.get_by_text("plans worked out.")).to_be_visible()
    server.settle(page)
    choose_the_first(page)
    name = page.get_by_role("textbox", name="Client", exact=True).input_value()
    note = page.get_by_role("textbox", name="Note")
    note.fill("Call in the week after Thanksgiving")
    note.press("Tab")
    server.settle(page)
    page.reload()
    page.get_by_test_id("stDataFrame").first.wait_for()
    server.settle(page)
    choose_the_first(page)
    expect(page.get_by_role("textbox", name="Note")).to_have_value("Call in the week after Thanksgiving")
    page.get_by_role("button", name="Open the plan").click()
    page.get_by_role("heading", name="You", exact=True, level=1).wait_for()
    expect(page.locator(".st-key-bar-name")).to_contain_text(name)
