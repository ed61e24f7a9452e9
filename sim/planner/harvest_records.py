"""The records that planned sales would leave: Form 8949, Schedule D, and the reason of every wash match in words."""

from collections.abc import Sequence
from dataclasses import astuple, replace

from sim.lots.form8949 import form_8949_rows
from sim.lots.schedule_d import loss_limit, schedule_d
from sim.lots.sheets.record_sheets import Table, record_tables
from sim.planner.harvest_plan import PlannedSale, PlanSettings, losses_of, planned_ledger
from sim.planner.harvest_tax import taxable_incomes
from sim.planner.household_ledger import money
from sim.planner.trade_list import STAY_AWAY_COLUMNS, TRADE_COLUMNS, desk_rows, stay_away, trade_list
from sim.scenario.models import Scenario

TRADE_LIST, DO_NOT_BUY_LIST = "Trade list", "Do not buy"


def harvest_records(scenario: Scenario, sales: Sequence[PlannedSale], settings: PlanSettings) -> list[Table]:
    """Return (title, columns, rows) for each of `sim.lots.sheets.record_sheets.SHEET_NAMES`, for the planned sales.

    Behind them the trade list, and by account what not to buy until when.

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
    tables = record_tables(replace(result, last_day=last_sale), rows, schedules)
    return [*tables, *_trade_tables(scenario, sales, settings)]


def desk_table(scenario: Scenario, sales: Sequence[PlannedSale], settings: PlanSettings) -> Table:
    """Return one table for a trading desk: what to sell and buy, then what not to buy until when."""
    rows = desk_rows(trade_list(scenario, sales, settings), stay_away(scenario, sales, settings))
    return TRADE_LIST, TRADE_COLUMNS, rows


def _trade_tables(scenario: Scenario, sales: Sequence[PlannedSale], settings: PlanSettings) -> list[Table]:
    away = [list(astuple(line)) for line in stay_away(scenario, sales, settings)]
    trades = [list(astuple(trade)) for trade in trade_list(scenario, sales, settings)]
    return [(TRADE_LIST, TRADE_COLUMNS, trades), (DO_NOT_BUY_LIST, STAY_AWAY_COLUMNS, away)]
