"""What the household may do: the strategies."""

from typing import Annotated

from pydantic import Field

from sim.scenario.base import Model, Money, Name, Share
from sim.scenario.conversions import Conversion
from sim.scenario.enums import (
    AssetLocation,
    HarvestProceeds,
    HarvestTiming,
    SaleMethod,
    TaxedAs,
    WithdrawalOrder,
)

SIDE_OF_A_TRADE = "Cost of one side, a sale or the purchase after it, of a harvest or rebalancing trade"


class Strategy(Model):
    """When losses (or gains) are harvested, what the proceeds buy, and how the household sells."""

    name: Name
    harvest: HarvestTiming = HarvestTiming.NONE
    proceeds: Annotated[HarvestProceeds, Field(description="What the proceeds of a loss sale buy, and when")] = (
        HarvestProceeds.REPLACEMENT
    )
    switches_back: Annotated[bool, Field(description="Is the security bought back after 31 days?")] = False
    min_loss_share: Annotated[Share, Field(description="Least loss as a share of the lot's basis")] = 0.05
    min_loss_usd: Annotated[Money, Field(description="Least loss of one lot [USD]")] = 0.0
    days_from_rollover: Annotated[
        int, Field(ge=0, le=365, description="Days before or after the rollover on which the harvest happens")
    ] = 31
    fund_trading_cost_bp: Annotated[
        float, Field(ge=0, le=250, allow_inf_nan=False, description=f"{SIDE_OF_A_TRADE} of a fund [bp of the amount]")
    ] = 2.0
    stock_trading_cost_bp: Annotated[
        float, Field(ge=0, le=250, allow_inf_nan=False, description=f"{SIDE_OF_A_TRADE} of a stock [bp of the amount]")
    ] = 5.0
    max_carryforward: Annotated[
        Money | None, Field(description="No harvest while unused losses reach this amount [USD]; none: no limit")
    ] = None
    min_marginal_rate: Annotated[Share, Field(description="Least marginal rate of a year with harvests; 0: any")] = 0.0
    marginal_rate_on: Annotated[TaxedAs, Field(description="Whose marginal rate that is")] = TaxedAs.LONG_TERM_GAINS
    has_wash_sale_rule: Annotated[
        bool, Field(description="Does the wash-sale rule apply? Without it: a what-if that shows what the rule costs")
    ] = True
    sale_method: Annotated[SaleMethod, Field(description="Which lot of a security is sold first")] = (
        SaleMethod.HIGHEST_BASIS
    )
    withdrawal_order: Annotated[WithdrawalOrder, Field(description="Which account pays first")] = (
        WithdrawalOrder.TAXABLE_FIRST
    )
    withdrawal_bracket_rate: Annotated[Share, Field(description="Rate of the bracket that withdrawals fill")] = 0.12
    rebalance_band: Annotated[Share | None, Field(description="How far off target lines may be; none: any")] = None
    rebalances_in_december: Annotated[bool, Field(description="In December only? Otherwise every month end")] = False
    rebalances_sheltered: Annotated[
        bool, Field(description="Are plans and IRAs brought back to the household's mix of stocks and bonds too?")
    ] = True
    location: Annotated[AssetLocation, Field(description="Which accounts hold bonds, and which stocks")] = (
        AssetLocation.AS_IT_IS
    )
    conversion: Conversion = Conversion()

    @property
    def takes_losses(self) -> bool:
        """Whether the strategy harvests losses."""
        return self.harvest not in (HarvestTiming.NONE, HarvestTiming.GAINS)

    @property
    def guard(self) -> str:
        """When the least marginal rate lets the strategy take losses, in words; "" where it asks for none."""
        if self.min_marginal_rate == 0 or self.harvest in (HarvestTiming.NONE, HarvestTiming.GAINS):
            return ""
        gain = "long-term gains" if self.marginal_rate_on is TaxedAs.LONG_TERM_GAINS else "ordinary income"
        return f"only while the marginal rate on {gain} is {round(100 * self.min_marginal_rate, 6):g}% or more"
