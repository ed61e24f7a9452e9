"""Run waits for the cell that was typed last, and only where there is a table to type one into."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.app.conftest import go
from ui.core import running


@pytest.mark.parametrize(
    ("page", "waits"),
    [
        ("pages/plan/check.py", []),
        ("pages/results/answer.py", []),
        ("pages/plan/holdings.py", [running.TABLE_SECONDS]),
    ],
)
def test_run_waits_where_a_table_stands(
    sample_app: AppTest, page: str, waits: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    go(sample_app, page)
    waited: list[float] = []
    began: list[None] = []
    monkeypatch.setattr(running.time, "sleep", waited.append)
    monkeypatch.setattr(running, "start", lambda: began.append(None))
    sample_app.button(key="run").click().run()
    assert began == [None]
    assert [one for one in waited if one == running.TABLE_SECONDS] == waits
