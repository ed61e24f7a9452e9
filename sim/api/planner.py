"""The harvest planner: lots and what to sell, purchases to come, the wash-sale calendar, in kind against cash."""

from typing import TYPE_CHECKING

from sim.api.loading import on_first_use

if TYPE_CHECKING:
    from sim.planner.advised import Advised as Advised
    from sim.planner.advised import advised as advised
    from sim.planner.advised import advised_strategy as advised_strategy
    from sim.planner.harvest_lots import Eligibility as Eligibility
    from sim.planner.harvest_lots import LotView as LotView
    from sim.planner.harvest_plan import HarvestPlan as HarvestPlan
    from sim.planner.harvest_plan import LotPlan as LotPlan
    from sim.planner.harvest_plan import danger_kind as danger_kind
    from sim.planner.harvest_plan import lot_plans as lot_plans
    from sim.planner.harvest_records import desk_table as desk_table
    from sim.planner.harvest_records import harvest_records as harvest_records
    from sim.planner.household_ledger import PurchaseKind as PurchaseKind
    from sim.planner.household_ledger import PurchaseToCome as PurchaseToCome
    from sim.planner.household_ledger import Readings as Readings
    from sim.planner.household_ledger import account_names as account_names
    from sim.planner.household_ledger import ledger_accounts as ledger_accounts
    from sim.planner.household_ledger import lot_name as lot_name
    from sim.planner.purchases_to_come import purchases_to_come as purchases_to_come
    from sim.planner.purchases_to_come import unknown_payroll as unknown_payroll
    from sim.planner.rollover_contrast import RolloverContrast as RolloverContrast
    from sim.planner.rollover_contrast import rollover_contrasts as rollover_contrasts
    from sim.planner.to_do import ToDo as ToDo
    from sim.planner.wash_calendar import WashCalendar as WashCalendar
else:
    __getattr__, __dir__, __all__ = on_first_use(__name__)
