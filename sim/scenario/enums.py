"""The closed lists a scenario chooses from. Kernels see numeric codes made by the engine's lowering, never the word."""

from enum import StrEnum


class FilingStatus(StrEnum):
    """Filing status of the federal return, IRC 1(a)-(d), 2."""

    SINGLE = "single"
    MARRIED_FILING_JOINTLY = "mfj"
    HEAD_OF_HOUSEHOLD = "hoh"
    MARRIED_FILING_SEPARATELY = "mfs"
    SURVIVING_SPOUSE = "qss"


class AccountType(StrEnum):
    """What an account is to the tax law."""

    TAXABLE = "taxable"
    PLAN_401K = "401k"
    TRADITIONAL_IRA = "traditional_ira"
    ROTH_IRA = "roth_ira"
    HSA = "hsa"
    ANNUITY = "annuity"


class Owner(StrEnum):
    """Which person of the household an account belongs to."""

    SELF = "self"
    SPOUSE = "spouse"


class AssetClass(StrEnum):
    """What the market model draws a return for."""

    US_STOCK = "us_stock"
    US_SMALL = "us_small"
    INTERNATIONAL = "international"
    EMERGING = "emerging"
    US_BOND = "us_bond"
    LONG_BOND = "long_bond"
    TIPS = "tips"
    REIT = "reit"
    CASH = "cash"
    SINGLE_STOCK = "single_stock"


class RolloverMethod(StrEnum):
    """How a plan's money moves, if it does."""

    STAY_IN_PLAN = "stay_in_plan"
    DIRECT_IN_KIND = "direct_in_kind"
    DIRECT_CASH = "direct_cash"
    DIRECT_TO_ROTH = "direct_to_roth"
    INDIRECT = "indirect_60_day"
    NUA_LUMP_SUM = "nua_lump_sum"


class HarvestTiming(StrEnum):
    """When a strategy looks for losses to take; the last one takes gains."""

    NONE = "none"
    BEFORE_ROLLOVER = "before_rollover"
    AFTER_ROLLOVER = "after_rollover"
    YEAR_END = "year_end"
    MONTHLY = "monthly"
    BEFORE_AND_AFTER = "before_and_after_rollover"
    DAILY = "daily"
    GAINS = "gains_in_december"


class HarvestProceeds(StrEnum):
    """What the proceeds of a loss sale buy, and whether the wash-sale window is watched."""

    REPLACEMENT = "replacement"
    REPLACEMENT_AT_ANY_TIME = "replacement_at_any_time"
    SAME_SECURITY = "same_security"
    CASH_31_DAYS = "cash_31_days"


class SaleMethod(StrEnum):
    """Which lot of a security is sold first."""

    HIGHEST_BASIS = "hifo"
    FIRST_IN = "fifo"
    MINIMUM_TAX = "minimum_tax"


class SpendingTiming(StrEnum):
    """When the year's spending leaves the accounts."""

    MONTHLY = "monthly"
    YEAR_START = "year_start"
    YEAR_END = "year_end"


class AnnuityTerm(StrEnum):
    """How long an annuity pays once it has begun."""

    YEARS = "years"
    LIFE = "life"


class WithdrawalOrder(StrEnum):
    """Which account pays first for spending and taxes."""

    TAXABLE_FIRST = "taxable_first"
    PRETAX_FIRST = "pretax_first"
    ROTH_BEFORE_PRETAX = "roth_before_pretax"
    PROPORTIONAL = "proportional"
    ROTH_LAST = "roth_last"
    PRETAX_TO_BRACKET = "pretax_to_bracket"


STATES = tuple(
    (  # noqa: SIM905 - two lines read better than fifty-one
        "AK AL AR AZ CA CO CT DC DE FL GA HI IA ID IL IN KS KY LA MA MD ME MI MN MO MS MT NC ND NE NH NJ NM NV NY "
        "OH OK OR PA RI SC SD TN TX UT VA VT WA WI WV WY"
    ).split()
)
"""The fifty states and the District of Columbia."""
