"""Lower what the household owns: securities, taxable lines with their lots, sheltered accounts."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from sim.engine.records.codes import Kind, Payer
from sim.law.ages import early_until
from sim.law.benefits.early_share import early_share
from sim.lots.kernels.open_lots import GIVEN, Lot, clear_slots, insert_lot
from sim.lots.kernels.wash_book import Purchase, remember_purchase
from sim.market.assumptions import CLASSES, own_volatility
from sim.market.companies.bond_funds import follows_yield, paying
from sim.scenario.enums import AccountType, Acquisition, AssetClass, Owner
from sim.scenario.holdings import Account, Security
from sim.scenario.holdings import Lot as ScenarioLot
from sim.scenario.models import Scenario
from sim.scenario.stock import EmployerStock, employer_stock, received_stock
from sim.statute import wash_sale_window

KIND_OF = {
    AccountType.PLAN_401K: Kind.PLAN,
    AccountType.TRADITIONAL_IRA: Kind.IRA,
    AccountType.ANNUITY: Kind.ANNUITY,
    AccountType.ROTH_IRA: Kind.ROTH,
    AccountType.HSA: Kind.HSA,
    AccountType.INHERITED_IRA: Kind.INHERITED,
}
WITHDRAWAL_ORDER = ((Kind.PLAN, Kind.IRA, Kind.INHERITED), (Kind.ANNUITY,), (Kind.ROTH,), (Kind.HSA,))
LONG_AGO = 400
"""Days that make a holding period long-term."""
CENT = 0.01
CASH = Security(symbol="(cash)", asset_class=AssetClass.CASH, price=1.0)


@dataclass(frozen=True)
class Holdings:
    """Where things are: positions of symbols, lines and accounts in the arrays.

    The first securities are those of the lines, each at its line's position: two lines may hold the same one.
    """

    securities: tuple[Security, ...]
    lines: tuple[tuple[Account, Security], ...]
    accounts: tuple[Account, ...]
    groups: tuple[str, ...]
    employer_stock: dict[str, EmployerStock]

    def security_index(self, symbol: str) -> int:
        return next(i for i, security in enumerate(self.securities) if security.symbol == symbol)

    def account_index(self, account_id: str | None) -> int:
        return next((i for i, account in enumerate(self.accounts) if account.id == account_id), -1)

    def group_index(self, security: Security) -> int:
        return self.groups.index(security.group) if security.group in self.groups else -1


def arrange(scenario: Scenario) -> Holdings:
    """Return the order in which securities, lines, sheltered accounts and identity groups stand in the arrays."""
    lines = []
    for account in scenario.holdings.accounts:
        if account.type is AccountType.TAXABLE:
            held = [lot.symbol for lot in scenario.holdings.lots if lot.account == account.id]
            held += received_stock(scenario.rollovers, scenario.holdings, scenario.securities, account.id)
            lines += [(account, paying(scenario.security(symbol), scenario.market)) for symbol in dict.fromkeys(held)]
    sheltered = [a for a in scenario.holdings.accounts if a.type is not AccountType.TAXABLE]
    ordered = [a for kinds in WITHDRAWAL_ORDER for a in sheltered if KIND_OF[a.type] in kinds]
    groups: dict[str, None] = {}
    for _, security in lines:
        groups[security.group] = None
        if security.replacement is not None:
            groups[scenario.security(security.replacement).group] = None
    stock = employer_stock(scenario.holdings, scenario.securities)
    elsewhere = (paying(security, scenario.market) for security in _held_elsewhere(scenario, lines))
    securities = (*(security for _, security in lines), *elsewhere, CASH)
    return Holdings(securities, tuple(lines), tuple(ordered), tuple(groups), stock)


def _held_elsewhere(scenario: Scenario, lines: list[tuple[Account, Security]]) -> Iterator[Security]:
    """Yield what sheltered accounts alone can hold. A replacement is counted in units of what it replaces: no quote."""
    held = {lot.symbol for lot in scenario.holdings.lots}
    held |= {purchase.symbol for rollover in scenario.rollovers for purchase in rollover.buys}
    held |= {person.wages.plan_buys or "" for person in scenario.household.people}
    held -= {security.symbol for _, security in lines}
    return (security for security in scenario.securities if security.symbol in held)


def lower_securities(household: np.void, scenario: Scenario, holdings: Holdings) -> None:
    """Fill the plan's securities; the last one is uninvested cash."""
    household["n_securities"], household["n_groups"] = len(holdings.securities), len(holdings.groups)
    for s, security in enumerate(holdings.securities):
        household["asset_class"][s] = CLASSES.index(security.asset_class)
        household["start_price"][s] = security.price
        household["security_group"][s] = holdings.group_index(security)
        household["expense_ratio"][s] = security.expense_ratio
    following = [s for s, security in enumerate(holdings.securities) if follows_yield(security, scenario.market)]
    household["n_following"], household["following"][: len(following)] = len(following), following
    household["follows_yield"][following] = 1


