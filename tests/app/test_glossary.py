"""Words of the trade are explained where they are read, and behind one button on every page."""

import re

import pytest
from streamlit.testing.v1 import AppTest

from sim.results.verdict import DEFINITIONS, Term
from ui.core.glossary import KEYS, WORDS, help_of


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("tax drag in basis points of the portfolio", ["Basis points (bp)"]),
        ("a trade costs 2 bp", ["Basis points (bp)"]),
        ("the cost basis of 40 paths", ["Path", "Cost basis"]),
        ("± is two standard errors", ["± and standard error"]),
        ("lost for good to wash sales", ["Wash sale"]),
        ("MAGI two years before", ["MAGI"]),
        ("required distributions come first", ["RMD"]),
        ("losses carried to later years, stepped up", ["Carried losses", "Step-up"]),
        ("Washington pathology", []),
    ],
)
def test_a_text_is_explained_by_the_words_it_uses(text: str, names: list[str]) -> None:
    found = re.findall(r"\*\*(.+?):\*\*", help_of(text) or "")
    assert found == names


def test_every_page_has_all_words_and_keys_behind_a_button(app: AppTest) -> None:
    said = "\n".join(one.value for one in app.markdown)
    for word in WORDS:
        assert f"**{word.name}:** {word.meaning}" in said
    for key, _ in KEYS:
        assert key in said


def test_a_standard_error_is_explained_by_one_text_in_the_verdict_and_on_every_page() -> None:
    assert DEFINITIONS[Term.ERROR][1] in [word.meaning for word in WORDS]
