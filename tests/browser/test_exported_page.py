"""The page that is sent to a client, on a phone: nothing but tables is wider than the screen, and these scroll."""

from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from sim.export.formats import Wish, exported
from sim.export.report import report_of
from sim.results.findings import Findings
from tests.unit.results.synthetic import random_result

pytestmark = pytest.mark.browser
WIDER = """() => [...document.querySelectorAll('body *')].filter(
    one => !one.closest('.wide') && one.getBoundingClientRect().right > innerWidth + 1
).map(one => one.tagName + ' ' + one.textContent.slice(0, 60))"""


@pytest.mark.parametrize("width", [390, 1280])
def test_the_page_fits(chromium: Browser, tmp_path: Path, width: int) -> None:
    file = tmp_path / "results.html"
    file.write_bytes(exported("html", Wish(report_of(Findings(random_result())), date(2026, 3, 4))))
    context = chromium.new_context(viewport={"width": width, "height": 844})
    page = context.new_page()
    page.goto(file.as_uri())
    page.locator("svg.main-svg").last.wait_for()
    assert page.evaluate(WIDER) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()
