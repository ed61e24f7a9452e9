"""Evaluates a state's rules: each is one line of the form, written as data (``sim.law.state_law.RULE``)."""

import numpy as np

from sim.compile.decorators import inner_kernel
from sim.law.state_law import Count, Reduction

_FILERS = int(Count.FILERS)
_AGED = int(Count.AGED)
_ANY_AGED = int(Count.ANY_AGED)
_ALL_AGED = int(Count.ALL_AGED)
_OLDER_AGED = int(Count.OLDER_AGED)
_EACH = int(Count.EACH)
_POOLED = int(Count.POOLED)
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
def is_aged(rule: np.void, age: int) -> bool:
    """Return whether an age is inside the rule's window, both ends included."""
    return rule["min_age"] <= age <= rule["max_age"]


@inner_kernel(inline=True)
def rule_count(rule: np.void, n_filers: int, ages: tuple[int, int]) -> int:
    """Return how often the amount is given (``Count``)."""
    count = rule["count"]
    if count == 0:
        return 1
    if count == _FILERS:
        return n_filers
    if count == _OLDER_AGED:
        return 1 if is_aged(rule, max(ages[0], ages[1]) if n_filers == 2 else ages[0]) else 0
    aged = 1 if is_aged(rule, ages[0]) else 0
    if n_filers == 2 and is_aged(rule, ages[1]):
        aged += 1
    if count == _AGED:
        return aged
    if count == _ALL_AGED:
        return 1 if aged == n_filers else 0
    return 1 if aged > 0 else 0


@inner_kernel(inline=True)
def sum_of(scratch: np.void, row: int, packed: int) -> float:
    """Return the sum of the amounts whose codes are in ``packed`` (``sim.law.state_law.pack_codes``) [USD/yr]."""
    total = 0.0
    left = packed
    while left != 0:
        total += scratch["amounts"][row, (left & 63) - 1]
        left >>= 6
    return total


@inner_kernel(inline=True)
def sum_of_aged(rule: np.void, who: tuple[int, int, int, int], scratch: np.void) -> float:
    """Return the sum of the amounts of the filers who are at least ``aged_from`` [USD/yr]."""
    first = who[1] >= rule["aged_from"]
    if who[0] == 1:
        return sum_of(scratch, who[3], rule["of_aged"]) if first else 0.0
    total = sum_of(scratch, 1, rule["of_aged"]) if first else 0.0
    if who[2] >= rule["aged_from"]:
        total += sum_of(scratch, 2, rule["of_aged"])
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
    return max(0.0, np.ceil((measure - start) / step))


@inner_kernel(inline=True)
def table_value(of_year: np.void, rule: np.void, measure: float) -> float:
    """Return the value of the rule's step table: the last one whose ``over`` lies below ``measure``; 0 without one."""
    first, last = rule["table_from"], rule["table_to"] - 1
    if last < first or measure <= of_year["over"][first]:
        return 0.0
    if measure > of_year["over"][last]:
        return of_year["value"][last]
    while measure > of_year["over"][first + 1]:
        first += 1
    return of_year["value"][first]


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
    return max(left, max(rule["floor"], rule["floor_share"] * amount, 0.0))


@inner_kernel(inline=True)
def covered(
    rule: np.void,
    figures: np.void,
    scratch: np.void,
    row: int,
    counts: tuple[int, int],
    seen: tuple[float, float, float],
) -> float:
    """Return the lower of the rule's cap and of the share it gives of what it covers, before it shrinks [USD/yr].

    Parameters
    ----------
    row : whose amounts: of the return, of the first or of the second filer
    counts : how often the amount is given, and how many people get the amount for their age
    seen : the measure, the step table's value there, and what is covered of aged filers only
    """
    cap = figures["amount"] * counts[0]
    if counts[1] > 0:
        cap += figures["aged_amount"] * counts[1]
    if rule["reduction"] == _TABLE_AMOUNT:
        cap = counts[0] * seen[1]
    if rule["less"] != 0:
        cap -= sum_of(scratch, row, rule["less"])
    if rule["reduction"] == _CAP_RAMP:
        cap -= ramp(rule, figures, seen[0])
    amount = max(0.0, cap)
    if rule["of"] != 0:
        share = seen[1] if rule["reduction"] == _BASE_TABLE else rule["share"]
        amount = min(amount, share * max(0.0, sum_of(scratch, row, rule["of"]) + seen[2] - figures["exempt"]))
    return amount


@inner_kernel(inline=True)
def finished(
    rule: np.void, figures: np.void, amount: float, count: int, seen: tuple[float, float, float], people: float
) -> float:
    """Return what a rule gives of ``amount`` once it has shrunk, at least 0 [USD/yr]. people : who share ``most``"""
    if rule["reduction"] > _BASE_TABLE:
        amount = reduced(rule, figures, amount, count, seen[0], seen[1])
    return rule["factor"] * min(amount, people * rule["most"])


