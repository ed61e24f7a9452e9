"""What a state's file names as left out: checked, and listed on the page of the states."""

import copy

from scripts.list_left_out import PAGE, written
from sim.law.state_schema import state_problems
from sim.law.state_tables import state_document


def test_page_lists_what_the_data_says():
    page = PAGE.read_text(encoding="utf-8")
    assert written(page) == page, "run python -m scripts.list_left_out"


def test_low_income_credits_of_retirees_carry_their_most():
    """HRS 235-55.85: $220 an exemption, a couple of 65 has four. 68 O.S. 5011: $40 a person. NMSA 7-2-14: Table 1."""
    assert [state_document(state)["left_out"][0]["most"] for state in ("HI", "OK", "NM")] == [4 * 220, 2 * 40, 839]


def test_payroll_tax_of_two_workers_in_alabama_is_worth_at_most() -> None:
    """Form 40 Schedule A: 5% of 7.65% of two wages of $176,100 (2025), less 5% of the standard deduction."""
    worth = 0.05 * (2 * 0.0765 * 176_100 - 5_000)
    assert worth <= state_document("AL")["left_out"][0]["most"] < worth + 10


def test_what_is_left_out_needs_a_name_a_most_and_a_source():
    document = copy.deepcopy(state_document("OK"))
    document["left_out"] = [{"most": 0, "why": "small"}]
    said = [problem.message for problem in state_problems(document)]
    assert {"needs a name.", "needs a reference.", "unknown key."} <= set(said)
    assert any("most it is worth" in message for message in said)
