"""What a user waits for in the app: ``python -m benchmarks.felt [cold run move pages cancel sessions]``.

In Chromium, of a server of its own: the first page of a cold server; Run to the answer; a move of *What if?* to its
sentence and its picture; every page switch; cancel; moves of five sessions at once. Beside each wall time stands the
processor time of the server, which does not depend on who else is at work, and the load of the machine. It needs
Chromium and the `test` extra, and compiled kernels for all but the cold start.
"""

import asyncio
import sys
import time
from pathlib import Path

from playwright.async_api import Browser, Page

from benchmarks.app import chromium, measure, opened, processor_seconds, report
from tests.browser import server
from ui.places import PLACES, View

SAMPLE = "Couple in California, 67"
RUNS, MOVES, SWITCHES, CANCELS, SESSIONS = 7, 15, 3, 5, 5
MAIN = "[data-testid=stMainBlockContainer]"
WHEN = """([css, words, since]) => new Promise(done => {
  const holds = () => [...document.querySelectorAll(css)].some(one => one.textContent.includes(words)
    && one.offsetParent !== null && one.closest('[data-stale=true]') === null);
  const look = () => holds() ? done(performance.now() - since) : requestAnimationFrame(look); look(); })"""
"""Milliseconds from a moment until words stand in an element that is up to date."""
ANSWERED = """([css, since]) => new Promise(done => { const main = document.querySelector('MAIN');
  const holds = () => location.pathname.endsWith('answer') && !main.textContent.includes('Old result')
    && [...document.querySelectorAll(css)].some(one => one.closest('[data-stale=true]') === null);
  const look = () => holds() ? done(performance.now() - since) : requestAnimationFrame(look); look(); })""".replace(
    "MAIN", MAIN
)
"""Milliseconds until the answer of this run stands, or that of its first paths."""
WORDS = """css => { const one = document.querySelector(css); return one === null ? '' : one.textContent
  + [...one.querySelectorAll('[aria-label]')].map(part => part.getAttribute('aria-label')).join(' '); }"""
"""What an element says, a picture by the words that stand for it."""
CHANGED = """([css, before, since]) => new Promise(done => { const words = WORDS;
  const look = () => { const now = words(css); now !== '' && now !== before
    ? done(performance.now() - since) : requestAnimationFrame(look); }; look(); })""".replace("WORDS", WORDS)


async def now(page: Page) -> float:
    return float(await page.evaluate("performance.now()"))


async def sample(browser: Browser, address: str) -> Page:
    page = await opened(browser, address)
    card = page.get_by_test_id("stHorizontalBlock").filter(has_text=SAMPLE)
    await (
        card.filter(has=page.get_by_role("button", name="Load", exact=True))
        .last.get_by_role("button", name="Load", exact=True)
        .click()
    )
    await page.get_by_text("loaded. Look through").wait_for()
    return page


async def settled(page: Page) -> None:
    await page.wait_for_function("document.querySelector('[data-test-script-state=running]') === null")
    await page.wait_for_timeout(700)


async def goes_to(page: Page, place: str, view: View | None = None) -> None:
    await page.locator(".st-key-bar-places").get_by_role("link", name=place, exact=True).click()
    if view is not None:
        await page.locator(f".st-key-views a[href$='{view.url_path}']").click()


async def answered(page: Page, address: str) -> None:
    """Run the plan, if it is not, and stand on the answer."""
    if not await page.get_by_text("Up to date").is_visible():
        await page.locator(".st-key-run button").click()
    await page.get_by_text("Up to date").wait_for()
    await goes_to(page, "The answer")
    await page.get_by_role("heading", name="What if?", exact=True).wait_for()
    await settled(page)


async def other_seed(page: Page, seed: int) -> None:
    """Give the plan another seed, so that it has no result yet."""
    await goes_to(page, "Your plan")
    await settled(page)
    await page.locator(".st-key-views a[href$='strategies']").first.click()
    field = page.get_by_role("spinbutton", name="Seed")
    await field.wait_for()
    await settled(page)
    await field.fill(str(seed))
    await field.press("Enter")
    await settled(page)


async def run(browser: Browser, address: str, process: int) -> None:
    """Time from Run to the first answer, and to the one that is up to date."""
    page, first, whole, used = await sample(browser, address), [], [], []
    await answered(page, address)
    for seed in range(RUNS):
        await other_seed(page, 1_000 + seed)
        began, spent = await now(page), processor_seconds(process)
        await page.locator(".st-key-run button").click()
        first.append(await page.evaluate(ANSWERED, [f"{MAIN} [data-testid=stAlert] h3", began]))
        whole.append(await page.evaluate(WHEN, [".st-key-bar-run", "Up to date", began]))
        await settled(page)
        used.append(1000 * (processor_seconds(process) - spent))
    report("Run to the answer", first)
    report("Run to all of it, up to date", whole)
    report("processor time of the server a run", used)
    await page.context.close()


