"""Walks the rules of one stage of a state's form: for the return as a whole, or for each filer."""

import numpy as np

from sim.compile.decorators import inner_kernel
from sim.law.state_law import Count, Stage
from sim.law.state_lines.amounts import StateAmount as A
from sim.tax.state_rules import is_next, rule_amount, rule_parts

_CREDIT = int(Stage.CREDIT)
_BY_PERSON = int(Count.EACH)


@inner_kernel(inline=True)
def stage_total(
    law: np.void, of_year: np.void, stage: int, first: int, who: tuple[int, int, int, int], scratch: np.void
) -> tuple[int, float]:
    """Return the first rule of the next stage and what the rules of this stage give together [USD/yr].

    Modifies `scratch`.

    An alternative rule replaces the rule before it when it gives more; a share of tax in a credit is of what earlier
    credits left. who : see ``rule_parts``
    """
    total, latest, index = 0.0, 0.0, first
    tax = scratch["amounts"][0, A.STATE_TAX]
    while is_next(law, index, stage):
        rule = law["rules"][index]
        amount = rule_amount(law, of_year, index, who, scratch)
        index += 1
        if rule["is_alternative"] == 1:
            amount = max(0.0, amount - latest)
            latest += amount
        else:
            latest = amount
        amount *= rule["sign"]
        total += amount
        if stage == _CREDIT:
            tax = max(0.0, tax - amount)
            scratch["amounts"][0, A.STATE_TAX] = tax
    return index, total


@inner_kernel(inline=True)
def more_than_before(
    count: int, n_filers: int, amounts: tuple[float, float], before: tuple[float, float]
) -> tuple[float, float]:
    """Return by how much an alternative gives more than the rule before it, person by person or together [USD/yr]."""
    if count == _BY_PERSON:
        return max(0.0, amounts[0] - before[0]), max(0.0, amounts[1] - before[1])
    more = max(0.0, amounts[0] + amounts[1] - before[0] - before[1])
    if n_filers == 1:
        return more, 0.0
    return 0.5 * more, 0.5 * more


@inner_kernel(inline=True)
def stage_parts(
    law: np.void, of_year: np.void, stage: int, first: int, who: tuple[int, int, int, int], scratch: np.void
) -> tuple[int, float, float]:
    """Return the first rule of the next stage and what this stage gives to the first and the second filer [USD/yr].

    Modifies `scratch`. See ``stage_total``.
    """
    total1, total2, index = 0.0, 0.0, first
    latest1, latest2 = 0.0, 0.0
    tax = scratch["amounts"][0, A.STATE_TAX]
    while is_next(law, index, stage):
        rule = law["rules"][index]
        amount1, amount2 = rule_parts(law, of_year, index, who, scratch)
        index += 1
        if rule["is_alternative"] == 1:
            amount1, amount2 = more_than_before(rule["count"], who[0], (amount1, amount2), (latest1, latest2))
            latest1 += amount1
            latest2 += amount2
        else:
            latest1, latest2 = amount1, amount2
        total1 += rule["sign"] * amount1
        total2 += rule["sign"] * amount2
        if stage == _CREDIT:
            tax = max(0.0, tax - rule["sign"] * (amount1 + amount2))
            scratch["amounts"][0, A.STATE_TAX] = tax
    return index, total1, total2


@inner_kernel(inline=True)
def stage_sum(
    law: np.void, of_year: np.void, stage: int, first: int, who: tuple[int, int, int, int], scratch: np.void
) -> tuple[int, float]:
    """Return the first rule of the next stage and what this stage gives to both filers [USD/yr]. Modifies `scratch`."""
    if law["stages_by_person"] & (1 << stage) != 0:
        at, amount1, amount2 = stage_parts(law, of_year, stage, first, who, scratch)
        return at, amount1 + amount2
    return stage_total(law, of_year, stage, first, who, scratch)
