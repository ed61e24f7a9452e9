"""The planned sales as a list that a trading desk can work off, and what must not be bought until when."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date, timedelta

from sim.lots.events import Event
from sim.lots.reasons import window
from sim.lots.sheets.do_not_buy import what_a_purchase_would_do
from sim.lots.terms import first_long_term_day
from sim.lots.what_if import SaleOutcome
from sim.planner.harvest_plan import PlannedSale, PlanSettings, orders, replacement_purchases, sale_outcomes
from sim.planner.household_ledger import (
    PurchaseToCome,
    account_names,
    group_of,
    ledger_accounts,
    lot_name,
    wash_policy,
)
from sim.scenario.models import Scenario

SELL, BUY, DO_NOT_BUY = "sell", "buy", "do not buy"
SHARE_DIGITS = 6  # no tail of a binary sum stands on the list


@dataclass(frozen=True, slots=True)
class Trade:
    """One line of the list [shares]; `lots` says which shares to name to the broker.

    `latest` is the last day on which the sale would come out as planned with the purchases known.
    """

    account: str
    action: str
    symbol: str
    lots: str
    shares: float
    earliest: date
    latest: date
    replacement: str
    why: str


@dataclass(frozen=True, slots=True)
class StayAway:
    """One account in which a purchase would take a planned loss [USD], from the first to the last day of its window."""

    account: str
    owner: str
    symbols: str
    first: date
    until: date
    buy_again_from: date
    loss: float
    a_purchase_would: str
    known_purchases: str


TRADE_COLUMNS = tuple(column.name for column in fields(Trade))
STAY_AWAY_COLUMNS = tuple(column.name for column in fields(StayAway))


def trade_list(scenario: Scenario, sales: Sequence[PlannedSale], settings: PlanSettings) -> tuple[Trade, ...]:
    """Return an order for each security sold in an account on a day, each followed by its replacement's purchase."""
    found: list[Trade] = []
    names = account_names(scenario)
    for order, outcome in zip(orders(scenario, sales), sale_outcomes(scenario, sales, settings), strict=True):
        parts = [sale for sale in sales if _is_part(scenario, sale, order)]
        bought = replacement_purchases(scenario, parts) if settings.buys_replacement else []
        latest = _latest(scenario, parts, outcome, settings)
        replacement = ", ".join(dict.fromkeys(purchase.symbol for purchase in bought))
        found.append(
            Trade(
                account=outcome.account.name,
                action=SELL,
                symbol=order.symbol,
                lots=_lots(scenario, parts),
                shares=round(float(sum(part.quantity for part in parts)), SHARE_DIGITS),
                earliest=order.day,
                latest=latest,
                replacement=replacement,
                why=_why(outcome, replacement),
            )
        )
        for symbol in dict.fromkeys(purchase.symbol for purchase in bought):
            quantity = sum(purchase.quantity for purchase in bought if purchase.symbol == symbol)
            why = f"The same day as the sale of {order.symbol}, for the same money: the market exposure stays."
            account = names[bought[0].account]
            shares = round(quantity, SHARE_DIGITS)
            found.append(Trade(account, BUY, symbol, "", shares, order.day, latest, "", why))
    return tuple(found)


def stay_away(scenario: Scenario, sales: Sequence[PlannedSale], settings: PlanSettings) -> tuple[StayAway, ...]:
    """Return, for every account whose purchases count, what must not be bought there and until when (IRC 1091(a))."""
    found: dict[tuple[str, str, date], StayAway] = {}
    groups, accounts, policy = group_of(scenario), ledger_accounts(scenario), wash_policy(scenario, settings.readings)
    for outcome in sale_outcomes(scenario, sales, settings):
        if outcome.gain >= 0:
            continue
        first, last = window(outcome.day)
        symbols = ", ".join(symbol for symbol in groups if groups[symbol] == groups[outcome.symbol])
        for account_id, account in accounts.items():
            if not policy.can_take(account, outcome.account):
                continue
            known = [p for p in settings.purchases if p.account == account_id and first <= p.day <= last]
            known = [purchase for purchase in known if groups[purchase.symbol] == groups[outcome.symbol]]
            key = (account.name, symbols, outcome.day)
            loss = -float(outcome.gain) + (found[key].loss if key in found else 0.0)
            found[key] = StayAway(
                account=account.name,
                owner=scenario.household.name_of(account.owner),
                symbols=symbols,
                first=first,
                until=last,
                buy_again_from=last + timedelta(1),
                loss=loss,
                a_purchase_would=what_a_purchase_would_do(account),
                known_purchases=_known(known),
            )
    return tuple(sorted(found.values(), key=lambda line: (line.account, line.until, line.symbols)))


