"""What the first year brought before the plan, typed by some random households."""

from typing import Any

import numpy as np

Document = dict[str, Any]
CAN_PAY = ("401k", "traditional_ira", "inherited_ira")


def draw_so_far(rng: np.random.Generator, document: Document) -> None:
    """Let half of the households name some figures of the year so far; the others are taken by their share."""
    home = document["household"]
    if rng.random() < 0.5:
        return
    for person in home["people"]:
        if rng.random() < 0.5:
            person["wages"]["so_far"] = _money(rng, 0.0, 200_000.0)
    for account in document["holdings"]["accounts"]:
        if account["type"] in CAN_PAY and rng.random() < 0.3:
            account["paid_so_far"] = _money(rng, 0.0, 40_000.0)
    ordinary = _money(rng, 0.0, 20_000.0)
    drawn = {
        "interest": _money(rng, 0.0, 5_000.0),
        "ordinary_dividends": ordinary,
        "qualified_dividends": round(ordinary * float(rng.uniform(0, 1)), 2),
        "gains_short": _money(rng, -30_000.0, 30_000.0),
        "gains_long": _money(rng, -60_000.0, 60_000.0),
        "withheld": _money(rng, 0.0, 60_000.0),
    }
    home["so_far"] = {name: amount for name, amount in drawn.items() if rng.random() < 0.6}
    if "ordinary_dividends" not in home["so_far"]:
        home["so_far"].pop("qualified_dividends", None)


def _money(rng: np.random.Generator, low: float, high: float) -> float:
    return round(float(rng.uniform(low, high)), 2)