def own_draws(scenario: Scenario) -> dict[str, int]:
    """Return the number of the draw that moves each company by itself, by identity group."""
    moving = (security.group for security in scenario.securities if own_volatility(security) > 0.0)
    return {group: number for number, group in enumerate(dict.fromkeys(moving))}


def lower_own_risk(household: np.void, scenario: Scenario, holdings: Holdings) -> None:
    """Number what moves single stocks by themselves: shares of one company, one identity group, move together.

    In the scenario's order, so that a stock's course does not depend on which account holds it.
    """
    draws = own_draws(scenario)
    household["own_draw"] = -1
    for s, security in enumerate(holdings.securities):
        if (own := own_volatility(security)) > 0.0:
            household["own_draw"][s], household["own_volatility"][s] = draws[security.group], own
    household["n_own_draws"] = len(draws)


def lower_lines(household: np.void, scenario: Scenario, holdings: Holdings) -> None:
    """Fill the taxable lines; a replacement counts in units of the security that it replaces."""
    household["n_lines"] = len(holdings.lines)
    for line, (account, security) in enumerate(holdings.lines):
        lots = [lot for lot in scenario.holdings.lots if (lot.account, lot.symbol) == (account.id, security.symbol)]
        household["line_has_replacement"][line] = security.replacement is not None
        household["line_reinvests"][line] = account.reinvests_dividends
        household["line_start_units"][line] = sum(lot.quantity for lot in lots)
        household["line_qualified_share"][line] = security.qualified_share
        household["line_is_stock"][line] = security.asset_class is AssetClass.SINGLE_STOCK
        household["line_group"][line, :] = holdings.group_index(security)
        household["line_ratio"][line, :] = 1.0
        household["line_weight"][line] = household["line_start_units"][line] * security.price
        if security.replacement is not None:
            other = scenario.security(security.replacement)
            household["line_group"][line, 1] = holdings.group_index(other)
            household["line_ratio"][line, 1] = security.price / other.price
    if household["line_weight"].sum() > 0:
        household["line_weight"] /= household["line_weight"].sum()


def lower_start_lots(household: np.void, scenario: Scenario, holdings: Holdings) -> None:
    """Fill the lots of the first day, and the purchases of the 30 days before it that a loss can meet."""
    where = {(account.id, security.symbol): line for line, (account, security) in enumerate(holdings.lines)}
    start, book = scenario.start.toordinal(), household["start_wash"]
    book["window_days"] = household["start_lots"]["window_days"] = wash_sale_window(scenario.start).days
    numbered = list(enumerate(scenario.holdings.lots, 1))
    for number, lot in sorted(numbered, key=lambda item: (item[1].acquired, item[0])):
        group = holdings.group_index(scenario.security(lot.symbol))
        if group < 0 or not lot.is_bought:
            continue  # what was inherited or given was not purchased: IRC 1091(a)
        bought, account = lot.acquired.toordinal(), holdings.account_index(lot.account)
        line = where.get((lot.account, lot.symbol), -1)
        book["group"][group]["last_purchase"] = max(book["group"][group]["last_purchase"], bought)
        if account >= 0:
            household["account_last_bought"][account] = max(household["account_last_bought"][account], bought)
        is_insurers = account >= 0 and holdings.accounts[account].type is AccountType.ANNUITY
        if start - bought <= book["window_days"] and not is_insurers:
            remember_purchase(book, group, Purchase(account, line, bought, number, lot.quantity))
    clear_slots(household["start_lots"])
    for number, lot in numbered:
        if (lot.account, lot.symbol) in where:
            insert_lot(household["start_lots"], where[lot.account, lot.symbol], _open_lot(lot, number), start)
    household["first_order"] = len(numbered)
    _lower_two_bases(household, numbered)


