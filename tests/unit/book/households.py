"""Small books for tests."""

import csv
import json
from pathlib import Path
from typing import Any

from sim.api import sample_scenario

COUPLE, SINGLE = "californian-couple", "early-retiree"
N_PATHS = 8


def document(sample: str = COUPLE, **household: Any) -> dict[str, Any]:
    """Return a sample's plan with three strategies and other values of its household."""
    found: dict[str, Any] = sample_scenario(sample).model_dump(mode="json")
    found["household"] |= household
    found["strategies"] = found["strategies"][:3]
    return found


def folder_of(place: Path, **plans: dict[str, Any]) -> Path:
    """Write plans into a folder, a file each."""
    place.mkdir(exist_ok=True)
    for name, plan in plans.items():
        (place / f"{name}.json").write_text(json.dumps(plan), encoding="utf-8")
    return place


def table_of(place: Path, *rows: list[str]) -> Path:
    """Write a table as CSV."""
    with place.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return place
