"""The scenario's holdings as the twin's lines, sheltered accounts and recent purchases."""

from sim.scenario.enums import AccountType, Owner
from sim.scenario.holdings import Account
from sim.scenario.models import Scenario
from tests.oracles.path_twin.records import Line, Lot, Position, Shelter, ShelteredPurchase


def purchase_numbers(scenario: Scenario) -> list[int]:
    """Return each start lot's place in the ledger: by acquisition date, then in the scenario's order."""
    lots = scenario.holdings.lots
    order = sorted(range(len(lots)), key=lambda index: (lots[index].acquired, index))
    return [order.index(index) for index in range(len(lots))]


def opening_lines(scenario: Scenario) -> list[Line]:
    """Return the taxable lines: accounts in the scenario's order, then lots in theirs."""
    numbers, lines = purchase_numbers(scenario), []
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
            changed = (lot.acquired, numbers[index])
            line.lots.append(
                Lot(line, 0, lot.quantity, lot.cost_basis, lot.acquired, lot.acquired, numbers[index], changed)
            )
        lines += of_symbol.values()
    total = sum(line.units * line.security.price for line in lines)
    for line in lines:
        line.weight = line.units * line.security.price / total
    return lines


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
    """Return the sheltered accounts; a 401(k) with Roth money is two, with the same mix of positions."""
    shelters = []
    for account in scenario.holdings.accounts:
        if account.type is AccountType.TAXABLE:
            continue
        whole = _shelter(scenario, account)
        roth_share = 0.0
        if account.roth_amount > 0:
            roth_share = account.roth_amount / whole.value({s.symbol: s.price for s in scenario.securities} | {"": 1.0})
        shelters.append(whole)
        if account.type is AccountType.PLAN_401K:
            parts = [Position(p.security, p.shares * roth_share) for p in whole.positions]
            for position in whole.positions:
                position.shares *= 1 - roth_share
            shelters.append(Shelter(account, account.type, True, whole.person, parts))
    return shelters


def _shelter(scenario: Scenario, account: Account) -> Shelter:
    person = 1 if account.owner is Owner.SPOUSE else 0
    shelter = Shelter(account, account.type, account.type is AccountType.ROTH_IRA, person, [])
    shelter.basis = account.cash
    shelter.after_tax = account.after_tax_amount
    for lot in scenario.holdings.lots:
        if lot.account == account.id:
            shelter.add(scenario.security(lot.symbol), lot.quantity)
            shelter.basis += lot.cost_basis
    if account.cash > 0:
        shelter.add(None, account.cash)
    return shelter
