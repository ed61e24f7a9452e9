"""What the household may do: the strategies; and how much to simulate."""

from typing import Annotated

from pydantic import Field

from sim.scenario.base import Model, Money, Name, Share
from sim.scenario.conversions import Conversion
from sim.scenario.enums import HarvestTiming


class Strategy(Model):
    """When losses are harvested. The lot is sold and its security's replacement bought the same day."""

    name: Name
    harvest: HarvestTiming = HarvestTiming.NONE
    min_loss_share: Annotated[Share, Field(description="Least loss as a share of the lot's basis")] = 0.05
    min_loss_usd: Annotated[Money, Field(description="Least loss of one lot [USD]")] = 0.0
    days_from_rollover: Annotated[
        int, Field(ge=0, le=365, description="Days before or after the rollover on which the harvest happens")
    ] = 31
    trading_cost_bp: Annotated[
        float, Field(ge=0, le=500, allow_inf_nan=False, description="Cost of a harvest trade [bp of the amount sold]")
    ] = 0.0
    conversion: Conversion = Conversion()


class Simulation(Model):
    """How many random paths, and the seed that makes them."""

    n_paths: Annotated[int, Field(ge=1, le=100_000)] = 2_000
    seed: Annotated[int, Field(ge=0, lt=2**63)] = 1
    taxes: Annotated[
        bool, Field(description="Are taxes and Medicare surcharges charged? Off: to compare with studies")
    ] = True
