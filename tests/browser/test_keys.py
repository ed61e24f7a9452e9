"""The keyboard: F2 finds a field by a word and leads to it, Ctrl+Enter runs, a button shows the keys."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import server
from tests.browser.test_flow import COUPLE, FEW_PATHS

pytestmark = pytest.mark.browser


def look_for(page: Page, words: str, field: str) -> None:
    """Press F2, type the words, and take the field."""
    page.keyboard.press("F2")
    dialog = page.get_by_role("dialog")
    asked = dialog.get_by_label("What are you looking for?")
    asked.click()
    asked.fill(words)
    asked.press("Enter")
    dialog.get_by_role("button", name=field).first.click()
    expect(dialog).not_to_be_visible()
    server.settle(page)


def test_a_field_is_found_by_another_word_and_can_be_typed_into_at_once(page: Page, address: str) -> None:
    server.load_sample(page, address, COUPLE)
    look_for(page, "irmaa appeal", "Appeals the Medicare surcharge")
    expect(page.get_by_role("heading", name="You", exact=True, level=1)).to_be_visible()
    expect(page.locator(".st-key-found").get_by_text("Appeals the Medicare surcharge")).to_be_in_viewport()
    look_for(page, "salary", "Wages a year")
    wages = page.locator(".st-key-found").get_by_role("spinbutton", name="Wages a year")
    expect(wages).to_be_in_viewport()
    wages.fill("12345")
    wages.press("Enter")
    server.settle(page)
    page.get_by_role("button", name="Done").click()
    expect(page.locator(".st-key-found")).not_to_be_visible()
    expect(page.get_by_role("spinbutton", name="Wages a year").first).to_have_value("12345")


def test_a_column_is_found_with_its_table(page: Page, address: str) -> None:
    server.load_sample(page, address, COUPLE)
    look_for(page, "purchase price", "Cost basis, whole lot")
    expect(page.get_by_role("heading", name="Accounts", exact=True, level=1)).to_be_visible()
    page.locator(".st-key-found").get_by_role("link", name="Lots").click()
    expect(page.get_by_role("heading", name="Lots", exact=True)).to_be_in_viewport()


def test_keys_run_and_are_shown(page: Page, address: str) -> None:
    server.load_sample(page, address, COUPLE)
    server.paths(page, str(int(FEW_PATHS) + 7))  # a run of its own
    page.keyboard.press("Control+Enter")
    page.get_by_role("heading", name="The answer", exact=True, level=1).wait_for()
    current = page.locator(".st-key-bar-run").get_by_text("Up to date")
    expect(current).to_be_visible(timeout=server.FIRST_RUN_SECONDS * 1000)
    page.get_by_role("button", name="Words").click()
    for key in ("Ctrl + Enter", "F2", "Esc"):
        expect(page.get_by_text(key, exact=True).last).to_be_visible()
