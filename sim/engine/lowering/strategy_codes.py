"""A strategy's words and the numbers that stand for them in the records."""

from sim.engine.records.codes import Location, Payer, Proceeds, Sale
from sim.scenario.enums import AssetLocation, HarvestProceeds, SaleMethod, WithdrawalOrder

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
LOCATION_OF: dict[AssetLocation, Location] = {
    AssetLocation.AS_IT_IS: Location.AS_IT_IS,
    AssetLocation.PRO_RATA: Location.PRO_RATA,
    AssetLocation.BONDS_PRETAX: Location.BONDS_PRETAX,
    AssetLocation.STOCKS_ROTH: Location.STOCKS_ROTH,
}
PAYERS_OF: dict[WithdrawalOrder, tuple[Payer, ...]] = {
    WithdrawalOrder.TAXABLE_FIRST: (Payer.TAXABLE, Payer.PRETAX, Payer.ANNUITY, Payer.ROTH, Payer.HSA),
    WithdrawalOrder.PRETAX_FIRST: (Payer.PRETAX, Payer.ANNUITY, Payer.TAXABLE, Payer.ROTH, Payer.HSA),
    WithdrawalOrder.ROTH_BEFORE_PRETAX: (Payer.TAXABLE, Payer.ROTH, Payer.PRETAX, Payer.ANNUITY, Payer.HSA),
    WithdrawalOrder.ROTH_LAST: (Payer.TAXABLE, Payer.PRETAX, Payer.ANNUITY, Payer.HSA, Payer.ROTH),
    # the year's allowance is asked of pretax money before this order begins
    WithdrawalOrder.PRETAX_TO_BRACKET: (Payer.TAXABLE, Payer.ROTH, Payer.PRETAX, Payer.ANNUITY, Payer.HSA),
    WithdrawalOrder.PROPORTIONAL: (Payer.TAXABLE, Payer.PRETAX, Payer.ANNUITY, Payer.ROTH, Payer.HSA),
}
