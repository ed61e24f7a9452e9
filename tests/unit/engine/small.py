"""The smallest household a test can change: one person, one fund pair, one taxable account, a plan, two IRAs."""

from typing import Any

from sim.scenario.models import Scenario
from sim.scenario.written.load import scenario_from

Document = dict[str, Any]
FIXED_CLASSES = ("us_stock", "us_bond", "cash")


def fund(symbol: str, price: float = 100.0, **changes: Any) -> Document:
    return {"symbol": symbol, "asset_class": "us_stock", "price": price, **changes}


def lot(symbol: str, quantity: float, acquired: str, cost: float, account: str = "taxable") -> Document:
    return {"account": account, "symbol": symbol, "quantity": quantity, "acquired": acquired, "cost_basis": cost}


def certain_market(rate: float = 0.0, inflation: float = 0.0, cash: float = 0.0) -> Document:
    """Return a market in which every class but cash grows at `rate`, surely."""
    sure = {name: {"expected_return": rate, "volatility": 0.0} for name in ("us_stock", "us_bond")}
    sure["cash"] = {"expected_return": cash, "volatility": 0.0}
    return {"classes": sure, "inflation": inflation, "inflation_volatility": 0.0}


def small_scenario(
    start: str = "2026-01-05",
    horizon_years: int = 2,
    rollover: str | None = None,
    method: str = "direct_cash",
    lots: tuple[Document, ...] = (),
    securities: tuple[Document, ...] | None = None,
    accounts: tuple[Document, ...] | None = None,
    household: Document | None = None,
    market: Document | None = None,
    move: Document | None = None,
    **strategy: Any,
) -> Scenario:
    """Return a scenario with one strategy; `strategy` holds its fields, `move` more of the rollover's."""
    if securities is None:
        securities = (fund("AAA", replacement="BBB"), fund("BBB", replacement="AAA"))
    if accounts is None:
        kinds = ("taxable", "401k", "traditional_ira", "roth_ira")
        accounts = tuple({"id": kind, "type": kind, "reinvests_dividends": False} for kind in kinds)
    path = {"from_account": "401k", "to_account": "traditional_ira", "to_roth_account": "roth_ira", "method": method}
    buys = [{"symbol": "AAA", "weight": 1.0}] if method in ("direct_cash", "indirect_60_day") else []
    return scenario_from(
        {
            "schema_version": 1,
            "start": start,
            "household": {
                "people": [{"name": "One", "born": "1960-06-15"}],
                "filing_status": "single",
                "spending": 0.0,
                "horizon_years": horizon_years,
                **(household or {}),
            },
            "securities": list(securities),
            "holdings": {"accounts": list(accounts), "lots": list(lots)},
            "rollovers": [{**path, "date": rollover, "buys": buys, **(move or {})}] if rollover else [],
            "strategies": [{"name": "Only", **strategy}],
            "market": market or certain_market(),
        }
    )
