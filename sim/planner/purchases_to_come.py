"""Purchases a plan already implies: reinvested dividends, 401(k) payroll, and what a cash rollover buys.

The days are a guess that the user fixes: a plan knows how often a fund pays, not when.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from sim.market.assumptions import CLASSES, distributions_a_year
from sim.market.companies.bond_funds import paying
from sim.planner.household_ledger import PurchaseKind, PurchaseToCome, group_of
from sim.scenario.enums import AccountType, RolloverMethod
from sim.scenario.holdings import Security
from sim.scenario.models import Scenario
from sim.scenario.rollover import Rollover
from sim.scenario.stock import paid_as_shares

DAYS_AHEAD = 400
MONTHLY_PAY_DAY = 5
OTHER_PAY_DAY = 22
LEAST_SHARES = 1e-4
SHARE_DIGITS = 4  # brokers and plans book fractional shares to three or four places
_Position = tuple[str, str]


def payment_days(security: Security, first: date, last: date) -> list[date]:
    """Return the days from `first` to `last` on which a fund of this class is taken to distribute.

    Monthly payers on the 5th, others on the 22nd of the last month of the quarter, half-year or year.
    """
    times = int(distributions_a_year()[CLASSES.index(security.asset_class)])
    if times <= 0 or security.dividend_yield <= 0:
        return []
    pay_day = MONTHLY_PAY_DAY if times >= 12 else OTHER_PAY_DAY
    every = max(12 // times, 1)
    months = ((year, month) for year in range(first.year, last.year + 1) for month in range(every, 13, every))
    days = (date(year, month, pay_day) for year, month in months)
    return [day for day in days if first <= day <= last]


def positions(scenario: Scenario) -> dict[_Position, float]:
    """Return the shares at the start by (account id, symbol), in the scenario's order."""
    found: dict[_Position, float] = {}
    for lot in scenario.holdings.lots:
        key = (lot.account, lot.symbol)
        found[key] = found.get(key, 0.0) + lot.quantity
    return found


def roth_share(scenario: Scenario, rollover: Rollover) -> float:
    """Return the part of a plan that goes to the Roth IRA: after-tax and Roth money (Notice 2014-54)."""
    plan = next(account for account in scenario.holdings.accounts if account.id == rollover.from_account)
    value = scenario.account_value(plan.id)
    return min((plan.after_tax_amount + plan.roth_amount) / value, 1.0) if value > 0 else 0.0


def _paid_as_shares(scenario: Scenario, rollover: Rollover) -> float:
    """Return the value of the employer stock that is not sold but paid out [USD]."""
    found = paid_as_shares(rollover, scenario.holdings, scenario.securities)
    return found[0].quantity * found[1] if found else 0.0


def rollover_purchases(scenario: Scenario) -> list[PurchaseToCome]:
    """Return what the plan's cash rollovers buy on their dates; a transfer in kind buys nothing."""
    found = []
    for rollover in scenario.rollovers:
        if not rollover.is_in_cash and not rollover.is_put_back:
            continue
        value = (scenario.account_value(rollover.from_account) - _paid_as_shares(scenario, rollover)) * rollover.share
        to_roth = roth_share(scenario, rollover)
        if rollover.method is RolloverMethod.LOAN_OFFSET:
            value, to_roth = rollover.loan_balance * rollover.redeposited_share, 0.0
        parts = ((rollover.receiver, 1.0 - to_roth), (rollover.to_roth_account, to_roth))
        for account_id, part in parts:
            for bought in rollover.buys:
                amount = value * part * bought.weight
                quantity = round(amount / scenario.security(bought.symbol).price, SHARE_DIGITS)
                if account_id is not None and quantity > LEAST_SHARES:
                    found.append(
                        PurchaseToCome(
                            rollover.purchase_date, account_id, bought.symbol, quantity, amount, PurchaseKind.ROLLOVER
                        )
                    )
    return found