def desk_rows(trades: Iterable[Trade], away: Iterable[StayAway]) -> list[list[object]]:
    """Return one list for a desk, in the columns of a trade: what to sell and buy, then what not to buy until when."""
    rows: list[list[object]] = [[getattr(trade, name) for name in TRADE_COLUMNS] for trade in trades]
    for line in away:
        why = f"A purchase would {line.a_purchase_would}"
        why += f"; stop or move: {line.known_purchases}" if line.known_purchases else ""
        rows.append([line.account, DO_NOT_BUY, line.symbols, "", "", line.first, line.until, "", why])
    return rows


def _is_part(scenario: Scenario, sale: PlannedSale, order: Event) -> bool:
    return sale.day == order.day and any(name == lot_name(sale.lot) for name, _ in order.sell_lots)


def _lots(scenario: Scenario, parts: Sequence[PlannedSale]) -> str:
    held = scenario.holdings.lots
    return "; ".join(
        f"{lot_name(part.lot)}: {part.quantity:,.6g} shares bought {held[part.lot].acquired}" for part in parts
    )


def _why(outcome: SaleOutcome, replacement: str) -> str:
    if outcome.gain >= 0:
        return f"A gain of ${outcome.gain:,}: the wash-sale rule does not matter."
    words = f"A loss of ${-outcome.gain:,}"
    parts = (
        (outcome.loss_kept, "may be deducted"),
        (outcome.loss_deferred, "moves into shares bought"),
        (outcome.loss_permanent, "is lost for good"),
    )
    words += ": " + ", ".join(f"${amount:,} {fate}" for amount, fate in parts if amount > 0) + "."
    return words if replacement else words + " No replacement is named: the money stays out of the market."


def _latest(scenario: Scenario, parts: Sequence[PlannedSale], outcome: SaleOutcome, settings: PlanSettings) -> date:
    """Return the last day of the year on which a sale comes out as on its own day, the purchases known.

    A sale that loses a part of its loss anyway has its own day only, and a lot keeps its term.
    """
    day = outcome.day
    limits = [date(day.year, 12, 31)]
    if outcome.loss_deferred + outcome.loss_permanent > 0:
        return day
    if outcome.gain < 0:
        limits += [window(purchase.day)[0] - timedelta(1) for purchase in _purchases(scenario, outcome, settings)]
    for part in parts:
        turns_long = first_long_term_day(scenario.holdings.lots[part.lot].acquired)
        limits += [turns_long - timedelta(1)] if turns_long > day else []
    return max(day, min(limits))


def _purchases(scenario: Scenario, outcome: SaleOutcome, settings: PlanSettings) -> list[PurchaseToCome]:
    """Return the known purchases after a sale that could take its loss."""
    groups, accounts, policy = group_of(scenario), ledger_accounts(scenario), wash_policy(scenario, settings.readings)
    return [
        purchase
        for purchase in settings.purchases
        if purchase.day > outcome.day
        and groups[purchase.symbol] == groups[outcome.symbol]
        and purchase.account in accounts
        and policy.can_take(accounts[purchase.account], outcome.account)
    ]


def _known(purchases: Iterable[PurchaseToCome]) -> str:
    return "; ".join(f"{p.day} {p.kind.value}, {p.quantity:,.4g} shares of {p.symbol}" for p in purchases)
