"""What a run means: measures and paired differences, the verdict, plans side by side, what cannot be done."""

from typing import TYPE_CHECKING

from sim.api.loading import on_first_use

if TYPE_CHECKING:
    from sim.engine.run.certain import Look as Look
    from sim.results.cannot_do import Holds as Holds
    from sim.results.certain_income import CERTAIN_INCOME as CERTAIN_INCOME
    from sim.results.certain_income import MOST_RISK_AVERSION as MOST_RISK_AVERSION
    from sim.results.certain_income import RISK_AVERSION as RISK_AVERSION
    from sim.results.certain_income import certain_income as certain_income
    from sim.results.compare_plans import ABSENT as ABSENT
    from sim.results.compare_plans import InputDifference as InputDifference
    from sim.results.compare_plans import input_differences as input_differences
    from sim.results.compare_plans import plan_difference as plan_difference
    from sim.results.compare_plans import same_luck as same_luck
    from sim.results.compare_words import NO_DIFFERENCE as NO_DIFFERENCE
    from sim.results.compare_words import comparison_words as comparison_words
    from sim.results.compare_words import difference_words as difference_words
    from sim.results.compare_words import ending_figures as ending_figures
    from sim.results.compare_words import safe_amounts as safe_amounts
    from sim.results.conventions import conventions as conventions
    from sim.results.conventions import first_year_figures as first_year_figures
    from sim.results.findings import LEDGER as LEDGER
    from sim.results.findings import TAX_KINDS as TAX_KINDS
    from sim.results.goal import SAFE_SPENDING as SAFE_SPENDING
    from sim.results.goal import WHAT_COUNTS as WHAT_COUNTS
    from sim.results.goal import default_goal as default_goal
    from sim.results.goal import goal_json as goal_json
    from sim.results.goal import measure_of as measure_of
    from sim.results.paired import ALPHA_UNIT as ALPHA_UNIT
    from sim.results.paired import DETAILS as DETAILS
    from sim.results.paired import DRAG_UNIT as DRAG_UNIT
    from sim.results.paired import MEASURE as MEASURE
    from sim.results.paired import MEASURES as MEASURES
    from sim.results.paired import Measure as Measure
    from sim.results.paired import PairedDifference as PairedDifference
    from sim.results.paired import versus as versus
    from sim.results.present import masked as masked
    from sim.results.stopping import stopping_json as stopping_json
    from sim.results.success import rate_in_words as rate_in_words
    from sim.results.success import success_means as success_means
    from sim.results.summary import future_dollars as future_dollars
    from sim.results.verdict import DEFINITIONS as DEFINITIONS
    from sim.results.verdict import OBJECTIVES as OBJECTIVES
    from sim.results.verdict import Term as Term
    from sim.results.verdict import default_objective as default_objective
    from sim.results.verdict import reference_in as reference_in
    from sim.results.verdict import reference_of as reference_of
    from sim.results.verdict import verdict as verdict
    from sim.results.what_to_do import NOTHING_NOW as NOTHING_NOW
    from sim.results.what_to_do import action_table as action_table
    from sim.results.what_to_do import this_year_words as this_year_words
    from sim.results.what_to_do import when_words as when_words
    from sim.words import STANDARD_ERROR as STANDARD_ERROR
else:
    __getattr__, __dir__, __all__ = on_first_use(__name__)
