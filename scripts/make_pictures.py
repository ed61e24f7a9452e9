"""Make the pictures of README and docs from the real pages: a fresh server, a real Chromium, one sample, one run.

Run it from the project's folder: ``python -m scripts.make_pictures``. It needs Chromium and the `test` extra.
Pictures are WebP without loss: every pixel of the screen in a third of the room that PNG takes.
"""

import io
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

from tests.browser import server
from ui.places import PLACES, TRUST

PICTURES = server.ROOT / "docs" / "pictures"
WIDTH, LEAST_HEIGHT, MOST_HEIGHT = 1280, 800, 1500
PATIENCE_MS = 180_000


def registered() -> dict[str, str]:
    """Return the address's last part of every page but the first, by its title."""
    return {view.title: view.url_path for place in (*PLACES, TRUST) for view in place.views if view.url_path}


def take(page: Page, name: str, mode: str) -> None:
    """Write one picture of the page as it stands, as tall as the page within bounds."""
    height = page.evaluate("document.querySelector('[data-testid=stMainBlockContainer]').scrollHeight")
    page.set_viewport_size({"width": WIDTH, "height": min(max(height, LEAST_HEIGHT), MOST_HEIGHT)})
    server.settle(page)
    with Image.open(io.BytesIO(page.screenshot())) as shot:
        shot.convert("RGB").save(PICTURES / f"{name}-{mode}.webp", lossless=True, quality=100)
    page.set_viewport_size({"width": WIDTH, "height": LEAST_HEIGHT})


def prepare(page: Page, title: str) -> None:
    """Bring a page that shows little at first to what it is for: the map drawn, the slide with the answer."""
    if title == "When to harvest":
        page.get_by_role("button", name="Draw the map").click()
        page.get_by_role("heading", name="One cell in full").wait_for()
    elif title == "Where it comes from":
        if not page.get_by_text("The largest parts").count():  # the first theme's session left it in the server's cache
            page.get_by_role("button", name="Break it down").click()
        page.get_by_text("The largest parts").wait_for()
    elif title == "What moves it":
        page.get_by_role("button", name="Try the inputs").click()
        page.get_by_text("What moves it most").wait_for()
    elif title == "Find the best":
        page.get_by_role("button", name="Search", exact=True).click()
        page.get_by_role("button", name="Take it into the plan").wait_for()
    elif title == "Present":
        page.keyboard.press("ArrowRight")
        page.get_by_text("2 of ").wait_for()
    server.settle(page)


def main() -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        server.running_app(Path(folder) / "log.txt") as address,
        server.browser() as browser,
    ):
        for mode in ("light", "dark"):
            context = browser.new_context(viewport={"width": WIDTH, "height": LEAST_HEIGHT}, color_scheme=mode)
            page = context.new_page()
            page.set_default_timeout(PATIENCE_MS)
            page.goto(address)
            page.get_by_role("heading", level=1).wait_for()
            server.settle(page)
            take(page, "start", mode)
            server.load_sample(page, address, "Couple in California, 67")
            server.run(page)
            for title, name in registered().items():
                server.go_to(page, title)
                page.wait_for_url(f"**/{name}*")
                server.settle(page)
                prepare(page, title)
                take(page, name, mode)
                if title == "Present":  # it has no bar to leave it by
                    page.keyboard.press("Escape")
                    page.locator(".st-key-bar").wait_for()
            context.close()


if __name__ == "__main__":
    main()
