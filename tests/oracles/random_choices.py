"""What random households have beside the features of a retirement: policies, states, own risk; each on in some."""

from datetime import date, timedelta
from typing import Any

import numpy as np

from sim.scenario.enums import HARVEST_SCHEDULES, STATES, HarvestTiming

Document = dict[str, Any]
MOST_STRATEGIES, MOST_ROLLOVERS = 8, 8
YOUNGER = (HarvestTiming.BEFORE_AND_AFTER, HarvestTiming.DAILY, HarvestTiming.GAINS)
"""Timings that no household has yet."""
NO_LOSSES = (HarvestTiming.NONE, HarvestTiming.GAINS)


def draw_choices(seed: int, document: Document) -> None:
    """Draw all of them, each by a generator of its own. Modifies `document`."""
    _timings(np.random.default_rng([seed, 71]), document)
    _policies(np.random.default_rng([seed, 72]), document)
    _elsewhere(np.random.default_rng([seed, 73]), document["household"])
    _own_risk(np.random.default_rng([seed, 74]), document)
    _bonds(np.random.default_rng([seed, 78]), document)
    _replacements(np.random.default_rng([seed, 79]), document)
    _state(np.random.default_rng([seed, 75]), document["household"])
    _stays(np.random.default_rng([seed, 76]), document)
    _simulation(np.random.default_rng([seed, 77]), document["simulation"])


def _chance(rng: np.random.Generator, probability: float) -> bool:
    return bool(rng.random() < probability)


def _one(rng: np.random.Generator, choices: Any) -> Any:
    choices = list(choices)
    return choices[int(rng.integers(len(choices)))]


def _timings(rng: np.random.Generator, document: Document) -> None:
    """Give some strategies another timing, all else as it was drawn."""
    moves = [move for move in document["rollovers"] if move["method"] != "stay_in_plan"]
    for timing in YOUNGER:
        other = _one(rng, document["strategies"])
        if len(document["strategies"]) == MOST_STRATEGIES or not _chance(rng, 0.6):
            continue
        if moves or not HARVEST_SCHEDULES[timing].sides_of_rollover:
            document["strategies"].append({**other, "harvest": timing.value, "name": timing.value})


def _policies(rng: np.random.Generator, document: Document) -> None:
    """What is sold first, what proceeds buy, how much is carried, and a strategy that knows no wash-sale rule."""
    orders = ("pretax_first", "roth_before_pretax", "proportional")
    for strategy in document["strategies"]:
        strategy["sale_method"] = _one(rng, ("hifo", "hifo", "fifo", "minimum_tax"))
        strategy["has_wash_sale_rule"] = not _chance(rng, 0.1)
        strategy["max_carryforward"] = _one(rng, (None, None, 0.0, 3_000.0, 40_000.0))
        order, proceeds = _one(rng, orders), _one(rng, ("replacement_at_any_time", "same_security"))
        if _chance(rng, 0.4):
            strategy["withdrawal_order"] = order
        if strategy["harvest"] not in NO_LOSSES and _chance(rng, 0.3):
            strategy |= {"proceeds": proceeds, "switches_back": proceeds != "same_security" and _chance(rng, 0.5)}


def _elsewhere(rng: np.random.Generator, home: Document) -> None:
    """Gains from elsewhere, heirs with another rate on gains, and a change of the state's law that is pending."""
    for term in ("short", "long"):
        amount = round(float(np.exp(rng.uniform(np.log(1_000), np.log(80_000)))), 2)
        home[f"outside_gain_{term}"] = amount if _chance(rng, 0.15) else 0.0
    home["heirs"]["gains_tax_rate"] = _one(rng, (0.0, 0.15, 0.2, 0.3))
    home["counts_on_state_what_if"] = _chance(rng, 0.5)


def _own_risk(rng: np.random.Generator, document: Document) -> None:
    """Stocks of one company move by themselves, too."""
    for security in document["securities"]:
        risk = _one(rng, (0.0, 0.2, 0.5))
        if security["asset_class"] == "single_stock":
            security["own_volatility"] = risk


def _bonds(rng: np.random.Generator, document: Document) -> None:
    """In some, bonds pay the yield of the day."""
    document["market"]["bonds"] = {"follow_yields": _chance(rng, 0.6)}


def _replacements(rng: np.random.Generator, document: Document) -> None:
    """Some replacements differ from what they replace."""
    for security in document["securities"]:
        security["tracking_error"] = _one(rng, (0.0, None, 0.02, 0.3))


def _state(rng: np.random.Generator, home: Document) -> None:
    """Let some live in any state."""
    state = _one(rng, STATES)
    if _chance(rng, 0.5) and state != home["move"]["state"]:
        home["state"] = state
        home["local_income_tax"]["place"] = ""


def _stays(rng: np.random.Generator, document: Document) -> None:
    """Say of some plans without a rollover that the money stays."""
    moved = {move["from_account"] for move in document["rollovers"]}
    accounts, start = document["holdings"]["accounts"], date.fromisoformat(document["start"])
    for plan in [one for one in accounts if one["type"] == "401k" and one["id"] not in moved]:
        own = {a["type"]: a["id"] for a in accounts if a["owner"] == plan["owner"]}
        day = start + timedelta(days=int(rng.integers(0, 300)))
        if "traditional_ira" in own and len(document["rollovers"]) < MOST_ROLLOVERS and _chance(rng, 0.5):
            stays = {"from_account": plan["id"], "to_account": own["traditional_ira"], "date": day.isoformat()}
            stays |= {"to_roth_account": own.get("roth_ira"), "method": "stay_in_plan"}
            document["rollovers"].append(stays)


def _simulation(rng: np.random.Generator, simulation: Document) -> None:
    """Paths in pairs, and now and then a household without taxes."""
    simulation |= {"antithetic_pairs": _chance(rng, 0.3), "taxes": not _chance(rng, 0.05), "n_paths": 4}
