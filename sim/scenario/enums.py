"""The closed lists a scenario chooses from. Kernels see numeric codes made by the engine's lowering, never the word."""

from dataclasses import dataclass
from enum import StrEnum


class FilingStatus(StrEnum):
    """Filing status of the federal return, IRC 1(a)-(d), 2."""

    SINGLE = "single"
    MARRIED_FILING_JOINTLY = "mfj"
    HEAD_OF_HOUSEHOLD = "hoh"
    MARRIED_FILING_SEPARATELY = "mfs"
    SURVIVING_SPOUSE = "qss"

    @property
    def in_words(self) -> str:
        return self.name.replace("_", " ").capitalize()


class AccountType(StrEnum):
    """What an account is to the tax law."""

    TAXABLE = "taxable"
    PLAN_401K = "401k"
    TRADITIONAL_IRA = "traditional_ira"
    ROTH_IRA = "roth_ira"
    HSA = "hsa"
    ANNUITY = "annuity"
    INHERITED_IRA = "inherited_ira"


class PlanKind(StrEnum):
    """What an employer's plan is to the tax law; each of them is an account of type `PLAN_401K`."""

    PLAN_401K = "401k"
    PLAN_403B = "403b"
    THRIFT_SAVINGS = "tsp"
    GOVERNMENTAL_457B = "457b"


class Acquisition(StrEnum):
    """How shares came into the household."""

    BOUGHT = "bought"
    INHERITED = "inherited"
    GIVEN = "given"


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
    LOAN_OFFSET = "loan_offset"


class HarvestTiming(StrEnum):
    """When a strategy looks for losses, or gains, to take. A new one goes last, and into `HARVEST_SCHEDULES`."""

    NONE = "none"
    BEFORE_ROLLOVER = "before_rollover"
    AFTER_ROLLOVER = "after_rollover"
    YEAR_END = "year_end"
    MONTHLY = "monthly"
    BEFORE_AND_AFTER = "before_and_after_rollover"
    DAILY = "daily"
    GAINS = "gains_in_december"


@dataclass(frozen=True)
class HarvestSchedule:
    """What a harvest timing is called and when it looks: all that any room knows of it.

    Attributes
    ----------
    label : among the choices of a strategy
    name : short, for a shared screen and a list of candidates
    sentence : what a strategy with this timing does
    sides_of_rollover : -1 and 1 for before and after each rollover, by the strategy's own number of days
    month_ends : the months on whose last trading day it looks
    is_every_step : whether it looks on every step of a path
    takes_gains : whether it takes gains instead of losses
    """

    label: str
    name: str
    sentence: str
    sides_of_rollover: tuple[int, ...] = ()
    month_ends: tuple[int, ...] = ()
    is_every_step: bool = False
    takes_gains: bool = False


HARVEST_SCHEDULES: dict[HarvestTiming, HarvestSchedule] = {
    HarvestTiming.NONE: HarvestSchedule("Never", "No harvesting", "Sells nothing for the sake of its loss."),
    HarvestTiming.BEFORE_ROLLOVER: HarvestSchedule(
        "Once, before the rollover",
        "Before the rollover",
        "Takes losses once, the chosen number of days before each rollover.",
        sides_of_rollover=(-1,),
    ),
    HarvestTiming.AFTER_ROLLOVER: HarvestSchedule(
        "Once, after the rollover",
        "After the rollover",
        "Takes losses once, the chosen number of days after each rollover.",
        sides_of_rollover=(1,),
    ),
    HarvestTiming.YEAR_END: HarvestSchedule(
        "Every December",
        "Every December",
        "Takes losses on the last trading day of each year.",
        month_ends=(12,),
    ),
    HarvestTiming.MONTHLY: HarvestSchedule(
        "Every month",
        "Every month",
        "Takes losses on the last trading day of each month.",
        month_ends=tuple(range(1, 13)),
    ),
    HarvestTiming.BEFORE_AND_AFTER: HarvestSchedule(
        "Before and after the rollover",
        "Before and after",
        "Takes losses twice, the chosen number of days before and after each rollover.",
        sides_of_rollover=(-1, 1),
    ),
    HarvestTiming.DAILY: HarvestSchedule(
        "Daily around the rollover, then monthly",
        "Daily, then monthly",
        "Takes losses on each trading day until 121 days after the last rollover, then on the last one of each month.",
        is_every_step=True,
    ),
    HarvestTiming.GAINS: HarvestSchedule(
        "Gains to the top of the 0% bracket, in December",
        "Gains at 0%",
        "Takes long-term gains at the end of each year, as far as they are taxed at 0%.",
        month_ends=(12,),
        takes_gains=True,
    ),
}
"""Every harvest timing, in the order in which a list shows them."""


class HarvestProceeds(StrEnum):
    """What the proceeds of a loss sale buy, and whether the wash-sale window is watched."""

    REPLACEMENT = "replacement"
    REPLACEMENT_AT_ANY_TIME = "replacement_at_any_time"
    SAME_SECURITY = "same_security"
    CASH_31_DAYS = "cash_31_days"


class TaxedAs(StrEnum):
    """How a gain is taxed whose marginal rate is asked."""

    LONG_TERM_GAINS = "long_term_gains"
    ORDINARY_INCOME = "ordinary_income"


class SaleMethod(StrEnum):
    """Which lot of a security is sold first."""

    HIGHEST_BASIS = "hifo"
    FIRST_IN = "fifo"
    MINIMUM_TAX = "minimum_tax"


class Estimator(StrEnum):
    """How paths are drawn, and so how sure their means are."""

    PLAIN = "plain"
    SPREAD = "spread"


class SpendingTiming(StrEnum):
    """When the year's spending leaves the accounts."""

    MONTHLY = "monthly"
    YEAR_START = "year_start"
    YEAR_END = "year_end"


class RmdTiming(StrEnum):
    """When a year's required minimum distributions leave plans and IRAs."""

    AS_NEEDED = "as_needed"
    MONTHLY = "monthly"
    JANUARY = "january"
    DECEMBER = "december"


class AssetLocation(StrEnum):
    """Which accounts hold the household's bonds, and which its stocks."""

    AS_IT_IS = "as_it_is"
    PRO_RATA = "pro_rata"
    BONDS_PRETAX = "bonds_pretax"
    STOCKS_ROTH = "stocks_roth"


class LocalBase(StrEnum):
    """What a household's own schedule of a local income tax is on; the first two are those of the state's return."""

    TAXABLE_INCOME = "taxable_income"
    STATE_AGI = "state_agi"
    FEDERAL_AGI = "federal_agi"
    WAGES = "wages"
    WITHOUT_RETIREMENT = "without_retirement"
    STATE_TAX = "state_tax"


class SeriesMethod(StrEnum):
    """How substantially equal periodic payments are worked out (Notice 2022-6)."""

    AMORTIZATION = "amortization"
    LIFE_EXPECTANCY = "life_expectancy"


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
