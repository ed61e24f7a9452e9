"""Which account pays for spending and taxes, from docs/engine.md."""

from datetime import date

from sim.scenario.enums import AccountType, WithdrawalOrder
from sim.scenario.strategies import Strategy
from tests.oracles.path_twin.sheltered import PRETAX, Sheltered
from tests.oracles.path_twin.taxable import Taxable

TAXABLE, ANNUITY = (AccountType.TAXABLE,), (AccountType.ANNUITY,)
ROTH, HSA = (AccountType.ROTH_IRA,), (AccountType.HSA,)
ORDERS = {
    WithdrawalOrder.TAXABLE_FIRST: (TAXABLE, PRETAX, ANNUITY, ROTH, HSA),
    WithdrawalOrder.PRETAX_FIRST: (PRETAX, ANNUITY, TAXABLE, ROTH, HSA),
    WithdrawalOrder.ROTH_BEFORE_PRETAX: (TAXABLE, ROTH, PRETAX, ANNUITY, HSA),
    WithdrawalOrder.ROTH_LAST: (TAXABLE, PRETAX, ANNUITY, HSA, ROTH),
    WithdrawalOrder.PRETAX_TO_BRACKET: (TAXABLE, ROTH, PRETAX, ANNUITY, HSA),
}


class Withdrawals:
    """Cash raised in the strategy's order. `pretax_room`: what pretax money may still pay first this year [USD]."""

    def __init__(self, strategy: Strategy, taxable: Taxable, sheltered: Sheltered) -> None:
        self.order, self.taxable, self.sheltered = strategy.withdrawal_order, taxable, sheltered
        self.pretax_room = 0.0

    def raise_cash(self, need: float, price: dict[str, float], today: date) -> float:
        """Return what was raised toward an amount."""
        if self.order is WithdrawalOrder.PROPORTIONAL:
            return self._from_all(need, price, today)
        got = self._below_bracket(need, price, today)
        for kinds in ORDERS[self.order]:
            if kinds == TAXABLE:
                got += self.taxable.raise_cash(need - got, price, today)
            else:
                got += self.sheltered.withdraw(kinds, need - got, price, today)
        return got

    def _below_bracket(self, need: float, price: dict[str, float], today: date) -> float:
        got = 0.0
        for shelter in self.sheltered.shelters:
            counted = 1 - shelter.roth_share
            if shelter.kind in PRETAX and counted > 0 and need > got and self.pretax_room > 0:
                paid = self.sheltered.distribute(shelter, min(need - got, self.pretax_room / counted), price, today)
                self.pretax_room -= paid * counted
                got += paid
        return got

    def _from_all(self, need: float, price: dict[str, float], today: date) -> float:
        values = [0.0 if s.installments or s.is_closed else s.value(price) for s in self.sheltered.shelters]
        lines = self.taxable.value(price)
        total = lines + sum(values)
        if total <= 0:
            return 0.0
        share = min(1.0, need / total)
        got = self.taxable.raise_cash(share * lines, price, today)
        for shelter, value in zip(self.sheltered.shelters, values, strict=True):
            got += self.sheltered.distribute(shelter, share * value, price, today)
        return got
