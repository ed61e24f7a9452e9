"""When and how much of the traditional IRAs a strategy converts to Roth."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from sim.scenario.base import Model, Money, Share

Year = Annotated[int, Field(ge=2000, le=2150)]


class ConversionKind(StrEnum):
    """What decides the amount of a year's Roth conversion."""

    NEVER = "never"
    FIXED = "fixed"
    TO_BRACKET = "to_bracket"
    TO_IRMAA_TIER = "to_irmaa_tier"
    TO_ACA_CLIFF = "to_aca_cliff"


class Conversion(Model):
    """Roth conversions of traditional IRAs, each December after the RMD (IRC 408A(d)(3))."""

    kind: ConversionKind = ConversionKind.NEVER
    first_year: Annotated[Year | None, Field(description="First calendar year; none: the plan's first")] = None
    last_year: Annotated[Year | None, Field(description="Last calendar year; none: the plan's last")] = None
    amount: Annotated[Money, Field(description="Fixed: converted each year [USD/yr], today's dollars")] = 0.0
    bracket_rate: Annotated[Share, Field(description="To bracket: rate of the bracket that is filled")] = 0.22
    irmaa_tier: Annotated[int, Field(ge=0, le=4, description="To tier: highest Medicare tier that is kept")] = 0
    withheld_share: Annotated[Share, Field(description="Share of what leaves the IRA that is withheld as tax")] = 0.0
