"""The fields' help counts as the law's data does."""

from pathlib import Path

from ui.fields import FIELDS

FOLDER = Path(__file__).parents[2] / "ui" / "fields"


def test_no_age_or_window_of_the_law_stands_in_the_help_of_a_field_as_words():
    written = [
        path.name for path in FOLDER.glob("*.py") for words in ("59 1/2", "30 days") if words in path.read_text()
    ]
    assert written == []


def test_the_help_says_what_the_law_counts_today():
    """IRC 72(t)(2)(A)(i): 59 1/2; IRC 1091(a): 30 days."""
    assert "from 59 1/2 on" in FIELDS["holdings.accounts[].roth_opened"].help
    assert "within 30 days" in FIELDS["securities[].identity_group"].help
