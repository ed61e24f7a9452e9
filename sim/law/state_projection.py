"""A state's law in a later year of one path, and with every rate at zero.

Simplification: indexed amounts grow with the path's inflation from the last year written and are rounded to the
state's unit; each state has its own index and rounding rule, so a threshold is a few dollars off.
"""

import math

import numpy as np

from sim.jit import inlined_kernel, kernel
from sim.law.state_law import ClassTax, Reduction, StateLaw

_TABLE_AMOUNT = int(Reduction.TABLE_AMOUNT)
# Statutes never write an amount this high; it stands for "no limit" and must not grow.
_NO_LIMIT = 1e11


@inlined_kernel
def grown(amount: float, is_indexed: float, inflation_index: float, rounding: float) -> float:
    """Return ``amount`` grown and rounded where it is indexed, else as it is [USD]."""
    if is_indexed == 0.0 or abs(amount) > _NO_LIMIT or amount == 0.0:
        return amount
    return math.floor(amount * inflation_index / rounding + 0.5) * rounding


@kernel
def project_state_law(law: StateLaw, inflation_index: float) -> StateLaw:
    """Return the law with indexed amounts grown by ``inflation_index``, 1 in the last year written.

    Copies two small arrays: once for each path and year, never for each return.
    """
    schedules = law.schedules.copy()
    rules = law.rules.copy()
    for index in range(law.gain_brackets_end):
        over = law.schedules[index, 0]
        schedules[index, 0] = grown(over, law.is_brackets_indexed, inflation_index, law.rounding)
    for index in range(rules.shape[0]):
        rule = rules[index]
        by_amount, by_start = rule["is_amount_indexed"], rule["is_start_indexed"]
        rule["amount"] = grown(rule["amount"], by_amount, inflation_index, law.rounding)
        rule["aged_amount"] = grown(rule["aged_amount"], by_amount, inflation_index, law.rounding)
        rule["exempt"] = grown(rule["exempt"], by_start, inflation_index, law.rounding)
        rule["start"] = grown(rule["start"], by_start, inflation_index, law.rounding)
        rule["second_start"] = grown(rule["second_start"], by_start, inflation_index, law.rounding)
        rule["only_up_to"] = grown(rule["only_up_to"], by_start, inflation_index, law.rounding)
        if rule["reduction"] == _TABLE_AMOUNT and by_amount == 1.0:
            for row in range(rule["table_from"], rule["table_to"]):
                schedules[row, 1] = grown(law.schedules[row, 1], by_amount, inflation_index, law.rounding)
    return StateLaw(
        law.is_taxing,
        law.n_filers,
        law.loss_rule,
        law.social_security_taxed,
        law.hsa_denied,
        law.tax_exempt_interest_taxed,
        law.no_tax_measure,
        law.no_tax_up_to,
        law.is_brackets_indexed,
        law.rounding,
        law.brackets_end,
        law.gain_brackets_end,
        law.recapture_end,
        schedules,
        rules,
        law.recapture,
        law.class_tax,
    )


def zero_rate_state_law(law: StateLaw) -> StateLaw:
    """Return a law of the same type that charges nothing: for runs without tax."""
    return law._replace(
        is_taxing=0,
        brackets_end=0,
        gain_brackets_end=0,
        recapture_end=0,
        schedules=np.zeros((0, 3)),
        rules=law.rules[:0].copy(),
        class_tax=ClassTax(0, *([0.0] * (len(ClassTax._fields) - 1))),
    )
