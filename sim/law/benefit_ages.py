"""What a Social Security benefit is worth by the age at its first payment: own, spouse's, survivor's."""

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

from sim.statute import counted

DATA_FILE = Path(__file__).with_name("benefit_ages.toml")
MONTHS = 12


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    return tomllib.loads(DATA_FILE.read_text(encoding="utf-8"))


def _fraction(text: str) -> float:
    over, under = text.split("/")
    return int(over) / int(under)


def full_retirement_months(born_year: int) -> int:
    """Return the full retirement age in months. Reference: 42 USC 416(l)."""
    rows = [row for row in _data()["full_retirement_age"] if row["born_from"] <= born_year]
    return int(rows[-1]["years"]) * MONTHS + int(rows[-1]["months"])


def survivor_retirement_months(born_year: int) -> int:
    """Return the age in months at which a survivor's benefit is not reduced. Reference: 42 USC 416(l), 402(q)."""
    return full_retirement_months(born_year - int(_data()["survivor"]["years_later"]))


def retirement_factor(born_year: int, age_months: int) -> float:
    """Return the benefit at an age as a share of the primary insurance amount.

    References
    ----------
    42 USC 402(q)(1), (9), 402(w).
    """
    law, early = _data()["retirement"], full_retirement_months(born_year) - age_months
    if early >= 0:
        return 1.0 - _reduction(law, early)
    last = int(counted("last_credit_age", born_year + age_months // MONTHS)) * MONTHS
    until = last - full_retirement_months(born_year)
    return 1.0 + min(-early, until) * _fraction(law["delayed_month"])


def spouse_excess(own_primary: float, other_primary: float, born_year: int, age_months: int) -> float:
    """Return what a spouse's benefit adds to one's own. Reference: 42 USC 402(b)(2), (q)(1)."""
    law = _data()["spouse"]
    excess = max(0.0, float(law["share"]) * other_primary - own_primary)
    early = max(0, full_retirement_months(born_year) - age_months)
    return excess * (1.0 - _reduction(law, early))


def _reduction(law: dict[str, Any], early: int) -> float:
    """Return the share that a benefit loses by so many months before full retirement age."""
    first = min(early, int(law["first_months"]))
    return first * _fraction(law["each_first_month"]) + (early - first) * _fraction(law["each_further_month"])


def survivor_benefit(primary: float, paid: float, is_reduced: bool, born_year: int, age_months: int) -> float:
    """Return a survivor's benefit.

    Parameters
    ----------
    primary : the deceased's primary insurance amount, with delayed credits where some were earned
    paid : what the deceased was paid; `primary` where nothing yet
    is_reduced : whether the deceased had claimed before full retirement age
    born_year, age_months : of the survivor, at the first payment

    References
    ----------
    42 USC 402(e)(2)(A), (D), 402(q)(1); 20 CFR 404.338, 404.410(c).
    """
    law, full = _data()["survivor"], survivor_retirement_months(born_year)
    first = int(law["first_age"]) * MONTHS
    early = min(max(0, full - age_months), full - first)
    benefit = primary * (1.0 - float(law["largest_reduction"]) * early / (full - first))
    return min(benefit, max(paid, float(law["least_share_of_primary"]) * primary)) if is_reduced else benefit


def first_survivor_age() -> int:
    """Return the age from which a survivor is paid. Reference: 42 USC 402(e)(1)(B)."""
    return int(_data()["survivor"]["first_age"])
