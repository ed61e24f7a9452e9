"""Which accounts hold bonds and which stocks is kept by rebalancing: a strategy must say how."""

from collections.abc import Iterator

from sim.errors import Problem
from sim.scenario.enums import AssetLocation
from sim.scenario.strategies import Strategy


def location_problems(index: int, strategy: Strategy) -> Iterator[Problem]:
    """Yield what keeps a strategy from holding on to its location."""
    if strategy.location is AssetLocation.AS_IT_IS:
        return
    if strategy.rebalance_band is None:
        fix = "To place stocks and bonds, a strategy must rebalance: say beyond which share, such as 5%."
        yield Problem(f"strategies[{index}].rebalance_band", "empty", fix)
    if not strategy.rebalances_sheltered:
        fix = "To place stocks and bonds, plans and IRAs must be rebalanced too; or leave the accounts as they are."
        yield Problem(f"strategies[{index}].rebalances_sheltered", "false", fix)
