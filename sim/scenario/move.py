"""A move to another state."""

from typing import Annotated

from pydantic import Field

from sim.scenario.base import Day, Model
from sim.scenario.local_income_tax import LocalIncomeTax


class Move(Model):
    """Where the household moves, and when; without a day it stays."""

    date: Annotated[Day | None, Field(description="Day of the move to another state; none: no move")] = None
    state: Annotated[str, Field(pattern=r"^([A-Z]{2})?$", description="Two-letter state moved to")] = ""
    local_income_tax: LocalIncomeTax = LocalIncomeTax()
