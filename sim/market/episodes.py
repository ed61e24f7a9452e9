"""What happened in five falls, month by month, from levels in ``data/episodes.csv``."""

import csv
from functools import cache
from importlib.resources import files
from itertools import pairwise

import numpy as np

from sim.scenario.enums import AssetClass
from sim.scenario.market import RETURN_NAMES, Episode, Stress

YEARS_OF_A_NOTE = 10


def note_price(coupon: float, rate: float, years: float) -> float:
    """Return the price of a note per 1 of face value: yearly coupon and yield as shares, half-yearly compounding."""
    periods, half = 2.0 * years, rate / 2.0
    if half == 0.0:
        return 1.0 + coupon * years
    discount = (1.0 + half) ** -periods
    return coupon / 2.0 * (1.0 - discount) / half + discount


@cache
def _levels() -> dict[str, list[dict[str, str]]]:
    text = files("sim.market").joinpath("data/episodes.csv").read_text()
    found: dict[str, list[dict[str, str]]] = {}
    for row in csv.DictReader(text.splitlines()):
        found.setdefault(row["episode"], []).append(row)
    return found


def episode_months(episode: Episode) -> tuple[str, ...]:
    """Return the months of an episode that happened, YYYY-MM, without the one before it."""
    return tuple(row["month"] for row in _levels()[str(episode)][1:])


def monthly_logs(stress: Stress) -> dict[str, np.ndarray]:
    """Return monthly log growth (n_months,) of each class the script holds, and of inflation where it is known."""
    if stress.episode is Episode.FALL_AND_RECOVERY:
        down, up = -np.log1p(-stress.fall), stress.recovery_months
        course = [-down / stress.fall_months] * stress.fall_months + [down / up] * up
        return {str(AssetClass.US_STOCK): np.array(course)}
    rows = _levels()[str(stress.episode)]
    level = {name: np.array([float(row[name]) for row in rows]) for name in rows[0] if name not in ("episode", "month")}
    stocks = np.log((level["sp500"][1:] + level["dividend"][1:] / 12) / level["sp500"][:-1])
    rates = level["yield_10y"] / 100
    bonds = [np.log(note_price(old, new, YEARS_OF_A_NOTE - 1 / 12) + old / 12) for old, new in pairwise(rates)]
    return {
        str(AssetClass.US_STOCK): stocks,
        str(AssetClass.US_BOND): np.array(bonds),
        RETURN_NAMES[-1]: np.diff(np.log(level["consumer_prices"])),
    }
