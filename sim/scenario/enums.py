"""The closed lists a scenario chooses from. Kernels see the position in the list, never the word."""

from enum import StrEnum


class FilingStatus(StrEnum):
    SINGLE = "single"
    MARRIED_FILING_JOINTLY = "mfj"
    HEAD_OF_HOUSEHOLD = "hoh"
    MARRIED_FILING_SEPARATELY = "mfs"
    SURVIVING_SPOUSE = "qss"


class AccountType(StrEnum):
    TAXABLE = "taxable"
    PLAN_401K = "401k"
    TRADITIONAL_IRA = "traditional_ira"
    ROTH_IRA = "roth_ira"
    HSA = "hsa"
    ANNUITY = "annuity"


class Owner(StrEnum):
    SELF = "self"
    SPOUSE = "spouse"


STATES = (
    "AK AL AR AZ CA CO CT DC DE FL GA HI IA ID IL IN KS KY LA MA MD ME MI MN MO MS MT NC ND NE NH NJ NM NV NY OH OK OR "
    "PA RI SC SD TN TX UT VA VT WA WI WV WY"
).split()
