"""Evaluates a state's rules: each is one line of the form, written as data (``sim.law.state_law.RULE``)."""

import math

import numpy as np
from numpy.typing import NDArray

from sim.jit import inlined_kernel
from sim.law.state_law import Count, Reduction
from sim.tax.records import ReturnInput

_FILERS = int(Count.FILERS)
_AGED = int(Count.AGED)
_FIRST_FILER_AGED = int(Count.FIRST_FILER_AGED)
_ANY_AGED = int(Count.ANY_AGED)
_ALL_AGED = int(Count.ALL_AGED)
_NONE = int(Reduction.NONE)
_CAP_RAMP = int(Reduction.CAP_RAMP)
_RAMP = int(Reduction.RAMP)
_STEPS = int(Reduction.STEPS)
_RAMP_SHARE = int(Reduction.RAMP_SHARE)
_STEPS_SHARE = int(Reduction.STEPS_SHARE)
_TABLE_SHARE = int(Reduction.TABLE_SHARE)
_TABLE_AMOUNT = int(Reduction.TABLE_AMOUNT)
_BASE_TABLE = int(Reduction.BASE_TABLE)
_RAMP_UP = int(Reduction.RAMP_UP)
_STEPS_UP = int(Reduction.STEPS_UP)


@inlined_kernel
def n_aged(n_filers: int, inputs: ReturnInput, min_age: float, max_age: float) -> int:
    """Return how many filers are inside the age window, both ends included."""
    count = 0
    if min_age <= inputs.age1 <= max_age:
        count += 1
    if n_filers == 2 and min_age <= inputs.age2 <= max_age:
        count += 1
    return count


@inlined_kernel
def rule_count(count: int, n_filers: int, first: bool, aged: int) -> int:
    """Return how often the amount is given (``Count``)."""
    if count == _FILERS:
        return n_filers
    if count == _AGED:
        return aged
    if count == _FIRST_FILER_AGED:
        return 1 if first else 0
    if count == _ANY_AGED:
        return 1 if aged > 0 else 0
    if count == _ALL_AGED:
        return 1 if aged == n_filers else 0
    return 1


@inlined_kernel
def sum_of(amounts: tuple[float, ...], packed: int) -> float:
    """Return the sum of the amounts whose codes are in ``packed`` (``sim.law.state_law.pack_codes``) [USD/yr]."""
    total = 0.0
    left = packed
    while left != 0:
        total += amounts[(left & 63) - 1]
        left >>= 6
    return total


@inlined_kernel
def ramp(rule: np.void, measure: float) -> float:
    """Return the dollars lost at ``measure``: one rate over ``start``, another over ``second_start`` [USD/yr]."""
    excess = max(0.0, measure - rule["start"])
    beyond = max(0.0, measure - rule["second_start"])
    return rule["rate"] * (excess - beyond) + rule["second_rate"] * beyond


@inlined_kernel
def steps_over(measure: float, start: float, step: float) -> float:
    """Return how many steps, or parts of one, ``measure`` is above ``start``."""
    if measure <= start:
        return 0.0
    return math.ceil((measure - start) / step)


@inlined_kernel
def table_value(schedules: NDArray[np.float64], rule: np.void, measure: float) -> float:
    """Return the value of the rule's step table: the last one whose ``over`` lies below ``measure``."""
    value = 0.0
    for index in range(rule["table_from"], rule["table_to"]):
        if measure > schedules[index, 0]:
            value = schedules[index, 1]
    return value


@inlined_kernel
def reduced(rule: np.void, amount: float, count: int, measure: float, table: float) -> float:
    """Return ``amount`` after the reductions that act on the result rather than on the cap [USD/yr]."""
    kind = rule["reduction"]
    left = amount
    if kind == _RAMP:
        left = amount - ramp(rule, measure)
    elif kind == _STEPS:
        left = amount - count * rule["rate"] * steps_over(measure, rule["start"], rule["step"])
    elif kind == _RAMP_SHARE:
        left = amount * min(1.0, max(0.0, 1.0 - (measure - rule["start"]) / rule["step"]))
    elif kind == _STEPS_SHARE:
        left = amount * (1.0 - rule["rate"] * steps_over(measure, rule["start"], rule["step"]))
    elif kind == _TABLE_SHARE:
        left = amount * table
    elif kind == _RAMP_UP:
        left = min(amount, rule["rate"] * max(0.0, measure - rule["start"]))
    elif kind == _STEPS_UP:
        left = min(amount, rule["rate"] * steps_over(measure, rule["start"], rule["step"]))
    return max(left, rule["floor"], rule["floor_share"] * amount, 0.0)


@inlined_kernel
def rule_cap(rule: np.void, amounts: tuple[float, ...], count: int, aged: int, table: float) -> float:
    """Return the most the rule can give, before it is compared with the income it covers [USD/yr]."""
    cap = rule["amount"] * count + rule["aged_amount"] * aged
    if rule["reduction"] == _TABLE_AMOUNT:
        cap = count * table
    if rule["less"] != 0:
        cap -= sum_of(amounts, rule["less"])
    if rule["reduction"] == _CAP_RAMP:
        cap -= ramp(rule, amounts[rule["measure"]])
    return max(0.0, cap)


@inlined_kernel
def rule_amount(rule: np.void, n_filers: int, inputs: ReturnInput, amounts: tuple[float, ...], table: float) -> float:
    """Return what one rule gives, at least 0 [USD/yr]; ``table`` is its step table's value, where it has one.

    Takes no array: numba counts references to each array at every hand-over, also of an inlined kernel.
    """
    gate = amounts[rule["only_if"]]
    if gate <= rule["only_over"] or gate > rule["only_up_to"]:
        return 0.0
    count = 1
    if rule["count"] != 0:
        first = rule["min_age"] <= inputs.age1 <= rule["max_age"]
        aged = n_aged(n_filers, inputs, rule["min_age"], rule["max_age"])
        count = rule_count(rule["count"], n_filers, first, aged)
        if count == 0:
            return 0.0
    extra = 0
    if rule["aged_amount"] != 0.0:
        extra = n_aged(n_filers, inputs, rule["aged_from"], math.inf)
    amount = rule_cap(rule, amounts, count, extra, table)
    if rule["of"] != 0:
        share = rule["share"]
        if rule["reduction"] == _BASE_TABLE:
            share = table
        amount = min(amount, share * max(0.0, sum_of(amounts, rule["of"]) - rule["exempt"]))
    if rule["reduction"] > _CAP_RAMP:
        amount = reduced(rule, amount, count, amounts[rule["measure"]], table)
    return rule["factor"] * min(amount, rule["most"])


@inlined_kernel
def bracket_tax(schedules: NDArray[np.float64], start: int, end: int, income: float) -> float:
    """Return the tax on ``income`` by the schedule in rows ``start`` to ``end`` of ``schedules`` [USD/yr]."""
    tax = 0.0
    below = 0.0
    for index in range(start, end):
        over = income - schedules[index, 0]
        if over <= 0.0:
            break
        tax += (schedules[index, 1] - below) * over
        below = schedules[index, 1]
    return tax
