"""A fresh server of the app and a real Chromium, shared by the browser tests and the script that makes the pictures."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from ui.places import PLACES, TRUST

ROOT = Path(__file__).parents[2]
CHROMIUM_ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
FIRST_RUN_SECONDS = 900  # the first run on a machine compiles the simulator
START_SECONDS = 60


def chromium() -> str:
    """Return where Chromium is.

    Raises
    ------
    RuntimeError
        There is none; the message says how to install it.
    """
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        raise RuntimeError("The browser tests drive a real Chromium; install it: apt-get install chromium")
    return found


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("localhost", 0))
        return int(one.getsockname()[1])


@contextmanager
def running_app(log: Path, port: int = 0) -> Iterator[str]:
    """Start the app as `running_process` does, and yield its address."""
    with running_process(log, port) as (address, _):
        yield address


@contextmanager
def running_process(log: Path, port: int = 0) -> Iterator[tuple[str, int]]:
    """Start the app on a free port, or on this one; yield its address and process id. Its output goes into `log`."""
    port = port or free_port()
    command = [sys.executable, "-m", "streamlit", "run", "streamlit_app.py", "--server.port", str(port)]
    with serving(command, ROOT, log, f"http://localhost:{port}") as process:
        yield f"http://localhost:{port}", process.pid


@contextmanager
def serving(
    command: list[str], folder: Path, log: Path, address: str, environment: dict[str, str] | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a command that serves the app at an address, from a folder; yield its process once the app answers.

    Plans are saved beside the log: a test sees its own only, and a server started again there finds them.
    """
    own = {"ROLLOVER_SIM_DATABASE_URL": f"sqlite:///{log.with_name('plans.sqlite3')}"}
    with log.open("w") as out:
        process = subprocess.Popen(
            command, cwd=folder, stdout=out, stderr=subprocess.STDOUT, env={**(environment or os.environ), **own}
        )
    try:
        _wait_until_healthy(address, process, log)
        yield process
    finally:
        process.kill()  # a compile under way would hold up a polite end
        process.wait(20)


def _wait_until_healthy(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"The app did not start:\n{log.read_text()[-2000:]}")


@contextmanager
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium(), args=list(CHROMIUM_ARGUMENTS))
        try:
            yield launched
        finally:
            launched.close()


def open_page(page: Page, name: str) -> None:
    """Go to a page by its title, through its place in the bar, and wait until it stands."""
    go_to(page, name)
    page.get_by_role("heading", name=name, exact=True, level=1).wait_for()
    settle(page)


def go_to(page: Page, name: str) -> None:
    """Follow the links of the bar to a page."""
    place, view = next(
        (place, view) for place in (*PLACES, TRUST) for view in place.views if name in (view.title, view.label)
    )
    page.locator(".st-key-bar-places").get_by_role("link", name=place.name, exact=True).click()
    if len(place.views) > 1:  # by their addresses: two places have a page *Strategies*
        row = page.locator(".st-key-views")
        row.locator(f"a[href$='{place.views[0].url_path}']").wait_for()
        row.locator(f"a[href$='{view.url_path}']").click()


def open_start(page: Page) -> None:
    """Go to the first page, whose heading is not its name in the bar."""
    go_to(page, "Home")
    page.get_by_role("heading", name="Harvesting losses around a 401(k) rollover", level=1).wait_for()
    settle(page)


def settle(page: Page) -> None:
    """Wait until nothing on the page is still being drawn."""
    page.wait_for_function("document.querySelectorAll('[data-testid=stSkeleton]').length === 0")
    page.wait_for_function("document.querySelector('[data-test-script-state=running]') === null")
    page.wait_for_timeout(400)


def load_sample(page: Page, address: str, title: str) -> None:
    page.goto(address)
    page.get_by_role("heading", level=1).wait_for()
    with_button = page.get_by_role("button", name="Load", exact=True)
    card = page.get_by_test_id("stHorizontalBlock").filter(has_text=title).filter(has=with_button).last
    card.get_by_role("button", name="Load", exact=True).click()
    page.get_by_text("loaded. Look through").wait_for()


def number(page: Page, label: str, value: str) -> None:
    """Type a number into its field, as a person does, and wait until the app has taken it."""
    field = page.get_by_role("spinbutton", name=label)
    field.fill(value)
    field.press("Enter")
    page.wait_for_timeout(300)
    settle(page)


def paths(page: Page, value: str) -> None:
    """Set how many paths are run."""
    open_page(page, "Strategies")
    number(page, "Number of paths", value)


def run(page: Page) -> None:
    """Press Run and wait for the result; nothing is to be pressed where it is there already."""
    current = page.locator(".st-key-bar-run").get_by_text("Up to date")
    button = page.locator(".st-key-run button")
    current.or_(button).first.wait_for()
    if not current.is_visible():
        button.click()
    current.wait_for(timeout=FIRST_RUN_SECONDS * 1000)
    settle(page)
