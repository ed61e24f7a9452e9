"""What each strategy chooses, as the record that kernels read."""

import numpy as np

from sim.engine.lowering.conversions import lower_conversions
from sim.engine.lowering.harvest_timings import takes_losses
from sim.engine.lowering.strategy_codes import LOCATION_OF, PAYERS_OF, PROCEEDS_OF, SALE_OF
from sim.engine.records.codes import Proceeds
from sim.engine.records.policy import POLICY
from sim.scenario.enums import TaxedAs, WithdrawalOrder
from sim.scenario.models import Scenario
from sim.scenario.strategies import Strategy

DECEMBER, SIDES = 12, 2
CODES = ("proceeds", "sale_method", "conversion", "location")
"""Choices that are words or parts in a strategy and codes in the record."""
AS_THEY_ARE = tuple(name for name in Strategy.model_fields if name in (POLICY.names or ()) and name not in CODES)
"""Numbers that the record holds under the strategy's own name; a limit that is not given is infinite."""


def lower_policies(scenario: Scenario, first_year: int, last_law_year: int) -> np.ndarray:
    """Return a record for each strategy, (n_strategies,) `POLICY`."""
    policies = np.zeros(len(scenario.strategies), POLICY)
    for policy, strategy in zip(policies, scenario.strategies, strict=True):
        for name in AS_THEY_ARE:
            value = getattr(strategy, name)
            policy[name] = np.inf if value is None else value
        policy["proceeds"] = PROCEEDS_OF[strategy.proceeds] if takes_losses(strategy) else Proceeds.REPLACEMENT
        policy["sale_method"] = SALE_OF[strategy.sale_method]
        policy["is_proportional"] = strategy.withdrawal_order is WithdrawalOrder.PROPORTIONAL
        policy["is_rate_on_income"] = strategy.marginal_rate_on is TaxedAs.ORDINARY_INCOME
        policy["has_wash_rule"] = strategy.has_wash_sale_rule
        policy["location"] = LOCATION_OF[strategy.location]
        policy["payers"] = PAYERS_OF[strategy.withdrawal_order]
        a_side = (strategy.fund_trading_cost_bp, strategy.stock_trading_cost_bp)
        policy["cost_rate"] = [SIDES * bp / 1e4 for bp in a_side]
        policy["rebalance_month"] = DECEMBER if strategy.rebalances_in_december else 0
    lower_conversions(policies, scenario, first_year, last_law_year)
    return policies
