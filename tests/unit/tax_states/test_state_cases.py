"""State tax of whole households against outside figures; every deviation carries its reason in the case file."""

import pytest

from tests.unit.tax_states.households import case_rows, tax_of

TWO_SOURCES = ("yes", "yes_hand_formula", "yes_tax_table")
STATE_ROWS = case_rows("state.csv")
OTHER_ROWS = case_rows("state_other.csv")


def names(rows):
    return [row["case_id"] for row in rows]


def test_every_row_confirmed_by_two_sources_carries_no_excuse():
    confirmed = [row for row in STATE_ROWS if row["agree"] in TWO_SOURCES]
    assert len(confirmed) == 87
    assert not [row["case_id"] for row in confirmed if row["difference"]]


@pytest.mark.parametrize("row", STATE_ROWS, ids=names(STATE_ROWS))
def test_household_pays_the_expected_state_tax(row):
    agi, tax = tax_of(row)
    expected = float(row["expected_by_law"] or row["expected_state_tax"])
    assert agi == pytest.approx(float(row["expected_federal_agi"]), abs=1.0)
    assert tax == pytest.approx(expected, abs=1.0), row["source"]


EXPLAINED = [row for row in OTHER_ROWS if row["difference"]]
AGREED = [row for row in OTHER_ROWS if not row["difference"]]


@pytest.mark.parametrize("state", sorted({row["state"] for row in AGREED}))
def test_state_agrees_with_the_one_source(state):
    rows = [row for row in AGREED if row["state"] == state]
    wrong = {}
    for row in rows:
        _, tax = tax_of(row)
        if abs(tax - float(row["expected_state_tax"])) > float(row["tolerance"]):
            wrong[row["case_id"]] = (tax, row["expected_state_tax"])
    assert len(rows) >= 6, "a low case, a bracket edge and a high one for both years"
    assert not wrong


@pytest.mark.parametrize("row", EXPLAINED, ids=names(EXPLAINED))
def test_explained_difference_is_still_there(row):
    """A reason that explains nothing any more must go."""
    _, tax = tax_of(row)
    assert abs(tax - float(row["expected_state_tax"])) > float(row["tolerance"])
