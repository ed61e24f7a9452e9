"""Probabilities of dying: the Social Security Administration's projected tables, by sex, age and calendar year."""

import tomllib
from functools import lru_cache
from pathlib import Path

import numpy as np

DATA_FILE = Path(__file__).with_name("life_table.toml")
OLDEST = 119
SEXES = ("female", "male")


@lru_cache(maxsize=1)
def _tables() -> dict[str, tuple[np.ndarray, np.ndarray, int]]:
    """Return by sex (probability of dying, (120,), yearly improvement, (120,), year of the first)."""
    data = tomllib.loads(DATA_FILE.read_text(encoding="utf-8"))
    span, knots, ages = data["later_year"] - data["year"], data["improvement_ages"], np.arange(OLDEST + 1)
    found = {}
    for sex in SEXES:
        table, first = data[sex], data[sex]["first_age"]
        q = np.full(OLDEST + 1, table["q"][0])
        q[first:] = table["q"]
        improvement = 1.0 - (np.array(table["q_2067"]) / q[knots]) ** (1.0 / span)
        found[sex] = (q, np.interp(ages, knots, improvement), int(data["year"]))
    return found


def death_probability(sex: str | None, age: int, year: int) -> float:
    """Return the probability that a person of this age on a birthday in `year` dies within a year.

    Parameters
    ----------
    sex : "female", "male", or None for the mean of the two
    age : whole years; below 40 that of 40, above 119 certain

    References
    ----------
    Social Security Administration, period life tables of the 2020 Trustees Report, intermediate assumptions.

    Simplification: one table for the whole population; people with a 401(k) live longer than it says. The improvement
    is the mean one from 2026 to 2067 at each age, carried on as long as the plan runs.
    """
    if age > OLDEST:
        return 1.0
    asked = SEXES if sex is None else (sex,)
    found = [_tables()[name] for name in asked]
    return float(
        np.mean([q[max(age, 0)] * (1.0 - improved[max(age, 0)]) ** (year - base) for q, improved, base in found])
    )
