"""Axe, an accessibility checker that is not ours, on every page in light and dark; keyboard, alternatives, a phone.

Every serious or critical finding fails, except those inside Streamlit's own parts that are listed here with a reason.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from scripts.make_pictures import registered
from tests.browser import server
from tests.browser.test_flow import COUPLE, FEW_PATHS
from tests.browser.test_interview import begin, savings, you
from ui.share.present import SLIDES

pytestmark = pytest.mark.browser
IMPACTS = ("serious", "critical")
STREAMLITS_OWN = {
    "scrollable-region-focusable": (
        "stVerticalBlock",
        "its container with a height takes no tabindex; Chrome and Firefox reach a scrolling region by keyboard anyway",
    ),
    "color-contrast": ("<kbd>", "the key's name beside a button's label is drawn faint"),
}
"""By rule: the part of Streamlit's own that it is let off in (its test id, or a tag in angle brackets), and why."""


def is_streamlits_own(rule: str, page: Page, node: dict[str, Any]) -> bool:
    """Return whether the finding lies inside the part of Streamlit's own that the rule is let off in."""
    if rule not in STREAMLITS_OWN:
        return False
    if rule == "color-contrast":
        return node["html"].startswith("<kbd")
    element = page.locator(node["target"][0]).first
    return bool(
        element.evaluate("(found, id) => found.closest(`[data-testid=${id}]`) !== null", STREAMLITS_OWN[rule][0])
    )


def findings(page: Page, where: str) -> list[str]:
    """Return every finding that is not Streamlit's own, with its place."""
    found = []
    for violation in Axe().run(page).response["violations"]:
        if violation["impact"] in IMPACTS:
            nodes = [one for one in violation["nodes"] if not is_streamlits_own(violation["id"], page, one)]
            found += [f"{where}: {violation['id']} ({violation['help']}): {one['html'][:200]}" for one in nodes]
    return found


@pytest.fixture(params=["light", pytest.param("dark", marks=pytest.mark.long)])
def shown(request: pytest.FixtureRequest, chromium: Browser, address: str) -> Iterator[Page]:
    """A session with a sample that has run, few paths, in one of the two modes."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, color_scheme=request.param)
    page = context.new_page()
    server.load_sample(page, address, COUPLE)
    server.paths(page, FEW_PATHS)
    server.run(page)
    yield page
    context.close()


def test_no_serious_finding_on_any_page_and_every_picture_has_words(shown: Page) -> None:
    found = findings(shown, "Home")
    for title, name in registered().items():
        if title == "Present":
            continue
        server.go_to(shown, title)
        shown.wait_for_url(f"**/{name}*")
        server.settle(shown)
        found += findings(shown, title)
        for picture in shown.get_by_test_id("stPlotlyChart").all():
            words = picture.evaluate(
                "one => [one, ...one.querySelectorAll('[aria-label]')].map(e => e.getAttribute('aria-label')).join('')"
            )
            if len(words) < 20:
                found.append(f"{title}: a picture has no words")
    server.go_to(shown, "Present")
    for place in range(1, len(SLIDES) + 1):
        expect(shown.get_by_text(f"{place} of {len(SLIDES)}")).to_be_visible(timeout=30_000)
        server.settle(shown)
        found += findings(shown, f"Present {place}")
        shown.keyboard.press("ArrowRight")
    assert not found, "\n".join(found)


def test_no_serious_finding_once_a_year_is_open(shown: Page) -> None:
    server.open_page(shown, "Over time")
    year = shown.get_by_role("combobox", name="Year")
    expect(year).to_be_visible(timeout=60_000)
    year.click()
    shown.keyboard.type("2030")
    shown.keyboard.press("Enter")
    expect(shown.get_by_text("The return of 2030")).to_be_visible(timeout=60_000)
    server.settle(shown)
    found = findings(shown, "Over time, one year")
    assert not found, "\n".join(found)


def test_no_serious_finding_on_the_interviews_first_screens(page: Page, address: str) -> None:
    walk = begin(page, address)
    found = findings(page, "Interview, the first screen")
    you(walk)
    walk.click("Next")
    savings(walk)
    server.settle(page)
    found += findings(page, "Interview, the second screen")
    assert not found, "\n".join(found)


def test_the_run_button_and_a_field_are_reached_by_keyboard(page: Page, address: str) -> None:
    server.load_sample(page, address, COUPLE)
    server.paths(page, FEW_PATHS)
    server.run(page)
    server.open_page(page, "You")
    server.number(page, "Spending target a year, after tax", "98000")
    page.reload()  # the focus begins at the top again
    page.get_by_role("spinbutton", name="Spending target a year, after tax").wait_for()
    server.settle(page)
    wanted, reached = {"Run", "Name of this plan", "Your plan"}, set()
    page.locator("body").press("Tab")
    for _ in range(60):
        name = page.evaluate(
            "document.activeElement.getAttribute('aria-label') || document.activeElement.innerText || ''"
        )
        reached |= {one for one in wanted if one in name}
        page.keyboard.press("Tab")
    assert reached == wanted


def test_a_phone_needs_no_scrolling_sideways(page: Page, address: str) -> None:
    server.load_sample(page, address, COUPLE)
    server.paths(page, FEW_PATHS)
    server.run(page)
    for name in ("The answer", "Compare", "You", "Compare plans", "Export"):
        page.set_viewport_size({"width": 1280, "height": 844})
        server.open_page(page, name)
        page.set_viewport_size({"width": 390, "height": 844})
        # what is drawn again for the new width, charts above all, may take a moment
        assert page.wait_for_function("document.querySelector('[data-testid=stMain]').scrollWidth <= 390"), name
