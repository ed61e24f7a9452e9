"""The names on the map: which rule makes the rate, from where to where, and the cliffs with their dollars."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from sim.year.basis import YearBasis
from sim.year.bill import Bills

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]
STEP = 100
"""Dollars between two steps of the map."""

LEAST_SHARE = 0.2
"""A curve lies in an ordinary bracket where at least this share of its dollar is ordinary income; a phase-out alone,
which makes a few cents of it ordinary, has its own name."""

LEAST_RATE = 5e-4
"""A rule that moves less than this a dollar is not at work."""


class MapKind(StrEnum):
    """What the next dollar is a dollar of."""

    CONVERSION = "conversion"
    GAIN = "gain"
    LOSS = "loss"


@dataclass(frozen=True)
class Feature:
    """A stretch of the curve on which one rule is at work, `start` to `stop` [USD]; `note` says what it does."""

    name: str
    start: float
    stop: float
    note: str


@dataclass(frozen=True)
class Cliff:
    """A jump just above `at` [USD]; `amount` is what it costs, for a loss what it saves; negative the other way."""

    name: str
    at: float
    amount: float


def runs(mask: Mask, amounts: Array) -> Iterator[tuple[float, float]]:
    """Yield (start, stop) of each stretch of true steps [USD]; `amounts` are the steps' ends, one more than steps."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], mask, [False])).astype(np.int8)))
    for start, stop in zip(edges[::2], edges[1::2], strict=True):
        yield float(amounts[start]), float(amounts[stop])


def features_of(
    basis: YearBasis, kind: MapKind, amounts: Array, found: Bills, state_rate: Array, credit_rate: Array
) -> tuple[Feature, ...]:
    """Return every named stretch of one curve, by rule and then by start."""
    masks = [*_loss_masks(basis, found)] if kind == "loss" else [*_bracket_masks(basis, found)]
    masks += [*_gain_masks(basis, kind, found), *_hump_masks(found)]
    masks.append(
        ("Premium tax credit shrinks", "One more dollar of income lowers the credit.", credit_rate > LEAST_RATE)
    )
    masks.append(
        (f"{basis.state.name} income tax", "The state's own tax is part of the rate.", state_rate > LEAST_RATE)
    )
    features = [Feature(name, start, stop, note) for name, note, mask in masks for start, stop in runs(mask, amounts)]
    return tuple(features)


Named = tuple[str, str, Mask]


def _slope(found: Bills, name: str) -> Array:
    """Return the change of a line a dollar of the curve's kind, (n,)."""
    return np.diff(found.amount(name)) / STEP


def _bracket_masks(basis: YearBasis, found: Bills) -> Iterator[Named]:
    """Yield the ordinary brackets the household's ordinary income reaches; only where it grows."""
    law = basis.law.federal.ordinary
    ordinary = found.amount("taxable_income") - found.amount("preferential_income")
    grows, lower = np.diff(ordinary) / STEP > LEAST_SHARE, ordinary[:-1]
    for rate, start, stop in zip(law.rates, law.thresholds, (*law.thresholds[1:], np.inf), strict=True):
        note = f"A dollar of ordinary income in this bracket is taxed at {rate * 100:g}%."
        yield f"{rate * 100:g}% bracket", note, grows & (lower >= start) & (lower < stop)