def _open_lot(lot: ScenarioLot, number: int) -> Lot:
    """Return a lot; inherited, it is long-term (IRC 1223(9)); given, it was the donor's before (IRC 1223(2))."""
    units, basis = float(lot.quantity), lot.loss_basis / lot.quantity
    day, bought = lot.acquired.toordinal(), (lot.donor_acquired or lot.acquired).toordinal()
    if lot.came_by is Acquisition.INHERITED:
        return Lot(units, basis, day, day - LONG_AGO, 0, number, 1)
    if lot.has_two_bases:
        return Lot(units, basis, bought, day, 0, number, GIVEN)
    return Lot(units, basis, bought, bought, 0, number, 0 if lot.is_bought else 1)


def _lower_two_bases(household: np.void, numbered: list[tuple[int, ScenarioLot]]) -> None:
    """Fill the lots that were given with another basis for a gain than for a loss."""
    given = [(number, lot) for number, lot in numbered if lot.has_two_bases]
    household["n_given"] = len(given)
    for k, (number, lot) in enumerate(given):
        household["given_order"][k], household["given_basis"][k] = number, lot.gain_basis / lot.quantity
        household["given_held_from"][k] = (lot.donor_acquired or lot.acquired).toordinal()


def lower_accounts(household: np.void, scenario: Scenario, holdings: Holdings) -> None:
    """Fill the sheltered accounts; their uninvested cash is a position in the last security."""
    household["n_accounts"] = len(holdings.accounts)
    kinds = np.array([max(KIND_OF[account.type], Kind.IRA) for account in holdings.accounts], np.int64)
    household["payer_from"] = np.searchsorted(kinds, np.arange(len(Payer) + 1))
    household["first_hsa"] = household["payer_from"][Payer.HSA]
    prices = np.array([security.price for security in holdings.securities])
    for a, account in enumerate(holdings.accounts):
        lots = [lot for lot in scenario.holdings.lots if lot.account == account.id]
        units = household["account_start_units"][a, : len(prices)]
        for lot in lots:
            units[holdings.security_index(lot.symbol)] += lot.quantity
        units[-1] += account.cash
        value = float(units @ prices)
        person = scenario.household.person(account.owner)
        assert person is not None  # the scenario's checks: an account's owner exists
        is_annuity = account.type is AccountType.ANNUITY
        invested = account.cash + sum(lot.cost_basis for lot in lots)
        household["account_kind"][a] = KIND_OF[account.type]
        household["account_owner"][a] = account.owner is Owner.SPOUSE
        household["account_early_until"][a] = early_until(person, account.type, scenario.start).toordinal()
        household["account_start_early_share"][a] = early_share(account, value)
        household["account_start_basis"][a] = invested if is_annuity else account.after_tax_amount
        household["account_start_state_basis"][a] = invested
        household["account_start_roth_share"][a] = _roth_share(account, value)


def _roth_share(account: Account, value: float) -> float:
    """Return the designated Roth part of a plan; what a cent of rounding leaves beside it is no pretax money."""
    if value <= 0 or account.roth_amount <= 0:
        return 0.0
    return 1.0 if value - account.roth_amount < CENT else account.roth_amount / value
