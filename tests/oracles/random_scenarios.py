"""Random households that are valid and awkward: everything the engine must survive appears sooner or later."""

from datetime import date, timedelta
from typing import Any

import numpy as np

from sim.scenario.enums import HARVEST_SCHEDULES, AssetClass, HarvestTiming
from sim.scenario.models import Scenario
from sim.scenario.written.load import scenario_from

Document = dict[str, Any]
PLAIN_TIMINGS = (
    HarvestTiming.NONE,
    HarvestTiming.BEFORE_ROLLOVER,
    HarvestTiming.AFTER_ROLLOVER,
    HarvestTiming.YEAR_END,
    HarvestTiming.MONTHLY,
)
FIRST_EIGHT = tuple(HarvestTiming)[:8]
"""Drawn for every household; a younger timing takes the place of one of these, see `_with_younger_timings`."""
MOST_STRATEGIES = 8
STATUSES_OF_ONE = ("single", "hoh", "mfs", "qss")


def random_scenario(rng: np.random.Generator, longest_horizon: int = 40, with_policies: bool = False) -> Scenario:
    """Return a valid scenario; the same generator state gives the same one.

    One or two people of 50 to 80 with wages, pensions and Social Security; no, one or three taxable accounts with and
    without reinvestment; identity groups shared between taxable and sheltered accounts; lots at gains and losses, some
    bought inside the 30 days before the start; rollovers in kind, in cash and none, on month ends, weekends and the
    first day; after-tax and Roth parts; spending from nothing to ruin; carryovers. The strategies harvest at the plain
    times into the replacement; `with_policies` also draws every other policy, sale method and withdrawal order, payroll
    purchases and gains from elsewhere.
    """
    start = _start(rng)
    household = _household(rng, start, longest_horizon)
    securities = _securities(rng)
    accounts = _accounts(rng, len(household["people"]))
    lots = _lots(rng, start, accounts, securities)
    _plan_parts(rng, accounts, lots, securities)
    rollovers = _rollovers(rng, start, accounts, securities)
    if with_policies:
        _payroll(rng, household, accounts, securities)
        for stock in (security for security in securities if security["asset_class"] == "single_stock"):
            stock["own_volatility"] = _one(rng, (0.0, 0.2, 0.5))
    household["spending"] = _spending(rng, accounts, lots, securities, household["horizon_years"])
    return scenario_from(
        {
            "schema_version": 1,
            "name": "Random household",
            "start": start.isoformat(),
            "household": household,
            "securities": securities,
            "holdings": {"accounts": accounts, "lots": lots},
            "rollovers": rollovers,
            "strategies": _strategies(rng, start, rollovers, with_policies),
            "market": _market(rng),
            "simulation": {"n_paths": 3, "seed": int(rng.integers(0, 2**40))},
        }
    )


def _chance(rng: np.random.Generator, probability: float) -> bool:
    return bool(rng.random() < probability)


def _one(rng: np.random.Generator, choices: Any) -> Any:
    choices = list(choices)
    return choices[int(rng.integers(len(choices)))]


def _money(rng: np.random.Generator, low: float, high: float) -> float:
    """Return an amount, log-uniform, in cents."""
    return round(float(np.exp(rng.uniform(np.log(low), np.log(high)))), 2)


def _start(rng: np.random.Generator) -> date:
    if _chance(rng, 0.3):  # an edge: month end, weekend, holiday, year end
        edges = ("2026-01-30", "2026-05-31", "2026-07-03", "2025-12-31", "2026-12-30", "2026-02-28", "2027-01-01")
        return date.fromisoformat(_one(rng, edges))
    return date(2025, 6, 1) + timedelta(days=int(rng.integers(0, 700)))


def _person(rng: np.random.Generator, start: date, number: int) -> Document:
    born = date(start.year - int(rng.integers(50, 81)), 1, 1) + timedelta(days=int(rng.integers(0, 365)))
    if _chance(rng, 0.1):
        born = born.replace(month=1, day=1)
    person: Document = {"name": f"Person {number + 1}", "born": born.isoformat(), "pensions": []}
    if _chance(rng, 0.4):
        until = start + timedelta(days=int(rng.integers(-200, 4000)))
        person["wages"] = {"annual": _money(rng, 20_000, 300_000), "until": until.isoformat()}
    if _chance(rng, 0.8):
        claiming_age = int(rng.integers(62, 71))
        person["social_security"] = {"annual_at_claiming": _money(rng, 8_000, 50_000), "claiming_age": claiming_age}
    for _ in range(int(rng.integers(0, 3)) if _chance(rng, 0.4) else 0):
        starts = start + timedelta(days=int(rng.integers(-1000, 3000)))
        pension = {"annual": _money(rng, 3_000, 60_000), "starts": starts.isoformat(), "has_cola": _chance(rng, 0.5)}
        person["pensions"].append(pension)
    return person


