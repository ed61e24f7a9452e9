"""One year in plain sight: its basis and moves, milestones, what a rollover costs, how long people live."""

from typing import TYPE_CHECKING

from sim.api.loading import on_first_use

if TYPE_CHECKING:
    from sim.year.basis import Beside as Beside
    from sim.year.basis import YearBasis as YearBasis
    from sim.year.basis import first_year_basis as first_year_basis
    from sim.year.bracket_map import BracketMap as BracketMap
    from sim.year.bracket_map import MapKind as MapKind
    from sim.year.harvest_guard import year_guards as year_guards
    from sim.year.life_expectancy import LifeOutlook as LifeOutlook
    from sim.year.life_expectancy import covering_years as covering_years
    from sim.year.life_expectancy import outlook as outlook
    from sim.year.lines import return_lines as return_lines
    from sim.year.lines import shown_lines as shown_lines
    from sim.year.milestones import milestones as milestones
    from sim.year.moves import YearOutcome as YearOutcome
    from sim.year.received.income import days_before as days_before
    from sim.year.received.so_far import received_so_far as received_so_far
    from sim.year.rollover_costs import RolloverCost as RolloverCost
    from sim.year.rollover_costs import last_day_in_time as last_day_in_time
    from sim.year.rollover_costs import rollover_cost as rollover_cost
    from sim.year.rollover_side_costs import SideCosts as SideCosts
    from sim.year.rollover_side_costs import side_costs as side_costs
    from sim.year.rollover_state_tax import rollover_state_tax as rollover_state_tax
else:
    __getattr__, __dir__, __all__ = on_first_use(__name__)
