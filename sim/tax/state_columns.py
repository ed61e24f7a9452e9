"""A couple's two columns on one return: each spouse's part taxed by itself."""

import numpy as np

from sim.compile.decorators import inner_kernel
from sim.law.state_law import Columns
from sim.law.state_lines.amounts import StateAmount as A
from sim.tax.state_rules import sum_of

_OWN = int(Columns.OWN)
_SHARED = int(Columns.SHARED)
_BY_INCOME = int(Columns.BY_INCOME)


@inner_kernel(inline=True)
def lesser_part(law: np.void, scratch: np.void, own: tuple[float, float], deducted: tuple[float, float]) -> float:
    """Return the part of taxable income that ``Columns.LESSER`` taxes apart, at least 0 [USD/yr]."""
    first, second = own
    if law["columns"]["of"] != 0:
        first, second = sum_of(scratch, 1, law["columns"]["of"]), sum_of(scratch, 2, law["columns"]["of"])
    part = min(first - deducted[0], second - deducted[1])
    return max(0.0, min(part, law["columns"]["most_share"] * scratch["amounts"][0, A.STATE_TAXABLE_INCOME]))


@inner_kernel(inline=True)
def column_incomes(
    law: np.void, scratch: np.void, own: tuple[float, float], deductions: float, deducted: tuple[float, float]
) -> tuple[float, float]:
    """Return the taxable income of each column [USD/yr].

    Parameters
    ----------
    own : each spouse's state AGI
    deductions, deducted : deductions of the return, and of each spouse's own column
    """
    kind, whole = law["columns"]["kind"], scratch["amounts"][0, A.STATE_TAXABLE_INCOME]
    if kind == _OWN:
        return max(0.0, own[0] - deducted[0]), max(0.0, own[1] - deducted[1])
    if kind == _BY_INCOME:
        first = whole * own[0] / (own[0] + own[1])
        return first, whole - first
    if kind == _SHARED:
        first = min(max(0.5 * (own[0] + own[1] - deductions), own[0] - deductions), own[0])
        second = own[0] + own[1] - deductions - first
        return max(0.0, first), max(0.0, second)
    part = lesser_part(law, scratch, own, deducted)
    return max(0.0, whole - part), part


@inner_kernel(inline=True)
def column_bracket_taxes(law: np.void, of_year: np.void, incomes: tuple[float, float]) -> tuple[float, float]:
    """Return the tax on the income of each column by its brackets, as ``bracket_tax`` has it, side by side [USD/yr]."""
    first, second = 0.0, 0.0
    for index in range(law["columns"]["from_row"], law["columns"]["to_row"]):
        over, step = of_year["over"][index], law["schedules"][index, 2]
        first += step * max(incomes[0] - over, 0.0)
        second += step * max(incomes[1] - over, 0.0)
    return first, second
