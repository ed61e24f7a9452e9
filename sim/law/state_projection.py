"""A state's figures in a later year of one path, and its law with every rate at zero.

What may grow is kept apart from the law (``STATE_FIGURES``), once a path and year for all strategies: the law itself is
never rebuilt.

Simplification: indexed amounts grow with the path's inflation from the last year they are written for and are rounded
to the state's unit; each state has its own index and rounding rule, so a threshold is a few dollars off.
"""

import math

import numpy as np

from sim.compile.decorators import inner_kernel, kernel
from sim.law.state_law import MAX_BASES, STATE_FIGURES, STATE_LAW, Reduction

_TABLE_AMOUNT = int(Reduction.TABLE_AMOUNT)

# Statutes never write an amount this high; it stands for "no limit" and must not grow.
_NO_LIMIT = 1e11


@kernel(inline=True)
def grown(amount: float, growth: float, rounding: float) -> float:
    """Return ``amount`` grown and rounded; as it is where ``growth`` is 1: published, or frozen by statute [USD]."""
    if growth == 1.0 or amount == 0.0 or abs(amount) > _NO_LIMIT:
        return amount
    return math.floor(amount * growth / rounding + 0.5) * rounding


@kernel
def grow_state_law(law: np.void, growth: np.ndarray, figures: np.void) -> None:
    """Write a year's ``STATE_FIGURES``. Modifies `figures`.

    Parameters
    ----------
    law : ``STATE_LAW``
    growth : (n_bases,) price level of the year over that of each of the law's ``base_years``; 1 for the first, which
        stands for figures that the statute keeps
    """
    rounding, gains_from, gains_end = law["rounding"], law["brackets_end"], law["gain_brackets_end"]
    for row in range(law["column_brackets_end"]):
        base = law["gain_brackets_base"] if gains_from <= row < gains_end else law["brackets_base"]
        figures["over"][row] = grown(law["schedules"][row, 0], growth[base], rounding)
    for row in range(law["local"]["from_row"], law["local"]["to_row"]):
        figures["over"][row] = law["schedules"][row, 0]
    for index in range(law["n_rules"]):
        _grow_rule(law, law["rules"][index], growth, figures["rules"][index], figures["over"], figures["value"])


@inner_kernel
def _grow_rule(
    law: np.void, rule: np.void, growths: np.ndarray, figures: np.void, begins: np.ndarray, values: np.ndarray
) -> None:
    """Write a rule's amounts of a later year. Modifies `figures`, `begins` and `values`."""
    rounding = law["rounding"]
    growth = growths[rule["amount_base"]]
    figures["amount"] = grown(rule["amount"], growth, rounding)
    figures["aged_amount"] = grown(rule["aged_amount"], growth, rounding)
    for row in range(rule["table_from"], rule["table_to"]):
        value = law["schedules"][row, 1]
        values[row] = grown(value, growth, rounding) if rule["reduction"] == _TABLE_AMOUNT else value
    growth = growths[rule["start_base"]]
    for row in range(rule["table_from"], rule["table_to"]):
        begins[row] = grown(law["schedules"][row, 0], growth, rounding)
    figures["exempt"] = grown(rule["exempt"], growth, rounding)
    figures["only_up_to"] = grown(rule["only_up_to"], growth, rounding)
    figures["start"] = grown(rule["start"], growth, rounding)
    figures["second_start"] = grown(rule["second_start"], growth, rounding)
    figures["only_over"] = grown(rule["only_over"], growths[rule["gate_base"]], rounding)


def growth_since_written(law: np.void, year: int, inflation: float) -> np.ndarray:
    """Return what each figure of a law has grown by until a year with a steady inflation, as ``grow_state_law`` has it.

    Parameters
    ----------
    inflation : share a year

    Returns
    -------
    growth : (MAX_BASES,)
    """
    years = np.maximum(0, year - law["base_years"])
    return np.where(law["base_years"] > 0, (1.0 + inflation) ** years, 1.0)


def state_figures(law: np.void, inflation_index: float | np.ndarray = 1.0) -> np.void:
    """Return a year's ``STATE_FIGURES``, from Python.

    inflation_index : price level of the year over that of every base year, or (n_bases,) over that of each
    """
    figures = np.zeros(1, STATE_FIGURES)[0]
    growth = np.ones(MAX_BASES)
    growth[1 : law["n_bases"]] = np.broadcast_to(inflation_index, law["n_bases"])[1:]
    grow_state_law(law, growth, figures)
    return figures


def zero_rate_state_law(law: np.void) -> np.void:
    """Return a law of the same type that charges nothing: for runs without tax."""
    untaxed = np.zeros(1, STATE_LAW)[0]
    untaxed["n_filers"], untaxed["rounding"] = law["n_filers"], law["rounding"]
    return untaxed
