"""The schema accepts every data file of the project and names every mistake of a broken one."""

import copy
import tomllib

import pytest

from sim.errors import InputError
from sim.law.state_law import STAGES
from sim.law.state_schema import state_problems
from sim.law.state_tables import check_state_document, state_document, state_path
from sim.scenario.enums import STATES

GOOD = tomllib.loads("""
code = "ZZ"
name = "Atlantis"
tax = "income"
verified = { 2025 = "one_source", 2026 = "projected" }
sources = ["Atlantis Code"]
[brackets]
reference = ["Atlantis Code 1"]
rates = [0.01, 0.02]
thresholds.2025 = { single = [0, 10], mfj = [0, 20], hoh = [0, 10], mfs = [0, 10], qss = [0, 20] }
thresholds.2026 = [0, 15]
[[credit]]
name = "credit"
reference = ["Atlantis Code 2"]
amount = 10
""")


def broken(change):
    document = copy.deepcopy(GOOD)
    change(document)
    return [problem.message for problem in state_problems(document)]


@pytest.mark.parametrize("state", STATES)
def test_data_file_keeps_the_schema(state):
    document = tomllib.loads(state_path(state).read_text(encoding="utf-8"))
    assert state_problems(document) == []
    assert document["code"] == state


@pytest.mark.parametrize("state", STATES)
def test_every_figure_has_a_reference(state):
    document = state_document(state)
    entries = [rule for stage in STAGES for rule in document.get(stage, [])]
    entries += [document[key] for key in ("brackets", "gain_brackets", "recapture", "class_tax") if key in document]
    assert document["sources"]
    assert all(entry["reference"] for entry in entries)


def test_good_document_has_no_problem():
    assert state_problems(GOOD) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda d: d.update(tax="none at all"), "is one of income"),
        (lambda d: d.update(color="blue"), "unknown section"),
        (lambda d: d["brackets"].update(rates=[1.0, 2.0]), "rates are shares"),
        (lambda d: d["brackets"].update(thresholds=[0, 30, 20]), "start at 0 and rise"),
        (lambda d: d["brackets"].pop("reference"), "needs a reference"),
        (lambda d: d["brackets"]["thresholds"].pop("2026"), "without a gap"),
        (lambda d: d["brackets"]["thresholds"].update({"2024": [0, 15]}), "without a gap"),
        (lambda d: d["verified"].update({"2028": "projected"}), "how it is verified"),
        (lambda d: d["verified"].update({"2027": "projected"}), "without a gap"),
        (
            lambda d: d["credit"][0].update(
                indexed=["amount"], amount={"2025": 1, "2026": 2}, aged_amount={"2025": 1, "2026": 2, "2027": 3}
            ),
            "for the same years",
        ),
        (lambda d: d["credit"][0].update(from_year=2026, amount={"2025": 1}), "give every year from 2026 to 2026"),
        (lambda d: d["credit"][0].update(until_year=2025, amount={"2026": 1}), "give every year from 2025 to 2025"),
        (lambda d: d["credit"][0].update(from_year=2027, amount={"2028": 1}), "give 2027, or an earlier year"),
        (lambda d: d["credit"][0].update(aged_amount=5), "needs aged_from"),
        (lambda d: d["verified"].pop("2025"), "how it is verified"),
        (lambda d: d["brackets"]["thresholds"]["2025"].pop("qss"), "each filing status once"),
        (lambda d: d["credit"][0].pop("name"), "needs a name"),
        (lambda d: d["credit"][0].update(amuont=3), "unknown key"),
        (lambda d: d["credit"][0].update(amount=-3), "at least 0"),
        (lambda d: d["credit"][0].update(share=4), "at most 1"),
        (lambda d: d["credit"][0].update(count="everyone"), "is one of household"),
        (lambda d: d["credit"][0].update(of=["lottery"]), "is one of wages"),
        (lambda d: d["credit"][0].update(reduction="steps", measure="state_agi", rate=5), "needs step"),
        (lambda d: d["credit"][0].update(reduction="ramp"), "needs a measure"),
        (lambda d: d["credit"][0].update(reduction="table_share", measure="state_agi"), "needs the table"),
        (lambda d: d["credit"][0].update(count="each", of=["state_tax"]), "no amount of one person"),
        (lambda d: d["credit"][0].update(of_aged=["federal_agi"]), "no amount of one person"),
        (lambda d: d.update(columns={"kind": "sideways", "reference": ["Code 3"]}), "is one of none, own, shared"),
        (lambda d: d.update(columns={"kind": "own"}), "needs a reference"),
        (lambda d: d.update(columns={"kind": "own", "reference": ["Code 3"], "width": 2}), "unknown key"),
        (lambda d: d.update(columns={"kind": "lesser", "reference": ["Code 3"], "of": ["gold"]}), "is one of wages"),
        (lambda d: d.update(columns={"kind": "lesser", "reference": ["Code 3"], "most_share": 2}), "at most 1"),
        (
            lambda d: d.update(columns={"kind": "own", "reference": ["Code 3"], "brackets_of": "both"}),
            "is one of single",
        ),
    ],
)
def test_mistake_is_named(change, said):
    assert any(said in message for message in broken(change))


@pytest.mark.parametrize(
    "rule",
    [
        {"until_year": 2025, "amount": {"2025": 1}},
        {"from_year": 2026, "amount": {"2026": 1}},
        {"from_year": 2027, "amount": {"2026": 1}, "indexed": ["amount"]},
        {"from_year": 2027, "amount": {"2027": 1, "2028": 2}},
        {"aged_amount": 5, "aged_from": 65},
    ],
)
def test_a_rule_holds_figures_of_its_own_years(rule):
    assert broken(lambda d: d["credit"][0].update(rule)) == []


def test_all_mistakes_come_at_once():
    document = copy.deepcopy(GOOD)
    document["credit"][0].update(amuont=3, share=4)
    document.update(color="blue")
    with pytest.raises(InputError) as caught:
        check_state_document(document)
    assert len(caught.value.problems) == 3
