"""The laws of a path as records: kernels hand a record over by its address.

Handed over as the nested tuples that the tax kernels calculate with, the laws of a path were 500 numbers to copy at
every call, a fifth of the time of a path without trades.
"""

import numpy as np

from sim.engine.records.limits import MAX_PUBLISHED, MAX_YEARS
from sim.law.itemizing.itemizing_law import N_ITEMIZING
from sim.law.state_law import MAX_BASES, STATE_FIGURES, STATE_LAW

FEDERAL_ROW = np.dtype(
    [
        ("year", np.int64),
        ("filing_status", np.int64),
        ("thresholds", np.float64, (7,)),
        ("rates", np.float64, (7,)),
        ("gains", np.float64, (6,)),
        ("deductions", np.float64, (7,)),
        ("social_security", np.float64, (6,)),
        ("amt", np.float64, (7,)),
        ("surtaxes", np.float64, (6,)),
        ("steps", np.float64, (6,)),
        ("investments", np.float64, (2,)),
    ]
)
"""A `FederalLaw`: each of its parts in the order of its fields."""

IRMAA_ROW = np.dtype(
    [
        ("year", np.int64),
        ("over", np.float64, (4,)),
        ("part_b_add", np.float64, (5,)),
        ("part_d_add", np.float64, (5,)),
        ("top_from", np.float64),
        ("part_b_standard", np.float64),
        ("top_frozen_through", np.float64),
        ("threshold_step", np.float64),
        ("premium_step", np.float64),
    ]
)
"""An `IrmaaLaw`."""

ACA_ROW = np.dtype(
    [
        ("band_from", np.float64, (6,)),
        ("band_to", np.float64, (6,)),
        ("initial_share", np.float64, (6,)),
        ("final_share", np.float64, (6,)),
        ("lowest_multiple", np.float64),
        ("cliff_multiple", np.float64),
        ("poverty_base", np.float64),
        ("poverty_per_person", np.float64),
        ("poverty_step", np.float64),
    ]
)
"""An `AcaLaw`."""

PATH_LAWS = np.dtype(
    [
        ("n_published", np.int64),
        ("first_published", np.int64),  # calendar year
        ("n_aca", np.int64),
        ("published_federal", FEDERAL_ROW, (MAX_PUBLISHED,)),
        ("published_irmaa", IRMAA_ROW, (MAX_PUBLISHED,)),
        ("published_aca", ACA_ROW, (MAX_PUBLISHED,)),
        # by year of the plan
        ("federal", FEDERAL_ROW, (MAX_YEARS,)),
        ("irmaa", IRMAA_ROW, (MAX_YEARS,)),
        # position among the state's laws that differ; the last one that of a state moved to, in the year of the move
        ("state_at", np.int64, (MAX_YEARS + 1,)),
        ("wage_base", np.float64, (MAX_YEARS,)),  # of Social Security tax
        ("growth", np.float64, (MAX_YEARS,)),  # price level of the year over that of the last published one
        ("state_growth", np.float64, (MAX_BASES,)),  # of the year being filled in, over each of the state's base years
        ("state_figures", STATE_FIGURES, (MAX_YEARS + 1,)),  # likewise
        ("state", STATE_LAW, (MAX_YEARS + 1,)),
        ("move_year", np.int64),  # to another state, on the plan's year axis; -1 without a move
        ("share_before_move", np.float64),  # of that year
        ("itemizes", np.int64),  # the household lists deductions
        # a state's tax hangs on what the federal return deducts, or on itself, whatever the federal cap lets in
        ("state_follows", np.int64),
        ("state_asks_tax_paid", np.int64),
        ("itemizing", np.float64, (MAX_YEARS, N_ITEMIZING)),  # an `ItemizingLaw` a year
        ("lists", np.float64, (MAX_YEARS, 4)),  # medical costs, property tax, mortgage interest, cash to charity [USD]
    ]
)
"""The published laws under one filing status, and those of the years of one path."""
