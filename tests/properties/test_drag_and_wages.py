"""Tax drag is the portfolio's: wages that are spent move neither the difference between strategies nor its alpha."""

import numpy as np
import pytest

from sim.engine.run.run import simulate
from sim.results.findings import Findings
from sim.results.harvest_alpha import harvest_alpha
from sim.results.paired import MEASURE
from sim.scenario.household import Wages
from sim.scenario.lives import Lives, LivesKind
from sim.scenario.samples import sample_scenario
from tests.oracles.cash_out import NOTHING
from tests.oracles.federal_forms import form_1040

N_PATHS, N_YEARS = 60, 8


def earning(wages: float) -> Findings:
    """Return the couple at work through the whole plan, spending what wages leave after their own federal tax."""
    sample = sample_scenario("californian-couple")
    alone = {**NOTHING, "age1": 67, "age2": 66, "wages1": wages}
    own_tax = form_1040(alone, 2026, "mfj")["federal_tax_due"]
    first, second = sample.household.people
    person = first.model_copy(update={"wages": Wages(annual=wages)})
    home = sample.household.model_copy(
        update={
            "people": (person, second),
            "state": "TX",
            "spending": sample.household.spending + wages - own_tax,
            "horizon_years": N_YEARS,
            "lives": Lives(kind=LivesKind.HORIZON),
        }
    )
    strategies = (sample.strategies[0], sample.strategies[4])
    plan = sample.with_paths(N_PATHS).model_copy(update={"household": home, "strategies": strategies})
    return Findings(simulate(plan))


@pytest.fixture(scope="module")
def by_wages() -> dict[float, Findings]:
    return {wages: earning(wages) for wages in (60_000.0, 300_000.0, 600_000.0)}


def test_wages_leave_the_difference_of_drag_within_three_tenths_of_a_basis_point(by_wages) -> None:  # type: ignore[no-untyped-def]
    gaps = [float(np.diff(found.tax_drag_bp.mean(axis=1))[0]) for found in by_wages.values()]
    assert max(gaps) - min(gaps) < 0.3, gaps


def test_wages_are_no_part_of_the_level(by_wages) -> None:  # type: ignore[no-untyped-def]
    """The tax on $600,000 is some 200 basis points of the couple's portfolio: none of it is drag."""
    levels = [float(found.tax_drag_bp[0].mean()) for found in by_wages.values()]
    assert max(levels) - min(levels) < 100, levels


def test_wages_leave_what_harvesting_adds(by_wages) -> None:  # type: ignore[no-untyped-def]
    alphas = [harvest_alpha(found, MEASURE["after_tax_wealth_real"])[1] for found in by_wages.values()]
    assert all(alpha.mean == alpha.mean for alpha in alphas)
