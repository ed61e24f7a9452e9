"""From nothing to a first answer in Chromium: a household's answers and clicks are counted, nothing typed is lost."""

import os
import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser import server

pytestmark = pytest.mark.browser
MOST_ANSWERS, MOST_CLICKS = 25, 12
KEY_MILLISECONDS = float(os.environ.get("KEY_MILLISECONDS", "20"))
"""Between two keys. A person takes some 150: ``KEY_MILLISECONDS=150 ... -k first_answer --durations=1`` times one."""


class Walk:
    """A user who counts what is answered, and what is clicked beside."""

    def __init__(self, page: Page) -> None:
        self.page, self.answers, self.clicks = page, 0, 0

    def click(self, name: str) -> None:
        self.clicks += 1
        self.page.get_by_role("button", name=name, exact=True).click()
        server.settle(self.page)

    def type(self, label: str, text: str, nth: int = 0) -> None:
        """Type an answer key by key and leave the field."""
        self.answers += 1
        field = self.page.get_by_label(label, exact=True).nth(nth)
        field.click()
        field.press("Control+a")
        field.press_sequentially(text, delay=KEY_MILLISECONDS)
        field.press("Enter")
        server.settle(self.page)

    def pick(self, label: str, text: str) -> None:
        """Type into a list until the wanted entry is the first one, and take it."""
        self.answers += 1
        field = self.page.get_by_role("combobox", name=label)
        field.click()
        field.press_sequentially(text, delay=KEY_MILLISECONDS)
        field.press("Enter")
        server.settle(self.page)

    def choose(self, words: str) -> None:
        self.answers += 1
        self.page.get_by_text(words, exact=True).click()
        server.settle(self.page)

    def unknown(self, nth: int = 0) -> None:
        """Answer "I don't know"."""
        self.answers += 1
        self.page.get_by_role("button", name="I don't know").nth(nth).click()
        server.settle(self.page)

    def stands(self, title: str) -> None:
        expect(self.page.get_by_role("heading", name=title, level=3)).to_be_visible()


def begin(page: Page, address: str) -> Walk:
    page.goto(address)
    page.get_by_role("heading", level=1).wait_for()
    server.settle(page)
    walk = Walk(page)
    walk.click("Start my own")
    page.get_by_role("heading", name="Start my own", level=1).wait_for()
    return walk


def you(walk: Walk) -> None:
    walk.stands("You")
    walk.choose("Me and my spouse")
    walk.type("Your date of birth", "03/14/1961")
    walk.type("Your spouse's date of birth", "09/02/1963")
    walk.pick("Which state do you live in?", "Ohio")
    walk.click("Next")


def savings(walk: Walk) -> None:
    walk.stands("Retirement accounts")
    walk.type("Your 401(k), balance", "640000")
    walk.type("Your traditional IRA, balance", "85000")
    walk.type("Your spouse's traditional IRA, balance", "150000")
    expect(walk.page.get_by_text("60% in stocks")).to_be_visible()  # the mix is assumed, with its source
    walk.click("Next")


def test_a_household_from_nothing_to_its_first_answer(page: Page, address: str) -> None:
    walk = begin(page, address)
    you(walk)
    walk.stands("Work and other income")
    walk.type("Pay a year, before tax (0: not working)", "95000")
    walk.unknown()  # the last day of work
    walk.type("Social Security a month, before tax", "2900")
    walk.unknown()  # the spouse's benefit
    walk.click("Next")
    savings(walk)
    walk.stands("Taxable account")
    walk.type("Cash in your brokerage and bank accounts", "40000")
    for nth, (symbol, worth, cost) in enumerate([("BND", "88000", "101000"), ("VTI", "120000", "70000")]):
        walk.click("Add an investment" if nth == 0 else "Add another")
        walk.type("Symbol", symbol, nth)
        walk.type("Worth today", worth, nth)
        walk.type("What it cost", cost, nth)
    expect(page.get_by_text("BND: IUSB")).to_be_visible()
    walk.click("Next")
    walk.stands("Rollover")
    walk.unknown()  # how; its date follows from that, with the reason
    walk.click("Next")
    walk.stands("Spending and what is left")
    walk.type("What do you want to spend a month, after tax?", "7500")
    expect(page.get_by_text("Assumed. Own: a middle bracket")).to_be_visible()  # the heirs' rate
    walk.click("Show me the answer")
    page.get_by_role("heading", name="The answer", level=1).wait_for()
    assert walk.answers <= MOST_ANSWERS
    assert walk.clicks <= MOST_CLICKS
    current = page.locator(".st-key-bar-run").get_by_text("Up to date")
    expect(current).to_be_visible(timeout=server.FIRST_RUN_SECONDS * 1000)
    expect(page.get_by_text(re.compile("Every month|Before the rollover")).first).to_be_visible()


def test_going_back_loses_nothing_and_a_screen_says_what_it_misses(page: Page, address: str) -> None:
    walk = begin(page, address)
    walk.click("Next")
    walk.stands("You")  # it does not go on without a birthday and a state
    expect(page.get_by_text("Your date of birth").first).to_be_visible()
    you(walk)
    walk.click("Next")
    savings(walk)
    walk.click("Back")
    expect(page.get_by_label("Your 401(k), balance", exact=True)).to_have_value("640000")
    walk.click("Back")
    walk.click("Back")
    expect(page.get_by_label("Your date of birth", exact=True)).to_have_value("03/14/1961")
    page.reload()
    page.get_by_role("heading", level=1).wait_for()
    expect(page.get_by_label("Your spouse's date of birth", exact=True)).to_have_value("09/02/1963")
