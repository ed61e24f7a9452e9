"""A page's own address works on a server that has served nothing yet, and nothing else is said of it for a moment."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser import server

pytestmark = pytest.mark.browser
WATCH = """window.flashed = false;
new MutationObserver(() => {
    if (/page not found/i.test(document.body ? document.body.innerText : "")) window.flashed = true;
}).observe(document, {subtree: true, childList: true, characterData: true});"""
"""Notes whether the page ever says that there is no such page, however short."""


@pytest.mark.parametrize(("path", "title"), [("holdings", "Accounts"), ("compare", "Compare")])
def test_cold_deep_link(chromium: Browser, tmp_path: Path, path: str, title: str) -> None:
    with server.running_app(tmp_path / "log.txt") as address:
        page = chromium.new_page()
        page.add_init_script(WATCH)
        page.goto(f"{address}/{path}")
        expect(page.get_by_role("heading", name=title, level=1)).to_be_visible(timeout=30_000)
        expect(page.locator(".st-key-bar")).to_contain_text("Your plan")  # the entry point ran: its navigation
        expect(page.locator(".st-key-bar")).to_contain_text("Run")
        assert page.get_by_test_id("stException").count() == 0
        assert page.evaluate("window.flashed") is False
        page.close()
