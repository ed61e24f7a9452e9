"""A year clicked in a picture of *Over time* opens its money and its return, in a real browser."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import server
from tests.browser.test_flow import COUPLE, FEW_PATHS

pytestmark = pytest.mark.browser
PATIENCE_MS = 60_000


def test_a_click_on_a_year_opens_its_return(page: Page, address: str) -> None:
    server.load_sample(page, address, COUPLE)
    server.paths(page, FEW_PATHS)
    server.run(page)
    server.open_page(page, "Over time")
    picture = page.locator("[class*=st-key-over-time-Required]")
    bar = picture.locator(".barlayer .point path").nth(8)
    expect(bar).to_be_visible(timeout=PATIENCE_MS)
    bar.scroll_into_view_if_needed()
    server.settle(page)
    place = bar.bounding_box()
    assert place is not None
    page.mouse.move(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)
    expect(picture.locator(".hoverlayer .hovertext")).to_be_visible()  # a click counts where the mouse was seen
    page.mouse.down()
    page.mouse.up()
    expect(page.get_by_text("The return of 20")).to_be_visible(timeout=PATIENCE_MS)
    year = page.get_by_role("combobox", name="Year").input_value()
    expect(page.get_by_text(f"The return of {year}")).to_be_visible()
    expect(page.locator(".st-key-year-flows [aria-label*='came in']").first).to_be_attached()
