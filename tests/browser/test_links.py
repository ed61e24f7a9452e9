"""What somebody named an account must not lead anywhere: no page makes a link of it, in text or in a chart."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from scripts.make_pictures import registered
from sim.scenario.written.samples import sample_scenario
from tests.app.addresses import with_addresses
from tests.browser import server

pytestmark = pytest.mark.browser
LINKS = """[...document.querySelectorAll("a")].map(
    one => (one.getAttribute("href") || "") + (one.getAttribute("xlink:href") || "")
).filter(to => to.toLowerCase().includes("e.vil"))"""


@pytest.mark.long
def test_no_name_becomes_a_link(page: Page, address: str, tmp_path: Path) -> None:
    document = with_addresses(sample_scenario("californian-couple").model_dump(mode="json"))
    document["simulation"]["n_paths"] = 20
    file = tmp_path / "plan.json"
    file.write_text(json.dumps(document))
    page.goto(address)
    page.get_by_role("heading", level=1).wait_for()
    page.locator("input[type=file]").first.set_input_files(file)
    page.get_by_text("opened.").wait_for()
    server.open_page(page, "Accounts")
    grid = page.get_by_test_id("stDataFrame").first
    grid.hover()
    expect(grid.get_by_role("button", name="Search")).to_be_visible()
    expect(grid.get_by_role("button", name="Download as CSV")).not_to_be_visible()
    server.run(page)
    found = {"The answer": page.evaluate(LINKS)}
    for title, name in registered().items():
        page.goto(f"{page.url.partition('?')[0].rpartition('/')[0]}/{name}")
        page.get_by_role("heading", level=1).wait_for()
        server.settle(page)
        found[title] = page.evaluate(LINKS)
    assert len(found) > 15
    assert {title: links for title, links in found.items() if links} == {}
