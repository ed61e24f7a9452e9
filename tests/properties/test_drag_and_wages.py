"""Tax drag is the portfolio's, and what harvesting adds is the harvest's: the tax on wages is no part of either.

Wages move the bracket that a portfolio meets, and that is the portfolio's tax. At flat rates they move nothing.
"""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from sim.engine.lowering.lower import lower
from sim.engine.run.run import run_lowered, simulate
from sim.results.findings import Findings
from sim.results.harvest_alpha import harvest_alpha
from sim.results.paired import MEASURE, versus
from sim.scenario.household import Wages
from sim.scenario.lives import Lives, LivesKind
from sim.scenario.models import Scenario
from sim.scenario.written.samples import sample_scenario
from sim.studies.changes.law_pieces import change_both, flat_tax
from tests.unit.results.synthetic import made_up_result

N_PATHS, N_YEARS = 60, 8
WAGES = (60_000.0, 300_000.0, 600_000.0)
OWN_RATE, GAINS_RATE, MOST_SPAN_BP = 0.24, 0.15, 0.3


def earning(wages: float, kept: float) -> Scenario:
    """Return the couple at work through the whole plan in Texas, spending what is kept of the wages beside the rest."""
    sample = sample_scenario("californian-couple")
    first, second = sample.household.people
    person = first.model_copy(update={"wages": Wages(annual=wages, until=date(2060, 12, 31), pays_payroll_tax=False)})
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


def paid_after_withholding(wages: float) -> Findings:
    """Return what the couple's harvest is worth at flat rates when wages come with their tax withheld, and are spent.

    Withheld to the dollar, what reaches the household is free of more tax: it comes as a benefit, which the flat law
    leaves untaxed. What was withheld is tax of both returns, with the portfolio and without it.
    """
    kept = (1.0 - OWN_RATE) * wages
    plan = earning(0.0, kept)
    first, second = plan.household.people
    assert first.social_security is not None
    benefit = first.social_security.annual_at_claiming + kept
    paid = first.model_copy(
        update={
            "social_security": first.social_security.model_copy(
                update={"annual_at_claiming": benefit, "claiming_age": 62}
            )
        }
    )
    plan = plan.model_copy(update={"household": plan.household.model_copy(update={"people": (paid, second)})})
    lowered = lower(plan)
    laws = change_both(lowered.laws, lambda law: flat_tax(law, OWN_RATE, GAINS_RATE))
    result = run_lowered(plan, replace(lowered, laws=laws))
    for kind in ("tax_ordinary", "tax_without_portfolio"):
        result.yearly[kind] += OWN_RATE * wages
    return Findings(result)


def test_at_a_flat_rate_wages_that_are_spent_change_neither_drag_nor_what_harvesting_adds() -> None:
    found = [paid_after_withholding(wages) for wages in WAGES]
    levels = [float(np.median(one.tax_drag_bp[0])) for one in found]
    drags = [versus(one, MEASURE["tax_drag_bp"])[1].mean for one in found]
    assert min(levels) > 5  # a portfolio that is taxed
    assert max(drags) < -1  # and a harvest that saves
    assert np.ptp(levels) <= MOST_SPAN_BP
    assert np.ptp(drags) <= MOST_SPAN_BP
    for key in ("after_tax_wealth_real", "heirs_wealth_real"):
        adds = [harvest_alpha(one, MEASURE[key])[1].mean for one in found]
        assert np.ptp(adds) <= MOST_SPAN_BP
