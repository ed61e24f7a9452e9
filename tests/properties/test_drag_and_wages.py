"""Tax drag is the portfolio's: the tax on wages is no part of it.

Wages move the bracket that the portfolio's income meets, and that is the portfolio's tax.
"""

from datetime import date

import numpy as np
import pytest

from sim.engine.run.run import simulate
from sim.results.findings import Findings
from sim.scenario.household import Wages
from sim.scenario.lives import Lives, LivesKind
from sim.scenario.models import Scenario
from sim.scenario.samples import sample_scenario
from tests.unit.results.synthetic import made_up_result

N_PATHS, N_YEARS = 60, 8
WAGES = (60_000.0, 300_000.0, 600_000.0)


def earning(wages: float, kept: float) -> Scenario:
    """Return the couple at work through the whole plan in Texas, spending what is kept of the wages beside the rest."""
    sample = sample_scenario("californian-couple")
    first, second = sample.household.people
    person = first.model_copy(update={"wages": Wages(annual=wages, until=date(2060, 12, 31))})
    home = sample.household.model_copy(
        update={
            "people": (person, second),
            "state": "TX",
            "spending": sample.household.spending + kept,
            "horizon_years": N_YEARS,
            "lives": Lives(kind=LivesKind.HORIZON),
        }
    )
    strategies = (sample.strategies[0], sample.strategies[4])
    return sample.with_paths(N_PATHS).model_copy(update={"household": home, "strategies": strategies})


def test_the_tax_on_wages_is_no_part_of_the_level() -> None:
    """The tax on $600,000 is some 500 basis points of the couple's portfolio a year."""
    levels = [float(Findings(simulate(earning(wages, 0.6 * wages))).tax_drag_bp[0].mean()) for wages in WAGES]
    assert max(levels) < 100, levels


def test_what_wages_add_to_both_taxes_leaves_drag_alone() -> None:
    held, wage_tax = np.array([9e5, 8e5]), np.array([90_000.0, 70_000.0])
    plain = {"tax_ordinary": np.array([500.0, 800.0]), "tax_without_portfolio": np.array([100.0, 200.0])}
    taxed = {name: amounts + wage_tax for name, amounts in plain.items()}
    without, with_wages = (
        Findings(made_up_result(n_years=2, balance_taxable=held, **taxes)) for taxes in (plain, taxed)
    )
    assert with_wages.tax_drag_bp == pytest.approx(without.tax_drag_bp)
