"""The bar stays in sight on every page and width, and Run leads to the answer, which says what to do."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import server
from tests.browser.test_flow import COUPLE, FEW_PATHS

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [1280, 390])
def test_the_bar_stays_on_top_and_run_leads_to_the_answer(page: Page, address: str, width: int) -> None:
    server.load_sample(page, address, COUPLE)
    server.paths(page, str(int(FEW_PATHS) + width))  # a run of its own: the server keeps the other's result
    page.set_viewport_size({"width": width, "height": 720})
    server.run(page)
    page.get_by_role("heading", name="The answer", exact=True, level=1).wait_for()
    expect(page.get_by_text("Do this")).to_be_visible()
    expect(page.get_by_text("Harvesting is worth it here.").first).to_be_visible()
    server.settle(page)
    for distance in (0, 600):
        page.get_by_test_id("stMain").evaluate("(main, far) => main.scrollTo(0, far)", distance)
        page.wait_for_function(
            "far => document.querySelector('[data-testid=stMain]').scrollTop >= far / 2", arg=distance
        )
        box = page.locator(".st-key-bar").bounding_box()
        assert box is not None
        assert 0 <= box["y"] < 5


def test_what_is_moved_is_answered_and_can_be_taken_into_the_plan(page: Page, address: str) -> None:
    server.load_sample(page, address, COUPLE)
    server.paths(page, FEW_PATHS)
    server.run(page)
    server.open_page(page, "The answer")
    page.get_by_role("checkbox", name="Roll Alex").first.check(force=True)
    page.get_by_role("slider", name="Years of the plan").focus()
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_text("Then harvesting makes")).to_be_visible()
    page.get_by_role("button", name="Take into the plan").click()
    expect(page.locator(".st-key-bar-run")).to_contain_text("1 change since this result")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".st-key-bar-run")).to_contain_text("Up to date")
    page.reload()
    page.get_by_role("heading", name="The answer", exact=True, level=1).wait_for()
    expect(page.get_by_role("checkbox", name="Roll Alex").first).to_be_checked()