@inner_kernel(inline=True)
def by_person(
    rule: np.void,
    figures: np.void,
    ages: tuple[int, int],
    scratch: np.void,
    seen: tuple[float, float, float],
) -> tuple[float, float]:
    """Return what a rule gives to each of two filers, against each one's own amounts or those of both [USD/yr].

    A reduction of the result acts on the sum and is shared as the result was.
    """
    first = is_aged(rule, ages[0])
    second = is_aged(rule, ages[1])
    if rule["count"] == _POOLED:
        row = 0 if first and second else (1 if first else 2)
        half = 0.5 * finished(rule, figures, covered(rule, figures, scratch, row, (1, 0), seen), 1, seen, 1.0)
        return half, half
    mine, other = 0.0, 0.0
    for row in range(1, 3):
        if not (first if row == 1 else second):
            continue
        extra = 1 if rule["aged_amount"] != 0.0 and ages[row - 1] >= rule["aged_from"] else 0
        amount = min(covered(rule, figures, scratch, row, (1, extra), seen), rule["most"])
        if row == 1:
            mine = amount
        else:
            other = amount
    if rule["reduction"] <= _BASE_TABLE and rule["factor"] == 1.0:
        return mine, other
    total = mine + other
    if total == 0.0:
        return 0.0, 0.0
    count = 2 if first and second else 1
    kept = finished(rule, figures, total, count, seen, 2.0) / total
    return mine * kept, other * kept


@inner_kernel(inline=True)
def is_open(rule: np.void, figures: np.void, row: int, scratch: np.void) -> bool:
    """Return whether the amount that a rule depends on is over its lower and up to its upper limit."""
    gate = scratch["amounts"][row, rule["only_if"]]
    return figures["only_over"] < gate <= figures["only_up_to"]


@inner_kernel(inline=True)
def whole_amount(
    of_year: np.void,
    rule: np.void,
    figures: np.void,
    who: tuple[int, int, int, int],
    scratch: np.void,
    count: int,
) -> float:
    """Return what one rule gives against the amounts of the return, at least 0 [USD/yr]. who : see ``rule_parts``"""
    row = who[3]
    extra = 0
    if rule["aged_amount"] != 0.0:
        extra = 1 if who[1] >= rule["aged_from"] else 0
        if who[0] == 2 and who[2] >= rule["aged_from"]:
            extra += 1
    measure = scratch["amounts"][row, rule["measure"]]
    of_aged = sum_of_aged(rule, who, scratch) if rule["of_aged"] != 0 else 0.0
    seen = (measure, table_value(of_year, rule, measure), of_aged)
    amount = covered(rule, figures, scratch, row, (count, extra), seen)
    return finished(rule, figures, amount, count, seen, 1.0)


@inner_kernel(inline=True)
def rule_amount(law: np.void, of_year: np.void, index: int, who: tuple[int, int, int, int], scratch: np.void) -> float:
    """Return what one rule gives on a return where nothing is counted by person, at least 0 [USD/yr].

    who : see ``rule_parts``
    """
    rule, figures = law["rules"][index], of_year["rules"][index]
    count = rule_count(rule, who[0], (who[1], who[2]))
    if rule["is_flat"] == 1:
        return figures["amount"] * count
    if count == 0 or not is_open(rule, figures, who[3], scratch):
        return 0.0
    return whole_amount(of_year, rule, figures, who, scratch, count)


@inner_kernel(inline=True)
def parts_of(rule: np.void, who: tuple[int, int, int, int], amount: float, count: int) -> tuple[float, float]:
    """Return an amount of the return as the parts of the first and of the second filer [USD/yr]."""
    if who[0] == 1:
        return amount, 0.0
    if rule["count"] == _AGED and count == 1:
        return (amount, 0.0) if is_aged(rule, who[1]) else (0.0, amount)
    return 0.5 * amount, 0.5 * amount


@inner_kernel(inline=True)
def rule_parts(
    law: np.void, of_year: np.void, index: int, who: tuple[int, int, int, int], scratch: np.void
) -> tuple[float, float]:
    """Return what one rule gives, as the parts of the first and of the second filer, each at least 0 [USD/yr].

    Parameters
    ----------
    of_year : ``STATE_FIGURES``
    who : number of filers, their ages, and the row of ``amounts`` that gates and measures look at
    """
    rule, figures = law["rules"][index], of_year["rules"][index]
    count = rule_count(rule, who[0], (who[1], who[2]))
    if rule["is_flat"] == 1:
        return parts_of(rule, who, figures["amount"] * count, count)
    if count == 0 or not is_open(rule, figures, who[3], scratch):
        return 0.0, 0.0
    if who[0] == 2 and rule["count"] >= _EACH:
        measure = scratch["amounts"][who[3], rule["measure"]]
        seen = (measure, table_value(of_year, rule, measure), 0.0)
        return by_person(rule, figures, (who[1], who[2]), scratch, seen)
    return parts_of(rule, who, whole_amount(of_year, rule, figures, who, scratch, count), count)


@inner_kernel(inline=True)
def is_next(law: np.void, at: int, stage: int) -> bool:
    """Return whether the next rule belongs to a stage."""
    return at < law["n_rules"] and law["rules"][at]["stage"] == stage


@inner_kernel(inline=True)
def bracket_tax(law: np.void, of_year: np.void, start: int, end: int, income: float) -> float:
    """Return the tax on ``income`` by the brackets in rows ``start`` to ``end`` of the law's schedules [USD/yr].

    Each bracket adds its rate's step over the rate below it: no branch depends on income.
    """
    tax = 0.0
    for index in range(start, end):
        tax += law["schedules"][index, 2] * max(income - of_year["over"][index], 0.0)
    return tax
