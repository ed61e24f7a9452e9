"""One household-year's state income tax: one kernel for every state, from tables."""

from sim.jit import inlined_kernel, kernel
from sim.law.state_law import Stage, StateAmount, StateLaw
from sim.tax.records import FederalReturn, ReturnInput
from sim.tax.state_amounts import state_amounts, state_income, with_totals
from sim.tax.state_massachusetts import massachusetts_tax
from sim.tax.state_recapture import recaptured_tax
from sim.tax.state_rules import bracket_tax, rule_amount, table_value

_SUBTRACTION = int(Stage.SUBTRACTION)
_DEDUCTION = int(Stage.DEDUCTION)
_ADDED_TAX = int(Stage.ADDED_TAX)
_CREDIT = int(Stage.CREDIT)
_REFUNDABLE_CREDIT = int(Stage.REFUNDABLE_CREDIT)
_SURTAX = int(Stage.SURTAX)
_N_STAGES = len(Stage)
_NET_CAPITAL_GAIN = int(StateAmount.NET_CAPITAL_GAIN)
_STATE_INCOME = int(StateAmount.STATE_INCOME)
_STATE_AGI = int(StateAmount.STATE_AGI)
_STATE_TAXABLE = int(StateAmount.STATE_TAXABLE_INCOME)
_STATE_TAX = int(StateAmount.STATE_TAX)


@inlined_kernel
def schedule_tax(law: StateLaw, taxable_income: float, net_capital_gain: float) -> float:
    """Return the tax by the state's brackets, gains stacked on top where they have their own schedule [USD/yr].

    References
    ----------
    Montana MCA 15-30-2103(2); Hawaii HRS 235-51(f): the lower of the two rates, so the schedule is capped.
    """
    if law.gain_brackets_end == law.brackets_end:
        return bracket_tax(law.schedules, 0, law.brackets_end, taxable_income)
    ordinary = max(0.0, taxable_income - net_capital_gain)
    stacked = bracket_tax(law.schedules, law.brackets_end, law.gain_brackets_end, taxable_income)
    below = bracket_tax(law.schedules, law.brackets_end, law.gain_brackets_end, ordinary)
    return bracket_tax(law.schedules, 0, law.brackets_end, ordinary) + stacked - below


@inlined_kernel
def taxed(
    law: StateLaw, inputs: ReturnInput, federal: FederalReturn, amounts: tuple[float, ...], deductions: float
) -> tuple[float, ...]:
    """Return ``amounts`` with taxable income and the tax before credits; Massachusetts has its own AGI [USD/yr]."""
    if law.class_tax.is_used == 1:
        agi, taxable_income, tax = massachusetts_tax(law, inputs, federal, deductions)
        return with_totals(amounts, agi, taxable_income, tax)
    agi = amounts[_STATE_AGI]
    taxable_income = max(0.0, agi - deductions)
    tax = schedule_tax(law, taxable_income, amounts[_NET_CAPITAL_GAIN])
    return with_totals(amounts, agi, taxable_income, recaptured_tax(law, agi, taxable_income, tax))


@inlined_kernel
def after_credit(amounts: tuple[float, ...], credit: float) -> tuple[float, ...]:
    """Return ``amounts`` with the tax less ``credit``, not below 0 [USD/yr]."""
    tax = max(0.0, amounts[_STATE_TAX] - credit)
    return with_totals(amounts, amounts[_STATE_AGI], amounts[_STATE_TAXABLE], tax)


@kernel
def state_tax(law: StateLaw, inputs: ReturnInput, federal: FederalReturn) -> float:
    """Return the state income tax of one household-year; negative where credits are refunded [nominal USD/yr].

    Walks the form once, stage by stage. An alternative rule replaces the rule before it when it gives more; a share of
    tax in a credit is of what earlier credits left.

    Simplification: standard deduction only, full-year resident, no dependents, no local income tax. Where a state
    counts income by person, pensions, distributions and investment income belong to the first filer.

    Parameters
    ----------
    law : the household's state, year and filing status
    inputs, federal : the household's year and its federal return
    """
    if law.is_taxing == 0:
        return 0.0
    amounts = state_amounts(law, inputs, federal, state_income(law, inputs, federal))
    outside = 0.0
    index = 0
    n_rules = law.rules.shape[0]
    for stage in range(_N_STAGES):
        total = 0.0
        latest = 0.0
        while index < n_rules and law.rules[index]["stage"] == stage:
            rule = law.rules[index]
            index += 1
            table = 0.0
            if rule["table_to"] > rule["table_from"]:
                table = table_value(law.schedules, rule, amounts[rule["measure"]])
            amount = rule_amount(rule, law.n_filers, inputs, amounts, table)
            if rule["is_alternative"] == 1:
                amount = max(0.0, amount - latest)
                latest += amount
            else:
                latest = amount
            amount *= rule["sign"]
            total += amount
            if stage == _CREDIT:
                amounts = after_credit(amounts, amount)
        if stage == _SUBTRACTION:
            amounts = with_totals(amounts, amounts[_STATE_INCOME] - total, 0.0, 0.0)
        elif stage == _DEDUCTION:
            amounts = taxed(law, inputs, federal, amounts, total)
        elif stage == _ADDED_TAX:
            amounts = after_credit(amounts, -total)
        elif stage == _REFUNDABLE_CREDIT:
            outside -= total
            if amounts[law.no_tax_measure] <= law.no_tax_up_to:
                return outside
        elif stage == _SURTAX:
            outside += total
    return amounts[_STATE_TAX] + outside
