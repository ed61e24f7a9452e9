"""What to do, by when and why: the planned harvest and the rollover as a short list of dated actions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise

from sim.lots.reasons import window
from sim.market.exchange_days import next_trading_year, trading_days
from sim.planner.harvest_lots import LotView, lot_views
from sim.planner.harvest_plan import PlannedSale, PlanSettings, sale_outcomes
from sim.planner.household_ledger import account_names, group_of, ledger_accounts, wash_policy
from sim.planner.purchases_to_come import purchases_to_come
from sim.planner.to_do_moves import Takers, last_day, move_in_words
from sim.planner.trade_list import BUY, SELL, Trade, stay_away, trade_list
from sim.scenario.conversions import ConversionKind
from sim.scenario.enums import HARVEST_SCHEDULES, HarvestTiming
from sim.scenario.models import Scenario
from sim.scenario.rollover import Rollover
from sim.scenario.strategies import Strategy

DAYS_TO_LOOK_AHEAD, MOST_SHARES_SAID = 366, 6
DAYS_INTO_THE_NEXT_MONTH = 10


class ToDoKind(StrEnum):
    """What an action is about."""

    SELL = "sell"
    STOP_PURCHASE = "stop a purchase"
    DO_NOT_BUY = "do not buy"
    ROLL_OVER = "roll over"
    CONVERT = "convert"
    LOOK_AGAIN = "look again"


@dataclass(frozen=True, slots=True)
class ToDo:
    """One action.

    Attributes
    ----------
    kind : ToDoKind
    first, last : date
        From when and until when, both days included.
    who : str
        Whose account it is, "" where it concerns the whole household.
    what : str
        The action in a sentence.
    details : tuple of str
        Lots, shares and replacements, a line each.
    why : str
        The reason in a sentence.
    """

    kind: ToDoKind
    first: date
    last: date
    who: str
    what: str
    details: tuple[str, ...]
    why: str

    @property
    def day(self) -> date:
        """The day by which a purchase is stopped, or from which anything else is done."""
        return self.last if self.kind is ToDoKind.STOP_PURCHASE else self.first

    @property
    def key(self) -> str:
        """What tells this action from the others, and stays as long as it is the same action."""
        return f"{self.kind.value}|{self.who}|{self.first.isoformat()}|{self.what}"


def harvest_days(scenario: Scenario, strategy: Strategy, years: int = 1) -> list[date]:
    """Return the trading days of the plan's first years on which the strategy looks for losses, in order."""
    last = scenario.start + timedelta(years * DAYS_TO_LOOK_AHEAD)
    days = trading_days(scenario.start, last + timedelta(DAYS_INTO_THE_NEXT_MONTH))
    schedule = HARVEST_SCHEDULES[strategy.harvest]
    if schedule.is_every_step:
        return [day for day in days if day <= last]
    ends = [day for day, following in pairwise(days) if day.month != following.month]
    found = {day for day in ends if day.month in schedule.month_ends}
    for rollover in (one for one in scenario.rollovers if one.is_made):
        for side in schedule.sides_of_rollover:
            wanted = rollover.date + timedelta(side * strategy.days_from_rollover)
            found |= set([day for day in days if day >= wanted >= scenario.start][:1])
    return sorted(day for day in found if day <= last)


def first_sales(scenario: Scenario, strategy: Strategy) -> tuple[tuple[PlannedSale, ...], PlanSettings]:
    """Return what the strategy sells first, at the start's prices, and the purchases that the plan itself implies.

    Lots below cost by at least the strategy's own thresholds, whole, on the first day on which it looks; none where it
    takes gains, or looks at nothing within a year.
    """
    settings = PlanSettings(purchases=purchases_to_come(scenario, 0.0))
    days = [] if HARVEST_SCHEDULES[strategy.harvest].takes_gains else harvest_days(scenario, strategy)
    if not days:
        return (), settings
    wanted = [view for view in lot_views(scenario, days[0]) if _is_taken(view, strategy)]
    return tuple(PlannedSale(view.index, days[0], view.quantity) for view in wanted), settings


