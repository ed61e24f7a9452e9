"""A person's own files in a real browser: positions, a plan's statement and a history make a plan that runs."""

import re
import time
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser import server
from tests.browser.test_flow import FEW_PATHS

pytestmark = pytest.mark.browser
FILES = server.ROOT / "tests" / "fixtures" / "brokers"
POSITIONS = b"""Account Number,Account Name,Symbol,Description,Quantity,Last Price,Current Value,Cost Basis Total,\
Average Cost Basis,Type
Z11112222,Joint WROS,VTI,VANGUARD TOTAL STOCK MKT ETF,50,$300.00,$15000.00,$16000.00,$320.00,Cash,
Z11112222,Joint WROS,SPAXX**,HELD IN MONEY MARKET,,,$2500.00,,,Cash,
"""
MOST_SECONDS = 300


def a_day(page: Page, label: str, day: str) -> None:
    """Type a day into the field of this label, as a person does."""
    typed = page.get_by_role("textbox", name=label, exact=True)
    if typed.count():
        typed.fill(day)
        typed.press("Enter")
        server.settle(page)
        return
    parts = page.get_by_test_id("stDateInput").filter(has_text=label).get_by_role("spinbutton")
    for part, figures in zip(parts.all(), day.split("/"), strict=True):
        part.click()
        page.keyboard.type(figures)
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    server.settle(page)


def give(page: Page, name: str, content: bytes) -> None:
    file = {"name": name, "mimeType": "text/csv", "buffer": content}
    page.locator("input[type=file]").first.set_input_files(file)
    page.get_by_text(re.compile(rf"{re.escape(name)}.*lot")).first.wait_for()
    server.settle(page)


def add(page: Page) -> None:
    page.get_by_role("button", name=re.compile(r"^(add )?Add \d+ lots?$"), disabled=False).click()
    page.get_by_text(re.compile("lots? of .* added")).first.wait_for()
    server.settle(page)


def test_three_files_are_a_plan_that_runs_in_five_minutes(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("heading", level=1).wait_for()
    page.get_by_role("button", name=re.compile("Empty plan")).click()
    server.settle(page)
    began = time.monotonic()
    server.open_page(page, "You")
    a_day(page, "Date of birth", "05/04/1961")
    state = page.get_by_role("combobox", name="State", exact=True)
    state.click()
    state.press_sequentially("Texas")
    state.press("Enter")
    server.settle(page)

    server.open_page(page, "Accounts")
    give(page, "Portfolio_Positions.csv", POSITIONS)
    a_day(page, "One date for all lots without one", "05/06/2023")
    page.get_by_role("button", name="Use this date").click()
    server.settle(page)
    add(page)
    for name in ("netbenefits_plan.csv", "vanguard_history.csv"):
        give(page, name, Path(FILES / name).read_bytes())
        add(page)
    expect(page.get_by_text("to complete or fix")).to_have_count(0)
    assert time.monotonic() - began < MOST_SECONDS
    server.paths(page, FEW_PATHS)
    server.run(page)
    server.open_page(page, "Compare")
    expect(page.locator(".js-plotly-plot").first).to_be_visible()