def _household(rng: np.random.Generator, start: date, longest_horizon: int) -> Document:
    n_people = 1 + int(_chance(rng, 0.5))
    household: Document = {
        "people": [_person(rng, start, number) for number in range(n_people)],
        "filing_status": "mfj" if n_people == 2 else _one(rng, STATUSES_OF_ONE),
        "state": _one(rng, ("CA", "TX", "FL", "NY", "PA")),
        "heirs_tax_rate": round(float(rng.uniform(0, 0.4)), 3),
        "horizon_years": _one(rng, (1, 2, 3, 5, 8, 13, 20, 30, 40)),
    }
    household["horizon_years"] = min(household["horizon_years"], longest_horizon)
    if _chance(rng, 0.3):
        household["loss_carryover_short"] = _money(rng, 100, 50_000)
    if _chance(rng, 0.3):
        household["loss_carryover_long"] = _money(rng, 100, 50_000)
    return household


def _securities(rng: np.random.Generator) -> list[Document]:
    """Return pairs of funds that replace each other, funds that share a group, and the odd ones."""
    securities: list[Document] = []
    for number in range(int(rng.integers(1, 4))):
        asset_class = _one(rng, [c.value for c in AssetClass])
        for suffix in ("A", "B", "C"):
            securities.append(_security(rng, f"F{number}{suffix}", asset_class))
        first, second, third = securities[-3:]
        first["replacement"] = second["symbol"]
        if _chance(rng, 0.7):
            second["replacement"] = first["symbol"]
        third["identity_group"] = _one(rng, (first["symbol"], second["symbol"], ""))  # substantially identical to one
        if _chance(rng, 0.3):
            third["replacement"] = (second if third["identity_group"] == first["symbol"] else first)["symbol"]
    securities.append(_security(rng, "ODD", _one(rng, [c.value for c in AssetClass])))
    securities.append({**_security(rng, "STABLE", "cash"), "is_annuity": True, "dividend_yield": 0.02})
    return securities


def _security(rng: np.random.Generator, symbol: str, asset_class: str) -> Document:
    return {
        "symbol": symbol,
        "asset_class": asset_class,
        "price": _money(rng, 5, 500),
        "dividend_yield": round(float(rng.uniform(0, 0.06)), 4) if _chance(rng, 0.85) else 0.0,
        "qualified_share": round(float(rng.uniform(0, 1)), 3),
        "expense_ratio": round(float(rng.uniform(0, 0.01)), 5),
    }


def _accounts(rng: np.random.Generator, n_people: int) -> list[Document]:
    accounts: list[Document] = []
    wanted = ["taxable"] * int(_one(rng, (0, 1, 1, 1, 2, 3))) + ["401k", "traditional_ira", "roth_ira"]
    wanted += ["401k", "traditional_ira", "roth_ira"] if n_people == 2 else []
    wanted += ["hsa"] * int(_chance(rng, 0.4)) + ["annuity"] * int(_chance(rng, 0.4))
    for number, kind in enumerate(wanted):
        is_second = n_people == 2 and wanted[:number].count(kind) > 0
        account: Document = {"id": f"acc{number}", "type": kind, "owner": "spouse" if is_second else "self"}
        account["cash"] = _money(rng, 100, 60_000) if _chance(rng, 0.4) else 0.0
        account["reinvests_dividends"] = _chance(rng, 0.6)
        accounts.append(account)
    order = rng.permutation(len(accounts))
    return [accounts[index] for index in order]


def _acquired(rng: np.random.Generator, start: date) -> date:
    if _chance(rng, 0.3):
        return start - timedelta(days=int(rng.integers(0, 45)))
    return start - timedelta(days=int(rng.integers(45, 5000)))


