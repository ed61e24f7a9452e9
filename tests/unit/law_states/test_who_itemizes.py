"""Every state itemizes as the federal return does, by a list of its own, by a credit, or never."""

import pytest

from sim.law.state_tables import state_document
from sim.scenario.enums import STATES

AS_THE_FEDERAL_RETURN = {"DC", "GA", "IA", "MO", "MT", "ND", "OK", "VA"}
"""What is itemized there must be itemized here, and nothing else may be: the state's statute, in its file."""
WHERE_THE_FEDERAL_RETURN_DOES_IF_MORE = {"ME", "SC"}
OWN_LIST = {
    "AL",
    "AR",
    "AZ",
    "CA",
    "CO",
    "DE",
    "HI",
    "ID",
    "IN",
    "KS",
    "KY",
    "MD",
    "MN",
    "MS",
    "NC",
    "NE",
    "NJ",
    "NM",
    "NY",
    "OR",
}
CREDIT = {"UT", "WI"}
"""Utah Code 59-10-1018: 6% of what the federal return deducts; Wis. Stat. 71.07(5)."""
FROM_ONE_CLASS_OF_INCOME = {"MA"}
"""830 CMR 62.3.2: gifts from Part B income."""
NO_TAX = {"AK", "FL", "NH", "NV", "SD", "TN", "TX", "WY"}
NOTHING_LISTED = {
    "CT": "Conn. Gen. Stat. 12-701(a)(19)-(20): AGI less exemptions",
    "IL": "35 ILCS 5/203: AGI less exemptions; a credit for property tax, 35 ILCS 5/208",
    "LA": "La. R.S. 47:293(3), repealed from 2025 (Act 11 of the 2024 third extraordinary session)",
    "MI": "MCL 206.30: AGI less exemptions",
    "OH": "R.C. 5747.01(A): AGI less exemptions",
    "PA": "72 P.S. 7303: classes of income, no personal deductions",
    "RI": "R.I. Gen. Laws 44-30-2.6(c)(3)(B)(II): a standard deduction alone",
    "VT": "32 V.S.A. 5811(21): a standard deduction alone; a credit for gifts, 5822(d)(3)",
    "WA": "RCW 82.87: an excise on long-term gain",
    "WV": "W. Va. Code 11-21-15: AGI less exemptions",
}


def test_no_state_is_forgotten_or_named_twice() -> None:
    groups = (
        AS_THE_FEDERAL_RETURN,
        WHERE_THE_FEDERAL_RETURN_DOES_IF_MORE,
        OWN_LIST,
        CREDIT,
        FROM_ONE_CLASS_OF_INCOME,
        NO_TAX,
        NOTHING_LISTED,
    )
    assert sorted(state for group in groups for state in group) == sorted(STATES)


@pytest.mark.parametrize(
    ("states", "follows"),
    [
        (AS_THE_FEDERAL_RETURN, "federal"),
        (WHERE_THE_FEDERAL_RETURN_DOES_IF_MORE, "federal_if_more"),
        (OWN_LIST, "own"),
    ],
)
def test_a_state_that_itemizes_says_how(states: set[str], follows: str) -> None:
    assert {state: state_document(state).get("itemizing", {}).get("follows") for state in states} == dict.fromkeys(
        states, follows
    )
    assert not [state for state in states if state_document(state)["itemizing"].get("is_apart")]


def test_what_is_listed_is_apart_from_the_deductions_of_massachusetts() -> None:
    assert all(state_document(state)["itemizing"]["is_apart"] for state in FROM_ONE_CLASS_OF_INCOME)


def test_a_state_with_a_credit_deducts_nothing() -> None:
    assert all(state_document(state)["listed_credit"] for state in CREDIT)
    assert state_document("WI")["itemizing"]["is_apart"]
    assert "itemizing" not in state_document("UT")


def test_the_rest_knows_no_list() -> None:
    assert [state for state in (*NO_TAX, *NOTHING_LISTED) if "itemizing" in state_document(state)] == []
