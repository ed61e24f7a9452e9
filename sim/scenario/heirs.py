"""What becomes of what is left: heirs' ten years with inherited accounts, the estate tax, charity."""

from typing import Annotated

from pydantic import Field

from sim.scenario.base import Model, Money, Share

Rate = Annotated[float, Field(ge=-0.5, le=0.5, allow_inf_nan=False)]


class Heirs(Model):
    """How heirs are taxed; the rate they pay on pretax money is the household's `heirs_tax_rate`.

    With equal rates the ten years of deferral are worth nothing: money that grows at the rate at which it is discounted
    is worth today what it is.
    """

    growth_rate: Annotated[
        Rate, Field(description="Growth of inherited plans, IRAs and Roth accounts over the ten years, a year, nominal")
    ] = 0.05
    discount_rate: Annotated[
        Rate, Field(description="What heirs' own money would earn after tax: their later money is discounted with it")
    ] = 0.05
    gains_tax_rate: Annotated[
        Share, Field(description="Heirs' rate on long-term gains; only net unrealized appreciation is not stepped up")
    ] = 0.15
    charity_share: Annotated[Share, Field(description="Share of the pretax money left to charity")] = 0.0
    charity_amount: Annotated[
        Money, Field(description="Left to charity out of the rest of the pretax money [USD], today's dollars")
    ] = 0.0
    elects_portability: Annotated[
        bool, Field(description="Does the survivor keep the exclusion that the first estate left unused?")
    ] = True
