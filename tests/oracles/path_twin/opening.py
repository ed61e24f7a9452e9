"""The scenario's holdings as the twin's lines, sheltered accounts and recent purchases."""

from datetime import date, timedelta

from sim.scenario.enums import AccountType, Owner, RolloverMethod
from sim.scenario.holdings import Account
from sim.scenario.holdings import Lot as ScenarioLot
from sim.scenario.models import Scenario
from tests.oracles.path_twin.inherited import share_under_the_10_percent
from tests.oracles.path_twin.records import CASH, Line, Lot, Shelter, ShelteredPurchase


def purchase_numbers(scenario: Scenario) -> list[int]:
    """Return each start lot's place in the ledger: by acquisition date, then in the scenario's order."""
    lots = scenario.holdings.lots
    order = sorted(range(len(lots)), key=lambda index: (_first_held(lots[index]), index))
    return [order.index(index) for index in range(len(lots))]


def opening_lines(scenario: Scenario) -> list[Line]:
    """Return the taxable lines: accounts in the scenario's order, then lots in theirs."""
    numbers = purchase_numbers(scenario)
    lines: list[Line] = []
    for account in scenario.holdings.accounts:
        if account.type is not AccountType.TAXABLE:
            continue
        of_symbol: dict[str, Line] = {}
        for index, lot in enumerate(scenario.holdings.lots):
            if lot.account != account.id:
                continue
            if lot.symbol not in of_symbol:
                security = scenario.security(lot.symbol)
                replacement = scenario.security(security.replacement) if security.replacement else None
                of_symbol[lot.symbol] = Line(account, security, replacement)
            line = of_symbol[lot.symbol]
            number = numbers[index]
            line.insert(_opened(line, lot, number))
        for symbol in _stock_to_come(scenario, account.id):
            if symbol not in of_symbol:
                security = scenario.security(symbol)
                replacement = scenario.security(security.replacement) if security.replacement else None
                of_symbol[symbol] = Line(account, security, replacement)
        lines += of_symbol.values()
    total = sum(line.units * line.security.price for line in lines)
    for line in lines:
        line.weight = line.units * line.security.price / total if total > 0 else 0.0
    return lines


def _first_held(lot: ScenarioLot) -> date:
    return lot.donor_acquired or lot.acquired


def _opened(line: Line, lot: ScenarioLot, number: int) -> Lot:
    """Return a start lot: bought, inherited (always long-term) or given (the donor's basis, another for a loss)."""
    day, is_used = lot.acquired, lot.came_by != "bought"
    if lot.came_by == "inherited":
        return Lot(line, 0, lot.quantity, lot.cost_basis, day, day - timedelta(days=400), number, is_used)
    if lot.came_by == "bought" or lot.donor_basis is None:
        return Lot(line, 0, lot.quantity, lot.cost_basis, day, day, number)
    first = _first_held(lot)
    if lot.donor_basis <= lot.cost_basis:
        return Lot(line, 0, lot.quantity, lot.donor_basis, first, first, number, is_used)
    made = Lot(line, 0, lot.quantity, lot.cost_basis, first, day, number, is_used)
    made.gain_basis, made.gain_from = lot.donor_basis / lot.quantity, first
    return made


def _stock_to_come(scenario: Scenario, account_id: str) -> list[str]:
    """Return the employer stock that rollovers will bring into a taxable account, in the rollovers' order."""
    plans = [
        rollover.from_account
        for rollover in scenario.rollovers
        if rollover.method is RolloverMethod.NUA_LUMP_SUM and rollover.to_taxable_account == account_id
    ]
    lots = scenario.holdings.lots
    return [
        next(lot.symbol for lot in lots if lot.account == plan and scenario.security(lot.symbol).is_employer_stock)
        for plan in plans
    ]


def opening_purchases(scenario: Scenario) -> list[ShelteredPurchase]:
    """Return the start's lots in sheltered accounts as purchases that can replace sold shares."""
    numbers = purchase_numbers(scenario)
    accounts = {account.id: account for account in scenario.holdings.accounts}
    return [
        ShelteredPurchase(lot.account, scenario.security(lot.symbol).group, lot.acquired, numbers[index], lot.quantity)
        for index, lot in enumerate(scenario.holdings.lots)
        if accounts[lot.account].type not in (AccountType.TAXABLE, AccountType.ANNUITY)
    ]


def opening_shelters(scenario: Scenario) -> list[Shelter]:
    """Return the sheltered accounts in the scenario's order."""
    accounts = scenario.holdings.accounts
    return [_shelter(scenario, account) for account in accounts if account.type is not AccountType.TAXABLE]


def _shelter(scenario: Scenario, account: Account) -> Shelter:
    shelter = Shelter(account, account.type, 1 if account.owner is Owner.SPOUSE else 0, [])
    shelter.basis = account.cash
    shelter.after_tax = account.after_tax_amount
    for lot in scenario.holdings.lots:
        if lot.account == account.id:
            shelter.add(scenario.security(lot.symbol), lot.quantity)
            shelter.basis += lot.cost_basis
    shelter.state_basis = shelter.basis
    if account.cash > 0:
        shelter.add(None, account.cash)
    prices = {security.symbol: security.price for security in scenario.securities} | {CASH: 1.0}
    shelter.early_share = share_under_the_10_percent(account, shelter.value(prices))
    if account.roth_amount > 0:
        value = shelter.value(prices)
        shelter.roth_share = 1.0 if value - account.roth_amount < 0.01 else account.roth_amount / value
    return shelter
