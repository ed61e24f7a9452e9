"""One browser and one server for the flows; the deep-link test starts servers of its own."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import server

expect.set_options(timeout=120_000)  # a busy machine draws its first picture slowly


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with server.browser() as launched:
        yield launched


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with server.running_app(Path(tmp_path_factory.mktemp("app") / "log.txt")) as found:
        yield found


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A new browser profile at the size of a small laptop.

    A traceback in any page fails the test, and so does anything that is asked of another computer.
    """
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    asked: set[str] = set()
    context.on("request", lambda request: asked.add(request.url))
    opened = context.new_page()
    yield opened
    assert opened.get_by_test_id("stException").count() == 0
    assert not {url for url in asked if urlsplit(url).hostname not in (None, "", "localhost", "127.0.0.1")}
    context.close()
