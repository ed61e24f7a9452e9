"""What runs the engine many times: where a difference comes from, the race, sensitivity, the timing map."""

from typing import TYPE_CHECKING

from sim.api.loading import on_first_use

if TYPE_CHECKING:
    from sim.studies.attribution import Attribution as Attribution
    from sim.studies.candidates import Candidate as Candidate
    from sim.studies.candidates import candidates_of as candidates_of
    from sim.studies.find_best import CHECK_PATHS as CHECK_PATHS
    from sim.studies.find_best import ROUNDS as ROUNDS
    from sim.studies.find_best import Race as Race
    from sim.studies.memory import check_memory as check_memory
    from sim.studies.over_time.tax_years import TAX_YEARS_PATHS as TAX_YEARS_PATHS
    from sim.studies.over_time.tax_years import TaxYears as TaxYears
    from sim.studies.over_time.tax_years import tax_years as tax_years
    from sim.studies.racing import GOAL as GOAL
    from sim.studies.racing import GOALS as GOALS
    from sim.studies.racing import RISK as RISK
    from sim.studies.safe_spending import DEFAULT_RATE as DEFAULT_RATE
    from sim.studies.safe_spending import LEAST_RATE as LEAST_RATE
    from sim.studies.safe_spending import MOST_RATE as MOST_RATE
    from sim.studies.safe_spending import SAFE_PATHS as SAFE_PATHS
    from sim.studies.safe_spending import SafeAmount as SafeAmount
    from sim.studies.safe_spending import SafeSpending as SafeSpending
    from sim.studies.safe_spending import checked_rate as checked_rate
    from sim.studies.tax_cost import TAX_COST_PATHS as TAX_COST_PATHS
    from sim.studies.tax_cost import TaxCost as TaxCost
    from sim.studies.timing_map import MAP_PATHS as MAP_PATHS
    from sim.studies.timing_map import TimingMap as TimingMap
    from sim.studies.timing_map import map_cells as map_cells
    from sim.studies.timing_map import moving_rollover as moving_rollover
    from sim.studies.timing_map import strategy_on as strategy_on
    from sim.studies.what_if import WhatIf as WhatIf
    from sim.studies.what_if import what_if as what_if
    from sim.studies.what_moves import TRIED_PATHS as TRIED_PATHS
    from sim.studies.what_moves import WhatMoves as WhatMoves
    from sim.studies.what_moves import strategy_to_try as strategy_to_try
    from sim.studies.whose_merit import MERIT_PATHS as MERIT_PATHS
    from sim.studies.whose_merit import WhoseMerit as WhoseMerit
    from sim.studies.whose_merit import differing_in_both as differing_in_both
    from sim.studies.whose_merit import whose_merit as whose_merit
    from sim.studies.worlds import WORLD_PATHS as WORLD_PATHS
    from sim.studies.worlds import Worlds as Worlds
else:
    __getattr__, __dir__, __all__ = on_first_use(__name__)
