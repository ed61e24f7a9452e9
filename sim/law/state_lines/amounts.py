"""The amounts of a household's return that the rules of a state's form may look at."""

from enum import IntEnum


class StateAmount(IntEnum):
    """What a rule may look at, alone (``measure``, ``only_if``) or added up (``of``, ``less``). All [USD/yr].

    GAIN : gain or deducted loss inside state income, signed; LONG_TERM_GAIN : net long-term before short-term losses;
        NET_CAPITAL_GAIN : after them (IRC 1222(11))
    FEDERAL_INCOME_TAX : regular tax and AMT; PROVISIONAL_INCOME : AGI without Social Security, half the benefits and
        exempt interest
    STATE_INCOME : before the state's subtractions; STATE_AGI : after them; ELIGIBILITY_INCOME : with exempt interest
    PLAN, IRA : parts of PLAN_AND_IRA
    LESSER_WAGES, LESSER_PERSONAL_INCOME, LESSER_STATE_AGI : on a joint return the smaller of the two spouses' amounts,
        else 0; personal income is wages, pensions, annuities, plan and IRA distributions
    GROSS_INCOME : federal, before losses and the HSA deduction; INCOME_OVER_FILING_THRESHOLD : of it, what is over the
        federal standard deduction (IRC 6012(a)(1); not of a separate return)
    LOCAL_INCOME : what the local income tax is on, after its deductions; AGI_WITHOUT_IRA : federal AGI less IRA
        distributions; both are known to the rules of a local tax only
    ITEMIZED_... : what a household lists, known to the rules of the stages ``itemized``, ``itemized_limit`` and
        ``listed_...`` only: MEDICAL above the federal floor, MEDICAL_PAID all of it; PROPERTY_TAX as it is paid,
        PROPERTY_TAX_CAPPED under the federal cap, PROPERTY_TAX_TO_10000 under the cap of before 2025 ($5,000 of a
        separate return); INCOME_TAX what else the federal cap lets through, INCOME_TAX_PAID all of the year's;
        MORTGAGE; GIFTS to charity, GIFTS_BEFORE_FLOOR without that of 2026; LIMITATION what IRC 68 takes off the sum
    ITEMIZED_TOTAL : sum of the stage ``itemized``, for its limits; ITEMIZED_OVER_STATE_STANDARD : by how much it
        exceeds the state's standard deduction, at least 0
    GIFTS_BESIDE_STANDARD : gifts of cash that the federal return deducts beside the standard deduction
    FEDERAL_ITEMIZED_LESS_INCOME_TAX : deductions itemized on the federal return without the income tax in them
    FEDERAL_ITEMIZED : deductions itemized on the federal return, 0 where the standard one is taken there
    ITEMIZED_OVER_STANDARD : by how much they exceed the federal standard deduction
    """

    WAGES = 0
    INTEREST = 1
    TAX_EXEMPT_INTEREST = 2
    DIVIDENDS = 3
    QUALIFIED_DIVIDENDS = 4
    PENSION = 5
    PLAN_AND_IRA = 6
    ANNUITY = 7
    SOCIAL_SECURITY = 8
    TAXABLE_SOCIAL_SECURITY = 9
    GAIN = 10
    LONG_TERM_GAIN = 11
    NET_CAPITAL_GAIN = 12
    OTHER_INCOME = 13
    HSA_DEDUCTION = 14
    FEDERAL_STANDARD_DEDUCTION = 15
    SENIOR_DEDUCTION = 16
    FEDERAL_AGI = 17
    FEDERAL_INCOME_TAX = 18
    NET_INVESTMENT_INCOME = 19
    AGI_WITHOUT_SOCIAL_SECURITY = 20
    PROVISIONAL_INCOME = 21
    FEDERAL_TAXABLE_INCOME = 22
    UNTAXED_SOCIAL_SECURITY = 23
    FEDERAL_NIIT = 24
    RETIREMENT_INCOME = 25
    STATE_INCOME = 26
    STATE_AGI = 27
    ELIGIBILITY_INCOME = 28
    STATE_AGI_WITH_BENEFITS = 29
    STATE_TAXABLE_INCOME = 30
    STATE_TAX = 31
    PLAN = 32
    IRA = 33
    LESSER_WAGES = 34
    LESSER_PERSONAL_INCOME = 35
    LESSER_STATE_AGI = 36
    FEDERAL_AGI_AND_EXEMPT_INTEREST = 37
    GROSS_INCOME = 38
    INCOME_OVER_FILING_THRESHOLD = 39
    LOCAL_INCOME = 40
    AGI_WITHOUT_IRA = 41
    FEDERAL_ITEMIZED = 42
    ITEMIZED_OVER_STANDARD = 43
    ITEMIZED_MEDICAL = 44
    ITEMIZED_MEDICAL_PAID = 45
    ITEMIZED_PROPERTY_TAX = 46
    ITEMIZED_PROPERTY_TAX_CAPPED = 47
    ITEMIZED_INCOME_TAX = 48
    ITEMIZED_MORTGAGE = 49
    ITEMIZED_GIFTS = 50
    ITEMIZED_GIFTS_BEFORE_FLOOR = 51
    ITEMIZED_INCOME_TAX_PAID = 52
    ITEMIZED_PROPERTY_TAX_TO_10000 = 53
    ITEMIZED_LIMITATION = 54
    ITEMIZED_TOTAL = 55
    ITEMIZED_OVER_STATE_STANDARD = 56
    FEDERAL_ITEMIZED_LESS_INCOME_TAX = 57
    GIFTS_BESIDE_STANDARD = 58


PERSONAL = frozenset(
    {
        StateAmount.WAGES,
        StateAmount.INTEREST,
        StateAmount.DIVIDENDS,
        StateAmount.PENSION,
        StateAmount.PLAN_AND_IRA,
        StateAmount.PLAN,
        StateAmount.ANNUITY,
        StateAmount.SOCIAL_SECURITY,
        StateAmount.TAXABLE_SOCIAL_SECURITY,
        StateAmount.GAIN,
        StateAmount.STATE_INCOME,
    }
)
"""What each spouse has of one's own: what a rule counted by person may rest on."""

DEDUCTED = frozenset(
    {
        StateAmount.FEDERAL_TAXABLE_INCOME,
        StateAmount.FEDERAL_INCOME_TAX,
        StateAmount.FEDERAL_ITEMIZED,
        StateAmount.FEDERAL_ITEMIZED_LESS_INCOME_TAX,
        StateAmount.ITEMIZED_OVER_STANDARD,
        StateAmount.ITEMIZED_PROPERTY_TAX_CAPPED,
        StateAmount.ITEMIZED_INCOME_TAX,
        StateAmount.ITEMIZED_LIMITATION,
        StateAmount.GIFTS_BESIDE_STANDARD,
    }
)
"""What changes with the deductions that the federal return takes."""
