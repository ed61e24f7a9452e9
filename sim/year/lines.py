"""The year as the lines an adviser knows, before and after, each with its form line and its rule.

Numbers of lines are those of the forms for tax year 2025, the latest published.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from sim.law.federal_records import FederalLaw
from sim.tax.records import FederalReturn, ReturnInput
from sim.year.basis import YearBasis
from sim.year.bill import local_tax_of
from sim.year.moves import AFTER, BEFORE, YearOutcome


@dataclass(frozen=True)
class Line:
    """One line: `form` where it stands, `rule` what it is and its source, amounts [USD/yr]."""

    section: str
    label: str
    form: str
    rule: str
    before: float
    after: float
    is_total: bool = False

    @property
    def change(self) -> float:
        return self.after - self.before


Amount = Callable[[ReturnInput, FederalReturn], float]
Row = tuple[str, str, str, Amount]

INCOME: tuple[Row, ...] = (
    ("Wages", "1040 line 1z", "Until the last day of work. IRC 61(a)(1)", lambda i, f: i.wages1 + i.wages2),
    ("Tax-exempt interest", "1040 line 2a", "Not taxed, but counts below. IRC 103", lambda i, f: i.tax_exempt_interest),
    ("Taxable interest", "1040 line 2b", "Cash at the market's mean rate. IRC 61(a)(4)",
     lambda i, f: i.interest - i.us_government_interest),
    ("Treasury interest through funds", "1040 line 3b", "No state taxes it. 31 USC 3124; IRC 852(b)",
     lambda i, f: i.us_government_interest),
    ("Qualified dividends", "1040 line 3a", "Taxed like long-term gain. IRC 1(h)(11)",
     lambda i, f: i.qualified_dividends),
    ("Ordinary dividends", "1040 line 3b", "Distributions of the taxable lots, qualified ones included. IRC 61(a)(7)",
     lambda i, f: i.ordinary_dividends),
    ("IRA and plan distributions", "1040 lines 4b, 5b",
     "Required distributions and the conversion. IRC 402(a), 408(d), 408A(d)(3)",
     lambda i, f: f.taxable_ira),
    ("Pensions", "1040 line 5b", "Less your own cost, which is tax-free. IRC 61(a)(9), 72(d)",
     lambda i, f: i.pension),
    ("Annuities", "1040 line 5b", "What is above the investment. IRC 72(b), (e)", lambda i, f: i.annuity),
    ("HSA withdrawals not for medical costs", "Schedule 1 line 8f", "IRC 223(f)(2)", lambda i, f: i.hsa_nonmedical),
    ("Social Security benefits", "1040 line 6a", "Gross, the months paid this year", lambda i, f: i.social_security),
    ("Taxable Social Security", "1040 line 6b", "By provisional income, up to 85%; thresholds never indexed. IRC 86",
     lambda i, f: f.taxable_social_security),
    ("Other income", "1040 line 8", "As entered on this page", lambda i, f: i.other_income),
    ("HSA deduction", "1040 line 10", "Above the line. IRC 223(a)", lambda i, f: -i.hsa_deduction),
)  # fmt: skip

GAINS: tuple[Row, ...] = (
    ("Short-term gain or loss of the year", "Schedule D lines 1 to 5", "Held one year or less. IRC 1222(1), (2)",
     lambda i, f: i.stcg),
    ("Short-term loss carried in", "Schedule D line 6", "IRC 1212(b)", lambda i, f: -i.st_carryover),
    ("Net short-term", "Schedule D line 7", "IRC 1222(5), (6)", lambda i, f: f.net_short_term),
    ("Long-term gain or loss of the year", "Schedule D lines 8 to 12", "Held more than one year. IRC 1222(3), (4)",
     lambda i, f: i.ltcg),
    ("Long-term loss carried in", "Schedule D line 14", "IRC 1212(b)", lambda i, f: -i.lt_carryover),
    ("Net long-term", "Schedule D line 15", "IRC 1222(7), (8)", lambda i, f: f.net_long_term),
    ("Capital gain or loss on the return", "Schedule D lines 16, 21; 1040 line 7a",
     "Losses offset gains without limit, then other income up to $3,000 ($1,500 separate). IRC 1211(b)",
     lambda i, f: _gain_in_income(f)),
)  # fmt: skip

DEDUCTIONS: tuple[Row, ...] = (
    ("Adjusted gross income", "1040 line 11a", "IRC 62", lambda i, f: f.agi),
    ("Standard deduction", "1040 line 12e", "With the additions at 65. IRC 63(c), (f)",
     lambda i, f: 0.0 if f.itemized_deductions > 0 else -f.standard_deduction),
    ("Itemized deductions", "1040 line 12e; Schedule A line 17",
     "State and local tax up to its cap, medical costs above 7.5% of income, mortgage interest, gifts; where more",
     lambda i, f: -f.itemized_deductions),
    ("Gifts to charity beside the standard deduction", "Schedule 1-A", "From 2026, cash only. IRC 170(p)",
     lambda i, f: -f.gifts_beside_standard),
    ("Senior deduction", "Schedule 1-A line 37; 1040 line 13b",
     "2025 to 2028; each person's $6,000 shrinks by 6% of income above the start. IRC 151(d)(5)(C)",
     lambda i, f: -f.senior_deduction),
    ("Deduction for real estate trusts' dividends", "Form 8995 line 15; 1040 line 13a",
     "A fifth of them, at most a fifth of ordinary taxable income. IRC 199A(b)(1)(B)", lambda i, f: -f.reit_deduction),
    ("Taxable income", "1040 line 15", "Never below zero", lambda i, f: f.taxable_income),
    ("of which gains and qualified dividends", "Gain worksheet line 10", "Taxed at 0, 15 and 20%. IRC 1(h)",
     lambda i, f: f.preferential_income),
)  # fmt: skip

OTHER_TAXES: tuple[Row, ...] = (
    ("Regular tax", "1040 line 16", "The two parts above", lambda i, f: f.regular_tax),
    ("Alternative minimum tax", "Form 6251 line 11", "IRC 55", lambda i, f: f.amt),
    ("Foreign tax credit", "Schedule 3 line 1; Form 1116",
     "Tax that funds paid abroad; above $300 ($600 joint) at most the tax on foreign income. IRC 901, 904(j)",
     lambda i, f: -f.foreign_tax_credit),
    ("Net investment income tax", "Form 8960 line 17", "3.8% of the lesser of net investment income and MAGI above "
     "the threshold, never indexed. IRC 1411", lambda i, f: f.niit),
    ("Additional Medicare tax", "Form 8959 line 18", "0.9% of wages above the threshold. IRC 3101(b)(2)",
     lambda i, f: f.additional_medicare),
    ("Additional tax on early distributions", "Form 5329 line 4",
     "A conversion is exempt. IRC 72(t), 408A(d)(3)(A)(ii)",
     lambda i, f: f.early_withdrawal_tax),
)  # fmt: skip

CARRIED: tuple[Row, ...] = (
    ("Short-term loss carried to next year", "Carryover worksheet line 8", "Keeps its character; ends with its owner's "
     "death (Rev. Rul. 74-175). IRC 1212(b)", lambda i, f: f.st_carryover_out),
    ("Long-term loss carried to next year", "Carryover worksheet line 13", "Likewise", lambda i, f: f.lt_carryover_out),
)  # fmt: skip


def _gain_in_income(filed: FederalReturn) -> float:
    total = filed.net_short_term + filed.net_long_term
    return total if total >= 0 else -filed.loss_deducted


def gains_by_rate(law: FederalLaw, filed: FederalReturn) -> tuple[float, float, float]:
    """Return the gains and qualified dividends taxed at 0, 15 and 20%: Gain worksheet lines 9, 17 and 20 [USD/yr]."""
    ordinary = filed.taxable_income - filed.preferential_income
    at_top = min(max(filed.taxable_income - law.gains.top_threshold, 0.0), filed.preferential_income)
    at_lowest = max(min(filed.taxable_income, law.gains.middle_threshold) - ordinary, 0.0)
    return at_lowest, filed.preferential_income - at_lowest - at_top, at_top


def tax_on_gains(law: FederalLaw, filed: FederalReturn) -> float:
    """Return the part of the regular tax that rests on gains and qualified dividends [USD/yr]."""
    at_lowest, at_middle, at_top = gains_by_rate(law, filed)
    gains = law.gains
    tax = gains.lowest_rate * at_lowest + gains.middle_rate * at_middle + gains.top_rate * at_top
    return min(tax, filed.regular_tax)


def _split(law: FederalLaw) -> tuple[Row, ...]:
    labels = [
        f"taxed at {rate * 100:g}%" for rate in (law.gains.lowest_rate, law.gains.middle_rate, law.gains.top_rate)
    ]
    forms = ("Gain worksheet line 9", "Gain worksheet line 17", "Gain worksheet line 20")
    bands = tuple(
        (f"Gains {label}", form, "Stacked on top of ordinary income. IRC 1(h)(1)", _band(law, number))
        for number, (label, form) in enumerate(zip(labels, forms, strict=True))
    )
    return (
        *bands,
        ("Tax on ordinary income", "Gain worksheet line 22", "Rate schedule of IRC 1(j)(2), without table rounding",
         lambda i, f: f.regular_tax - tax_on_gains(law, f)),
        ("Tax on gains and qualified dividends", "Gain worksheet lines 18, 21", "IRC 1(h)(1)",
         lambda i, f: tax_on_gains(law, f)),
    )  # fmt: skip


def _band(law: FederalLaw, number: int) -> Amount:
    return lambda i, f: gains_by_rate(law, f)[number]


TOTALS = {"Adjusted gross income", "Taxable income", "Regular tax", "Capital gain or loss on the return"}


Filed = tuple[ReturnInput, FederalReturn]


def federal_lines(law: FederalLaw, before: Filed, after: Filed) -> list[Line]:
    """Return every line of the federal return, in the order of the forms, before and after something."""
    sections = (
        ("Income", INCOME),
        ("Gains and losses", GAINS),
        ("Deductions", DEDUCTIONS),
        ("Federal tax", (*_split(law), *OTHER_TAXES)),
        ("Carried to next year", CARRIED),
    )
    return [
        Line(section, label, form, rule, amount(*before), amount(*after), label in TOTALS)
        for section, rows in sections
        for label, form, rule, amount in rows
    ]


def return_lines(outcome: YearOutcome) -> list[Line]:
    """Return every line of the year, in the order of the forms; the bill as a whole at the end."""
    first, last = outcome.returned(BEFORE), outcome.returned(AFTER)
    lines = federal_lines(outcome.basis.law.federal, (outcome.before, first), (outcome.after, last))
    return [*lines[: -len(CARRIED)], *_bill_lines(outcome), *lines[-len(CARRIED) :]]


def _bill_lines(outcome: YearOutcome) -> list[Line]:
    basis, found = outcome.basis, outcome.bills
    due, local = found.amount("federal_tax_due"), np.zeros_like(found.state)
    local[[BEFORE, AFTER]] = local_tax_of(basis, [outcome.before, outcome.after])
    lines = [
        ("Federal tax", "Total federal tax", "1040 line 24", "Regular tax plus the taxes below it", due, True),
        ("State", f"{basis.state.name} income tax", basis.state.code, _state_rule(basis), found.state - local, False),
        ("Outside the return", f"Medicare surcharge in {basis.premium_year}", "IRMAA", _irmaa_rule(basis),
         found.surcharge, False),
    ]  # fmt: skip
    if found.payroll_tax > 0:
        rule = "Social Security tax up to each person's wage base, Medicare tax on all. IRC 3101(a), (b)(1)"
        lines.append(("Outside the return", "Payroll tax", "W-2 boxes 4, 6", rule, _always(found.payroll_tax), False))
    if found.premiums > 0:
        rule = "The standard premium of Part B, and Part D and a supplement as typed, from 65 on. 42 USC 1395r(a)"
        label = f"Medicare premiums of {basis.year}"
        lines.append(("Outside the return", label, "", rule, _always(found.premiums), False))
    if basis.locality:
        rule = "On what the state's return has found; part of the state's tax in every other figure"
        lines.insert(2, ("State", f"Income tax: {basis.locality}", "", rule, local, False))
    if basis.beside.benchmark_premium > 0 and basis.has_anyone_under_65:
        rule = "Less the contribution expected by income; none above 400% of the poverty line from 2026. IRC 36B"
        lines.append(("Outside the return", "Premium tax credit", "Form 8962 line 24", rule, -found.credit, False))
    whole = "Federal, state and payroll tax, premiums and the surcharge, less the credit"
    lines.append(("Outside the return", "Total", "", whole, found.total, True))
    return [
        Line(section, label, form, rule, float(amounts[BEFORE]), float(amounts[AFTER]), is_total)
        for section, label, form, rule, amounts, is_total in lines
    ]


def _always(amount: float) -> np.ndarray:
    return np.full(AFTER + 1, amount)


def _state_rule(basis: YearBasis) -> str:
    if basis.state.tax == "none":
        return "No income tax in this state"
    rule, earned = "By the state's own form; standard deduction, full-year resident", basis.inputs.hsa_earnings
    if earned > 0.0 and basis.law.state["hsa_earnings_taxed"] == 1.0:
        rule += f"; HSA earnings are income there: ${earned:,.0f}"
    return rule


def _irmaa_rule(basis: YearBasis) -> str:
    if basis.medicare_months == 0:
        return f"No one in the household is on Medicare in {basis.premium_year}. 42 USC 1395r(i)"
    grown = ", thresholds indexed to the plan's inflation" if basis.law.is_irmaa_projected else ""
    months = f"{basis.medicare_months} months of Medicare"
    return f"Parts B and D by this year's MAGI, {months}{grown}; a tier is a cliff. 42 USC 1395r(i)"


def shown_lines(lines: list[Line]) -> list[Line]:
    """Return the lines worth reading: those that are not zero both before and after, and every total."""
    return [line for line in lines if line.is_total or line.before or line.after]
