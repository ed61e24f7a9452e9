"""The household of a scenario as the exact ledger sees it: accounts, open lots, purchases, readings of the law.

Annuities and uninvested cash are no securities and stay out. Prices are those of the plan's start.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from sim.lots.events import Account, Action, Event, WashPolicy
from sim.lots.identity import IdentityGroups
from sim.lots.what_if import OpenLot
from sim.scenario.enums import AccountType, Acquisition
from sim.scenario.holdings import Lot
from sim.scenario.models import Scenario

ORIGIN = {
    Acquisition.BOUGHT: Action.BUY,
    Acquisition.INHERITED: Action.INHERIT,
    Acquisition.GIVEN: Action.GIFT,
}


class PurchaseKind(StrEnum):
    """Why shares are bought."""

    DIVIDEND = "reinvested dividend"
    PAYROLL = "401(k) payroll"
    ROLLOVER = "rollover's reinvestment"
    REPLACEMENT = "replacement of a planned sale"
    OWN = "own purchase"


@dataclass(frozen=True, slots=True)
class PurchaseToCome:
    """Shares bought from the plan's start on. `account` is the scenario's id; `quantity` in shares, `amount` in USD."""

    day: date
    account: str
    symbol: str
    quantity: float
    amount: float
    kind: PurchaseKind = PurchaseKind.OWN


@dataclass(frozen=True, slots=True)
class Readings:
    """The readings of the wash-sale rule a user may switch; `sim.lots.events.WashPolicy` says what each rests on."""

    plan_401k_counts: bool = True
    spouse_counts: bool = True
    older_lots_count: bool = True


def lot_name(index: int) -> str:
    """Return how pages and records call the lot at this position of the scenario."""
    return f"L{index + 1}"


def account_names(scenario: Scenario) -> dict[str, str]:
    """Return a name for every account id that no other account has."""
    n_of = Counter(account.name for account in scenario.holdings.accounts)
    return {
        account.id: account.name if n_of[account.name] == 1 else f"{account.name} ({account.id})"
        for account in scenario.holdings.accounts
    }


def ledger_accounts(scenario: Scenario) -> dict[str, Account]:
    """Return the ledger's account for every account id, annuities left out."""
    names = account_names(scenario)
    return {
        account.id: Account(names[account.id], account.type, account.owner)
        for account in scenario.holdings.accounts
        if account.type is not AccountType.ANNUITY
    }


def identity_groups(scenario: Scenario) -> tuple[tuple[str, ...], ...]:
    """Return the sets of substantially identical symbols, as the scenario's securities say."""
    groups: dict[str, list[str]] = {}
    for security in scenario.securities:
        groups.setdefault(security.group, []).append(security.symbol)
    return tuple(tuple(group) for group in groups.values() if len(group) > 1)


def wash_policy(scenario: Scenario, readings: Readings) -> WashPolicy:
    """Return the ledger's policy for a household."""
    return WashPolicy(
        plan_401k_counts=readings.plan_401k_counts,
        spouse_counts=readings.spouse_counts,
        older_lots_count=readings.older_lots_count,
        identical=identity_groups(scenario),
    )


def group_of(scenario: Scenario) -> dict[str, str]:
    """Return the name of every symbol's set of substantially identical symbols."""
    groups = IdentityGroups(identity_groups(scenario))
    return {security.symbol: groups.name(security.symbol) for security in scenario.securities}


def shares(number: float) -> Decimal:
    """Return shares as the decimal number the user wrote."""
    return Decimal(repr(float(number)))


def money(number: float) -> Decimal:
    """Return an amount in whole cents [USD]."""
    return Decimal(f"{number:.2f}")


def open_lot(scenario: Scenario, index: int, accounts: dict[str, Account]) -> OpenLot:
    """Return the lot at a position of the scenario as the ledger's open lot."""
    lot: Lot = scenario.holdings.lots[index]
    return OpenLot(
        lot_id=lot_name(index),
        account=accounts[lot.account],
        symbol=lot.symbol,
        quantity=shares(lot.quantity),
        basis=money(lot.gain_basis),
        acquired=lot.acquired,
        origin=ORIGIN[lot.came_by],
        loss_basis=money(lot.loss_basis) if lot.has_two_bases else None,
        bought_from=lot.donor_acquired,
    )


def open_lots(scenario: Scenario, symbols: Iterable[str] | None = None) -> list[OpenLot]:
    """Return every lot of the household outside annuities, or those of some symbols, in the scenario's order."""
    accounts = ledger_accounts(scenario)
    wanted = None if symbols is None else set(symbols)
    return [
        open_lot(scenario, index, accounts)
        for index, lot in enumerate(scenario.holdings.lots)
        if lot.account in accounts and (wanted is None or lot.symbol in wanted)
    ]


def purchase_events(scenario: Scenario, purchases: Iterable[PurchaseToCome]) -> list[Event]:
    """Return purchases to come as events, each a lot and an order of its own."""
    accounts = ledger_accounts(scenario)
    return [
        Event(
            day=purchase.day,
            account=accounts[purchase.account],
            action=Action.REINVEST if purchase.kind is PurchaseKind.DIVIDEND else Action.BUY,
            symbol=purchase.symbol,
            quantity=shares(purchase.quantity),
            amount=money(purchase.amount),
            lot_id=f"{purchase.kind.value.capitalize()} {number + 1}",
        )
        for number, purchase in enumerate(purchases)
        if purchase.account in accounts and purchase.quantity > 0
    ]
