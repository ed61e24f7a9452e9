"""Made-up households near retirement, spread as an adviser's clients are: states, ages, accounts, lots.

``python -m benchmarks.synthetic_households FOLDER N`` writes N scenario files. Nobody in them exists. States are drawn
by their share of the population (Census Bureau, 2020), ages around 64, balances from a lognormal around medians such as
a practice has; three of five are couples, four of five rollovers are in cash, and half of the lots are kept, each with
a cost of its own. Equal numbers and seeds give equal households.
"""

import json
import math
import random
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sim.api import sample_scenario
from sim.book.clients.filled import filled

STATES = {
    "CA": 39.5, "TX": 29.1, "FL": 21.5, "NY": 20.2, "PA": 13.0, "IL": 12.8, "OH": 11.8, "GA": 10.7, "NC": 10.4,
    "MI": 10.1, "NJ": 9.3, "VA": 8.6, "WA": 7.7, "AZ": 7.2, "MA": 7.0, "TN": 6.9, "IN": 6.8, "MD": 6.2, "MO": 6.2,
    "WI": 5.9, "CO": 5.8, "MN": 5.7, "SC": 5.1, "AL": 5.0, "LA": 4.7, "KY": 4.5, "OR": 4.2, "CT": 3.6, "UT": 3.3,
}  # fmt: skip
"""Millions of people."""
STRATEGIES = ("No harvesting", "Before the rollover", "Year-end review")
MEDIANS = {"plan_401k": 420_000.0, "traditional_ira": 180_000.0, "roth_ira": 70_000.0, "taxable": 310_000.0}
SPREAD, COUPLES, IN_KIND, KEPT_LOTS = 0.8, 0.6, 0.2, 0.5
DAYS_OF_ROLLOVERS = 500


def household(index: int, seed: int = 1) -> dict[str, Any]:
    """Return the plan of one household as a scenario's document, with three strategies."""
    draw = random.Random(f"{seed}/{index}")
    is_couple = draw.random() < COUPLES
    sample = sample_scenario("californian-couple" if is_couple else "early-retiree")
    document: dict[str, Any] = sample.model_dump(mode="json")
    document["strategies"] = [one for one in document["strategies"] if one["name"] in STRATEGIES]
    document["name"] = f"Household {index + 1}"
    _lots(document, draw)
    values: dict[str, Any] = {
        name: round(median * math.exp(draw.gauss(0.0, SPREAD)), 2) for name, median in MEDIANS.items()
    }
    values["state"] = draw.choices(list(STATES), list(STATES.values()))[0]
    values["rollover_date"] = sample.start + timedelta(40 + draw.randrange(DAYS_OF_ROLLOVERS))
    values |= _born(draw, sample.start, is_couple)
    values["spending"] = round(0.035 * sum(values[name] for name in MEDIANS) + draw.uniform(25_000, 60_000), 0)
    if draw.random() < IN_KIND:
        document["rollovers"][0] |= {"method": "direct_in_kind", "buys": []}
    found, lacks = filled(document, values)
    assert not lacks, lacks
    return found


def _lots(document: dict[str, Any], draw: random.Random) -> None:
    """Keep some lots of the taxable account, each with a cost of its own."""
    taxable = {one["id"] for one in document["holdings"]["accounts"] if one["type"] == "taxable"}
    kept = []
    for lot in document["holdings"]["lots"]:
        if lot["account"] in taxable:
            if draw.random() > KEPT_LOTS and kept:
                continue
            lot["cost_basis"] = round(lot["cost_basis"] * math.exp(draw.gauss(0.0, 0.15)), 2)
        kept.append(lot)
    document["holdings"]["lots"] = kept


def _born(draw: random.Random, start: date, is_couple: bool) -> dict[str, Any]:
    """Return birthdays: past work and the age at which plans may be opened, as the samples' people are."""
    age = draw.triangular(58.0, 76.0, 64.0)
    first = start - timedelta(age * 365.25)
    if not is_couple:
        return {"born": first}
    return {"born": first, "spouse_born": first + timedelta(draw.gauss(600.0, 900.0))}


def write(folder: Path, n: int, seed: int = 1) -> None:
    """Write the first n households into a folder, a file each."""
    folder.mkdir(parents=True, exist_ok=True)
    for index in range(n):
        (folder / f"household-{index + 1:05}.json").write_text(json.dumps(household(index, seed)), encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]))
