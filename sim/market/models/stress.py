"""A script: what happened in a fall of the past, or a fall and recovery of one's own making; then lognormal returns.

Simplification: the classes of the script take its course exactly, each month's growth spread evenly over its days; they
have no noise of their own while it lasts.
"""

import numpy as np

from sim.errors import InputError, Problem
from sim.market.conditional import given
from sim.market.episodes import monthly_logs
from sim.market.tables import MarketTables, Process, Script, Setting, plain_tables
from sim.scenario.market import RETURN_NAMES, Placement

TITLE = "Stress and recovery"
SUMMARY = (
    "The same fall on every path, as it happened in 1973-74, 2000-02, 2007-09, spring 2020 or 2022, or as you write "
    "it; placed at the start, before or after the rollover. Before and after it, returns are lognormal."
)
DAYS_A_MONTH = 365.25 / 12


def first_day(setting: Setting, n_months: int) -> float:
    """Return the ordinal day on which the script begins; raises `InputError` where it hangs on a missing rollover.

    Before the rollover: its last day is the rollover's; what would lie before the plan's start is left out.
    """
    placement = setting.market.stress.placement
    if placement is Placement.START:
        return float(setting.start.toordinal())
    if setting.rollover is None:
        fix = "The plan has no rollover to place the fall at; add one, or place the fall at the start."
        raise InputError([Problem("market.stress.placement", str(placement), fix)])
    day = float(setting.rollover.toordinal())
    return day if placement is Placement.AFTER_ROLLOVER else day - n_months * DAYS_A_MONTH


def build(setting: Setting) -> MarketTables:
    """Return the model's tables."""
    plain, course = plain_tables(setting), monthly_logs(setting.market.stress)
    n_months = len(next(iter(course.values())))
    begin = first_day(setting, n_months)
    knots = begin + DAYS_A_MONTH * np.arange(n_months + 1)
    ends = setting.days.astype(np.float64)
    starts = np.concatenate([[float(setting.start.toordinal())], ends[:-1]])
    inside = np.clip(np.minimum(ends, knots[-1]) - np.maximum(starts, knots[0]), 0.0, None)
    known = np.array([name in course for name in RETURN_NAMES])
    law = given(plain.base, known)
    log_growth = plain.base.log_mean * setting.dt[:, None]
    departure = np.zeros_like(log_growth)
    for i in np.flatnonzero(known):
        level = np.concatenate([[0.0], np.cumsum(course[RETURN_NAMES[i]])])
        scripted = np.interp(ends, knots, level) - np.interp(starts, knots, level)
        usual_days = ends - starts - inside  # a step at the script's edge is partly as always
        departure[:, i] = scripted - log_growth[:, i] * (1.0 - usual_days / (ends - starts))
    log_growth = log_growth + departure + departure @ law.response.T
    is_scripted = (inside > 0.0).astype(np.int64)
    script = Script(is_scripted, np.ascontiguousarray(log_growth), law.residual)
    memory = plain.base.memory
    base = plain.base._replace(
        memory=memory._replace(is_scripted=is_scripted[: len(memory.left)]),
        bonds=plain.base.bonds._replace(is_scripted=is_scripted),
    )
    return plain._replace(process=int(Process.SCRIPT), base=base, script=script)