def _lots(
    rng: np.random.Generator, start: date, accounts: list[Document], securities: list[Document]
) -> list[Document]:
    lots = []
    for account in accounts:
        if account["cash"] > 0 and _chance(rng, 0.15):
            continue  # nothing but cash
        allowed = [s for s in securities if account["type"] == "annuity" or not s.get("is_annuity")]
        held = [_one(rng, allowed) for _ in range(int(rng.integers(1, 5)))]
        for security in held:
            value = _money(rng, 500, 400_000)
            share_of_price = float(_one(rng, (rng.uniform(0.3, 1.0), rng.uniform(0.95, 1.6))))
            lots.append(
                {
                    "account": account["id"],
                    "symbol": security["symbol"],
                    "quantity": round(value / security["price"], 4) + 0.0001,
                    "acquired": _acquired(rng, start).isoformat(),
                    "cost_basis": round(value * share_of_price, 2),
                }
            )
    order = rng.permutation(len(lots))
    return [lots[index] for index in order]


def _value(account: Document, lots: list[Document], securities: list[Document]) -> float:
    prices = {security["symbol"]: security["price"] for security in securities}
    held = sum(lot["quantity"] * prices[lot["symbol"]] for lot in lots if lot["account"] == account["id"])
    return float(account["cash"] + held)


def _plan_parts(
    rng: np.random.Generator, accounts: list[Document], lots: list[Document], securities: list[Document]
) -> None:
    for account in accounts:
        if account["type"] == "401k":
            value = _value(account, lots, securities)
            if _chance(rng, 0.4):
                account["after_tax_amount"] = round(value * float(rng.uniform(0, 0.4)), 2)
            if _chance(rng, 0.4):
                account["roth_amount"] = round(value * float(rng.uniform(0, 0.5)), 2)


