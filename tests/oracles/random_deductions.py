"""Lists of deductions, gifts to a donor-advised fund, moves and what-ifs of the law, for some random households."""

from datetime import date, timedelta
from typing import Any

import numpy as np

Document = dict[str, Any]


def draw_deductions(seed: int, document: Document) -> None:
    """Draw all of them, each by a generator of its own. Modifies `document`."""
    _deductions(np.random.default_rng([seed, 61]), document)
    _fund_gift(np.random.default_rng([seed, 62]), document)
    _move(np.random.default_rng([seed, 63]), document)
    _law_changes(np.random.default_rng([seed, 64]), document)


def _chance(rng: np.random.Generator, probability: float) -> bool:
    return bool(rng.random() < probability)


def _one(rng: np.random.Generator, choices: Any) -> Any:
    choices = list(choices)
    return choices[int(rng.integers(len(choices)))]


def _deductions(rng: np.random.Generator, document: Document) -> None:
    """Let some list what they pay, little or more than the caps."""
    if not _chance(rng, 0.4):
        return
    first = date.fromisoformat(document["start"])
    until = (first + timedelta(days=int(rng.integers(0, 4_000)))).isoformat()
    home = document["household"]
    amounts = {
        "property_tax": _one(rng, (0.0, 6_000.0, 45_000.0)),
        "mortgage_interest": _one(rng, (0.0, 9_000.0, 30_000.0)),
        "medical": _one(rng, (0.0, 4_000.0, 60_000.0)),
        "charity_cash": _one(rng, (0.0, 1_500.0, 20_000.0, 150_000.0)),
    }
    part = min(1.0, 0.99 * home["spending"] / max(sum(amounts.values()), 1.0))  # all of it is part of spending
    home["deductions"] = {name: round(part * amount, 2) for name, amount in amounts.items()}
    if home["deductions"]["mortgage_interest"] > 0:
        home["deductions"]["mortgage_until"] = _one(rng, (None, until))


def _fund_gift(rng: np.random.Generator, document: Document) -> None:
    """Let some give to a donor-advised fund, once or year by year, a little or most of what they have."""
    if not _chance(rng, 0.35):
        return
    later = int(rng.integers(0, 4)) % document["household"]["horizon_years"]
    first = date.fromisoformat(document["start"]).year + later
    document["household"]["fund_gift"] = {
        "amount": _one(rng, (2_000.0, 30_000.0, 400_000.0)),
        "first_year": _one(rng, (None, first)),
        "last_year": _one(rng, (None, first, first + 2)),
        "gives_lots": _chance(rng, 0.7),
    }
    gift = document["household"]["fund_gift"]
    if gift["first_year"] is None and gift["last_year"] is not None:
        gift["last_year"] = max(gift["last_year"], date.fromisoformat(document["start"]).year)


def _move(rng: np.random.Generator, document: Document) -> None:
    """Let some move to another state, into a city with an income tax now and then."""
    if not _chance(rng, 0.35):
        return
    home, day = document["household"], date.fromisoformat(document["start"])
    day += timedelta(days=int(rng.integers(1, 365 * min(home["horizon_years"], 6) - 1)))
    state, place = _one(rng, (("TX", ""), ("CA", ""), ("OR", ""), ("VA", ""), ("NJ", ""), ("NY", "New York City")))
    if state != home["state"]:
        home["move"] = {"date": day.isoformat(), "state": state, "local_income_tax": {"place": place}}


def _law_changes(rng: np.random.Generator, document: Document) -> None:
    """Let some plans ask about changes of the law."""
    first = date.fromisoformat(document["start"]).year + int(rng.integers(0, 6))
    document["law_changes"] = {
        "benefit_cut": _one(rng, (0.0, 0.0, 0.23, 1.0)),
        "benefit_cut_from": _one(rng, (None, first)),
        "rate_rise": _one(rng, (0.0, 0.0, 0.03)),
        "rate_rise_from": _one(rng, (None, first)),
        "ends_step_up": _chance(rng, 0.2),
        "indexes_loss_limit": _chance(rng, 0.2),
    }
