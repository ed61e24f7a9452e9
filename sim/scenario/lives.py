"""How long people live in the plan, and what a survivor needs."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from sim.scenario.base import Model


class LivesKind(StrEnum):
    """What decides when people die."""

    HORIZON = "horizon"
    DATES = "dates"
    RANDOM = "random"


class Sex(StrEnum):
    """Sex, for the life table only."""

    FEMALE = "female"
    MALE = "male"


class Lives(Model):
    """Everybody lives to the plan's end, or dies in a named year, or in one drawn on every path from a life table."""

    kind: LivesKind = LivesKind.RANDOM
    survivor_spending_share: Annotated[
        float, Field(ge=0, le=1.5, allow_inf_nan=False, description="Survivor's spending as a share of the couple's")
    ] = 1.0
