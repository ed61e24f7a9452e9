"""One household target: bands inside plans and IRAs, and which account holds what. Amounts by hand."""

from itertools import pairwise
from typing import Any

import pytest

from sim.engine.run.run import simulate
from sim.errors import InputError
from sim.scenario.models import Scenario
from sim.trace.recorder import record_path
from tests.unit.engine.small import Document, fund, lot, small_scenario

CENT = 0.01
BOND = {"asset_class": "us_bond"}


def _plan(holdings: dict[tuple[str, str], float], stocks: float = 0.0, years: int = 1, **changes: Any) -> Scenario:
    """Return a plan with so many dollars of AAA (stocks) and BND (bonds, which do not move) by account."""
    kinds = ("taxable", "401k", "traditional_ira", "roth_ira")
    accounts = tuple({"id": kind, "name": kind, "type": kind, "reinvests_dividends": False} for kind in kinds)
    lots = tuple(
        lot(symbol, value / 100, "2010-01-04", changes.pop(f"cost_{symbol}_{account}", value), account=account)
        for (account, symbol), value in holdings.items()
    )
    securities = (fund("AAA", replacement="BBB"), fund("BBB", replacement="AAA"), fund("BND", **BOND))
    classes: Document = {
        name: {"expected_return": rate, "volatility": 0.0}
        for name, rate in (("us_stock", stocks), ("us_bond", 0.0), ("cash", 0.0))
    }
    scenario = small_scenario(
        "2026-01-01",
        years,
        lots=lots,
        securities=securities,
        accounts=accounts,
        market={"classes": classes, "inflation": 0.0, "inflation_volatility": 0.0},
        **{"rebalances_sheltered": True, "fund_trading_cost_bp": 0.0, **changes},
    )
    return scenario.model_copy(
        update={"simulation": scenario.simulation.model_copy(update={"taxes": False, "n_paths": 1})}
    )


def _ends(scenario: Scenario) -> dict[tuple[str, str], float]:
    """Return what is held at the first year's end by (account, symbol) [USD], from the path's trades at flat prices."""
    record = record_path(scenario, 0, 0)
    assert record.is_the_engines
    held = {(lot.account, lot.symbol): lot.quantity * 100.0 for lot in scenario.holdings.lots}
    for trade in record.trades:
        account = "taxable" if trade.line >= 0 else record.account_names[trade.account]
        symbol = (
            record.line_names[trade.line][1][trade.side] if trade.line >= 0 else record.security_names[trade.security]
        )
        signed = trade.units * 100.0 * (1 if trade.action == "buy" else -1)
        held[account, symbol] = held.get((account, symbol), 0.0) + signed
    return {place: round(value, 2) for place, value in held.items() if abs(value) > CENT}


def test_a_mix_inside_an_ira_no_longer_drifts() -> None:
    """65% stocks at 20% a year, bonds at nothing; brought back every month end, the year is a product of months."""
    days = (0, 29, 57, 89, 119, 148, 180, 211, 242, 272, 302, 333, 364)
    """From January 1, 2026, to the last trading day of each month: January 30, February 27, March 31 ..."""
    expected = 100_000.0
    for before, day in pairwise(days):
        expected *= 0.65 * 1.2 ** ((day - before) / 365.25) + 0.35
    held = {("traditional_ira", "AAA"): 65_000.0, ("traditional_ira", "BND"): 35_000.0}
    kept = simulate(_plan(held, 0.2, rebalance_band=0.0))
    assert kept.terminal["wealth_before_tax"][0, 0] == pytest.approx(expected, abs=CENT)
    left = simulate(_plan(held, 0.2, rebalance_band=0.0, rebalances_sheltered=False))
    assert left.terminal["wealth_before_tax"][0, 0] == pytest.approx(65_000 * 1.2 ** (364 / 365.25) + 35_000, abs=CENT)
    band = simulate(_plan(held, 0.2, rebalance_band=0.5))
    assert band.terminal["wealth_before_tax"][0, 0] == left.terminal["wealth_before_tax"][0, 0]