def _rollover_date(rng: np.random.Generator, start: date) -> date:
    kind = _one(rng, ("start", "weekend", "month end", "any", "any", "late"))
    if kind == "start":
        return start
    if kind == "late":
        return start + timedelta(days=int(rng.integers(365, 900)))
    day = start + timedelta(days=int(rng.integers(5, 300)))
    if kind == "weekend":
        return day + timedelta(days=(5 - day.weekday()) % 7)
    if kind == "month end":
        return (day.replace(day=1) + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return day


def _rollovers(
    rng: np.random.Generator, start: date, accounts: list[Document], securities: list[Document]
) -> list[Document]:
    rollovers = []
    for plan in accounts:
        if plan["type"] != "401k" or _chance(rng, 0.25):
            continue
        owned = {a["type"]: a["id"] for a in accounts if a["owner"] == plan["owner"]}
        method = _one(rng, ("direct_in_kind", "direct_cash", "direct_cash", "stay_in_plan"))
        rollover: Document = {
            "from_account": plan["id"],
            "to_account": owned["traditional_ira"],
            "to_roth_account": owned["roth_ira"],
            "date": max(_rollover_date(rng, start), start).isoformat(),
            "method": method,
        }
        if method == "direct_cash":
            symbols = [s["symbol"] for s in securities if not s.get("is_annuity")]
            bought = list(dict.fromkeys(_one(rng, symbols) for _ in range(int(rng.integers(1, 4)))))
            parts = [1 / len(bought)] * len(bought)
            rollover["buys"] = [{"symbol": s, "weight": w} for s, w in zip(bought, parts, strict=True)]
        rollovers.append(rollover)
    return rollovers


def _payroll(
    rng: np.random.Generator, household: Document, accounts: list[Document], securities: list[Document]
) -> None:
    """Let some people pay into their plan, and some households have gains from elsewhere."""
    for person, owner in zip(household["people"], ("self", "spouse"), strict=False):
        plans = [a["id"] for a in accounts if a["type"] == "401k" and a["owner"] == owner]
        if "wages" in person and plans and _chance(rng, 0.5):
            person["wages"]["plan_contribution"] = _money(rng, 1_000, 60_000)
            person["wages"]["plan_account"] = plans[0]
            person["wages"]["plan_buys"] = _one(rng, [s["symbol"] for s in securities if not s.get("is_annuity")])
    for term in ("short", "long"):
        if _chance(rng, 0.15):
            household[f"outside_gain_{term}"] = _money(rng, 1_000, 80_000)


def _spending(
    rng: np.random.Generator,
    accounts: list[Document],
    lots: list[Document],
    securities: list[Document],
    horizon_years: int,
) -> float:
    """Return nothing, what the money can bear, or far more."""
    if _chance(rng, 0.05):
        return 0.0
    wealth = sum(_value(account, lots, securities) for account in accounts)
    share = _one(rng, (0.5, 0.5, 1.0, 1.5, 3.0))
    return round(min(wealth * share / min(horizon_years + 5, 25), 1e7), 2)


def _strategies(
    rng: np.random.Generator, start: date, rollovers: list[Document], with_policies: bool
) -> list[Document]:
    moves = [date.fromisoformat(r["date"]) for r in rollovers if r["method"] != "stay_in_plan"]
    strategies: list[Document] = [{"name": "No harvesting", "harvest": "none"}]
    for timing in FIRST_EIGHT if with_policies else PLAIN_TIMINGS:
        if timing is not HarvestTiming.NONE and (moves or not HARVEST_SCHEDULES[timing].sides_of_rollover):
            choices = _harvest_choices if with_policies else _no_choices
            strategies.append(_strategy(rng, timing, start, moves) | choices(rng))
    if not with_policies:
        return strategies
    selling = _selling_choices(rng)
    strategies = [{**strategy, **(selling if _chance(rng, 0.7) else _selling_choices(rng))} for strategy in strategies]
    return _with_younger_timings(strategies, start, moves)


def _strategy(rng: np.random.Generator, timing: HarvestTiming, start: date, moves: list[date]) -> Document:
    days = int(_one(rng, (0, 1, 15, 30, 31, 40)))
    if -1 in HARVEST_SCHEDULES[timing].sides_of_rollover:
        days = min(days, (min(moves) - start).days)
    return {
        "name": timing.value,
        "harvest": timing.value,
        "min_loss_share": _one(rng, (0.0, 0.0, 0.05, 0.2)),
        "min_loss_usd": _one(rng, (0.0, 0.0, 250.0, 5_000.0)),
        "days_from_rollover": days,
        "trading_cost_bp": _one(rng, (0.0, 0.0, 5.0, 30.0)),
    }


def _with_younger_timings(strategies: list[Document], start: date, moves: list[date]) -> list[Document]:
    """Return the strategies with those of timings after the eighth: where there is room, else in one household of three
    instead of another. They have a generator of their own, so that all other households stay as they are.
    """
    own, found = np.random.default_rng(start.toordinal()), list(strategies)
    for timing in list(HarvestTiming)[len(FIRST_EIGHT) :]:
        if HARVEST_SCHEDULES[timing].sides_of_rollover and not moves:
            continue
        younger = _strategy(own, timing, start, moves) | _harvest_choices(own) | _selling_choices(own)
        if len(found) < MOST_STRATEGIES:
            found.append(younger)
        elif _chance(own, 1 / 3):
            found[int(own.integers(1, len(found)))] = younger
    return found


def _no_choices(rng: np.random.Generator) -> Document:
    return {}


def _harvest_choices(rng: np.random.Generator) -> Document:
    proceeds = _one(rng, ("replacement", "replacement", "replacement_at_any_time", "same_security", "cash_31_days"))
    return {
        "proceeds": proceeds,
        "switches_back": proceeds.startswith("replacement") and _chance(rng, 0.3),
        "max_carryforward": _one(rng, (None, None, 0.0, 3_000.0, 40_000.0)),
        "has_wash_sale_rule": not _chance(rng, 0.1),
    }


def _selling_choices(rng: np.random.Generator) -> Document:
    return {
        "sale_method": _one(rng, ("hifo", "hifo", "fifo", "minimum_tax")),
        "withdrawal_order": _one(
            rng, ("taxable_first", "taxable_first", "pretax_first", "roth_before_pretax", "proportional")
        ),
        "rebalance_band": _one(rng, (None, None, 0.01, 0.05, 0.2)),
    }


def _market(rng: np.random.Generator) -> Document:
    if _chance(rng, 0.2):  # no luck at all: every figure is a closed form
        certain = {"expected_return": round(float(rng.uniform(-0.05, 0.1)), 3), "volatility": 0.0}
        return {
            "classes": {c.value: certain for c in AssetClass},
            "inflation": round(float(rng.uniform(-0.01, 0.06)), 3),
            "inflation_volatility": 0.0,
        }
    if _chance(rng, 0.3):
        wild = {"expected_return": 0.02, "volatility": round(float(rng.uniform(0.2, 0.6)), 3)}
        return {"classes": {_one(rng, [c.value for c in AssetClass]): wild}, "inflation": 0.03}
    return {}
