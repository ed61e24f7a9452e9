"""Who is not signed in has no plans where there is a sign-in; who is sees their own, whatever their e-mail."""

from typing import Any, ClassVar

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from tests.app.conftest import ROOT, go, texts, widget

HOUSEHOLD = "pages/plan/household.py"
ANN = {"is_logged_in": True, "iss": "https://login.example", "sub": "1", "email": "ann@example.com"}


class User:
    """Stands for `st.user`, which the test harness of Streamlit lets nobody set before 1.67."""

    claims: ClassVar[dict[str, Any]] = {}

    def to_dict(self) -> dict[str, Any]:
        return self.claims


@pytest.fixture(autouse=True)
def user_of_the_session(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have every session be of the user that was named last."""
    monkeypatch.setattr(User, "claims", {})
    monkeypatch.setattr(st, "user", User())


def session(user: dict[str, Any], plan: str = "") -> AppTest:
    app = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=60)
    User.claims = user
    if plan:
        app.query_params["plan"] = plan
    return app.run()


def saved_by(user: dict[str, Any], name: str) -> str:
    """Type a name and a spending as this user; return the plan that the address names, '' where nothing was saved."""
    app = session(user)
    app.session_state["_draft"]["name"] = name
    widget(go(app, HOUSEHOLD), "household.spending").set_value(81_000.0).run()
    found = app.query_params.get("plan", "")
    return found if isinstance(found, str) else found[0]


def test_another_subject_with_the_same_address_sees_nothing() -> None:
    plan = saved_by(ANN, "Ann's own household")
    assert plan
    assert "Ann's own household" in texts(session(ANN))
    for other in ({**ANN, "sub": "2"}, {**ANN, "iss": "https://other.example"}):
        app = session(other, plan)
        assert "Ann's own household" not in texts(app)
        assert "is not here" in texts(app)


@pytest.mark.parametrize(
    "user",
    [
        {"is_logged_in": False},
        {"is_logged_in": True, "email": "ann@example.com"},
        {"is_logged_in": True, "iss": "https://login.example", "email": "ann@example.com"},
    ],
)
def test_without_an_identity_no_plan_is_shown_or_saved(user: dict[str, Any]) -> None:
    local = saved_by({}, "Saved before a sign-in was set up")
    app = session(user, local)
    assert "Saved before a sign-in was set up" not in texts(app)
    assert "sign" in texts(app)
    assert saved_by(user, "A stranger's") == ""
    assert "A stranger's" not in texts(session({}))


def test_without_a_sign_in_plans_are_this_computers() -> None:
    assert saved_by({}, "My household")
    assert "My household" in texts(session({}))
    assert "My household" not in texts(session(ANN))
