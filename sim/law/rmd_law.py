"""Required minimum distributions: life tables for kernels, starting ages and dates for people."""

import tomllib
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from sim.statute import bounds

DATA_FILE = Path(__file__).with_name("rmd.toml")
OLDEST = 120


class RmdTables(NamedTuple):
    """Distribution periods [years], position = age.

    uniform : (121,) Uniform Lifetime Table; 0.0 below 72, where it has no entry
    single : (121,) Single Life Table
    joint : (121, 121) Joint and Last Survivor Table, axes (owner's age, spouse's age); 0.0 where the uniform table
        applies
    """

    uniform: np.ndarray
    single: np.ndarray
    joint: np.ndarray


@lru_cache(maxsize=1)
def _data() -> dict:
    return tomllib.loads(DATA_FILE.read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def load_rmd_tables() -> RmdTables:
    """Return the three life tables in force for distribution years from 2022.

    References
    ----------
    26 CFR 1.401(a)(9)-9(b)-(d) (T.D. 9930).
    """
    data = _data()
    joint = np.zeros((OLDEST + 1, OLDEST + 1))
    first_spouse_age = data["joint"]["first_spouse_age"]
    for owner_age, years in data["joint"]["owner_age"].items():
        joint[int(owner_age), first_spouse_age : first_spouse_age + len(years)] = years
        joint[int(owner_age), :first_spouse_age] = years[0]
    return RmdTables(_life_table(data["uniform"]), _life_table(data["single"]), joint)


def _life_table(data: dict) -> np.ndarray:
    table = np.zeros(OLDEST + 1)
    table[data["first_age"] :] = data["years"]
    return table


def applicable_age(birth_date: date) -> float:
    """Return the age at which required distributions begin (70.5, 72, 73 or 75). Reference: IRC 401(a)(9)(C)(v)."""
    rows = [row for row in _data()["applicable_age"] if row["born_from"] <= birth_date]
    return float(rows[-1]["age"])


def first_distribution_year(birth_date: date) -> int:
    """Return the first calendar year with a required distribution: the year the applicable age is reached."""
    age = applicable_age(birth_date)
    months = birth_date.month - 1 + round((age % 1) * 12)
    return birth_date.year + int(age) + months // 12


def required_beginning_date(birth_date: date) -> date:
    """Return the day, April 1, of the year after the first distribution year. Reference: IRC 401(a)(9)(C)(i).

    A first distribution left to that date falls into the same tax year as the second one.
    """
    begins = _data()["required_beginning"]
    return date(first_distribution_year(birth_date) + 1, begins["month"], begins["day"])


def distribution_deadline(birth_date: date, year: int) -> date:
    """Return the last day for the distribution *for* ``year``: December 31, or what the first may wait for."""
    is_first = year == first_distribution_year(birth_date)
    return required_beginning_date(birth_date) if is_first else date(year, 12, 31)


def missed_distribution_rate(is_corrected_in_time: bool) -> float:
    """Return the excise rate on a required distribution not made. Reference: IRC 4974(a), (e)."""
    return float(_data()["missed"]["corrected_rate" if is_corrected_in_time else "rate"])


def inherited_years() -> int:
    """Return the years in which an heir who is no eligible designated beneficiary must empty the account."""
    return bounds("inherited_years")[0]
