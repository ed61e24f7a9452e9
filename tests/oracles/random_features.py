"""Random households with the features that `random_scenario` leaves off, each on in some of them."""

from datetime import date
from typing import Any

import numpy as np

from sim.scenario.load import scenario_from
from sim.scenario.models import Scenario
from tests.oracles.random_scenarios import random_scenario

Document = dict[str, Any]


def random_household(seed: int, longest_horizon: int = 40) -> Scenario:
    """Return a valid scenario with conversions and untaxed IRA contributions."""
    document = random_scenario(np.random.default_rng(seed), longest_horizon).model_dump(mode="json")
    rng = np.random.default_rng([seed, 7])
    _ira_basis(rng, document)
    _conversions(rng, document)
    return scenario_from(document)


def _chance(rng: np.random.Generator, probability: float) -> bool:
    return bool(rng.random() < probability)


def _one(rng: np.random.Generator, choices: Any) -> Any:
    choices = list(choices)
    return choices[int(rng.integers(len(choices)))]


def _value(account: Document, document: Document) -> float:
    prices = {security["symbol"]: security["price"] for security in document["securities"]}
    lots = [lot for lot in document["holdings"]["lots"] if lot["account"] == account["id"]]
    return float(account["cash"] + sum(lot["quantity"] * prices[lot["symbol"]] for lot in lots))


def _ira_basis(rng: np.random.Generator, document: Document) -> None:
    for account in document["holdings"]["accounts"]:
        if account["type"] == "traditional_ira" and _chance(rng, 0.4):
            account["after_tax_amount"] = round(_value(account, document) * float(rng.uniform(0, 1)), 2)


def _conversions(rng: np.random.Generator, document: Document) -> None:
    iras = [a for a in document["holdings"]["accounts"] if a["type"] == "traditional_ira"]
    most = sum(_value(account, document) for account in iras)
    first = date.fromisoformat(document["start"]).year
    for strategy in document["strategies"]:
        kind = _one(rng, ("never", "fixed", "to_bracket", "to_irmaa_tier", "to_aca_cliff"))
        conversion: Document = {"kind": kind, "withheld_share": _one(rng, (0.0, 0.0, 0.2, 1.0))}
        conversion["amount"] = round(most * float(rng.uniform(0, 0.3)), 2)
        conversion["bracket_rate"] = _one(rng, (0.10, 0.12, 0.22, 0.24, 0.35))
        conversion["irmaa_tier"] = int(rng.integers(0, 5))
        if _chance(rng, 0.5):
            conversion["first_year"] = first + int(rng.integers(0, 2))
        if _chance(rng, 0.5):
            conversion["last_year"] = first + int(rng.integers(1, 12))
        strategy["conversion"] = conversion
