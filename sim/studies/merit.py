"""Whose merit a candidate's gain is: the conversion's, the harvest's, or that of both together."""

from dataclasses import dataclass, replace

import numpy as np

from sim.estimate.luck import Luck
from sim.scenario.strategies import Strategy
from sim.studies.candidates import Candidate
from sim.studies.racing import Gap, Goal, differences_from


@dataclass(frozen=True)
class Merit:
    """A gain in three parts on the same paths, in the goal's unit; they add up to it.

    without_harvest : of the conversion and the rollover's date alone
    harvest : of the harvest alone, all else as planned
    together : what both have that neither has alone; negative where one takes from the other
    """

    without_harvest: Gap
    harvest: Gap
    together: Gap


def corners(first: Strategy, one: Strategy) -> tuple[Strategy, Strategy]:
    """Return a strategy's conversions alone, and its harvest alone; sale methods and the like go with the harvest."""
    return (
        first.model_copy(update={"conversion": one.conversion}),
        one.model_copy(update={"conversion": first.conversion}),
    )


def corners_of(first: Candidate, one: Candidate) -> tuple[Candidate, Candidate]:
    """Return a candidate without its harvest, and its harvest alone. first : nothing harvested, all as planned."""
    bare, alone = corners(first.strategy, one.strategy)
    return (
        replace(one, harvest=first.harvest, strategy=bare),
        replace(one, timing=first.timing, conversion=first.conversion, strategy=alone, rollovers=first.rollovers),
    )


def merit_of(corners: np.ndarray, goal: Goal, luck: Luck) -> Merit:
    """Return the parts of a gain.

    Parameters
    ----------
    corners : what each has on the same paths, (4, n_paths): nothing harvested and all as planned, without the harvest,
        the harvest alone, both

    Notes
    -----
    The part of both together has an error for goals that are means; a percentile's is left unknown.
    """
    nothing, bare, alone, both = corners
    rows = np.stack([nothing, bare, alone, both, both - bare - alone + 2.0 * nothing])
    means, errors = differences_from(rows, 0, goal.percentile, luck)
    together = Gap.of(means[4], errors[4])
    if goal.percentile is not None:
        together = Gap.of(means[3] - means[1] - means[2], np.nan)
    return Merit(Gap.of(means[1], errors[1]), Gap.of(means[2], errors[2]), together)
