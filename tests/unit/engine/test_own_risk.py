"""What of a single stock's course is its own: drawn for each company, unpaid, and the same for every strategy."""

from typing import Any

import numpy as np
import pytest

from sim.engine.run.run import simulate
from sim.errors import InputError
from sim.scenario.drawn.simulation import SETS
from sim.scenario.enums import Estimator
from sim.scenario.models import Scenario
from sim.scenario.written.load import scenario_from
from tests.unit.engine.small import lot

N_PATHS = 4_000


def stock(symbol: str, own_volatility: float, **changes: Any) -> dict[str, Any]:
    changes = {"asset_class": "single_stock", **changes}
    return {"symbol": symbol, "price": 100.0, "own_volatility": own_volatility, **changes}


def holder_of(*stocks: dict[str, Any], n_paths: int = N_PATHS, taxable: str = "A") -> Scenario:
    """Return a year of somebody who holds 100 shares of stocks, in classes without luck: one taxable, one in an IRA."""
    sure = {"expected_return": 0.0, "volatility": 0.0}
    where = {stock["symbol"]: "taxable" if stock["symbol"] == taxable else "traditional_ira" for stock in stocks}
    return scenario_from(
        {
            "schema_version": 1,
            "start": "2025-12-31",
            "household": {"people": [{"born": "1980-06-15"}], "spending": 0.0, "horizon_years": 1},
            "securities": list(stocks),
            "holdings": {
                "accounts": [{"id": kind, "type": kind} for kind in ("taxable", "traditional_ira")],
                "lots": [lot(symbol, 100, "2020-01-02", 10_000, account) for symbol, account in where.items()],
            },
            "strategies": [{"name": "none"}, {"name": "monthly", "harvest": "monthly", "proceeds": "same_security"}],
            "market": {
                "classes": dict.fromkeys(("single_stock", "us_stock", "cash"), sure),
                "inflation": 0.0,
                "inflation_volatility": 0.0,
            },
            "simulation": {"n_paths": n_paths, "seed": 11},
        }
    )


def test_its_mean_is_one_and_its_volatility_is_what_the_user_said() -> None:
    run = simulate(holder_of(stock("A", 0.4)))
    growth = run.yearly["balance_taxable"][0, :, 0] / 10_000
    assert growth.mean() == pytest.approx(1.0, abs=4 * 0.4 / np.sqrt(N_PATHS))
    logs = np.log(growth)
    assert logs.std() == pytest.approx(0.4, rel=4 / np.sqrt(2 * N_PATHS))
    assert logs.mean() == pytest.approx(-0.08, abs=4 * 0.4 / np.sqrt(N_PATHS))
    assert (run.yearly["balance_taxable"][1] == run.yearly["balance_taxable"][0]).all()  # one market for all


def test_companies_differ_and_two_classes_of_one_company_do_not() -> None:
    two = simulate(holder_of(stock("A", 0.4), stock("B", 0.4)))
    correlation = np.corrcoef(two.yearly["balance_taxable"][0, :, 0], two.yearly["balance_pretax"][0, :, 0])[0, 1]
    assert abs(correlation) < 4 / np.sqrt(N_PATHS)
    one = simulate(holder_of(stock("A", 0.4), stock("B", 0.4, identity_group="A")))
    assert one.yearly["balance_pretax"][0] == pytest.approx(one.yearly["balance_taxable"][0], rel=1e-12)


def test_the_draws_of_many_stocks_are_independent() -> None:
    """Nine stocks take three streams of the generator."""
    stocks = [stock(symbol, 0.4) for symbol in "ABCDEFGHI"]
    columns = [simulate(holder_of(*stocks, taxable=s)).yearly["balance_taxable"][0, :, 0] for s in "ADEHI"]
    correlations = np.corrcoef(columns) - np.eye(5)
    assert np.abs(correlations).max() < 4.5 / np.sqrt(N_PATHS)


def test_everything_else_stays_as_it_was() -> None:
    fund = stock("F", 0.0, asset_class="us_stock")
    with_it, without = (simulate(holder_of(stock("A", own), fund, n_paths=9)) for own in (0.4, 0.0))
    assert (with_it.yearly["balance_pretax"] == without.yearly["balance_pretax"]).all()
    assert (with_it.yearly["balance_taxable"] != without.yearly["balance_taxable"]).all()


def test_a_fund_has_no_risk_of_its_own() -> None:
    with pytest.raises(InputError, match="own_volatility"):
        holder_of(stock("A", 0.2, asset_class="us_stock"))


def test_two_stocks_of_which_nothing_is_said_swing_and_move_together_as_stocks_do() -> None:
    """A year of each: 33.6%, from the 20% that all share and 27% of its own, and a correlation of 0.35."""
    document = holder_of(stock("A", 0.0), stock("B", 0.0)).model_dump(mode="json")
    for security in document["securities"]:
        security["own_volatility"] = None
    run = simulate(scenario_from({**document, "market": {"inflation_volatility": 0.0}}))
    logs = np.log([run.yearly[name][0, :, 0] / 10_000 for name in ("balance_taxable", "balance_pretax")])
    asked = np.sqrt(np.log1p((0.2 / 1.08) ** 2) + 0.27**2)
    assert logs.std(axis=1) == pytest.approx([asked, asked], rel=4 / np.sqrt(2 * N_PATHS))
    assert np.exp(logs).std(axis=1) == pytest.approx([0.36, 0.36], rel=0.06)  # of 1.08: a third
    assert np.corrcoef(logs)[0, 1] == pytest.approx(0.35, abs=0.35 * 0.06 + 4 * 0.9 / np.sqrt(N_PATHS))


def test_spread_evenly_it_keeps_its_spread_and_its_mean_is_surer() -> None:
    """The sets' means lie less than half as far apart as means of as many paths drawn by chance."""
    scenario = holder_of(stock("A", 0.4), n_paths=SETS * 64)
    simulation = scenario.simulation.model_copy(update={"estimator": Estimator.SPREAD})
    runs = [simulate(scenario), simulate(scenario.model_copy(update={"simulation": simulation}))]
    chance, even = (np.log(run.yearly["balance_taxable"][0, :, 0] / 10_000) for run in runs)
    assert even.std() == pytest.approx(0.4, rel=0.03)
    assert even.mean() == pytest.approx(-0.08, abs=0.01)
    apart = [logs.reshape(64, SETS).mean(axis=0).std() for logs in (chance, even)]
    assert apart[1] < apart[0] / 2