def to_do_list(
    scenario: Scenario, strategy: Strategy | None, sales: Sequence[PlannedSale], settings: PlanSettings
) -> tuple[ToDo, ...]:
    """Return what to do, in the order of the days by or from which it is done.

    Parameters
    ----------
    scenario : Scenario
    strategy : Strategy or None
        The one that is advised: when it looks again, what it converts. None: no harvest is advised.
    sales : sequence of PlannedSale
        What is to be sold, as `first_sales` or a user chose.
    settings : PlanSettings
        Purchases to come, and the readings of the wash-sale rule.

    References
    ----------
    IRC 1091(a), 402(c), 408A(d)(3); Rev. Rul. 2008-5.
    """
    takers = _takers(scenario, sales, settings)
    found = [
        *_sell(scenario, sales, settings),
        *_stop(scenario, takers),
        *_do_not_buy(scenario, sales, settings),
        *(_move(scenario, rollover, takers, bool(sales)) for rollover in scenario.rollovers if rollover.is_made),
    ]
    if strategy is not None:
        found += [*_convert(scenario, strategy), *_look_again(scenario, strategy, sales)]
    order = list(ToDoKind)
    return tuple(sorted(found, key=lambda one: (one.day, order.index(one.kind), one.last)))


def _is_taken(view: LotView, strategy: Strategy) -> bool:
    if not view.is_harvestable or view.replacement is None or view.gain is None or not view.basis:
        return False
    loss = -view.gain
    return loss >= strategy.min_loss_share * view.basis and loss >= strategy.min_loss_usd


def _sell(scenario: Scenario, sales: Sequence[PlannedSale], settings: PlanSettings) -> Iterable[ToDo]:
    """Yield the sales of each account and day with what they buy, as one action."""
    orders: dict[tuple[str, date], list[Trade]] = {}
    for trade in trade_list(scenario, sales, settings):
        orders.setdefault((trade.account, trade.earliest), []).append(trade)
    for (account, day), trades in orders.items():
        sold, bought = ([one for one in trades if one.action == action] for action in (SELL, BUY))
        into = ", ".join(dict.fromkeys(one.symbol for one in bought))
        what = f"In {account}, sell {_shares(scenario, sold)} at a loss"
        what += f" and buy {into} for the money on the same day." if into else "; no replacement is named."
        details = tuple(
            f"{one.action.capitalize()} {_amount(scenario, one)} of {one.symbol}"
            + (f" ({_bought(one.lots)})" if one.lots else "")
            for one in trades
        )
        why = " ".join(dict.fromkeys(f"{one.symbol}: {one.why}" for one in sold))
        last = min(one.latest for one in sold)
        yield ToDo(ToDoKind.SELL, day, last, _owner(scenario, account), what, details, why)


def _shares(scenario: Scenario, sold: Sequence[Trade]) -> str:
    """Return what is sold, with the shares of each where they are few enough to be read."""
    if len(sold) > MOST_SHARES_SAID:
        return ", ".join(one.symbol for one in sold)
    return ", ".join(f"{_amount(scenario, one)} of {one.symbol}" for one in sold)


def _amount(scenario: Scenario, trade: Trade) -> str:
    """Return the shares of an order; dollars where one share is one dollar, as where only a worth was entered."""
    if any(one.symbol == trade.symbol and one.price == 1.0 for one in scenario.securities):
        return f"${trade.shares:,.0f}"
    return f"{trade.shares:,.6g} share{'' if trade.shares == 1 else 's'}"


def _bought(lots: str) -> str:
    """Return the lots of an order by shares and day, without their numbers in the table."""
    return "; ".join(part.partition(": ")[2] for part in lots.split("; "))


def _owner(scenario: Scenario, account_name: str) -> str:
    names = account_names(scenario)
    account = next(one for one in scenario.holdings.accounts if names[one.id] == account_name)
    return scenario.household.name_of(account.owner)


def _takers(scenario: Scenario, sales: Sequence[PlannedSale], settings: PlanSettings) -> Takers:
    """Return known purchases that would take a planned loss, with the sale's day, by (account, kind, symbol)."""
    groups, accounts = group_of(scenario), ledger_accounts(scenario)
    policy = wash_policy(scenario, settings.readings)
    found: Takers = {}
    for outcome in sale_outcomes(scenario, sales, settings):
        if outcome.gain >= 0:
            continue
        first, last = window(outcome.day)
        for purchase in settings.purchases:
            is_same = groups[purchase.symbol] == groups[outcome.symbol]
            if (
                is_same
                and first <= purchase.day <= last
                and policy.can_take(accounts[purchase.account], outcome.account)
            ):
                key = (purchase.account, purchase.kind.value, purchase.symbol)
                found.setdefault(key, []).append((purchase, outcome.day))
    return found