def test_a_purchase_in_an_ira_loses_a_harvested_loss_for_good() -> None:
    """Rev. Rul. 2008-5. Stocks fall by 10%: on December 31 the line's loss is taken and the IRA buys the same shares.

    Of $200,000 35,000 is in bonds, 17.5%. With stocks at T of their price (364 days),
    35,000 - 0.175 (165,000 T + 35,000) of bonds becomes shares at 100 T, each of which washes a loss of 200 - 100 T.
    """
    held = {("taxable", "AAA"): 100_000.0, ("traditional_ira", "AAA"): 65_000.0, ("traditional_ira", "BND"): 35_000.0}
    changes = {"cost_AAA_taxable": 200_000.0, "rebalance_band": 0.0, "rebalances_in_december": True}
    run = simulate(_plan(held, -0.1, harvest="year_end", **changes))
    at_end = 0.9 ** (364 / 365.25)
    bought = 35_000 - 0.175 * (165_000 * at_end + 35_000)
    lost = bought / (100 * at_end) * (200 - 100 * at_end)
    assert run.yearly["wash_permanent"][0, 0, 0] == pytest.approx(lost, abs=CENT)
    assert run.yearly["wash_deferred"][0, 0, 0] == 0.0


def test_bonds_go_to_pretax_accounts_first() -> None:
    held = {("taxable", "AAA"): 50_000.0, ("taxable", "BND"): 50_000.0, ("traditional_ira", "AAA"): 100_000.0}
    placed = _ends(_plan(held, location="bonds_pretax", rebalance_band=0.05))
    assert placed == {
        ("taxable", "AAA"): 100_000.0,
        ("traditional_ira", "AAA"): 50_000.0,
        ("traditional_ira", "BND"): 50_000.0,
    }


def test_stocks_go_to_roth_accounts_first() -> None:
    """A taxable account without bonds stays as it is; the bonds that the Roth IRA gives up the traditional one buys.

    The record does not list that purchase: no taxable account knows the fund. What the accounts are worth says it.
    """
    held = {("taxable", "AAA"): 100_000.0, ("traditional_ira", "AAA"): 100_000.0, ("roth_ira", "BND"): 100_000.0}
    placed = _ends(_plan(held, location="stocks_roth", rebalance_band=0.05))
    assert placed == {
        ("taxable", "AAA"): 100_000.0,
        ("roth_ira", "AAA"): 100_000.0,
    }
    in_december = {"location": "stocks_roth", "rebalance_band": 0.05, "rebalances_in_december": True}
    pretax = simulate(_plan(held, 0.2, 2, **in_december)).yearly["balance_pretax"][0, 0]
    first = 100_000 * 1.2 ** (364 / 365.25)
    bonds = (2 * first + 100_000) / 3  # a third of all at the start; nothing is in the Roth IRA
    assert pretax == pytest.approx([first, bonds + (first - bonds) * 1.2 ** (365 / 365.25)], abs=CENT)


def test_pro_rata_holds_the_same_mix_everywhere() -> None:
    held = {
        ("taxable", "AAA"): 20_000.0,
        ("taxable", "BND"): 80_000.0,
        ("traditional_ira", "AAA"): 200_000.0,
        ("roth_ira", "AAA"): 100_000.0,
    }
    placed = _ends(_plan(held, location="pro_rata", rebalance_band=0.05))
    shares = {"taxable": 100_000.0, "traditional_ira": 200_000.0, "roth_ira": 100_000.0}
    assert placed == {
        (account, symbol): pytest.approx(value * share, abs=CENT)
        for account, value in shares.items()
        for symbol, share in (("AAA", 0.8), ("BND", 0.2))
    }


def test_an_account_without_a_fund_to_buy_stays_as_it_is() -> None:
    """The only stock is the employer's, which an IRA does not buy: its bonds are not sold, and no dollar is lost."""
    held = {("taxable", "AAA"): 50_000.0, ("taxable", "BND"): 50_000.0, ("traditional_ira", "BND"): 100_000.0}
    plan = _plan(held, location="pro_rata", rebalance_band=0.05)
    employer = plan.securities[0].model_copy(update={"is_employer_stock": True})
    run = simulate(plan.model_copy(update={"securities": (employer, *plan.securities[1:])}))
    assert run.terminal["wealth_before_tax"][0, 0] == pytest.approx(200_000.0, abs=CENT)
    assert run.yearly["balance_pretax"][0, 0, 0] == pytest.approx(100_000.0, abs=CENT)


def test_a_location_without_a_band_is_refused_with_the_way_out() -> None:
    with pytest.raises(InputError) as refused:
        _plan({("taxable", "AAA"): 1_000.0}, location="bonds_pretax", rebalances_sheltered=False)
    assert {problem.place for problem in refused.value.problems} == {
        "strategies[0].rebalance_band",
        "strategies[0].rebalances_sheltered",
    }
