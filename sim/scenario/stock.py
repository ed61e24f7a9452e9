"""Employer stock in plans, and the taxable accounts that receive it as shares."""

from collections.abc import Iterable
from dataclasses import dataclass

from sim.scenario.enums import RolloverMethod
from sim.scenario.holdings import Holdings, Lot, Security
from sim.scenario.rollover import Rollover


@dataclass(frozen=True)
class EmployerStock:
    """One employer's stock in a plan. `cost`: what the plan paid for all of it [USD]."""

    symbol: str
    quantity: float
    cost: float

    @property
    def cost_a_share(self) -> float:
        return self.cost / self.quantity


def stock_symbols(account_id: str, lots: Iterable[Lot], securities: Iterable[Security]) -> list[str]:
    """Return the employer securities that an account holds."""
    flagged = {security.symbol for security in securities if security.is_employer_stock}
    held = (lot.symbol for lot in lots if lot.account == account_id and lot.symbol in flagged)
    return list(dict.fromkeys(held))


def employer_stock(holdings: Holdings, securities: Iterable[Security]) -> dict[str, EmployerStock]:
    """Return each account's employer stock, by account id; where it holds several, the first."""
    found, securities = {}, tuple(securities)
    for account in holdings.accounts:
        for symbol in stock_symbols(account.id, holdings.lots, securities)[:1]:
            lots = [lot for lot in holdings.lots if (lot.account, lot.symbol) == (account.id, symbol)]
            quantity, cost = sum(lot.quantity for lot in lots), sum(lot.cost_basis for lot in lots)
            found[account.id] = EmployerStock(symbol, quantity, cost)
    return found


def received_stock(
    rollovers: Iterable[Rollover], holdings: Holdings, securities: Iterable[Security], account_id: str
) -> list[str]:
    """Return the symbols that a taxable account will receive out of plans."""
    stock = employer_stock(holdings, securities)
    moves = [r for r in rollovers if r.method is RolloverMethod.NUA_LUMP_SUM and r.to_taxable_account == account_id]
    return [stock[move.from_account].symbol for move in moves if move.from_account in stock]


def paid_as_shares(
    rollover: Rollover, holdings: Holdings, securities: Iterable[Security]
) -> tuple[EmployerStock, float] | None:
    """Return the employer stock that a rollover pays out as shares, and its price a share at the start [USD]."""
    if rollover.method is not RolloverMethod.NUA_LUMP_SUM:
        return None
    securities = tuple(securities)
    stock = employer_stock(holdings, securities)[rollover.from_account]
    return stock, next(security.price for security in securities if security.symbol == stock.symbol)