def _gain_masks(basis: YearBasis, kind: MapKind, found: Bills) -> Iterator[Named]:
    """Yield where gains and qualified dividends move between 0, 15 and 20%, or the next dollar is taxed there."""
    gains = basis.law.federal.gains
    whole, preferential = found.amount("taxable_income"), found.amount("preferential_income")
    ordinary = whole - preferential
    at_top = np.minimum(np.maximum(whole - gains.top_threshold, 0.0), preferential)
    at_lowest = np.maximum(np.minimum(whole, gains.middle_threshold) - ordinary, 0.0)
    lowest, top, all_of_it = (np.diff(part) / STEP for part in (at_lowest, at_top, preferential))
    middle = all_of_it - lowest - top
    low, mid, high = (f"{rate * 100:g}%" for rate in (gains.lowest_rate, gains.middle_rate, gains.top_rate))
    if kind == "gain":
        yield f"Gain at {low}", "The next dollar of gain itself.", lowest > LEAST_RATE
        yield f"Gain at {mid}", "The next dollar of gain itself.", middle > LEAST_RATE
        yield f"Gain at {high}", "The next dollar of gain itself.", top > LEAST_RATE
    elif kind == "conversion":
        pushed = "Ordinary income pushes gains and qualified dividends into the higher rate."
        yield f"Gains pushed {low} to {mid}", pushed, lowest < -LEAST_RATE
        yield f"Gains pushed {mid} to {high}", pushed, top > LEAST_RATE


def _hump_masks(found: Bills) -> Iterator[Named]:
    benefits = "Each dollar makes 50 or 85 cents of Social Security taxable as well."
    yield "Social Security phase-in", benefits, np.abs(_slope(found, "taxable_social_security")) > LEAST_RATE
    senior = "Each dollar takes 6 cents of each person's senior deduction away."
    yield "Senior deduction phase-out", senior, np.abs(_slope(found, "senior_deduction")) > LEAST_RATE
    niit = "3.8% on net investment income, or on income above the threshold."
    yield "Net investment income tax", niit, np.abs(_slope(found, "niit")) > LEAST_RATE
    yield (
        "Alternative minimum tax",
        "The minimum tax exceeds the regular tax.",
        np.abs(_slope(found, "amt")) > LEAST_RATE,
    )


def _loss_masks(basis: YearBasis, found: Bills) -> Iterator[Named]:
    """Yield what becomes of the next dollar of loss."""
    deducted = found.amount("loss_deducted")
    total = found.amount("net_short_term") + found.amount("net_long_term")
    limit = basis.law.federal.gains.loss_limit
    yield "Offsets this year's gains", "Without limit.", total[:-1] > 0
    against_income = (total[:-1] <= 0) & (deducted[:-1] < limit)
    yield f"Offsets ordinary income, to ${limit:,.0f}", "At the rate of ordinary income.", against_income
    carried = "It saves nothing this year and waits as a carryover."
    yield "Carried to next year", carried, (total[:-1] <= 0) & (deducted[:-1] >= limit)


def cliffs_of(basis: YearBasis, amounts: Array, found: Bills, jumps: dict[str, Array]) -> tuple[Cliff, ...]:
    """Return every jump of the curve, in rising order; `jumps` holds the dollars of each step by what jumps."""
    limit = basis.law.aca.cliff_multiple
    poverty = basis.law.aca.poverty_base + basis.law.aca.poverty_per_person * (basis.n_people - 1)
    multiples = found.amount("aca_magi") / poverty
    cliffs = []
    for what, dollars in jumps.items():
        for step in np.flatnonzero(np.abs(dollars) > 0.005).tolist():
            name = _tier_name(basis, found, step) if what == "surcharge" else f"{basis.state.name} step"
            if what == "credit":
                low, high = sorted(multiples[step : step + 2])
                name = f"ACA cliff ({limit * 100:g}% of poverty)" if low <= limit < high else "ACA contribution step"
            cliffs.append(Cliff(name, float(amounts[step]), float(dollars[step])))
    return tuple(sorted(cliffs, key=lambda cliff: cliff.at))


def _tier_name(basis: YearBasis, found: Bills, step: int) -> str:
    """Return the name of the Medicare tier that begins or ends at a step."""
    law = basis.law.irmaa
    magi = max(found.amount("irmaa_magi")[step : step + 2])
    tier = 5 if magi >= law.top_from else sum(magi > over for over in law.over)
    return f"Medicare tier {tier} ({basis.premium_year})"
