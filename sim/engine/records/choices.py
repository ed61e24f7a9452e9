"""What a strategy chooses, as codes for the kernels: the scenario's words and the numbers that stand for them."""

from enum import IntEnum

from sim.scenario.enums import HarvestProceeds, SaleMethod, WithdrawalOrder

TAKE_LOSSES, COME_BACK, TAKE_GAINS = 1, 2, 4
"""What a strategy does on a step; the sum of all that it does."""


class Proceeds(IntEnum):
    """What the proceeds of a loss sale buy."""

    REPLACEMENT = 0
    REPLACEMENT_AT_ANY_TIME = 1
    SAME_SECURITY = 2
    CASH = 3


class Sale(IntEnum):
    """Which lot is sold first."""

    HIGHEST_BASIS = 0
    FIRST_IN = 1
    MINIMUM_TAX = 2


class Payer(IntEnum):
    """Kinds of accounts in the order in which they pay."""

    TAXABLE = 0
    PRETAX = 1
    ANNUITY = 2
    ROTH = 3
    HSA = 4


PROCEEDS_OF: dict[HarvestProceeds, Proceeds] = {
    HarvestProceeds.REPLACEMENT: Proceeds.REPLACEMENT,
    HarvestProceeds.REPLACEMENT_AT_ANY_TIME: Proceeds.REPLACEMENT_AT_ANY_TIME,
    HarvestProceeds.SAME_SECURITY: Proceeds.SAME_SECURITY,
    HarvestProceeds.CASH_31_DAYS: Proceeds.CASH,
}
SALE_OF: dict[SaleMethod, Sale] = {
    SaleMethod.HIGHEST_BASIS: Sale.HIGHEST_BASIS,
    SaleMethod.FIRST_IN: Sale.FIRST_IN,
    SaleMethod.MINIMUM_TAX: Sale.MINIMUM_TAX,
}
PAYERS_OF: dict[WithdrawalOrder, tuple[Payer, ...]] = {
    WithdrawalOrder.TAXABLE_FIRST: (Payer.TAXABLE, Payer.PRETAX, Payer.ANNUITY, Payer.ROTH, Payer.HSA),
    WithdrawalOrder.PRETAX_FIRST: (Payer.PRETAX, Payer.ANNUITY, Payer.TAXABLE, Payer.ROTH, Payer.HSA),
    WithdrawalOrder.ROTH_BEFORE_PRETAX: (Payer.TAXABLE, Payer.ROTH, Payer.PRETAX, Payer.ANNUITY, Payer.HSA),
    WithdrawalOrder.ROTH_LAST: (Payer.TAXABLE, Payer.PRETAX, Payer.ANNUITY, Payer.HSA, Payer.ROTH),
    # the year's room is asked of pre-tax money before this order begins
    WithdrawalOrder.PRETAX_TO_BRACKET: (Payer.TAXABLE, Payer.ROTH, Payer.PRETAX, Payer.ANNUITY, Payer.HSA),
    WithdrawalOrder.PROPORTIONAL: (Payer.TAXABLE, Payer.PRETAX, Payer.ANNUITY, Payer.ROTH, Payer.HSA),
}
