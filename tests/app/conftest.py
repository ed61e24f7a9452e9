"""The app under Streamlit's own test harness: one session, no browser."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.unit.results.synthetic import random_result
from ui.core import document, problems, reading, running
from ui.results import on_demand
from ui.runs import cache
from ui.runs.outcome import Outcome

ROOT = Path(__file__).parents[2]
PAGES = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "pages").glob("*/*.py"))
PLAN_PAGES = [page for page in PAGES if "/plan/" in page]
PRESENT = "pages/results/present.py"
RESULT_PAGES = [
    page for page in PAGES if "/results/" in page and " running.outcome_or_ask(" in (ROOT / page).read_text("utf-8")
]
"""The pages that show a finished run; *This year*, *When to harvest* and the like work from the plan as it stands,
never old; *Compare plans* and *Present* have tests of their own."""


@pytest.fixture(autouse=True)
def no_background_compile(monkeypatch: pytest.MonkeyPatch) -> None:
    """These tests are about pages; the real engine runs behind them in tests/browser."""
    monkeypatch.setattr(running, "warm_up", lambda: None)


@pytest.fixture(autouse=True)
def only_on_a_press(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages begin nothing by themselves here; what does so elsewhere has tests of its own."""
    monkeypatch.setattr(on_demand, "BEGINS_BY_ITSELF", False)


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for an upload's reading as long as a busy machine takes: these tests look once, they do not poll."""
    monkeypatch.setattr(reading, "AT_ONCE_SECONDS", 60.0)


@pytest.fixture(autouse=True)
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give each test its own saved plans."""
    file = tmp_path / "plans.sqlite3"
    monkeypatch.setenv("ROLLOVER_SIM_DATABASE_URL", f"sqlite:///{file}")
    return file


@pytest.fixture(autouse=True)
def fresh_cache(monkeypatch: pytest.MonkeyPatch) -> cache.ResultCache:
    """Give each test its own result cache."""
    made = cache.ResultCache()
    monkeypatch.setattr(running, "results", lambda: made)
    return made


@pytest.fixture
def app() -> AppTest:
    return AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=60).run()


@pytest.fixture
def sample_app(app: AppTest) -> AppTest:
    return load(app, "californian-couple")


@pytest.fixture
def with_results(fresh_cache: cache.ResultCache) -> Callable[[AppTest], AppTest]:
    """Return what puts made-up results of the session's own scenario into the cache."""

    def put(app: AppTest) -> AppTest:
        checked = problems.check(document.canonical(app.session_state["_draft"]))
        assert checked.scenario is not None
        result = random_result(n_strategies=len(checked.scenario.strategies))
        own = type(result)(**{**vars(result), "scenario": checked.scenario})
        fresh_cache.put(checked.sha256, Outcome.of(own))
        return app

    return put


def load(app: AppTest, name: str) -> AppTest:
    return app.button(key=f"sample-{name}").click().run()


def go(app: AppTest, page: str) -> AppTest:
    return app.switch_page(page).run()


def texts(app: AppTest) -> str:
    """Return all words on the page."""
    parts = [app.markdown, app.caption, app.title, app.subheader, app.error, app.warning, app.info, app.success]
    return "\n".join(str(element.value) for part in parts for element in part)


def widget(app: AppTest, place: str) -> object:
    """Return the widget bound to this place of the draft."""
    revision = app.session_state["_revision"] if "_revision" in app.session_state else 0  # noqa: SIM401 (no mapping)
    kinds = (app.text_input, app.number_input, app.date_input, app.selectbox, app.checkbox)
    wanted = (f"{revision}:{place}", f"{revision}:{place}:raw")
    return next(found for kind in kinds for found in kind if found.key in wanted)


def press_and_wait(app: AppTest, name: str) -> AppTest:
    """Start work that is done on demand, wait until it has ended, and draw the page again."""
    app.button(key=f"{name}-start").click().run()
    return drawn_after(app, name)


def drawn_after(app: AppTest, name: str) -> AppTest:
    """Wait until work that was started has ended, and draw the page again."""
    deadline = time.monotonic() + 60
    while app.session_state["_slots"][f"{name}-job"].is_running and time.monotonic() < deadline:
        time.sleep(0.01)
    return app.run()
