"""Lower the rollovers: which accounts, which steps, how much comes back."""

import numpy as np

from sim.engine.lowering.calendar import Calendar
from sim.engine.lowering.holdings import Holdings
from sim.engine.records.codes import Kind, Move
from sim.law.federal_law import federal_years, figures_of
from sim.scenario.enums import FilingStatus, RolloverMethod
from sim.scenario.rollover import Rollover

CODE_OF = {
    RolloverMethod.DIRECT_TO_ROTH: Move.TO_ROTH,
    RolloverMethod.INDIRECT: Move.INDIRECT,
    RolloverMethod.NUA_LUMP_SUM: Move.NUA,
    RolloverMethod.LOAN_OFFSET: Move.LOAN,
}


def dated_steps(moves: list[Rollover], calendar: Calendar) -> set[int]:
    """Return the calendar steps on which a rollover is made, put back or invested."""
    days = {rollover.date for rollover in moves} | {rollover.purchase_date for rollover in moves}
    return {calendar.step_on_or_after(day) for day in days} - {-1}


def lower_rollovers(
    household: np.void, moves: list[Rollover], holdings: Holdings, calendar: Calendar, active: list[float]
) -> None:
    """Fill the plan's rollovers, in the order of their dates."""
    household["n_rollovers"] = len(moves)
    figure = figures_of("retirement")["indirect_rollover_withholding_rate"]
    for k, rollover in enumerate(moves):
        at, later = calendar.step_on_or_after(rollover.date), calendar.step_on_or_after(rollover.purchase_date)
        source, is_indirect = holdings.account_index(rollover.from_account), rollover.is_put_back
        is_late = rollover.purchase_date > rollover.last_day_in_time or later < 0
        household["rollover_step"][k] = active.index(at)
        household["rollover_second_step"][k] = active.index(later) if later >= 0 else -1
        household["rollover_day"][k], household["rollover_year"][k] = calendar.days[at], calendar.year_index[at]
        household["rollover_source"][k] = source
        household["rollover_target"][k] = holdings.account_index(rollover.to_account)
        household["rollover_roth_target"][k] = holdings.account_index(rollover.to_roth_account)
        household["rollover_replaced_from"][k] = holdings.account_index(rollover.replaced_from)
        household["rollover_method"][k] = CODE_OF.get(rollover.method, Move.DIRECT)
        household["rollover_is_cash"][k] = rollover.is_in_cash
        household["rollover_is_parked"][k] = not is_indirect and rollover.purchase_date > rollover.date
        household["rollover_share"][k], household["rollover_loan"][k] = rollover.share, rollover.loan_balance
        household["rollover_redeposited_share"][k] = 0.0 if is_late else rollover.redeposited_share
        if household["account_kind"][source] == Kind.PLAN:
            household["rollover_withheld_rate"][k] = figure.number(federal_years()[-1], FilingStatus.SINGLE)
        if rollover.method is RolloverMethod.NUA_LUMP_SUM:
            _lower_stock(household, k, rollover, holdings)
        for purchase in rollover.buys:
            household["rollover_weight"][k, holdings.security_index(purchase.symbol)] += purchase.weight


def _lower_stock(household: np.void, k: int, rollover: Rollover, holdings: Holdings) -> None:
    """Fill which employer stock is distributed, what it cost the plan, and the taxable line that receives it."""
    bought = holdings.employer_stock[rollover.from_account]
    of_line = (rollover.to_taxable_account or "", bought.symbol)
    lines = [(account.id, security.symbol) for account, security in holdings.lines]
    household["has_nua"] = 1
    household["rollover_stock"][k] = holdings.security_index(bought.symbol)
    household["rollover_stock_line"][k] = lines.index(of_line)
    household["rollover_stock_cost"][k] = bought.cost_a_share
