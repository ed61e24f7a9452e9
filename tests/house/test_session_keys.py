"""Only one file of the pages knows the session's raw keys."""

import ast

from tests.house.sources import python_sources


def test_raw_session_keys_stay_in_one_file() -> None:
    users = {
        source.place
        for source in python_sources("ui", "pages", "streamlit_app.py")
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Attribute) and node.attr == "session_state"
    }
    assert users == {"ui/core/session.py"}