async def move(page: Page, key: str) -> tuple[float, float]:
    """Press a key on the slider of what heirs pay; return the time to the sentence and to the picture [ms]."""
    sentence, picture = f"{MAIN} .st-key-what-if-answer", f"{MAIN} .st-key-what-if-picture"
    slider = page.get_by_role("slider", name="Heirs' tax rate [%]")
    await slider.focus()
    before, drawn = await page.evaluate(WORDS, sentence), await page.evaluate(WORDS, picture)
    began = await now(page)
    await page.keyboard.press(key)
    said, seen = await asyncio.gather(
        page.evaluate(CHANGED, [sentence, before, began]), page.evaluate(CHANGED, [picture, drawn, began])
    )
    return float(said), float(seen)


async def moves(page: Page, n: int, pause: float) -> list[tuple[float, float]]:
    found = []
    for k in range(n):
        found.append(await move(page, "ArrowRight" if k % 12 < 6 else "ArrowLeft"))
        await asyncio.sleep(pause)
    return found


async def slide(browser: Browser, address: str, process: int) -> None:
    page = await sample(browser, address)
    await answered(page, address)
    await moves(page, 3, 1.5)
    spent = processor_seconds(process)
    found = await moves(page, MOVES, 1.5)
    report("a move of What if? to its sentence", [said for said, _ in found])
    report("a move of What if? to its picture", [seen for _, seen in found])
    print(f"processor time of the server a move: {1000 * (processor_seconds(process) - spent) / MOVES:.0f} ms")
    await page.context.close()


async def several(browser: Browser, address: str, process: int) -> None:
    pages = [await sample(browser, address) for _ in range(SESSIONS)]
    for page in pages:
        await answered(page, address)
        await moves(page, 1, 1.0)
    found = await asyncio.gather(*(moves(page, 6, 1.5) for page in pages))
    report(f"{SESSIONS} sessions at once, a move to its sentence", [said for one in found for said, _ in one])
    report(f"{SESSIONS} sessions at once, a move to its picture", [seen for one in found for _, seen in one])
    for page in pages:
        await page.context.close()


async def pages(browser: Browser, address: str, process: int) -> None:
    """Time from a click to the page's heading, and until the server is done, of every page of every place."""
    page, heads, wholes = await sample(browser, address), [], []
    await answered(page, address)
    for turn in range(SWITCHES):
        for place in PLACES:
            for view in place.views:
                if view.url_path == "present":
                    continue  # it has no bar to come back by
                await goes_to(page, place.name)
                await settled(page)
                if view is place.views[0]:
                    await goes_to(page, "Home" if place.name != "Home" else "The answer")
                    await settled(page)
                link = f".st-key-views a[href$='{view.url_path}']"
                if view is place.views[0]:
                    target = page.locator(".st-key-bar-places").get_by_role("link", name=place.name, exact=True)
                else:
                    target = page.locator(link)
                spent, began = processor_seconds(process), await now(page)
                await target.click()
                await page.wait_for_function("path => location.pathname.endsWith(path)", arg=view.url_path)
                shown = await page.evaluate(WHEN, [f"{MAIN} h1", "", began])
                done = await page.evaluate(
                    "since => new Promise(done => { let quiet = 0; const look = () => {"
                    "quiet = document.querySelector('[data-test-script-state=running]') ? 0 : quiet + 1;"
                    "quiet > 3 ? done(performance.now() - since) : requestAnimationFrame(look); }; look(); })",
                    began,
                )
                used = 1000 * (processor_seconds(process) - spent)
                if turn:
                    heads.append(shown)
                    wholes.append(done)
                    print(f"  {place.name}, {view.title}: {shown:.0f}, {done:.0f} ms; processor {used:.0f} ms")
    report("page switch to its heading", heads)
    report("page switch until all stands", wholes)
    await page.context.close()


async def cancel(browser: Browser, address: str, process: int) -> None:
    page, found = await sample(browser, address), []
    await answered(page, address)
    for seed in range(CANCELS):
        await other_seed(page, 2_000 + seed)
        field = page.get_by_role("spinbutton", name="Number of paths")
        await field.fill(str(20_000 + seed))
        await field.press("Enter")
        await settled(page)
        await page.locator(".st-key-run button").click()
        button = page.locator(".st-key-cancel button")
        await button.wait_for()
        await asyncio.sleep(1.0)
        began = await now(page)
        await button.click()
        found.append(await page.evaluate(WHEN, [".st-key-run", "Run", began]))
        await settled(page)
    report("Cancel until Run can be pressed again", found)
    await page.context.close()


async def cold(browser: Browser, folder: Path) -> None:
    """Time of the first page of a new server, and the first page of its next session."""
    shown, again = [], []
    for number in range(3):
        with server.running_process(folder / f"cold{number}.txt") as (address, _):
            began = time.perf_counter()
            page = await opened(browser, address)
            shown.append(1000 * (time.perf_counter() - began))
            await page.context.close()
            await asyncio.sleep(6)  # the simulator is loaded
            began = time.perf_counter()
            page = await opened(browser, address)
            again.append(1000 * (time.perf_counter() - began))
            await page.context.close()
    report("first page of a new server", shown)
    report("first page of its next session", again)


async def main(wanted: list[str]) -> None:
    parts = {"run": run, "move": slide, "pages": pages, "cancel": cancel, "sessions": several}
    async with chromium() as (browser, folder):
        if "cold" in wanted:
            await cold(browser, folder)
        await measure(parts, wanted, browser, folder)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:] or ["cold", "run", "move", "pages", "cancel", "sessions"]))
