"""A small household for the planner's tests: one loss of $5,000 in VTI, and whatever a test adds."""

import json
from datetime import date
from typing import Any

from sim.scenario.models import Scenario
from sim.scenario.written.load import parse_scenario

START = date(2026, 3, 2)


def security(symbol: str, price: float, **more: Any) -> dict[str, Any]:
    return {"symbol": symbol, "asset_class": "us_stock", "price": price, **more}


def household(**more: Any) -> dict[str, Any]:
    """Return a single Texan of 46 with $100,000 of wages: 22% on ordinary income in 2026, 15% on long-term gains."""
    person = {"name": "Ada", "born": "1980-05-05", "wages": {"annual": 100_000, "until": "2040-12-31"}}
    return {"people": [person], "filing_status": "single", "state": "TX", **more}


def small(**changes: Any) -> Scenario:
    """Return the household with some parts of its document replaced."""
    document: dict[str, Any] = {
        "schema_version": 1,
        "start": START.isoformat(),
        "household": household(),
        "securities": [
            security("VTI", 250.0, identity_group="total", replacement="ITOT"),
            security("VTSAX", 125.0, identity_group="total"),
            security("ITOT", 100.0, replacement="VTI"),
        ],
        "holdings": {
            "accounts": [
                {"id": "b", "name": "Brokerage", "type": "taxable", "reinvests_dividends": False},
                {"id": "k", "name": "Plan", "type": "401k", "reinvests_dividends": False},
                {"id": "i", "name": "IRA", "type": "traditional_ira", "reinvests_dividends": False},
            ],
            "lots": [lot("b", "VTI", 100, "2024-01-10", 30_000)],
        },
        "rollovers": [],
        "strategies": [{"name": "None", "harvest": "none"}],
    }
    return parse_scenario(json.dumps({**document, **changes}))


def lot(account: str, symbol: str, quantity: float, acquired: str, cost_basis: float) -> dict[str, Any]:
    return {
        "account": account,
        "symbol": symbol,
        "quantity": quantity,
        "acquired": acquired,
        "cost_basis": cost_basis,
    }


def holdings_with(*lots: dict[str, Any], accounts: tuple[dict[str, Any], ...] = ()) -> dict[str, Any]:
    """Return the small household's holdings with more lots and accounts; an account of a known id replaces it."""
    found = small().holdings.model_dump(mode="json")
    by_id = {account["id"]: account for account in (*found["accounts"], *accounts)}
    return {"accounts": list(by_id.values()), "lots": [*found["lots"], *lots]}
