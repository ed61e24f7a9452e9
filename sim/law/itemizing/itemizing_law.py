"""The law of itemized deductions of one year and filing status, as numbers for kernels; none grows with prices."""

from functools import lru_cache
from typing import NamedTuple

from sim.law.federal_law import figures_of
from sim.scenario.enums import FilingStatus


class ItemizingLaw(NamedTuple):
    """IRC 68, 164(b)(6)-(7), 170(b)(1), 170(d), 170(p), 213(a). Money in nominal [USD/yr], rates are shares.

    A separate filer's amounts are halves. `limitation_share` : of the lesser of the deductions and the income above the
    start of the highest bracket; 0 before 2026, like `gift_floor` and `gift_beside_standard`
    """

    salt_cap: float
    salt_phasedown_start: float
    salt_phasedown_rate: float
    salt_floor: float
    medical_floor: float
    cash_gift_limit: float
    property_gift_limit: float
    all_gifts_limit: float
    gift_floor: float
    gift_beside_standard: float
    limitation_share: float


N_ITEMIZING = len(ItemizingLaw._fields)


@lru_cache(maxsize=1024)
def load_itemizing_law(year: int, status: FilingStatus) -> ItemizingLaw:
    """Return the law of itemized deductions of a year; the last year written holds for every later one."""
    figures = figures_of("itemizing")
    return ItemizingLaw(**{name: figures[name].number(year, status) for name in ItemizingLaw._fields})


def gift_carry_years(year: int) -> int:
    """Return the years after its own in which a gift above the limits may be deducted. Reference: IRC 170(d)(1)(A)."""
    return int(figures_of("itemizing")["gift_carry_years"].number(year, FilingStatus.SINGLE))
