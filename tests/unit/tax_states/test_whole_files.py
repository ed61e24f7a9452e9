"""Files of households as `python -m sim tax` reads them, against outside programs and statutes.

`state_households.csv`: two programs, or the statute, agree on each row (`confirmed_by`). `state_couples.csv`: half of
every pension, IRA and benefit is each spouse's; one program (policyengine-us 2.68.0), standard deduction, before
refundable credits. A row that is not met says in `explained` which statute the figure does not follow.
"""

import csv
from functools import cache
from pathlib import Path

import pytest

from scripts.state_case_misses import misses_of, report
from sim.law.state_tables import state_info
from sim.scenario.enums import STATES

CASES = Path(__file__).parents[2] / "law_cases"
FILES = ("state_households.csv", "state_couples.csv")
IN_THE_BANDS_OF_A_TABLE = {"AR": 3.2}
"""Arkansas taxes the middle of each $100 band in whole dollars, in each column."""


@cache
def rows(name):
    with (CASES / name).open(encoding="utf-8") as file:
        return {row["case_id"]: row for row in csv.DictReader(file)}


@cache
def missed(path):
    misses, _ = misses_of(path, 1.0)
    return {
        miss.case_id: miss.difference
        for miss in misses
        if abs(miss.difference) > IN_THE_BANDS_OF_A_TABLE.get(miss.state, 1.0)
    }


@pytest.mark.parametrize("name", FILES)
def test_what_is_missed_is_explained_by_a_statute(name):
    assert {case: found for case, found in missed(CASES / name).items() if not rows(name)[case]["explained"]} == {}


@pytest.mark.parametrize("name", FILES)
def test_explanation_of_a_row_still_explains_a_difference(name):
    assert {case for case, row in rows(name).items() if row["explained"]} <= set(missed(CASES / name))


def test_couples_are_within_25_dollars_on_95_of_100_rows():
    misses, n_households = misses_of(CASES / "state_couples.csv", 25.0)
    assert n_households == 656
    assert len(misses) <= 0.05 * n_households


NOT_QUALIFIED = {
    "OR-C06-2026": -0.0875 * 0.12 * 12_000,
    "OR-C07-2026": -0.0875 * 0.12 * 12_000,
    "OR-C08-2026": -0.0875 * 0.12 * 12_000,
    "OR-C12-2026": -0.0875 * 0.12 * 12_000,
    "OR-C15-2026": -0.0875 * 0.10 * 5000,
    "ND-C02-2026": 0.0195 * 0.4 * 12_000,
    "ND-C05-2026": 0.0195 * 0.4 * 5000 - (318.82 - 310.57),
    "ND-C13-2026": 0.0195 * 0.4 * 12_000,
    "ND-C14-2026": 0.0195 * (86_037 - 82_800),
    "MO-C06-2026": -0.047 * 0.05 * 0.12 * 12_000,
    "MO-C07-2026": -0.047 * 0.15 * 0.12 * 12_000,
    "MO-C08-2026": -0.047 * 0.05 * 0.12 * 12_000,
    "MO-C12-2026": -0.047 * 0.15 * 0.12 * 12_000,
}
"""What a row's tax changes by where its dividends are not qualified [USD]: docs/states.md has the line of each form."""


def test_dividends_that_are_not_qualified_change_the_tax_as_the_forms_say(tmp_path):
    """What a file without a column of qualified dividends says; no other state's tax of these couples depends on it."""
    path = tmp_path / "not_qualified.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows("state_couples.csv")["OR-C06-2026"])
        writer.writeheader()
        writer.writerows(row | {"qualified_dividends": ""} for row in rows("state_couples.csv").values())
    explained = {case for case, row in rows("state_couples.csv").items() if row["explained"]}
    found = {case: difference for case, difference in missed(path).items() if case not in explained}
    assert found == pytest.approx(NOT_QUALIFIED, abs=0.015)


def test_every_state_with_an_income_tax_is_in_a_file():
    taxing = {state for state in STATES if state_info(state).tax == "income"}
    assert taxing == {row["state"] for name in FILES for row in rows(name).values()} & taxing


def test_report_names_each_class_with_its_worst_case(tmp_path):
    """One wrong figure by $100: Pennsylvania's 3.07% of $50,000 is $1,535."""
    path = tmp_path / "one.csv"
    path.write_text(
        "case_id,year,state,filing_status,age1,wages,expected_state_tax,note\n"
        "right,2025,PA,single,50,50000,1535,\nwrong,2025,PA,single,50,50000,1435,a guess\n"
    )
    text = report(*misses_of(path, 1.0))
    assert text.splitlines()[0] == "1 of 2 households miss the expected state tax"
    assert "PA     1  worst     100.00 (wrong)  a guess" in text
