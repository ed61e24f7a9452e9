"""What harvesting is worth: closed forms and published plausible ranges (the reference's section on plausibility)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import numpy as np
import pytest

from sim.engine.law_of_year import LawPair
from sim.engine.lowering import lower
from sim.engine.result import RunResult
from sim.engine.run import run_lowered, simulate
from sim.law.federal_records import FederalLaw
from sim.scenario.load import scenario_from
from sim.scenario.models import Scenario
from tests.unit.engine.small import fund, lot

N_YEARS = 25
N_PATHS = 1_000
UNLIMITED = {"wages": 250_000.0, "outside_gain_short": 150_000.0, "spending": 286_000.0}
"""In the 35 % bracket with short-term gains to offset; spends what is left of its income after tax."""
ONLY_3000 = {"wages": 150_000.0, "outside_gain_short": 0.0, "spending": 121_000.0}
"""In the 24 % bracket without any gains from elsewhere."""


def lump_sum(value: float, income: dict[str, float], volatility: float = 0.16, drift: float = 0.07) -> Scenario:
    """Return one fund pair bought on the first day, held 25 years without inflation, and three strategies."""
    person = {"born": "1980-06-15", "wages": {"annual": income["wages"], "until": "2060-12-31"}}
    monthly = {"harvest": "monthly", "min_loss_share": 0.0}
    market = {"us_stock": {"expected_return": drift, "volatility": volatility}}
    market["cash"] = {"expected_return": 0.0, "volatility": 0.0}
    return scenario_from(
        {
            "start": "2025-12-31",
            "household": {
                "people": [person],
                "state": "TX",
                "spending": income["spending"],
                "outside_gain_short": income["outside_gain_short"],
                "horizon_years": N_YEARS,
            },
            "securities": [fund("AAA", replacement="BBB"), fund("BBB", replacement="AAA")],
            "holdings": {
                "accounts": [{"id": "taxable", "type": "taxable"}],
                "lots": [lot("AAA", value / 100, "2025-12-31", value)],
            },
            "strategies": [
                {"name": "none"},
                {"name": "monthly", **monthly},
                {"name": "no rule", "has_wash_sale_rule": False, **monthly},
            ],
            "market": {"classes": market, "inflation": 0.0, "inflation_volatility": 0.0},
            "simulation": {"n_paths": N_PATHS, "seed": 11},
        }
    )


def without_surtax(law: FederalLaw) -> FederalLaw:
    return law._replace(surtaxes=law.surtaxes._replace(niit_rate=0.0, additional_medicare_rate=0.0))


def with_federal(laws: LawPair, change: Callable[[FederalLaw], FederalLaw]) -> LawPair:
    return LawPair(*(one._replace(federal=tuple(change(law) for law in one.federal)) for one in laws))


@cache
def run_of(value: float, is_unlimited: bool, volatility: float = 0.16, drift: float = 0.07) -> RunResult:
    scenario = lump_sum(value, UNLIMITED if is_unlimited else ONLY_3000, volatility, drift)
    lowered = lower(scenario)
    laws = with_federal(lowered.laws, without_surtax)
    return run_lowered(scenario, replace(lowered, laws=laws))


def basis_points(run: RunResult, strategy: int = 1) -> float:
    """Return the yearly gain over the first strategy, after liquidation, of the mean path [bp/yr]."""
    wealth = run.terminal["after_tax_wealth"].mean(axis=1)
    return float(((wealth[strategy] / wealth[0]) ** (1 / N_YEARS) - 1) * 1e4)


def test_with_unlimited_gains_to_offset_5_to_25_basis_points() -> None:
    assert 5 <= basis_points(run_of(1_000_000.0, True)) <= 25


def test_with_only_the_3000_dollar_limit_5_to_15_basis_points() -> None:
    assert 5 <= basis_points(run_of(200_000.0, False)) <= 15


def test_value_rises_with_volatility_and_falls_with_drift() -> None:
    by_volatility = [basis_points(run_of(1_000_000.0, True, volatility)) for volatility in (0.08, 0.16, 0.24)]
    assert by_volatility == sorted(by_volatility)
    by_drift = [basis_points(run_of(1_000_000.0, True, 0.16, drift)) for drift in (0.03, 0.07, 0.11)]
    assert by_drift == sorted(by_drift, reverse=True)


def test_the_wash_sale_rule_keeps_most_of_the_value() -> None:
    run = run_of(1_000_000.0, True)
    assert 0.7 <= basis_points(run, 1) / basis_points(run, 2) <= 1.0


def test_heirs_never_do_worse_with_a_gain_that_is_stepped_up() -> None:
    run = run_of(1_000_000.0, True)
    has_gain = run.yearly["balance_taxable"][:, :, -1] > run.yearly["taxable_basis"][:, :, -1]
    assert has_gain.mean() > 0.8
    assert (run.terminal["heirs_wealth"] >= run.terminal["after_tax_wealth"] - 0.01)[has_gain].all()


def certain(rate: float, years: int, basis: float, value: float, **household: Any) -> Scenario:
    """Return one fund at a loss in a market without luck, not harvested and harvested every month."""
    sure = {"expected_return": rate, "volatility": 0.0}
    person = {"born": "1985-06-15", "wages": {"annual": 100_000.0, "until": "2060-12-31"}}
    return scenario_from(
        {
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
    """$900 not paid in April 2027 grow at 8 % to the end of 2027; then the $900 and 15 % of the growth are due.

    Over one year the growth would be the $72 of the worked example. The tax is paid by selling; first in, first out
    sells what was held for more than a year, so every gain is taxed at 15 %.
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


def test_in_the_zero_percent_bracket_a_harvest_is_worth_nothing_or_less() -> None:
    """A household without other income that lives on the account: no gain it realises is ever taxed."""
    scenario = lump_sum(1_000_000.0, {"wages": 0.0, "outside_gain_short": 0.0, "spending": 30_000.0}, 0.2)
    run = simulate(scenario)
    assert run.yearly["tax_gains"][0].max() == 0
    difference = run.terminal["after_tax_wealth"][1] - run.terminal["after_tax_wealth"][0]
    assert difference.mean() <= 2 * difference.std() / np.sqrt(N_PATHS)
    assert (run.terminal["heirs_wealth"][1] <= run.terminal["heirs_wealth"][0] + 0.01).all()
