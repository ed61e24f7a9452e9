"""This year with a county's income tax: a line of its own, and part of the bill."""

import pytest

from sim.scenario.written.load import scenario_from
from sim.scenario.written.samples import sample_scenario
from sim.year.basis import Beside, YearBasis, year_basis
from sim.year.lines import return_lines
from sim.year.moves import Moves, year_outcome


def basis_of(**local: object) -> YearBasis:
    document = sample_scenario("californian-couple").model_dump(mode="json")
    document["household"] |= {"state": "MD", "local_income_tax": local}
    return year_basis(scenario_from(document), Beside())


def test_a_county_has_a_line_and_is_part_of_the_bill() -> None:
    """Montgomery County: 3.2% of 10,000 more of a conversion, all of it taxable in Maryland (Form 502 line 28)."""
    with_county, label = basis_of(place="Montgomery County"), "Income tax: Montgomery County"
    made = [year_outcome(with_county, Moves(conversion=amount)) for amount in (30_000.0, 40_000.0)]
    lines = [{line.label: line for line in return_lines(outcome)} for outcome in made]
    assert lines[1][label].after - lines[0][label].after == pytest.approx(0.032 * 10_000, abs=0.01)
    alone = {line.label: line for line in return_lines(year_outcome(basis_of(), Moves(conversion=40_000.0)))}
    state = lines[1]["Maryland income tax"].after
    assert state == pytest.approx(alone["Maryland income tax"].after, abs=0.01)
    assert made[1].bills.state[3] == pytest.approx(state + lines[1][label].after, abs=0.01)
    assert label not in alone
    assert with_county.taxing_state == "Maryland and Montgomery County"
