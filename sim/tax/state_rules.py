"""Evaluates a state's rules: each is one line of the form, written as data (``sim.law.state_law.RULE``)."""

import math

import numpy as np

from sim.compile.decorators import inner_kernel
from sim.law.state_law import Count, Reduction

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


@inner_kernel(inline=True)
def n_aged(n_filers: int, ages: tuple[int, int], min_age: float, max_age: float) -> int:
    """Return how many filers are inside the age window, both ends included."""
    count = 0
    if min_age <= ages[0] <= max_age:
        count += 1
    if n_filers == 2 and min_age <= ages[1] <= max_age:
        count += 1
    return count


@inner_kernel(inline=True)
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


@inner_kernel(inline=True)
def sum_of(scratch: np.void, packed: int) -> float:
    """Return the sum of the amounts whose codes are in ``packed`` (``sim.law.state_law.pack_codes``) [USD/yr]."""
    total = 0.0
    left = packed
    while left != 0:
        total += scratch["amounts"][(left & 63) - 1]
        left >>= 6
    return total


@inner_kernel(inline=True)
def ramp(rule: np.void, figures: np.void, measure: float) -> float:
    """Return the dollars lost at ``measure``: one rate over ``start``, another over ``second_start`` [USD/yr]."""
    excess = max(0.0, measure - figures["start"])
    beyond = max(0.0, measure - figures["second_start"])
    return rule["rate"] * (excess - beyond) + rule["second_rate"] * beyond


@inner_kernel(inline=True)
def steps_over(measure: float, start: float, step: float) -> float:
    """Return how many steps, or parts of one, ``measure`` is above ``start``."""
    if measure <= start:
        return 0.0
    return math.ceil((measure - start) / step)


@inner_kernel(inline=True)
def table_value(law: np.void, rule: np.void, values: np.ndarray, measure: float) -> float:
    """Return the value of the rule's step table: the last one whose ``over`` lies below ``measure``; 0 without one."""
    value = 0.0
    for index in range(rule["table_from"], rule["table_to"]):
        if measure > law["schedules"][index, 0]:
            value = values[index]
    return value


@inner_kernel(inline=True)
def reduced(rule: np.void, figures: np.void, amount: float, count: int, measure: float, table: float) -> float:
    """Return ``amount`` after the reductions that act on the result rather than on the cap [USD/yr]."""
    kind = rule["reduction"]
    start = figures["start"]
    left = amount
    if kind == _RAMP:
        left = amount - ramp(rule, figures, measure)
    elif kind == _STEPS:
        left = amount - count * rule["rate"] * steps_over(measure, start, rule["step"])
    elif kind == _RAMP_SHARE:
        left = amount * min(1.0, max(0.0, 1.0 - (measure - start) / rule["step"]))
    elif kind == _STEPS_SHARE:
        left = amount * (1.0 - rule["rate"] * steps_over(measure, start, rule["step"]))
    elif kind == _TABLE_SHARE:
        left = amount * table
    elif kind == _RAMP_UP:
        left = min(amount, rule["rate"] * max(0.0, measure - start))
    elif kind == _STEPS_UP:
        left = min(amount, rule["rate"] * steps_over(measure, start, rule["step"]))
    return max(left, rule["floor"], rule["floor_share"] * amount, 0.0)


@inner_kernel(inline=True)
def rule_cap(rule: np.void, figures: np.void, scratch: np.void, count: int, n_people_aged: int, table: float) -> float:
    """Return the most the rule can give, before it is compared with the income it covers [USD/yr]."""
    cap = figures["amount"] * count
    if n_people_aged > 0:
        cap += figures["aged_amount"] * n_people_aged
    if rule["reduction"] == _TABLE_AMOUNT:
        cap = count * table
    if rule["less"] != 0:
        cap -= sum_of(scratch, rule["less"])
    if rule["reduction"] == _CAP_RAMP:
        cap -= ramp(rule, figures, scratch["amounts"][rule["measure"]])
    return max(0.0, cap)


@inner_kernel(inline=True)
def people_counted(rule: np.void, n_filers: int, ages: tuple[int, int]) -> int:
    """Return how often the rule's amount is given."""
    if rule["count"] == 0:
        return 1
    first = rule["min_age"] <= ages[0] <= rule["max_age"]
    aged = n_aged(n_filers, ages, rule["min_age"], rule["max_age"])
    return rule_count(rule["count"], n_filers, first, aged)


@inner_kernel(inline=True)
def rule_amount(law: np.void, of_year: np.void, index: int, ages: tuple[int, int], scratch: np.void) -> float:
    """Return what one rule gives, at least 0 [USD/yr]. of_year : ``STATE_FIGURES``"""
    rule, figures = law["rules"][index], of_year["rules"][index]
    gate = scratch["amounts"][rule["only_if"]]
    if gate <= figures["only_over"] or gate > figures["only_up_to"]:
        return 0.0
    count = people_counted(rule, law["n_filers"], ages)
    if count == 0:
        return 0.0
    extra = 0
    if rule["aged_amount"] != 0.0:
        extra = n_aged(law["n_filers"], ages, rule["aged_from"], math.inf)
    table = table_value(law, rule, of_year["value"], scratch["amounts"][rule["measure"]])
    amount = rule_cap(rule, figures, scratch, count, extra, table)
    if rule["of"] != 0:
        share = table if rule["reduction"] == _BASE_TABLE else rule["share"]
        amount = min(amount, share * max(0.0, sum_of(scratch, rule["of"]) - figures["exempt"]))
    if rule["reduction"] > _CAP_RAMP:
        amount = reduced(rule, figures, amount, count, scratch["amounts"][rule["measure"]], table)
    return rule["factor"] * min(amount, rule["most"])


@inner_kernel(inline=True)
def bracket_tax(law: np.void, of_year: np.void, start: int, end: int, income: float) -> float:
    """Return the tax on ``income`` by the brackets in rows ``start`` to ``end`` of the law's schedules [USD/yr].

    Each bracket adds its rate's step over the rate below it: no branch depends on income.
    """
    tax = 0.0
    for index in range(start, end):
        tax += law["schedules"][index, 2] * max(income - of_year["over"][index], 0.0)
    return tax
