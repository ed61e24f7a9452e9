"""Numbers that stand for words: what lowering writes into the records and kernels branch on."""

from enum import IntEnum

TAKE_LOSSES, COME_BACK, TAKE_GAINS = 1, 2, 4
"""What a strategy does on a step; the sum of all that it does."""


NOT_BEGUN = 1 << 30
"""Of a five-year clock: no contribution yet."""


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


class Kind(IntEnum):
    """Kind of a sheltered account; the first three are those that distributions are required of."""

    INHERITED = -1
    PLAN = 0
    IRA = 1
    ANNUITY = 2
    ROTH = 3
    HSA = 4


class Limit(IntEnum):
    """Of what may be paid into a plan in a year; the first catch-up is that from 50 on."""

    DEFERRAL = 0
    CATCH_UP = 1
    OLDER_CATCH_UP = 2
    ADDITIONS = 3
    ROTH_WAGES = 4


class Move(IntEnum):
    """How a rollover's pretax money moves."""

    DIRECT = 0
    TO_ROTH = 1
    INDIRECT = 2
    NUA = 3
    LOAN = 4


class Convert(IntEnum):
    """What decides the year's amount."""

    NEVER = 0
    FIXED = 1
    TO_BRACKET = 2
    TO_IRMAA_TIER = 3
    TO_ACA_CLIFF = 4


class Rmds(IntEnum):
    """When required distributions are taken: after the year's spending, for it, in equal parts, or at once."""

    DECEMBER = 0
    AS_NEEDED = 1
    MONTHLY = 2
    JANUARY = 3


class Location(IntEnum):
    """Which accounts hold the household's bonds."""

    AS_IT_IS = 0
    PRO_RATA = 1
    BONDS_PRETAX = 2
    STOCKS_ROTH = 3


class Bucket(IntEnum):
    """What a security is to the household's mix."""

    NEITHER = 0
    STOCK = 1
    BOND = 2


class Rule(IntEnum):
    """What decides a year's spending."""

    FIXED = 0
    GUARDRAILS = 1
    PORTFOLIO_SHARE = 2
