"""Kinds of plans and of accounts, and what is paid into and out of them, drawn for random households."""

from datetime import date, timedelta
from typing import Any

import numpy as np

Document = dict[str, Any]


def draw_accounts(seed: int, document: Document) -> None:
    """Draw each of these with a generator of its own, so that a younger one leaves the older ones as they were."""
    _plan_kinds(np.random.default_rng([seed, 51]), document)
    _inherited(np.random.default_rng([seed, 52]), document)
    _payroll(np.random.default_rng([seed, 53]), document)
    _series(np.random.default_rng([seed, 54]), document)
    _loans(np.random.default_rng([seed, 55]), document)


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


def _payroll(rng: np.random.Generator, document: Document) -> None:
    """Let people at work pay into a plan, before tax, Roth and after tax, with and without a known match.

    Up to the limits of the first year, so that later ones are met: a catch-up ends, prices outrun what is rounded down.
    """
    start, household = date.fromisoformat(document["start"]), document["household"]
    symbols = [security["symbol"] for security in document["securities"] if not security["is_annuity"]]
    for person, owner in zip(household["people"], ("self", "spouse"), strict=False):
        plans = [a for a in document["holdings"]["accounts"] if a["type"] == "401k" and a["owner"] == owner]
        wages, age = person["wages"], start.year - int(person["born"][:4])
        catch_up = 0.0 if age < 50 else (11_250.0 if 60 <= age <= 63 else 7_500.0)
        own = (23_500.0 + catch_up) * _one(rng, (0.3, 1.0, 1.0))
        roth, known = own * _one(rng, (0.0, 0.0, 0.5, 1.0)), _chance(rng, 0.6)
        match, after_tax = _one(rng, (0.0, 4_000.0, 20_000.0, 46_000.0)), _one(rng, (0.0, 0.0, 5_000.0, 40_000.0))
        if not wages["annual"] or not plans or _chance(rng, 0.2):
            continue
        if plans[0]["plan_kind"] == "457b":
            after_tax, match = 0.0, min(match, 23_500.0 + catch_up - own)
        roth = min(roth, wages["annual"] / 2)
        after_tax = max(0.0, min(after_tax, wages["annual"] / 2, 70_000.0 - own - match))
        wages |= {"plan_account": plans[0]["id"], "plan_buys": _one(rng, symbols)}
        wages |= {"plan_contribution": own - roth + match, "plan_match": match if known else None}
        wages |= {"plan_roth_contribution": roth, "plan_after_tax_contribution": after_tax}


def _series(rng: np.random.Generator, document: Document) -> None:
    """Let some who are young begin equal payments out of an account that no rollover and no payroll touches."""
    start = date.fromisoformat(document["start"])
    touched = {move[name] for move in document["rollovers"] for name in ("from_account", "to_account")}
    people = dict(zip(("self", "spouse"), document["household"]["people"], strict=False))
    touched |= {person["wages"].get("plan_account") for person in people.values()}
    for account in document["holdings"]["accounts"]:
        first = start + timedelta(days=int(rng.integers(0, 700)))
        method, rate = _one(rng, ("amortization", "amortization", "life_expectancy")), _one(rng, (0.0, 0.03, 0.05))
        person = people[account["owner"]]
        is_young = first < date(int(person["born"][:4]) + 59, 1, 1)
        until = person["wages"]["until"] if person["wages"]["annual"] else None
        is_plan = account["type"] == "401k" and account["plan_kind"] != "457b" and account["roth_amount"] == 0
        is_free = account["type"] == "traditional_ira" or (is_plan and (until is None or until < first.isoformat()))
        if is_young and is_free and account["id"] not in touched and _chance(rng, 0.8):
            account |= {"series_from": first.isoformat(), "series_method": method, "series_rate": rate}


def _loans(rng: np.random.Generator, document: Document) -> None:
    """Let some plans have a loan that is offset when work ends, and rolled over in time, too late or not at all."""
    start = date.fromisoformat(document["start"])
    accounts = document["holdings"]["accounts"]
    people = dict(zip(("self", "spouse"), document["household"]["people"], strict=False))
    symbols = [security["symbol"] for security in document["securities"] if not security["is_annuity"]]
    with_stock = {move["from_account"] for move in document["rollovers"] if move["method"] == "nua_lump_sum"}
    for plan in [one for one in accounts if one["type"] == "401k" and one["id"] not in with_stock]:
        iras = [a["id"] for a in accounts if (a["type"], a["owner"]) == ("traditional_ira", plan["owner"])]
        iras = [name for name in iras if not next(a for a in accounts if a["id"] == name).get("series_from")]
        wages = people[plan["owner"]]["wages"]
        until = date.fromisoformat(wages["until"]) if wages["annual"] else start
        day = max(start, until) + timedelta(days=int(rng.integers(0, 60)))
        loan, share = _one(rng, (5_000.0, 50_000.0)), _one(rng, (0.0, 0.5, 1.0, 1.0))
        back = day + timedelta(days=int(_one(rng, (0, 30, 100, 200, 280))))
        others = [a["id"] for a in accounts if a["type"] not in ("taxable", "401k") and a["id"] not in iras]
        pays, buys = _one(rng, (None, None, *others)), _one(rng, symbols)
        is_open = not plan.get("series_from") and (day - until).days <= 365 and len(document["rollovers"]) < 8
        if not (iras and is_open and _chance(rng, 0.35)):
            continue
        move = {"from_account": plan["id"], "to_account": iras[0], "date": day.isoformat(), "method": "loan_offset"}
        move |= {"loan_balance": loan, "redeposited_share": share, "redeposit_date": back.isoformat()}
        move |= {"replaced_from": pays, "buys": [{"symbol": buys, "weight": 1.0}]}
        document["rollovers"].append(move)
        first = min(date.fromisoformat(one["date"]) for one in document["rollovers"])
        for strategy in document["strategies"]:
            strategy["days_from_rollover"] = min(strategy["days_from_rollover"], (first - start).days)
