"""Kinds of plans and of accounts, and what is paid into and out of them, drawn for random households."""

from datetime import date, timedelta
from typing import Any

import numpy as np

Document = dict[str, Any]


def draw_accounts(seed: int, document: Document) -> None:
    """Draw each of these with a generator of its own, so that a younger one leaves the older ones as they were."""
    _plan_kinds(np.random.default_rng([seed, 51]), document)
    _inherited(np.random.default_rng([seed, 52]), document)


def _chance(rng: np.random.Generator, probability: float) -> bool:
    return bool(rng.random() < probability)


def _one(rng: np.random.Generator, choices: Any) -> Any:
    choices = list(choices)
    return choices[int(rng.integers(len(choices)))]


def value_of(account: Document, document: Document) -> float:
    """Return what an account holds at the start [USD]."""
    prices = {security["symbol"]: security["price"] for security in document["securities"]}
    lots = [lot for lot in document["holdings"]["lots"] if lot["account"] == account["id"]]
    return float(account["cash"] + sum(lot["quantity"] * prices[lot["symbol"]] for lot in lots))


def _plan_kinds(rng: np.random.Generator, document: Document) -> None:
    """Make some plans 403(b)s, the TSP or 457(b)s with and without money that was rolled in."""
    with_stock = {move["from_account"] for move in document["rollovers"] if move["method"] == "nua_lump_sum"}
    for account in document["holdings"]["accounts"]:
        kind = _one(rng, ("401k", "403b", "tsp", "457b", "457b"))
        share = _one(rng, (0.0, 0.0, 0.3, 1.0))
        if account["type"] == "401k" and account["id"] not in with_stock:
            account["plan_kind"] = kind
            if kind == "457b":
                account["rolled_in_amount"] = round(value_of(account, document) * share * 0.9999, 2)


def _inherited(rng: np.random.Generator, document: Document) -> None:
    """Let some own inherited IRAs, two of them of one person, and a second plan that pays RMDs with another 403(b)."""
    start, holdings = date.fromisoformat(document["start"]), document["holdings"]
    symbols = [security["symbol"] for security in document["securities"] if not security["is_annuity"]]
    prices = {security["symbol"]: security["price"] for security in document["securities"]}
    owners = ("self", "spouse")[: len(document["household"]["people"])]
    n = _one(rng, (0, 0, 1, 2, 3))
    died = start - timedelta(days=int(rng.integers(0, 1_900)))
    born = date(int(rng.integers(1930, 1965)), 5, 5)
    owner = _one(rng, owners)
    for number in range(n):
        if number == 2:  # of another person
            owner, died = (
                _one(rng, owners),
                max(date(2020, 1, 1), start - timedelta(days=int(rng.integers(2_000, 3_400)))),
            )
            died, born = max(died, date(start.year - 10, 1, 1)), date(int(rng.integers(1930, 1965)), 5, 5)
        account = {"id": f"inherited{number}", "type": "inherited_ira", "owner": owner, "cash": 0.0}
        account |= {"inherited_from": "Other" if number == 2 else "One", "decedent_born": born.isoformat()}
        account |= {"decedent_died": died.isoformat(), "reinvests_dividends": _chance(rng, 0.5)}
        symbol, worth = _one(rng, symbols), float(rng.uniform(5_000, 300_000))
        lot = {"account": account["id"], "symbol": symbol, "quantity": round(worth / prices[symbol], 4) + 0.0001}
        bought = start - timedelta(days=int(rng.integers(0, 400)))
        holdings["lots"].append({**lot, "acquired": bought.isoformat(), "cost_basis": round(worth, 2)})
        account["after_tax_amount"] = round(worth * _one(rng, (0.0, 0.0, 0.3)), 2)
        holdings["accounts"].append(account)
