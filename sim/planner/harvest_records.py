"""The records that planned sales would leave: Form 8949, Schedule D, and the reason of every wash match in words."""

from collections.abc import Sequence
from dataclasses import replace

from sim.lots.form8949 import form_8949_rows
from sim.lots.record_sheets import Table, record_tables
from sim.lots.schedule_d import loss_limit, schedule_d
from sim.planner.harvest_plan import PlannedSale, PlanSettings, losses_of, planned_ledger
from sim.planner.harvest_tax import taxable_incomes
from sim.planner.household_ledger import money
from sim.scenario.models import Scenario


def harvest_records(scenario: Scenario, sales: Sequence[PlannedSale], settings: PlanSettings) -> list[Table]:
    """Return (title, columns, rows) for each sheet of `sim.lots.record_sheets.SHEET_NAMES`, for the planned sales.

    Schedule D takes the household's carryovers in and its taxable income of each year. Gains realized beside the plan
    are no lines of these records, so they are taken as gains of that income only.
    """
    result = planned_ledger(scenario, sales, settings)
    rows = form_8949_rows(result)
    years = sorted({row.date_sold.year for row in rows})
    home = scenario.household
    incomes = taxable_incomes(scenario, losses_of(rows), years, settings.beside)
    schedules = schedule_d(
        rows,
        loss_limit(home.filing_status),
        years,
        {year: money(income) for year, income in incomes.items()},
        (money(home.loss_carryover_short), money(home.loss_carryover_long)),
    )
    last_sale = max((sale.day for sale in sales), default=None)
    return record_tables(replace(result, last_day=last_sale), rows, schedules)
