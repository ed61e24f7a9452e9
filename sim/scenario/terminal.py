"""What becomes of the wealth that is left at the horizon."""

from typing import Annotated

from pydantic import Field

from sim.scenario.base import Model


class Terminal(Model):
    """How a household that cashes out does it; the default is this program's own, see docs/results.md."""

    cash_out_years: Annotated[
        int,
        Field(
            ge=1,
            le=30,
            description="Tax years over which a household that cashes out sells lots and empties pretax accounts",
        ),
    ] = 10
