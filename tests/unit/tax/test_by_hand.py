"""Returns worked by hand, line by line of the forms: the arithmetic holds, and so do our kernels."""

import tomllib
from pathlib import Path

import numpy as np
import pytest

from sim.law.federal_law import load_federal_law
from sim.law.filing_status import CODE_OF
from sim.law.itemizing.itemizing_law import load_itemizing_law
from sim.law.local.home_law import law_with_local_tax
from sim.law.state_tables import load_state_law
from sim.scenario.enums import FilingStatus
from sim.scenario.local_income_tax import LocalIncomeTax
from sim.tax.batch import input_table, returns_with_lists
from sim.tax.federal_return import federal_return
from sim.tax.listed.schedule_a import Lists
from sim.tax.records import FederalReturn, return_input
from sim.tax.state_return import state_tax

FOLDER = Path(__file__).parents[2] / "law_cases" / "by_hand"


def cases(name):
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))["case"]


FEDERAL, STATES, LOCAL = cases("federal.toml"), cases("states.toml"), cases("localities.toml")
LISTS = cases("state_lists.toml")


def worked(case):
    """Return the figures of the case's steps: assignments of arithmetic, in a room without anything of ours."""
    figures = {"__builtins__": {"min": min, "max": max, "round": round}}
    exec(case["steps"], figures)
    return figures


def computed(case):
    """Return what we compute: every field of the federal return, the state's tax, and what the county or city adds."""
    status = FilingStatus(case["status"])
    inputs = return_input(filing_status=CODE_OF[status], **case["inputs"])
    if "lists" in case:
        return computed_with_lists(case, status, inputs)
    federal = federal_return(load_federal_law(case.get("law_of", case["year"]), status), inputs)
    found = federal._asdict()
    if "state" in case:
        found["state_tax"] = state_tax(load_state_law(case["state"], case["year"], status), inputs, federal)
    if "locality" in case:
        local = LocalIncomeTax(place=case["locality"])
        both = state_tax(law_with_local_tax(case["state"], case["year"], status, local), inputs, federal)
        found["local_tax"] = both - found["state_tax"]
    return found


def computed_with_lists(case, status, inputs):
    """Return every field of the federal return and the state's tax of a household that lists deductions."""
    listed = [float(case["lists"].get(name, 0.0)) for name in Lists._fields]
    law, lists_law = load_federal_law(case["year"], status), load_itemizing_law(case["year"], status)
    state_law = load_state_law(case["state"], case["year"], status, itemizes=True)
    filed, taxes = returns_with_lists(law, lists_law, state_law, input_table([inputs]), np.array([listed]))
    return {**FederalReturn(*filed[0])._asdict(), "state_tax": float(taxes[0])}


@pytest.mark.parametrize("case", [*FEDERAL, *STATES, *LOCAL, *LISTS], ids=lambda case: case["name"][:60])
def test_return_agrees_with_the_one_worked_by_hand(case):
    steps, ours = worked(case), computed(case)
    for name, figure in case["expect"].items():
        if name in steps:
            assert steps[name] == pytest.approx(figure, abs=0.01), f"the case's own arithmetic: {name}"
        if name not in ours:
            continue  # a step of the way: the case's own arithmetic
        near = case.get("within", 0.05) if "lists" in case else 1.0 if "state" in case else 0.01
        assert ours[name] == pytest.approx(figure, abs=near), name


def test_cases_visit_every_status_and_fifteen_states():
    assert {case["status"] for case in FEDERAL} == {status.value for status in FilingStatus}
    assert len(FEDERAL) >= 15
    assert len({case["state"] for case in STATES}) >= 15
