"""How fast the app answers: warm start, slider to repainted page, memory over reruns, several sessions at once.

Run it from the project's folder when the machine is quiet: ``python -m benchmarks.app [start slider memory sessions]``.
It needs Chromium and the `test` extra. Prints one line a figure.
"""

import asyncio
import contextlib
import os
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

from playwright.async_api import Browser, Page, async_playwright

from tests.browser import server

SAMPLE = "Couple in California, 67"
RERUNS, SLIDER_MOVES, SESSIONS = 200, 15, (1, 5, 10, 20)
PATIENCE_MS = 300_000
Part = Callable[[Browser, str, int], Awaitable[None]]
"""Times something in a browser, of the server at an address and of this process."""
WATCH = """() => { window.changedAt = 0; window.observed?.disconnect();
  window.answer = () => { const page = document.querySelector('[data-testid=stMainBlockContainer]').cloneNode(true);
    page.querySelectorAll('[data-testid=stSlider]').forEach(one => one.remove()); return page.textContent; };
  window.before = window.answer();
  const pictured = () => { window.changedAt = performance.now(); };
  window.observed = new MutationObserver(pictured);
  window.observed.observe(document.querySelector('[data-testid=stMainBlockContainer]'),
    {subtree: true, childList: true, characterData: true}); window.pressedAt = performance.now(); }"""
# The slider moves at once, in the browser; only another figure or sentence says that the server has answered.
QUIET = """([least]) => window.changedAt > 0 && performance.now() - window.changedAt > least
  && document.querySelector('[data-test-script-state=running]') === null && window.answer() !== window.before"""


def report(name: str, values: list[float], unit: str = "ms") -> None:
    ordered = sorted(values)
    middle, most = statistics.median(ordered), ordered[int(0.95 * (len(ordered) - 1))]
    load = os.getloadavg()[0]
    print(f"{name}: median {middle:.0f} {unit}, 95% below {most:.0f} {unit} ({len(ordered)} times; load {load:.1f})")


async def opened(browser: Browser, address: str, path: str = "") -> Page:
    context = await browser.new_context(viewport={"width": 1280, "height": 900})
    page = await context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    await page.goto(f"{address}/{path}")
    await page.get_by_role("heading", level=1).wait_for()
    return page


async def with_sample(browser: Browser, address: str, name: str) -> Page:
    """Open the sample and then a page of the navigation."""
    page = await opened(browser, address)
    card = (
        page.get_by_test_id("stVerticalBlock")
        .filter(has_text=SAMPLE)
        .filter(has=page.get_by_role("button", name="Load", exact=True))
    )
    await card.last.get_by_role("button", name="Load", exact=True).click()
    await page.get_by_text("loaded. Look through").wait_for()
    await page.locator(".st-key-bar-places").get_by_role("link", name=name, exact=True).click()
    await page.get_by_role("heading", name=name, exact=True, level=1).wait_for()
    await page.get_by_role("slider").first.wait_for()
    await page.wait_for_timeout(1500)
    return page


async def change(page: Page, key: str) -> float:
    """Press a key on the page's last slider; return the time until the last change of what is shown [ms]."""
    await page.get_by_role("slider").last.focus()
    await page.evaluate(WATCH)
    await page.keyboard.press(key)
    await page.wait_for_function(QUIET, arg=[400])
    return float(await page.evaluate("window.changedAt - window.pressedAt"))


async def start(browser: Browser, folder: Path) -> None:
    for number in range(3):
        began = time.perf_counter()
        with server.running_process(folder / f"start{number}.txt") as (address, _):
            ready = time.perf_counter()
            page = await opened(browser, address)
            shown = time.perf_counter()
            load = f"load {os.getloadavg()[0]:.1f}"
            print(f"start {number + 1}: server {ready - began:.2f} s, first page {shown - ready:.2f} s more ({load})")
            await page.context.close()
            await asyncio.sleep(8)  # the simulator is loaded
            again = time.perf_counter()
            page = await opened(browser, address)
            print(f"start {number + 1}: first page of the next session {time.perf_counter() - again:.2f} s")
            await page.context.close()


async def slider(browser: Browser, address: str, process: int) -> None:
    page = await with_sample(browser, address, "This year")
    for _ in range(3):
        await change(page, "ArrowRight")
    before = processor_seconds(process)
    report("slider to repainted page, This year", [await change(page, "ArrowRight") for _ in range(SLIDER_MOVES)])
    used = (processor_seconds(process) - before) / SLIDER_MOVES
    print(f"processor time of the server a move: {1000 * used:.0f} ms, so one process answers {1 / used:.1f} a second")
    await page.context.close()


def processor_seconds(process: int) -> float:
    """Return the processor time a process has used; unlike the clock it does not depend on who else is working."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def resident(process: int) -> float:
    """Return the memory a process holds [MB]."""
    line = next(line for line in Path(f"/proc/{process}/status").read_text().splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


async def memory(browser: Browser, address: str, process: int) -> None:
    page = await with_sample(browser, address, "This year")
    for done in range(RERUNS + 51):
        if done in (0, 50, 50 + RERUNS // 2, 50 + RERUNS):
            print(f"memory after {done} reruns: {resident(process):.0f} MB")
        await change(page, "ArrowRight" if done % 20 < 10 else "ArrowLeft")
    await page.context.close()


async def sessions(browser: Browser, address: str, process: int) -> None:
    for n in SESSIONS:
        pages = [await with_sample(browser, address, "This year") for _ in range(n)]
        before = resident(process)

        async def use(page: Page, delay: float) -> list[float]:
            await asyncio.sleep(delay)
            found = []
            for _ in range(6):
                found.append(await change(page, "ArrowRight"))
                await asyncio.sleep(1.5)  # a person looks before the next move
            return found

        times = await asyncio.gather(*(use(page, 2.0 * k / n) for k, page in enumerate(pages)))
        report(f"{n} sessions at once, {before:.0f} MB", [one for row in times for one in row])
        for page in pages:
            await page.context.close()


@contextlib.asynccontextmanager
async def chromium() -> AsyncIterator[tuple[Browser, Path]]:
    """Open a browser, and a folder that goes with it."""
    with tempfile.TemporaryDirectory() as name:
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(
                executable_path=server.chromium(), args=list(server.CHROMIUM_ARGUMENTS)
            )
            yield browser, Path(name)
            await browser.close()


async def main(wanted: list[str]) -> None:
    parts = {"slider": slider, "memory": memory, "sessions": sessions}
    async with chromium() as (browser, folder):
        if "start" in wanted:
            await start(browser, folder)
        await measure(parts, wanted, browser, folder)


async def measure(parts: dict[str, Part], wanted: list[str], browser: Browser, folder: Path) -> None:
    """Time what is asked for, of one server."""
    with server.running_process(folder / "log.txt") as (address, process):
        for name, part in parts.items():
            if name in wanted:
                await part(browser, address, process)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:] or ["start", "slider", "memory", "sessions"]))
