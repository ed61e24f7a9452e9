"""A replacement's own course: unpaid, one draw a pair, the same for every strategy, and nothing where it is 0."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest

from sim.engine.run.run import simulate
from sim.scenario.models import Scenario
from sim.scenario.written.load import scenario_from
from tests.unit.engine.small import lot

N_PATHS = 4_000
SURE = {"expected_return": 0.0, "volatility": 0.0}


def fund(symbol: str, replacement: str, **changes: Any) -> dict[str, Any]:
    return {"symbol": symbol, "asset_class": "us_stock", "price": 100.0, "replacement": replacement, **changes}


def swapped(*securities: dict[str, Any], symbol: str = "A", n_paths: int = N_PATHS, years: int = 1) -> Scenario:
    """Return somebody who never trades, and the same who swaps what stands far below cost in January."""
    return scenario_from(
        {
            "schema_version": 5,
            "start": "2025-12-31",
            "household": {"people": [{"born": "1980-06-15"}], "spending": 0.0, "horizon_years": years},
            "securities": list(securities),
            "holdings": {
                "accounts": [{"id": "taxable", "type": "taxable"}],
                "lots": [lot(symbol, 100, "2020-01-02", 50_000)],
            },
            "strategies": [
                {"name": "none"},
                {"name": "swaps", "harvest": "monthly", "min_loss_share": 0.5, "fund_trading_cost_bp": 0.0},
                {"name": "again", "harvest": "year_end", "min_loss_share": 0.5, "stock_trading_cost_bp": 0.0},
            ],
            "market": {
                "classes": dict.fromkeys(("us_stock", "single_stock", "cash"), SURE),
                "inflation": 0.0,
                "inflation_volatility": 0.0,
            },
            "simulation": {"n_paths": n_paths, "seed": 11, "taxes": False},
        }
    )


@dataclass
class Ends:
    """Growth of the taxable account from the first swap, a month in, to the end of the year, by path."""

    none: np.ndarray
    swaps: np.ndarray


def ends(scenario: Scenario) -> Ends:
    balance = simulate(scenario).yearly["balance_taxable"][:, :, -1] / 10_000
    return Ends(balance[0], balance[1])


def test_a_year_of_it_is_as_wide_as_asked_and_on_average_nothing() -> None:
    """A fund's replacement is looked at when quarters end: swapped in January, it has the whole year's."""
    found = ends(swapped(fund("A", "B", tracking_error=0.1), fund("B", "A")))
    assert found.none == pytest.approx(np.ones(N_PATHS), abs=1e-12)
    spread = 0.1
    assert np.log(found.swaps).std() == pytest.approx(spread, rel=4 / np.sqrt(2 * N_PATHS))
    assert abs(found.swaps.mean() - 1) < 3 * spread / np.sqrt(N_PATHS)


def test_where_it_is_0_a_swap_changes_nothing() -> None:
    found = ends(swapped(fund("A", "B", tracking_error=0.0), fund("B", "A"), n_paths=20))
    assert (found.swaps == found.none).all()


def test_it_belongs_to_the_seed_and_the_pair() -> None:
    """Whatever else the plan holds after it; the other way round it goes the opposite way."""
    pair = (fund("A", "B", tracking_error=0.1), fund("B", "A", tracking_error=0.1))
    first = ends(swapped(*pair))
    more = ends(swapped(*pair, fund("C", "A", tracking_error=0.1)))
    assert (first.swaps == more.swaps).all()
    back = ends(swapped(*pair, symbol="B"))
    assert np.corrcoef(np.log(first.swaps), np.log(back.swaps))[0, 1] == pytest.approx(-1.0, abs=1e-6)
    assert abs(back.swaps.mean() - 1) < 3 * 0.1 / np.sqrt(N_PATHS)
    other = ends(swapped(*pair, fund("C", "A", tracking_error=0.1), symbol="C"))
    assert abs(np.corrcoef(np.log(first.swaps), np.log(other.swaps))[0, 1]) < 4 / np.sqrt(N_PATHS)


def test_of_two_companies_each_goes_its_own_way() -> None:
    """Once swapped, the holder has the other company's course: from its draw alone, and its own volatility."""
    companies = [
        fund("A", "B", asset_class="single_stock", own_volatility=0.2),
        fund("B", "A", asset_class="single_stock", own_volatility=0.4),
    ]
    found = ends(swapped(*companies))
    held = ends(swapped(*companies, symbol="B"))
    january = 31 / 365.25
    wanted = np.sqrt(0.2**2 * january + 0.4**2 * (1 - january))
    assert np.log(found.swaps).std() == pytest.approx(wanted, rel=4 / np.sqrt(2 * N_PATHS))
    shared = 0.4**2 * (1 - january) / (wanted * 0.4)
    assert np.corrcoef(np.log(found.swaps), np.log(held.none))[0, 1] == pytest.approx(shared, abs=4 / np.sqrt(N_PATHS))
    assert abs(found.swaps.mean() - 1) < 4 * wanted / np.sqrt(N_PATHS)


def test_without_taxes_and_costs_the_mean_difference_is_nothing() -> None:
    """Ten years of monthly harvests in and out of a volatile fund: within three standard errors of 0, and not 0."""
    document = swapped(fund("A", "B", tracking_error=0.03), fund("B", "A", tracking_error=0.03), years=10)
    plain = document.model_dump(mode="json")
    plain["market"]["classes"]["us_stock"] = {"expected_return": 0.05, "volatility": 0.2}
    plain["strategies"][1] |= {"min_loss_share": 0.02, "switches_back": True}
    run = simulate(scenario_from(plain))
    gap = run.terminal["wealth_before_tax"][1] - run.terminal["wealth_before_tax"][0]
    assert gap.std() > 100
    assert abs(gap.mean()) < 3 * gap.std() / np.sqrt(N_PATHS)