def _stop(scenario: Scenario, takers: Takers) -> Iterable[ToDo]:
    """Yield what is bought by itself and would take a loss, by kind: reinvested distributions, payroll."""
    names = account_names(scenario)
    rollovers = {one.purchase_date for one in scenario.rollovers if one.is_made}
    by_kind: dict[str, list[tuple[str, str, list[date], date]]] = {}
    for (account, kind, symbol), found in takers.items():
        days = sorted({purchase.day for purchase, _ in found} - rollovers)
        if days:
            by_kind.setdefault(kind, []).append((account, symbol, days, max(window(sale)[1] for _, sale in found)))
    for kind, stops in by_kind.items():
        last = max(until for *_, until in stops)
        first_purchase = min(days[0] for _, _, days, _ in stops)
        where = ", ".join(f"{symbol} in {names[account]}" for account, symbol, _, _ in stops)
        owners = dict.fromkeys(_owner(scenario, names[account]) for account, *_ in stops)
        yield ToDo(
            ToDoKind.STOP_PURCHASE,
            scenario.start,
            max(min(first_purchase - timedelta(1), last), scenario.start),
            ", ".join(owners),
            f"Stop the {kind} until {last:%m/%d/%Y}, let it go to cash: {where}.",
            tuple(
                f"{symbol} in {names[account]}: expected on {', '.join(f'{day:%m/%d/%Y}' for day in days)}"
                for account, symbol, days, _ in stops
            ),
            "A purchase within 30 days of the sale, before or after, takes its loss (IRC 1091).",
        )


def _do_not_buy(scenario: Scenario, sales: Sequence[PlannedSale], settings: PlanSettings) -> Iterable[ToDo]:
    """Yield what must not be bought, once for all accounts of the household."""
    lines: dict[tuple[date, date], list[str]] = {}
    accounts: dict[tuple[date, date], list[str]] = {}
    for line in stay_away(scenario, sales, settings):
        lines.setdefault((line.first, line.until), []).append(line.symbols)
        accounts.setdefault((line.first, line.until), []).append(line.account)
    for (first, until), symbols in lines.items():
        which = ", ".join(dict.fromkeys(symbols))
        yield ToDo(
            ToDoKind.DO_NOT_BUY,
            max(first, scenario.start),
            until,
            "",
            f"Do not buy {which} in any account, IRAs and 401(k)s included: the loss would not count.",
            (f"Accounts that count: {', '.join(dict.fromkeys(accounts[first, until]))}",),
            "In a taxable account the loss would wait; in an IRA or a plan it is lost for good (Rev. Rul. 2008-5).",
        )


def _move(scenario: Scenario, rollover: Rollover, takers: Takers, has_sales: bool) -> ToDo:
    who = _owner(scenario, account_names(scenario)[rollover.from_account])
    what, why = move_in_words(scenario, rollover, takers, has_sales)
    return ToDo(ToDoKind.ROLL_OVER, rollover.date, last_day(rollover), who, what, (), why)


def _convert(scenario: Scenario, strategy: Strategy) -> Iterable[ToDo]:
    rule = strategy.conversion
    year = max(next_trading_year(scenario.start), rule.first_year or 0)
    if rule.kind is ConversionKind.NEVER or (rule.last_year is not None and year > rule.last_year):
        return
    first, last = date(year, 12, 1), date(year, 12, 31)
    how = {
        ConversionKind.FIXED: f"${rule.amount:,.0f} in today's dollars",
        ConversionKind.TO_BRACKET: f"as much as fills the {rule.bracket_rate:.0%} bracket",
        ConversionKind.TO_IRMAA_TIER: "as much as keeps the wanted Medicare tier",
        ConversionKind.TO_ACA_CLIFF: "as much as keeps the premium credit",
    }[rule.kind]
    what = f"Convert {how} from traditional IRAs to Roth, after the year's required distributions."
    yield ToDo(ToDoKind.CONVERT, max(first, scenario.start), last, "", what, (), "It is part of this strategy.")


def _look_again(scenario: Scenario, strategy: Strategy, sales: Sequence[PlannedSale]) -> Iterable[ToDo]:
    if strategy.harvest is HarvestTiming.NONE:
        return
    sold = {sale.day for sale in sales}
    days = [day for day in harvest_days(scenario, strategy, years=2) if day not in sold]
    if not days:
        return
    schedule = HARVEST_SCHEDULES[strategy.harvest]
    what, why = (
        "Look again for what is below its cost",
        f"A lot counts from {strategy.min_loss_share:.0%} below its cost.",
    )
    if schedule.takes_gains:
        what, why = "Take long-term gains as far as they are taxed at 0%", "It is part of this strategy."
    if schedule.month_ends:  # what the plan is worth counts the years to come
        often = "month" if len(schedule.month_ends) > 1 else f"{days[0]:%B}"
        what, why = f"{what}, and so every {often}", f"What harvesting is worth counts later years too. {why}"
    yield ToDo(ToDoKind.LOOK_AGAIN, days[0], days[0], "", f"{what}.", (), why)
