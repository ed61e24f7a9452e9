"""Two plans beside each other: which inputs differ, and by how much a figure of their results does."""

from dataclasses import dataclass
from typing import Any

from sim.results.findings import Findings
from sim.results.paired import Measure, PairedDifference, paired_difference
from sim.scenario.models import Scenario

ABSENT = "(not in this plan)"
NAMED_BY = ("id", "symbol", "name")
NOT_COMPARED = ("schema_version", "name")
NAMED_LISTS = ("holdings.accounts", "securities", "strategies")


@dataclass(frozen=True)
class InputDifference:
    """One input that is not the same in all plans.

    pattern : its place with the positions taken out, ``holdings.lots[].quantity``; of a whole part ``holdings.lots[]``
    item : which part of a list it belongs to, '' outside lists
    values : one a plan, as the scenario's JSON has it; `ABSENT` where the plan has no such part
    """

    pattern: str
    item: str
    values: tuple[Any, ...]


def leaves(value: Any, place: str = "", item: str = "") -> dict[tuple[str, str], Any]:
    """Return every value of a scenario's JSON by (pattern, item); a part of a list by its name, not its position."""
    if isinstance(value, dict):
        found: dict[tuple[str, str], Any] = {}
        for key, inner in value.items():
            found |= leaves(inner, f"{place}.{key}" if place else key, item)
        return found
    if isinstance(value, list):
        found, seen = {}, set()
        for position, inner in enumerate(value):
            name = _name(place, inner, position)
            number = 2
            while name in seen:
                name = f"{_name(place, inner, position)} ({number})"
                number += 1
            seen.add(name)
            here = f"{item} / {name}" if item else name
            found[(f"{place}[]", here)] = True
            found |= leaves(inner, f"{place}[]", here)
        return found
    return {(place, item): value}


def _name(place: str, value: Any, position: int) -> str:
    if place == "holdings.lots":
        return f"{value['symbol']} of {value['acquired']} in {value['account']}"
    if place in NAMED_LISTS:
        return next(str(value[key]) for key in NAMED_BY if value.get(key))
    return str(position + 1)


def input_differences(scenarios: list[Scenario]) -> list[InputDifference]:
    """Return every input in which the plans differ, in the order of the document; a missing part counts once."""
    columns = [leaves(scenario.model_dump(mode="json")) for scenario in scenarios]
    places = list(dict.fromkeys(place for column in columns for place in column))
    rows: list[InputDifference] = []
    missing: list[tuple[str, str]] = []
    for pattern, item in places:
        values = tuple(column.get((pattern, item), ABSENT) for column in columns)
        is_same = all(value == values[0] for value in values)
        is_said = any(pattern.startswith(part) and f"{item} /".startswith(f"{of} /") for part, of in missing)
        if is_same or is_said or pattern in NOT_COMPARED:
            continue
        if pattern.endswith("[]"):
            missing.append((pattern, item))
        rows.append(InputDifference(pattern, item, values))
    return rows


def plan_difference(
    first: Findings, other: Findings, strategies: tuple[int, int], measure: Measure
) -> PairedDifference:
    """Return by how much a figure of the other plan differs from the first one's; strategies as (first, other).

    Paired over the paths that both have. With equal seed and market the same path sees the same markets in both, and
    luck cancels; otherwise the standard error holds the luck of both.
    """
    one, two = first.figure(measure.key)[strategies[0]], other.figure(measure.key)[strategies[1]]
    n = min(len(one), len(two))
    return paired_difference(two[:n] - one[:n], measure, first.luck.with_other(other.luck))


def same_luck(first: Scenario, other: Scenario) -> bool:
    """Return whether path by path both plans see the same random numbers."""
    return first.simulation.seed == other.simulation.seed and first.market == other.market
