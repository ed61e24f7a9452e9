"""What harvesting is worth: closed forms and published plausible ranges (the reference's section on plausibility)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from sim.engine.lowering.lower import lower
from sim.engine.records.laws import LawPair
from sim.engine.run.run import run_lowered, simulate
from sim.law.federal_records import FederalLaw
from sim.scenario.models import Scenario
from sim.scenario.written.load import scenario_from
from tests.unit.engine.small import fund, lot


def without_surtax(law: FederalLaw) -> FederalLaw:
    return law._replace(surtaxes=law.surtaxes._replace(niit_rate=0.0, additional_medicare_rate=0.0))


def with_federal(laws: LawPair, change: Callable[[FederalLaw], FederalLaw]) -> LawPair:
    changed = [
        one._replace(federal=tuple(change(law) for law in one.federal)) for one in (laws.household, laws.survivor)
    ]
    return laws._replace(household=changed[0], survivor=changed[1])


def certain(rate: float, years: int, basis: float, value: float, **household: Any) -> Scenario:
    """Return one fund at a loss in a market without luck, not harvested and harvested every month."""
    sure = {"expected_return": rate, "volatility": 0.0}
    person = {"born": "1985-06-15", "wages": {"annual": 100_000.0, "until": "2060-12-31"}}
    return scenario_from(
        {
            "schema_version": 1,
            "start": "2025-12-31",
            "household": {"people": [person], "state": "TX", "spending": 60_000.0, "horizon_years": years, **household},
            "securities": [fund("AAA", replacement="BBB"), fund("BBB", replacement="AAA")],
            "holdings": {
                "accounts": [{"id": "taxable", "type": "taxable"}],
                "lots": [lot("AAA", value / 100, "2020-01-02", basis)],
            },
            "strategies": [
                {"name": "none", "sale_method": "fifo"},
                {"name": "monthly", "harvest": "monthly", "min_loss_share": 0.0, "sale_method": "fifo"},
            ],
            "market": {
                "classes": {"us_stock": sure, "cash": {"expected_return": 0.0, "volatility": 0.0}},
                "inflation": 0.0,
                "inflation_volatility": 0.0,
            },
            "simulation": {"n_paths": 1},
        }
    )


def test_a_loss_of_6000_at_15_percent_earns_the_growth_of_900() -> None:
    """$900 not paid in April 2027 grow at 8% to the end of 2027; then the $900 and 15% of the growth are due.

    Over one year the growth would be the $72 of the worked example. The tax is paid by selling; first in, first out
    sells what was held for more than a year, so every gain is taxed at 15%.
    """
    first_month_end, april, end = date(2026, 1, 30), date(2027, 4, 30), date(2027, 12, 31)
    value_then = 10_000 * 1.08 ** ((first_month_end - date(2025, 12, 31)).days / 365.25)
    run = simulate(certain(0.08, 2, value_then + 6_000, 10_000, outside_gain_long=20_000.0, spending=36_000.0))
    assert run.yearly["harvested_loss"][1, 0] == pytest.approx([6_000, 0])
    assert run.yearly["tax_gains"][0, 0, 0] - run.yearly["tax_gains"][1, 0, 0] == pytest.approx(900)
    growth = 900 * (1.08 ** ((end - april).days / 365.25) - 1)
    worth = run.terminal["after_tax_wealth"][1, 0] - run.terminal["after_tax_wealth"][0, 0]
    assert worth == pytest.approx(growth * 0.85, abs=0.01)


def test_at_one_flat_rate_and_without_growth_a_harvest_is_worth_nothing() -> None:
    """What is saved now is paid at liquidation; no limit on losses, nothing earned in between."""
    scenario = certain(0.0, 5, 150_000, 100_000)
    lowered = lower(scenario)

    def flat(law: FederalLaw) -> FederalLaw:
        law = without_surtax(law)
        return law._replace(
            ordinary=law.ordinary._replace(rates=(0.2,) * 7),
            gains=law.gains._replace(lowest_rate=0.2, middle_rate=0.2, top_rate=0.2, loss_limit=1e9),
            amt=law.amt._replace(low_rate=0.0, high_rate=0.0),
        )

    laws = with_federal(lowered.laws, flat)
    run = run_lowered(scenario, replace(lowered, laws=laws))
    assert run.yearly["harvested_loss"][1, 0, 0] == pytest.approx(50_000)
    assert run.yearly["tax_paid"][0, 0, 1] - run.yearly["tax_paid"][1, 0, 1] == pytest.approx(10_000)
    assert run.terminal["after_tax_wealth"][1, 0] == pytest.approx(run.terminal["after_tax_wealth"][0, 0], abs=0.01)
