"""The sound parts of a scenario that may have faults elsewhere: what the checks between parts look at."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from sim.scenario.drawn.simulation import Simulation
from sim.scenario.holdings import Account, Lot, Security
from sim.scenario.household import Household
from sim.scenario.local_income_tax import LocalIncomeTax
from sim.scenario.rollover import Rollover
from sim.scenario.strategies import Strategy


@dataclass
class Draft:
    """The sound parts of a scenario by position; the names of faulty parts are kept, because they count as known.

    state, local_income_tax : also where something else of the household is at fault
    """

    start: Any = None
    household: Household | None = None
    state: str = ""
    local_income_tax: LocalIncomeTax | None = None
    accounts: dict[int, Account] = field(default_factory=dict)
    lots: dict[int, Lot] = field(default_factory=dict)
    securities: dict[int, Security] = field(default_factory=dict)
    rollovers: dict[int, Rollover] = field(default_factory=dict)
    strategies: dict[int, Strategy] = field(default_factory=dict)
    simulation: Simulation | None = None
    faulty_accounts: set[str] = field(default_factory=set)
    faulty_symbols: set[str] = field(default_factory=set)

    @cached_property
    def account_ids(self) -> set[str]:
        return {account.id for account in self.accounts.values()} | self.faulty_accounts

    @cached_property
    def symbols(self) -> set[str]:
        return {security.symbol for security in self.securities.values()} | self.faulty_symbols

    def account(self, account_id: str | None) -> Account | None:
        return next((account for account in self.accounts.values() if account.id == account_id), None)

    def account_value(self, account: Account) -> float | None:
        """Return what an account holds at the start [USD], None where a price of it is not known."""
        prices = {security.symbol: security.price for security in self.securities.values()}
        lots = [lot for lot in self.lots.values() if lot.account == account.id]
        if any(lot.symbol not in prices for lot in lots):
            return None
        return account.cash + sum(lot.quantity * prices[lot.symbol] for lot in lots)
