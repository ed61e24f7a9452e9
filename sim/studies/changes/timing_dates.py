"""What the timing map changes in a plan's arrays: each strategy harvests on its own day."""

from dataclasses import replace
from datetime import date

import numpy as np

from sim.engine.lowering.lower import Lowered


def only_on(lowered: Lowered, harvests: list[date]) -> Lowered:
    """Return the arrays with each strategy harvesting on its day alone, whatever other rollovers there are."""
    days = lowered.job.steps["day"]
    actions = lowered.job.actions.copy()
    for s, day in enumerate(harvests, 1):
        actions[s] = np.where(days == day.toordinal(), actions[s], 0)
    return replace(lowered, job=lowered.job._replace(actions=actions))
