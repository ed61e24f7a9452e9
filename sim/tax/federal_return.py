"""One household-year's federal return, assembled from the small kernels."""

from typing import NamedTuple

from sim.compile.decorators import inner_kernel, kernel
from sim.law.federal_records import FederalLaw, SurtaxLaw
from sim.tax.amt import alternative_minimum_tax
from sim.tax.deductions import n_aged, senior_deduction, standard_deduction
from sim.tax.funds.fund_income import foreign_tax_credit, reit_deduction
from sim.tax.gains_netting import NettedGains, carryover_out, net_gains
from sim.tax.niit import additional_medicare_tax, net_investment_income, net_investment_income_tax
from sim.tax.records import FederalReturn, ReturnInput
from sim.tax.social_security import taxable_social_security
from sim.tax.stacked_gains import regular_tax


@inner_kernel(inline=True)
def income_without_social_security(inputs: ReturnInput, capital_gain_in_income: float) -> float:
    """Return AGI before Social Security [USD/yr]: Form 1040 lines 1 to 9 without 6b, less the HSA deduction."""
    earned_and_retired = inputs.wages1 + inputs.wages2 + inputs.pension + inputs.annuity + inputs.ira_401k - inputs.qcd
    invested = inputs.interest + inputs.ordinary_dividends + capital_gain_in_income
    return earned_and_retired + invested + inputs.hsa_nonmedical + inputs.other_income - inputs.hsa_deduction


@inner_kernel(inline=True)
def early_distribution_tax(law: SurtaxLaw, inputs: ReturnInput) -> float:
    """Return the additional taxes on early distributions [USD/yr]. Reference: IRC 72(t), 72(q), 223(f)(4)."""
    return law.early_withdrawal_rate * inputs.early_withdrawal + law.hsa_nonmedical_rate * inputs.hsa_nonmedical_early


class BegunReturn(NamedTuple):
    """A return before its deductions are chosen [USD/yr]; `netted`: gains and losses."""

    netted: NettedGains
    taxable_benefits: float
    agi: float
    standard: float
    senior: float


@inner_kernel(inline=True)
def begun_return(law: FederalLaw, inputs: ReturnInput) -> BegunReturn:
    """Return AGI and what may be deducted without a list."""
    netted = net_gains(inputs, law.gains.loss_limit)
    other_income = income_without_social_security(inputs, netted.in_income)
    taxable_benefits = taxable_social_security(law.social_security, inputs, other_income)
    agi = other_income + taxable_benefits
    n_people_65 = n_aged(law.deductions, inputs)
    standard = standard_deduction(law.deductions, n_people_65)
    return BegunReturn(netted, taxable_benefits, agi, standard, senior_deduction(law.deductions, n_people_65, agi))


@inner_kernel(inline=True)
def taxable_before_floor(
    law: FederalLaw, inputs: ReturnInput, begun: BegunReturn, deducted: float
) -> tuple[float, float]:
    """Return (taxable income, below 0 where deductions are unused; the deduction for real estate trusts) [USD/yr].

    deducted : the standard deduction or the list, and what is deducted beside it
    """
    of_reits = reit_deduction(
        law.investments,
        inputs.reit_dividends,
        begun.agi - deducted - begun.senior,
        begun.netted.net_capital_gain + inputs.qualified_dividends,
    )
    return begun.agi - deducted - begun.senior - of_reits, of_reits


@inner_kernel(inline=True)
def finished_return(
    law: FederalLaw, inputs: ReturnInput, begun: BegunReturn, itemized: float, beside: float, minimum_deducted: float
) -> FederalReturn:
    """Return the ``FederalReturn`` of a household-year with its deductions.

    Parameters
    ----------
    itemized : deductions taken instead of the standard one; 0 where that is taken
    beside : gifts deducted beside the standard deduction (IRC 170(p))
    minimum_deducted : what the alternative minimum tax allows of both
    """
    netted, agi, senior = begun.netted, begun.agi, begun.senior
    deducted = (itemized if itemized > 0.0 else begun.standard) + beside
    whole_preferential_income = netted.net_capital_gain + inputs.qualified_dividends
    unfloored_taxable_income, of_reits = taxable_before_floor(law, inputs, begun, deducted)
    taxable_income = max(unfloored_taxable_income, 0.0)
    preferential_income = min(whole_preferential_income, taxable_income)
    regular = regular_tax(law.ordinary, law.gains, taxable_income, preferential_income)
    ordinary_income = taxable_income - preferential_income
    minimum = alternative_minimum_tax(
        law, agi - senior - of_reits - minimum_deducted, ordinary_income, whole_preferential_income, regular
    )
    investment_income = net_investment_income(inputs, netted)
    niit = net_investment_income_tax(law.surtaxes, investment_income, agi)
    medicare = additional_medicare_tax(law.surtaxes, inputs.wages1 + inputs.wages2)
    early = early_distribution_tax(law.surtaxes, inputs)
    st_carryover_out, lt_carryover_out = carryover_out(netted, unfloored_taxable_income)
    foreign, gross = (inputs.foreign_tax, inputs.foreign_income), agi + inputs.hsa_deduction
    credit = foreign_tax_credit(law.investments, foreign, gross, deducted + senior + of_reits, taxable_income, regular)
    federal_total = regular - credit + minimum + niit + medicare
    irmaa_magi = agi + inputs.tax_exempt_interest
    return FederalReturn(
        agi,
        begun.taxable_benefits,
        inputs.ira_401k - inputs.qcd,
        netted.net_short_term,
        netted.net_long_term,
        netted.loss_deducted,
        netted.net_capital_gain,
        preferential_income,
        begun.standard,
        senior,
        unfloored_taxable_income,
        taxable_income,
        regular,
        minimum,
        niit,
        medicare,
        early,
        federal_total,
        federal_total + early,
        st_carryover_out,
        lt_carryover_out,
        investment_income,
        irmaa_magi,
        irmaa_magi + inputs.social_security - begun.taxable_benefits,
        of_reits,
        credit,
        itemized,
        beside,
    )


@kernel(inline=True)
def federal_return(law: FederalLaw, inputs: ReturnInput) -> FederalReturn:
    """Return the ``FederalReturn`` of one household-year with the standard deduction.

    Simplification: no dependents, no credit but for foreign tax, no business income; exact rate schedules.

    Parameters
    ----------
    law : FederalLaw
        Of the year and of ``inputs.filing_status``.
    inputs : ReturnInput
    """
    return finished_return(law, inputs, begun_return(law, inputs), 0.0, 0.0, 0.0)
