"""How long an annuity for life is expected to pay, for the part of each payment that is free of tax."""

import tomllib
from bisect import bisect_left
from functools import lru_cache
from itertools import zip_longest
from pathlib import Path
from typing import Any

DATA_FILE = Path(__file__).with_name("annuity_multiples.toml")


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    return tomllib.loads(DATA_FILE.read_text(encoding="utf-8"))


def life_multiple(age: int) -> float:
    """Return the expected return multiple of payments for one life [years]. Reference: Reg. 1.72-9, Table V."""
    table = _data()["life"]
    multiples: list[float] = table["multiples"]
    return multiples[min(max(age - table["first_age"], 0), len(multiples) - 1)]


def _alive(age: int) -> list[float]:
    """Return the chances to live 1, 2, ... more years that Table V implies.

    A multiple is half a year and the sum of these chances, so that each is that of one year times what the next age's
    multiple says of the rest.
    """
    chances, alive = [], 1.0
    for older in range(age, _data()["life"]["first_age"] + len(_data()["life"]["multiples"]) - 1):
        alive *= min(1.0, (life_multiple(older) - 0.5) / (life_multiple(older + 1) + 0.5))
        chances.append(alive)
    return chances


def joint_multiple(age: int, other_age: int) -> float:
    """Return the expected return multiple of payments for as long as either of two lives [years].

    Simplification: Table VI of Reg. 1.72-9 is worked out again from the lives behind Table V; for ages ten years apart
    (the divisors of Prop. Reg. 1.401(a)(9)-2, 1987) it is within a tenth of a year of it.
    """
    both = zip_longest(_alive(age), _alive(other_age), fillvalue=0.0)
    return round(0.5 + sum(one + other - one * other for one, other in both), 1)


def couple_multiple(age: int, other_age: int, survivor_share: float) -> float:
    """Return the multiple of a yearly payment that goes on with a share of it for a survivor [years].

    Reference: Reg. 1.72-5(b)(2).
    """
    alone = life_multiple(age)
    return alone + survivor_share * (joint_multiple(age, other_age) - alone)


def exclusion_step() -> float:
    """Return what an exclusion ratio is rounded to."""
    return float(_data()["life"]["exclusion_step"])


def months_of_recovery(age: int, survivor_age: int | None = None) -> int:
    """Return over how many monthly payments a pension's cost comes back. Reference: IRC 72(d)(1)(B)(iii), (iv)."""
    table = _data()["simplified_method"]
    if survivor_age is None:
        return int(table["months"][bisect_left(table["oldest"], age)])
    return int(table["months_together"][bisect_left(table["oldest_together"], age + survivor_age)])
