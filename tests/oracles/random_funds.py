"""Random figures of what funds pay, and lots that were inherited or given, each on in some households."""

from datetime import date, timedelta
from typing import Any

import numpy as np

Document = dict[str, Any]


def draw_funds(seed: int, document: Document) -> None:
    """Draw them with generators of their own, so that all else stays as it was drawn."""
    _funds(np.random.default_rng([seed, 41]), document)
    _lots_not_bought(np.random.default_rng([seed, 42]), document)
    _announcements(np.random.default_rng([seed, 43]), document)


def _chance(rng: np.random.Generator, probability: float) -> bool:
    return bool(rng.random() < probability)


def _one(rng: np.random.Generator, choices: Any) -> Any:
    return choices[int(rng.integers(len(choices)))]


def _funds(rng: np.random.Generator, document: Document) -> None:
    """What funds pay beside dividends: Treasury and exempt interest, real estate trusts, foreign tax, gains."""
    for security in document["securities"]:
        if security["is_annuity"] or _chance(rng, 0.5):
            continue
        left = 1.0 - security["qualified_share"]
        for name in rng.permutation(["treasury_share", "exempt_share", "reit_share"]):
            security[str(name)] = round(left * float(_one(rng, (0.0, 0.4, 0.9))), 4)
            left = max(0.0, left - security[str(name)])
        security["treasury_assets"] = _one(rng, (None, 0.3, 0.5, 0.8))
        security["own_state_share"] = _one(rng, (0.0, 0.5, 1.0))
        security["declares_daily"] = _chance(rng, 0.3)
        security["foreign_share"] = _one(rng, (0.0, 0.3, 1.0))
        if security["foreign_share"] > 0:
            security["foreign_tax_share"] = _one(rng, (0.0, 0.002, 0.08))
        security["short_gain_rate"] = _one(rng, (0.0, 0.0, 0.01))
        security["long_gain_rate"] = _one(rng, (0.0, 0.02, 0.06))


def _announcements(rng: np.random.Generator, document: Document) -> None:
    """Let some funds announce gains for the first or the second year, in any month."""
    start = date.fromisoformat(document["start"])
    for security in document["securities"]:
        if security["is_annuity"] or security["is_employer_stock"] or _chance(rng, 0.6):
            continue
        day = start + timedelta(days=int(rng.integers(0, 500)))
        security["announced_on"] = min(day, date(start.year + 1, 12, 31)).isoformat()
        security["announced_short_rate"] = _one(rng, (0.0, 0.01, 0.03))
        security["announced_long_rate"] = _one(rng, (0.0, 0.05, 0.2))


def _lots_not_bought(rng: np.random.Generator, document: Document) -> None:
    """Let some lots be inherited or given, with the value on the day below and above the donor's basis."""
    taxable = {account["id"] for account in document["holdings"]["accounts"] if account["type"] == "taxable"}
    for lot in document["holdings"]["lots"]:
        if lot["account"] not in taxable or _chance(rng, 0.6):
            continue
        lot["came_by"] = _one(rng, ("inherited", "given", "given"))
        if lot["came_by"] == "given":
            lot["donor_basis"] = round(lot["cost_basis"] * float(_one(rng, (0.2, 0.9, 1.0, 1.2, 1.6))), 2)
            if _chance(rng, 0.7):
                before = date.fromisoformat(lot["acquired"]) - timedelta(days=int(rng.integers(0, 900)))
                lot["donor_acquired"] = before.isoformat()
