"""Harvesting beside the other tools: which strategies are made, and the four corners of their figures."""

import pytest

from sim.engine.run.run import simulate
from sim.results.findings import Findings
from sim.results.paired import MEASURE
from sim.scenario.conversions import ConversionKind
from sim.scenario.enums import AssetLocation, HarvestTiming
from sim.scenario.models import Scenario
from sim.scenario.strategies import Strategy
from sim.scenario.written.load import parse_scenario
from sim.scenario.written.samples import sample_scenario
from sim.scenario.written.side_by_side import side_by_side
from sim.views.side_by_side import corners, four_corners


def _couple() -> Scenario:
    couple = sample_scenario("californian-couple").with_paths(20)
    return couple.model_copy(update={"strategies": side_by_side(couple.strategies)})


def test_the_seven_strategies_differ_in_their_tools_alone() -> None:
    made = side_by_side((Strategy(name="Plan"), Strategy(name="Monthly", harvest="monthly", min_loss_share=0.1)))
    harvests = [HarvestTiming.NONE] + [HarvestTiming.MONTHLY, HarvestTiming.NONE] * 3
    assert [one.harvest for one in made[:4]] == [harvests[0], harvests[1], harvests[0], harvests[1]]
    assert made[1].min_loss_share == made[6].min_loss_share == 0.1
    placed = [one.location is AssetLocation.BONDS_PRETAX for one in made]
    assert placed == [False, False, True, True, False, False, True]
    assert [one.conversion.kind is ConversionKind.NEVER for one in made] == [True, True, True, True, False, True, False]
    assert {one.rebalance_band for one in made} == {0.05}
    assert all(one.rebalances_sheltered for one in made)


def test_they_make_a_plan_that_is_valid() -> None:
    couple = _couple()
    assert parse_scenario(couple.model_dump_json().encode()) == couple


def test_the_corners_add_up() -> None:
    """What both bring is what each brings alone and what is beyond the sum, path by path and so on average."""
    findings = Findings(simulate(_couple()))
    found = corners(findings, MEASURE["after_tax_wealth_real"])
    assert found is not None
    names = [findings.names[k] for k in (found.neither, found.harvesting, found.location, found.both)]
    assert names == ["No tool", "Harvesting", "Location", "Harvesting and location"]
    parts = (found.alone_harvesting, found.alone_location, found.beyond_the_sum)
    assert sum(part.mean for part in parts) == pytest.approx(found.together.mean, abs=0.01)
    view = four_corners(findings)
    assert view is not None
    assert list(view.table[""]) == ["Harvesting alone", "Location alone", "Both together", "Beyond the sum of both"]


def test_a_run_without_the_corners_has_no_such_picture() -> None:
    assert four_corners(Findings(simulate(sample_scenario("no-taxable-account").with_paths(4)))) is None
