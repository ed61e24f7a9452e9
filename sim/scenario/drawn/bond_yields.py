"""How yields of bonds are drawn, and what prices of bonds make of them."""

from typing import Annotated

from pydantic import Field

from sim.scenario.base import Model

Duration = Annotated[
    float,
    Field(ge=0.5, le=40, allow_inf_nan=False, description="Points that prices fall for each that the yield rises"),
]


class BondYields(Model):
    """Bonds whose income is the yield of the day and whose price moves against it."""

    follow_yields: Annotated[
        bool, Field(description="Do prices of bonds move with their yields, and is the yield of the day what they pay?")
    ] = True
    persistence: Annotated[
        float,
        Field(gt=0, le=0.999, allow_inf_nan=False, description="Correlation of one year's yield with the next's"),
    ] = 0.92
    us_bond_duration: Duration = 6.0
    long_bond_duration: Duration = 15.0
    tips_duration: Duration = 7.0
