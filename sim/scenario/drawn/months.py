"""How months of a market differ: fat tails, calm and crisis."""

from typing import Annotated

from pydantic import Field

from sim.scenario.base import Model, Share


class StudentT(Model):
    """Fat tails: months of multivariate Student t, cut at the last two-thousandth."""

    degrees_of_freedom: Annotated[
        float,
        Field(
            ge=3,
            le=60,
            allow_inf_nan=False,
            description="Degrees of freedom: fewer means fatter tails; 60 is almost normal",
        ),
    ] = 5.0


class Regimes(Model):
    """Calm and crisis months that follow one another; stocks alone feel the crisis."""

    crisis_share: Annotated[float, Field(ge=0.01, le=0.6, allow_inf_nan=False, description="Share of months")] = 0.15
    crisis_months: Annotated[float, Field(ge=1.5, le=60, allow_inf_nan=False, description="Mean length [months]")] = 8.0
    volatility_ratio: Annotated[
        float, Field(ge=1, le=5, allow_inf_nan=False, description="Volatility in a crisis over that of calm months")
    ] = 2.0
    crisis_drop: Annotated[
        float, Field(ge=0, le=3, allow_inf_nan=False, description="Lower mean in a crisis, a year, in volatilities")
    ] = 1.0
    togetherness: Annotated[Share, Field(description="How far a crisis moves the correlations of stocks toward 1")] = (
        0.6
    )
