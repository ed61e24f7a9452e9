"""Axe, an accessibility checker that is not ours, on every page in light and dark; keyboard, alternatives, a phone.

Every serious or critical finding fails, except those inside Streamlit's own parts that are listed here with a reason.
"""

from collections.abc import Iterator
from typing import Any, Literal

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


MODES = ["light", pytest.param("dark", marks=pytest.mark.long)]
FEW_PAGES = ("The answer", "You", "This year")
"""The pages that the suite looks at; all of them, in both modes, are `long`: each takes axe some three seconds."""


@pytest.fixture(params=MODES, scope="module")
def shown(request: pytest.FixtureRequest, chromium: Browser, address: str) -> Iterator[Page]:
    """A session with a sample that has run, few paths, in one of the two modes; the tests here share it."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, color_scheme=request.param)
    page = context.new_page()
    server.load_sample(page, address, COUPLE)
    server.paths(page, FEW_PATHS)
    server.run(page)
    yield page
    context.close()


def wordless(page: Page, title: str) -> list[str]:
    """Return a finding for each picture that has no words."""
    said = page.get_by_test_id("stPlotlyChart").evaluate_all(
        "all => all.map(one => [one, ...one.querySelectorAll('[aria-label]')].map(e => e.ariaLabel || '').join(''))"
    )
    return [f"{title}: a picture has no words" for words in said if len(words) < 20]


@pytest.mark.parametrize(
    "titles", [FEW_PAGES, pytest.param(tuple(registered()), marks=pytest.mark.long)], ids=["few", "all"]
)
def test_no_serious_finding_on_a_page_and_every_picture_has_words(shown: Page, titles: tuple[str, ...]) -> None:
    server.open_start(shown)
    found = findings(shown, "Home")
    for title in titles:
        if title == "Present":
            continue
        server.go_to(shown, title)
        shown.wait_for_url(f"**/{registered()[title]}*")
        server.settle(shown)
        found += findings(shown, title) + wordless(shown, title)
    assert not found, "\n".join(found)


@pytest.mark.long
def test_no_serious_finding_on_any_slide(shown: Page) -> None:
    server.go_to(shown, "Present")
    found: list[str] = []
    for place in range(1, len(SLIDES) + 1):
        expect(shown.get_by_text(f"{place} of {len(SLIDES)}")).to_be_visible(timeout=30_000)
        server.settle(shown)
        found += findings(shown, f"Present {place}")
        shown.keyboard.press("ArrowRight")
    shown.keyboard.press("Escape")  # back to the bar, for the next test
    shown.locator(".st-key-bar").wait_for()
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
    found += findings(page, "Interview, the fourth screen")
    assert not found, "\n".join(found)


@pytest.mark.long
@pytest.mark.parametrize("mode", ["light", "dark"])
def test_no_serious_finding_on_any_screen_of_the_interview(
    page: Page, address: str, mode: Literal["light", "dark"]
) -> None:
    page.emulate_media(color_scheme=mode)
    walk = begin(page, address)
    walk.click("Next")  # it says what is missing
    found = findings(page, "Interview, You, unanswered")
    you(walk)
    found += findings(page, "Interview, Work")
    walk.type("Pay a year, before tax (0: not working)", "95000")
    walk.unknown()
    walk.click("Next")
    savings(walk)
    walk.click("Add an investment")
    walk.type("Symbol", "BND")
    walk.type("Worth today", "88000")
    walk.type("What it cost", "101000")
    found += findings(page, "Interview, Taxable account")
    walk.click("Next")
    walk.unknown()
    found += findings(page, "Interview, Rollover")
    walk.click("Next")
    found += findings(page, "Interview, Spending")
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
