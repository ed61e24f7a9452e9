"""The planner's lots that were inherited or given, by the statutes."""

from datetime import date

import pytest

from sim.planner.harvest_lots import lot_views
from sim.planner.harvest_plan import PlannedSale, PlanSettings, harvest_plan
from tests.unit.planner.small import START, lot, small

ACCOUNT = [{"id": "b", "name": "Brokerage", "type": "taxable", "reinvests_dividends": False}]


def planned(**more: object):
    """Return the view of 100 shares of VTI, now worth 25,000, received on February 2, 2026 for 30,000, and the plan."""
    lots = [{**lot("b", "VTI", 100, "2026-02-02", 30_000), **more}]
    scenario = small(holdings={"accounts": ACCOUNT, "lots": lots})
    return lot_views(scenario, START)[0], harvest_plan(scenario, [PlannedSale(0, START, 100)], PlanSettings())


@pytest.mark.parametrize(
    ("donor_basis", "gain", "term"),
    [
        (40_000.0, -5_000.0, "short"),  # the value on the day of the gift, and the time since
        (28_000.0, -3_000.0, "long"),  # the donor's basis was lower: it alone counts, with the donor's time
        (20_000.0, 5_000.0, "long"),
    ],
)
def test_a_gift(donor_basis: float, gain: float, term: str) -> None:
    """IRC 1015(a), 1223(2); the donor bought in 2015."""
    view, plan = planned(came_by="given", donor_basis=donor_basis, donor_acquired="2015-03-03")
    assert (view.gain, view.term) == (gain, term)
    assert float(plan.outcomes[0].gain) == gain


def test_between_the_two_bases_there_is_neither() -> None:
    """Reg. 1.1015-1(a)(2): the donor's 30,000 and 20,000 on the day of the gift; now 25,000."""
    view, plan = planned(came_by="given", cost_basis=20_000.0, donor_basis=30_000.0)
    assert view.gain == 0
    assert plan.outcomes[0].gain == 0


def test_an_inherited_lot_is_long_term_after_a_month() -> None:
    """IRC 1223(9)."""
    view, plan = planned(came_by="inherited")
    assert (view.gain, view.term, view.days_to_long) == (-5_000, "long", 0)
    assert float(plan.outcomes[0].gain) == -5_000
    assert planned()[0].days_to_long == (date(2027, 2, 3) - START).days


def test_what_was_not_bought_takes_no_loss() -> None:
    """IRC 1091(a): a gift of February 20 is no purchase within 30 days of a sale on March 2."""
    for came_by, kept in (("bought", 0.0), ("inherited", 5_000.0), ("given", 5_000.0)):
        second = {**lot("b", "VTSAX", 200, "2026-02-20", 24_000), "came_by": came_by}
        if came_by == "given":
            second["donor_basis"] = 24_000.0
        lots = [lot("b", "VTI", 100, "2024-01-10", 30_000), second]
        scenario = small(holdings={"accounts": ACCOUNT, "lots": lots})
        plan = harvest_plan(scenario, [PlannedSale(0, START, 100)], PlanSettings())
        assert float(plan.outcomes[0].loss_kept) == kept, came_by
