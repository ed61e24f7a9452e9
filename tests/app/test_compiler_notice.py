"""Where kernels are compiled in the plain mode by itself, the app says so, once a session."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from sim.compile import Mode, choice

ROOT = Path(__file__).parents[2]


def opened() -> AppTest:
    return AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=60).run()


def test_a_notice_of_the_compiler_is_shown_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choice, "_SETTLED", [Mode("plain", "", "Every run takes about twice as long.")])
    app = opened()
    assert [toast.value.replace("\\", "") for toast in app.toast] == ["Every run takes about twice as long."]
    assert not app.run().toast


def test_there_is_none_where_the_mode_is_as_it_should_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choice, "_SETTLED", [Mode("fast", "")])
    assert not opened().toast
