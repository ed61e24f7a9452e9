"""A field is found by its label, by another word for it, and by a word of its help."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.app.conftest import go
from ui.core.document import pattern
from ui.fields import FIELDS
from ui.fields.synonyms import SYNONYMS
from ui.finding import finding

WANTED = {
    "spending": "household.spending",
    "salary": "household.people[].wages.annual",
    "retire": "household.people[].wages.until",
    "birthday": "household.people[].born",
    "married": "household.filing_status",
    "RMD": "household.rmds",
    "irmaa": "household.medicare.appeals",
    "purchase price": "holdings.lots[].cost_basis",
    "ticker": "holdings.lots[].symbol",
    "expense ratio": "securities[].expense_ratio",
    "drip": "holdings.accounts[].reinvests_dividends",
    "NUA": "securities[].is_employer_stock",
    "Monte Carlo": "simulation.n_paths",
    "Roth conversion": "strategies[].conversion.kind",
    "children": "household.heirs_tax_rate",
    "itemize": "household.deductions.property_tax",
}


@pytest.mark.parametrize(("asked", "name"), WANTED.items())
def test_who_types_an_everyday_word_finds_the_field(sample_app: AppTest, asked: str, name: str) -> None:
    sample_app.run()
    assert name in {pattern(hit.path) for hit in finding.find(asked)}


@pytest.mark.parametrize("asked", ["", " ", "?", "qqq", "spending qqq", "$", "(", "a" * 5_000])
def test_what_no_field_says_finds_none(asked: str) -> None:
    assert finding.find(asked) == []


def test_every_field_is_found_by_its_label_and_every_group_leads_somewhere() -> None:
    lost = [name for name, field in FIELDS.items() if not any(finding._scores(name, finding.words_of(field.label)))]
    assert lost == []
    assert [group for group in SYNONYMS if not any(finding.find(one) for one in group)] == []
    assert [hit.page.title for hit in finding.find("when to roll over")] == ["Rollover"]  # the plan has none yet


def test_the_field_stands_on_top_once_until_it_is_done(sample_app: AppTest) -> None:
    sample_app.run()
    hit = next(hit for hit in finding.find("spending target"))
    sample_app.session_state["_slots"]["field looked for"] = hit
    go(sample_app, hit.page.script)
    label = "Spending target a year, after tax"
    assert [one.label for one in sample_app.number_input].count(label) == 1
    assert any("on top of this page" in one.value for one in sample_app.caption)
    sample_app.button(key="found-done").click().run()
    assert [one.label for one in sample_app.number_input].count(label) == 1
    assert not any("on top of this page" in one.value for one in sample_app.caption)
    assert not sample_app.exception