def dividend_purchases(scenario: Scenario) -> list[PurchaseToCome]:
    """Return the reinvested dividends of the next 400 days at the start's prices and yields.

    A plan's dividends end with its rollover. Simplification: dividends on shares bought after the start are left out.
    """
    moved = {
        rollover.from_account: rollover.date
        for rollover in scenario.rollovers
        if rollover.method not in (RolloverMethod.STAY_IN_PLAN, RolloverMethod.LOAN_OFFSET)
    }
    accounts = {account.id: account for account in scenario.holdings.accounts}
    last = scenario.start + timedelta(DAYS_AHEAD)
    found = []
    for (account_id, symbol), quantity in positions(scenario).items():
        security, account = paying(scenario.security(symbol), scenario.market), accounts[account_id]
        if not account.reinvests_dividends or account.type is AccountType.ANNUITY or security.is_annuity:
            continue
        paid = payment_days(security, scenario.start, min(last, moved.get(account_id, last)))
        for day in paid:
            bought = round(quantity * security.dividend_yield / len(payment_days(security, *_year(day))), SHARE_DIGITS)
            found.append(
                PurchaseToCome(day, account_id, symbol, bought, bought * security.price, PurchaseKind.DIVIDEND)
            )  # a yield is a share of price, so the shares bought are the shares held times the yield
        announced = security.announced_on
        if announced is not None and scenario.start <= announced <= min(last, moved.get(account_id, last)):
            gains = security.announced_short_rate + security.announced_long_rate
            bought = round(quantity * gains, SHARE_DIGITS)
            found.append(
                PurchaseToCome(announced, account_id, symbol, bought, bought * security.price, PurchaseKind.DIVIDEND)
            )
    return found


def _year(day: date) -> tuple[date, date]:
    return date(day.year, 1, 1), date(day.year, 12, 31)


def payroll_purchases(scenario: Scenario, amount: float, pay_days: tuple[int, ...] = (15, 28)) -> list[PurchaseToCome]:
    """Return what `amount` a pay day [USD] buys in the 401(k) of each person at work, in the plan's own mix."""
    last = scenario.start + timedelta(DAYS_AHEAD)
    found: list[PurchaseToCome] = []
    for account in scenario.holdings.accounts:
        person = scenario.household.person(account.owner)
        if account.type is not AccountType.PLAN_401K or person is None or amount <= 0:
            continue
        if person.wages.annual <= 0 or person.wages.until is None:
            continue
        held = scenario.shares_in(account.id)
        value = sum(n * scenario.security(symbol).price for symbol, n in held.items())
        for day in _pay_days(scenario.start, min(last, person.wages.until), pay_days):
            for symbol, n in held.items():
                bought = round(amount * n / value, SHARE_DIGITS)
                paid = bought * scenario.security(symbol).price
                found.append(PurchaseToCome(day, account.id, symbol, bought, paid, PurchaseKind.PAYROLL))
    return found


def _pay_days(first: date, last: date, days: tuple[int, ...]) -> Iterator[date]:
    months = ((year, month) for year in range(first.year, last.year + 1) for month in range(1, 13))
    for year, month in months:
        for number in days:
            day = date(year, month, number)
            if first <= day <= last:
                yield day


def purchases_to_come(scenario: Scenario, payroll: float = 0.0) -> tuple[PurchaseToCome, ...]:
    """Return every implied purchase of a security that is identical to one held in a taxable account, by day.

    Parameters
    ----------
    payroll : float
        Paid into the 401(k) of each person who works, on every pay day [USD].
    """
    groups = group_of(scenario)
    taxable = {account.id for account in scenario.holdings.accounts if account.type is AccountType.TAXABLE}
    relevant = {groups[lot.symbol] for lot in scenario.holdings.lots if lot.account in taxable}
    found = [
        *dividend_purchases(scenario),
        *payroll_purchases(scenario, payroll),
        *rollover_purchases(scenario),
    ]
    kept = (purchase for purchase in found if groups[purchase.symbol] in relevant and purchase.quantity > LEAST_SHARES)
    return tuple(sorted(kept, key=lambda purchase: purchase.day))


def unknown_payroll(scenario: Scenario) -> list[str]:
    """Return the names of the 401(k)s of people at work that hold a security identical to a taxable one."""
    groups = group_of(scenario)
    accounts = {account.id: account for account in scenario.holdings.accounts}
    taxable = {groups[lot.symbol] for lot in scenario.holdings.lots if accounts[lot.account].type == "taxable"}
    found = []
    for account in scenario.holdings.accounts:
        person = scenario.household.person(account.owner)
        is_paid_in = person is not None and person.wages.annual > 0 and account.type is AccountType.PLAN_401K
        held = {groups[lot.symbol] for lot in scenario.holdings.lots if lot.account == account.id}
        if is_paid_in and held & taxable:
            found.append(account.name)
    return found
