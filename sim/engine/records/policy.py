"""What a strategy chooses, as a numpy record."""

import numpy as np

from sim.engine.records.codes import Payer

CONVERSION_FIELDS = [
    ("conversion", np.int64),  # `sim.engine.records.codes.Convert`
    ("conversion_first", np.int64),  # first and last year of conversions, positions on the year axis
    ("conversion_last", np.int64),
    ("conversion_amount", np.float64),  # [USD/yr], prices of the start
    ("conversion_bracket", np.int64),  # position of the bracket to fill
    ("conversion_tier", np.int64),
    ("conversion_withheld", np.float64),  # share withheld as tax
]

POLICY = np.dtype(
    [
        ("proceeds", np.int64),
        ("sale_method", np.int64),
        ("is_proportional", np.int64),
        ("has_wash_rule", np.int64),
        ("payers", np.int64, (len(Payer),)),
        ("min_loss_share", np.float64),
        ("min_loss_usd", np.float64),
        ("cost_rate", np.float64, (2,)),  # of a trade, both sides: of a fund, of a stock
        ("max_carryforward", np.float64),  # infinite: no limit
        ("min_marginal_rate", np.float64),  # of the year, 0: not asked
        ("is_rate_on_income", np.int64),  # the rate of ordinary income is asked, not that of long-term gains
        ("withdrawal_bracket", np.int64),  # position of the bracket that withdrawals fill, -1: none
        ("rebalance_band", np.float64),  # infinite: never
        ("rebalances_sheltered", np.int64),  # plans and IRAs too, to the household's share of bonds
        ("location", np.int64),  # `sim.engine.records.codes.Location`
        ("rebalance_month", np.int64),  # the only month in which it happens, 0 for all
        *CONVERSION_FIELDS,
    ]
)
"""What a strategy chooses; the codes are those of `sim.engine.records.codes`."""
