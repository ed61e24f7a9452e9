"""Work that a press begins and that ends at once: a press draws its own part of the page only, so that has to ask.

Streamlit's test harness draws the whole page after a press, as a browser does not; so the part is drawn by hand here.
"""

from types import SimpleNamespace
from typing import Any

import pytest

from ui.core import problems, session
from ui.results import on_demand
from ui.runs.jobs import Asked, Progress


class DrawnAgain(Exception):
    """The whole page was asked for."""


class Screen:
    """A page as Streamlit draws it: what stands in it, and its part that is drawn alone after a press."""

    def __init__(self) -> None:
        self.warnings: list[str] = []
        self.press: Any = None
        self.part: Any = None

    def fragment(self, body: Any, run_every: float | None) -> Any:
        self.part = body
        return body

    def rerun(self) -> None:
        raise DrawnAgain

    def button(self, label: str, on_click: Any, args: tuple[Any, ...] = (), **_: object) -> None:
        self.press = lambda: on_click(*args)

    def warning(self, text: str, icon: str) -> None:
        self.warnings.append(text)


def at_once(scenario: Any, on_progress: Progress, should_cancel: Asked) -> str:
    return "found"


def test_work_that_ends_while_the_press_is_answered_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    screen, slots = Screen(), dict[str, Any]()
    monkeypatch.setattr(on_demand, "st", screen)
    monkeypatch.setattr(session, "slots", lambda: slots)
    monkeypatch.setattr(problems, "checked", lambda: SimpleNamespace(sha256="a" * 64))
    monkeypatch.setattr("sim.api.studies.check_memory", lambda *_: None)
    monkeypatch.setattr(on_demand, "AT_ONCE_SECONDS", 30.0)
    wanted = on_demand.Wanted("finding", "Find it", "", "Searching")
    scenario: Any = None
    assert on_demand.made_or_ask(wanted, scenario, at_once) is None
    screen.press()
    with pytest.raises(DrawnAgain):
        screen.part()
    assert screen.warnings == []  # it is not of another plan
    assert on_demand.made_or_ask(wanted, scenario, at_once) == "found"
