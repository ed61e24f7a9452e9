"""Harvesting beside the other tools, alone and together: the strategies of one comparison."""

from sim.scenario.conversions import Conversion, ConversionKind
from sim.scenario.enums import (
    AssetLocation,
    HarvestTiming,
    WithdrawalOrder,
)
from sim.scenario.strategies import Strategy

BAND = 0.05
"""How far the mix may be off where the plan says nothing: common in investment policies."""
BRACKET = 0.22
"""The bracket that conversions fill where the plan converts nothing."""


def side_by_side(
    strategies: tuple[Strategy, ...], location: AssetLocation = AssetLocation.BONDS_PRETAX
) -> tuple[Strategy, ...]:
    """Return seven strategies that differ in nothing else: no tool, each tool alone, harvesting with location, all.

    All rebalance the household alike. Harvesting and conversions are those of the plan's first strategy that has them.

    Parameters
    ----------
    strategies : the plan's; the first one is what the others start from
    location : which accounts hold bonds and stocks where that is the tool
    """
    harvesting = next((one for one in strategies if one.takes_losses), None)
    converting = next((one.conversion for one in strategies if one.conversion.kind is not ConversionKind.NEVER), None)
    base = strategies[0].model_copy(
        update={
            "harvest": HarvestTiming.NONE,
            "location": AssetLocation.AS_IT_IS,
            "conversion": Conversion(),
            "rebalance_band": BAND if strategies[0].rebalance_band is None else strategies[0].rebalance_band,
            "rebalances_sheltered": True,
        }
    )
    like = harvesting or base.model_copy(update={"harvest": HarvestTiming.YEAR_END})
    named = ("harvest", "proceeds", "switches_back", "min_loss_share", "min_loss_usd", "days_from_rollover")
    harvest = {name: getattr(like, name) for name in named}
    convert = {"conversion": converting or Conversion(kind=ConversionKind.TO_BRACKET, bracket_rate=BRACKET)}
    tools = {
        "No tool": {},
        "Harvesting": harvest,
        "Location": {"location": location},
        "Harvesting and location": {**harvest, "location": location},
        "Conversion": convert,
        "Deferral": {"withdrawal_order": WithdrawalOrder.ROTH_BEFORE_PRETAX},
        "All together": {**harvest, "location": location, **convert},
    }
    return tuple(base.model_copy(update={**chosen, "name": name}) for name, chosen in tools.items())
