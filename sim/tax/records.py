"""What goes into one household-year's return and what comes out: NamedTuples of scalars, for kernels and for Python."""

from typing import NamedTuple


class ReturnInput(NamedTuple):
    """One household's year. Money in nominal [USD/yr], all float64; codes, ages and flags int64.

    filing_status : ``FilingStatusCode``; must be the status the law was loaded for
    age1, age2 : on December 31; age2 is 0 where there is nobody. On a separate return the spouse's age is not read
    is_lived_apart : 1 where spouses filing separately lived apart all year (IRC 86(c)(1)(C)(ii)); else not read
    wages1, wages2 : each person's wages
    interest : taxable, including ``us_government_interest`` (the part no state may tax, 31 USC 3124)
    ordinary_dividends : including ``qualified_dividends``
    pension : fully taxable pension
    annuity : taxable part of payments from annuities outside a plan (net investment income, IRC 1411(c)(1)(A)(i))
    ira_401k : plan and IRA distributions and Roth conversions, the taxable part, including ``qcd``
    qcd : part of ``ira_401k`` paid to charity and excluded (IRC 408(d)(8)); the caller keeps age 70 1/2 and the limit
    early_withdrawal : part of ``ira_401k`` and ``annuity`` under the 10% additional tax, exceptions already taken out
    hsa_nonmedical : distributions of an HSA not for medical costs, taxable; ``hsa_nonmedical_early`` is the part taken
        before 65, under the additional 20% (IRC 223(f)(4))
    other_income : any other ordinary income that is not investment income
    social_security : gross benefits of the household
    stcg, ltcg : this year's gains and losses by term, signed, before carryovers
    nua_gain : part of ``ltcg`` that is net unrealized appreciation, not net investment income (Reg. 1.1411-8(b)(4)(ii))
    st_carryover, lt_carryover : capital losses carried in, positive
    hsa_deduction : above the line
    hsa_earnings : interest, dividends and net gains inside HSAs: no federal income (IRC 223(e)(1)), but income in a
        state that knows no HSA
    investments2 : the second person's share of interest, dividends, gains and all income not named below
    pension2, annuity2, ira_401k2, qcd2, social_security2 : the second person's part of the household's amount
    from_plan : part of ``ira_401k`` that an employer's plan paid; ``from_plan2`` of it the second person's
    reit_dividends : part of ``ordinary_dividends``, not qualified, that real estate trusts paid (IRC 199A(e)(3))
    foreign_tax : that funds paid; also in ``ordinary_dividends`` (IRC 853(b)(2)(A))
    foreign_income : part of ``ordinary_dividends`` from foreign sources
    other_states_interest : part of ``tax_exempt_interest`` from bonds of other states
    """

    filing_status: int
    age1: int
    age2: int
    is_lived_apart: int
    wages1: float
    wages2: float
    interest: float
    us_government_interest: float
    tax_exempt_interest: float
    ordinary_dividends: float
    qualified_dividends: float
    pension: float
    annuity: float
    ira_401k: float
    qcd: float
    early_withdrawal: float
    hsa_nonmedical: float
    hsa_nonmedical_early: float
    other_income: float
    social_security: float
    stcg: float
    ltcg: float
    nua_gain: float
    st_carryover: float
    lt_carryover: float
    hsa_deduction: float
    hsa_earnings: float
    investments2: float
    pension2: float
    annuity2: float
    ira_401k2: float
    qcd2: float
    social_security2: float
    from_plan: float
    from_plan2: float
    reit_dividends: float
    foreign_tax: float
    foreign_income: float
    other_states_interest: float


class FederalReturn(NamedTuple):
    """The federal return, nominal [USD/yr]. All float64.

    net_short_term, net_long_term : Schedule D lines 7 and 15 (after carryovers, signed)
    loss_deducted : capital loss taken against other income, positive (Schedule D line 21)
    net_capital_gain : IRC 1222(11), at least 0; without qualified dividends
    preferential_income : net capital gain and qualified dividends inside taxable income (taxed at 0/15/20%)
    taxable_social_security : Form 1040 line 6b
    taxable_ira : ``ira_401k`` without the qualified charitable distribution
    unfloored_taxable_income : AGI less deductions, negative where deductions are unused
    early_withdrawal_tax : 10% of early distributions and 20% of early non-medical HSA distributions
    federal_total : regular tax less the foreign tax credit, AMT, NIIT, additional Medicare tax; without
        ``early_withdrawal_tax``
    federal_tax_due : ``federal_total`` and ``early_withdrawal_tax``: what the household pays
    irmaa_magi : AGI and tax-exempt interest (42 USC 1395r(i)(4))
    aca_magi : AGI, tax-exempt interest, Social Security not in AGI (IRC 36B(d)(2)(B))
    reit_deduction : of dividends of real estate trusts (IRC 199A)
    foreign_tax_credit : at most the regular tax, which stands before it
    itemized_deductions : taken instead of the standard deduction, 0 where that one is taken
    gifts_beside_standard : to charity, deducted beside the standard deduction (IRC 170(p))
    """

    agi: float
    taxable_social_security: float
    taxable_ira: float
    net_short_term: float
    net_long_term: float
    loss_deducted: float
    net_capital_gain: float
    preferential_income: float
    standard_deduction: float
    senior_deduction: float
    unfloored_taxable_income: float
    taxable_income: float
    regular_tax: float
    amt: float
    niit: float
    additional_medicare: float
    early_withdrawal_tax: float
    federal_total: float
    federal_tax_due: float
    st_carryover_out: float
    lt_carryover_out: float
    net_investment_income: float
    irmaa_magi: float
    aca_magi: float
    reit_deduction: float
    foreign_tax_credit: float
    itemized_deductions: float
    gifts_beside_standard: float


_INTEGER_FIELDS = frozenset({"filing_status", "age1", "age2", "is_lived_apart"})


def return_input(**values: float) -> ReturnInput:
    """Return a ``ReturnInput`` with exact kernel types; fields not named are 0.

    A Python int in a float field would make numba compile the kernel a second time.

    Raises
    ------
    TypeError
        A name that is not a field.
    """
    unknown = set(values) - set(ReturnInput._fields)
    if unknown:
        raise TypeError(f"not fields of ReturnInput: {sorted(unknown)}")
    typed = [
        int(values.get(name, 0)) if name in _INTEGER_FIELDS else float(values.get(name, 0.0))
        for name in ReturnInput._fields
    ]
    return ReturnInput._make(typed)
