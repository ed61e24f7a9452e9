"""What the closed lists of a scenario are called on the pages."""

from sim.api.scenario import (
    HARVEST_SCHEDULES,
    AccountType,
    Acquisition,
    AnnuityTerm,
    AssetClass,
    AssetLocation,
    ConversionKind,
    Estimator,
    FilingStatus,
    HarvestProceeds,
    LaterLife,
    LivesKind,
    LocalBase,
    Owner,
    PlanKind,
    RmdTiming,
    RolloverMethod,
    SaleMethod,
    SeriesMethod,
    Sex,
    SpendingKind,
    SpendingTiming,
    TaxedAs,
    WithdrawalOrder,
)

FILING_STATUS: dict[str, str] = {status: status.in_words for status in FilingStatus}
ACCOUNT_TYPE: dict[str, str] = {
    AccountType.TAXABLE: "Taxable brokerage",
    AccountType.PLAN_401K: "401(k)",
    AccountType.TRADITIONAL_IRA: "Traditional IRA",
    AccountType.ROTH_IRA: "Roth IRA",
    AccountType.HSA: "Health savings account",
    AccountType.ANNUITY: "Annuity",
    AccountType.INHERITED_IRA: "Inherited IRA",
}
SERIES_METHOD: dict[str, str] = {
    SeriesMethod.AMORTIZATION: "Level: as a loan is paid back over life expectancy",
    SeriesMethod.LIFE_EXPECTANCY: "Again each year: the value over life expectancy",
}
PLAN_KIND: dict[str, str] = {
    PlanKind.PLAN_401K: "401(k)",
    PlanKind.PLAN_403B: "403(b)",
    PlanKind.THRIFT_SAVINGS: "Thrift Savings Plan (TSP)",
    PlanKind.GOVERNMENTAL_457B: "457(b) of a state, county or city",
}
CAME_BY: dict[str, str] = {
    Acquisition.BOUGHT: "Bought",
    Acquisition.INHERITED: "Inherited",
    Acquisition.GIVEN: "Given to me",
}
OWNER: dict[str, str] = {Owner.SELF: "First person", Owner.SPOUSE: "Spouse"}
ASSET_CLASS: dict[str, str] = {
    AssetClass.US_STOCK: "US stocks",
    AssetClass.US_SMALL: "US small companies",
    AssetClass.INTERNATIONAL: "Developed markets abroad",
    AssetClass.EMERGING: "Emerging markets",
    AssetClass.US_BOND: "US bonds",
    AssetClass.LONG_BOND: "Long US bonds",
    AssetClass.TIPS: "Inflation-protected bonds",
    AssetClass.REIT: "Real estate funds",
    AssetClass.CASH: "Cash and money market",
    AssetClass.SINGLE_STOCK: "One company's stock",
}
ROLLOVER_METHOD: dict[str, str] = {
    RolloverMethod.STAY_IN_PLAN: "Leave the money in the 401(k)",
    RolloverMethod.DIRECT_IN_KIND: "Direct rollover in kind: the same funds move",
    RolloverMethod.DIRECT_CASH: "Direct rollover in cash: sold in the plan, bought again in the IRA",
    RolloverMethod.DIRECT_TO_ROTH: "Direct rollover to a Roth IRA: income at once",
    RolloverMethod.NUA_LUMP_SUM: "Employer stock paid out as shares (NUA), the rest to an IRA",
    RolloverMethod.INDIRECT: "Paid to me, put into an IRA within 60 days",
    RolloverMethod.LOAN_OFFSET: "The plan's loan is offset: I leave work and have not paid it back",
}
HARVEST: dict[str, str] = {timing: schedule.label for timing, schedule in HARVEST_SCHEDULES.items()}
PROCEEDS: dict[str, str] = {
    HarvestProceeds.REPLACEMENT: "Its replacement, unless that causes a wash sale",
    HarvestProceeds.REPLACEMENT_AT_ANY_TIME: "Its replacement, whatever the window (careless)",
    HarvestProceeds.SAME_SECURITY: "The same security at once (careless)",
    HarvestProceeds.CASH_31_DAYS: "31 days in cash, then the same security",
}
TAXED_AS: dict[str, str] = {
    TaxedAs.LONG_TERM_GAINS: "Long-term gains",
    TaxedAs.ORDINARY_INCOME: "Ordinary income",
}
LOCATION: dict[str, str] = {
    AssetLocation.AS_IT_IS: "Where they are now",
    AssetLocation.PRO_RATA: "In the same mix everywhere",
    AssetLocation.BONDS_PRETAX: "Bonds in plans and traditional IRAs first",
    AssetLocation.STOCKS_ROTH: "Stocks in Roth IRAs first",
}
SALE_METHOD: dict[str, str] = {
    SaleMethod.HIGHEST_BASIS: "Highest basis first",
    SaleMethod.FIRST_IN: "First in, first out",
    SaleMethod.MINIMUM_TAX: "Minimum tax",
}
ESTIMATOR: dict[str, str] = {
    Estimator.PLAIN: "Each by chance",
    Estimator.SPREAD: "Spread evenly",
}
ANNUITY_TERM: dict[str, str] = {
    AnnuityTerm.YEARS: "Over years",
    AnnuityTerm.LIFE: "For life",
}
SPENDS: dict[str, str] = {
    SpendingTiming.MONTHLY: "Every month",
    SpendingTiming.YEAR_START: "At the start of each year",
    SpendingTiming.YEAR_END: "At the end of each year",
}
RMDS: dict[str, str] = {
    RmdTiming.AS_NEEDED: "As spending needs them, the rest in December",
    RmdTiming.MONTHLY: "In equal parts every month",
    RmdTiming.JANUARY: "All in January",
    RmdTiming.DECEMBER: "All in December, after the year's spending",
}
LOCAL_BASE: dict[str, str] = {
    LocalBase.TAXABLE_INCOME: "The state's taxable income",
    LocalBase.STATE_AGI: "The state's income before deductions",
    LocalBase.FEDERAL_AGI: "Federal adjusted gross income",
    LocalBase.WAGES: "Wages",
    LocalBase.WITHOUT_RETIREMENT: "Wages, interest, dividends and gains",
    LocalBase.STATE_TAX: "The state's tax",
}
SPENDING_RULE: dict[str, str] = {
    SpendingKind.FIXED: "The target, in today's dollars",
    SpendingKind.GUARDRAILS: "Guardrails (Guyton-Klinger)",
    SpendingKind.PORTFOLIO_SHARE: "A share of the portfolio each year",
}
LATER_LIFE: dict[str, str] = {
    LaterLife.LEVEL: "The same all life",
    LaterLife.DECLINE: "Falls by a percentage a year",
    LaterLife.SMILE: "Blanchett's retirement spending smile (2014)",
}
WITHDRAWAL_ORDER: dict[str, str] = {
    WithdrawalOrder.TAXABLE_FIRST: "Taxable, then pretax, then Roth",
    WithdrawalOrder.PRETAX_FIRST: "Pretax, then taxable, then Roth",
    WithdrawalOrder.ROTH_BEFORE_PRETAX: "Taxable, then Roth, then pretax",
    WithdrawalOrder.PROPORTIONAL: "All in proportion to their value",
    WithdrawalOrder.ROTH_LAST: "Roth last of all, after HSAs too",
    WithdrawalOrder.PRETAX_TO_BRACKET: "Pretax to the top of a bracket, then taxable, then Roth",
}
CONVERSION: dict[str, str] = {
    ConversionKind.NEVER: "Never",
    ConversionKind.FIXED: "A fixed amount a year",
    ConversionKind.TO_BRACKET: "Up to the top of a tax bracket",
    ConversionKind.TO_IRMAA_TIER: "Up to a Medicare (IRMAA) tier",
    ConversionKind.TO_ACA_CLIFF: "Up to the premium credit's income limit, before 65",
}
LIVES: dict[str, str] = {
    LivesKind.HORIZON: "Everyone to the plan's end",
    LivesKind.DATES: "To a year you name",
    LivesKind.RANDOM: "Random, from a life table",
}
SEX: dict[str, str] = {Sex.FEMALE: "Female", Sex.MALE: "Male"}
_STATES = (
    "AL:Alabama AK:Alaska AZ:Arizona AR:Arkansas CA:California CO:Colorado CT:Connecticut DE:Delaware "
    "DC:District_of_Columbia FL:Florida GA:Georgia HI:Hawaii ID:Idaho IL:Illinois IN:Indiana IA:Iowa KS:Kansas "
    "KY:Kentucky LA:Louisiana ME:Maine MD:Maryland MA:Massachusetts MI:Michigan MN:Minnesota MS:Mississippi "
    "MO:Missouri MT:Montana NE:Nebraska NV:Nevada NH:New_Hampshire NJ:New_Jersey NM:New_Mexico NY:New_York "
    "NC:North_Carolina ND:North_Dakota OH:Ohio OK:Oklahoma OR:Oregon PA:Pennsylvania RI:Rhode_Island "
    "SC:South_Carolina SD:South_Dakota TN:Tennessee TX:Texas UT:Utah VT:Vermont VA:Virginia WA:Washington "
    "WV:West_Virginia WI:Wisconsin WY:Wyoming"
)
STATE: dict[str, str] = {
    code: f"{name.replace('_', ' ')} ({code})" for code, _, name in (one.partition(":") for one in _STATES.split())
}
"""Every state by its code, in the order of the names; a test holds the names against the law's data."""
