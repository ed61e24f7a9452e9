"""Form 1040 and its schedules, line by line, in plain Python: the slow twin of ``sim.tax.federal_return``.

Written from the forms (2025 lines), not from the kernels: lines are local variables named for the form's line. It reads
the law's data files on its own. Money in USD, household as a plain dict with the names of ``ReturnInput``.
"""

import tomllib
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "sim" / "law" / "federal"


@cache
def _file(topic: str) -> dict:
    return tomllib.loads((FOLDER / f"{topic}.toml").read_text())


@cache
def figure(topic: str, name: str, year: int, status: str):
    """Return the figure of a year: its own entry, else the latest 'from' entry before it."""
    years = _file(topic)[name]["years"]
    if str(year) in years:
        value = years[str(year)]
    else:
        since = max(int(key[5:]) for key in years if key.startswith("from ") and int(key[5:]) <= year)
        value = years[f"from {since}"]
    return value[status] if isinstance(value, dict) else value


def tax_computation_worksheet(amount: float, year: int, status: str) -> float:
    """Tax on an amount, bracket by bracket from the bottom."""
    edges = [*figure("ordinary", "thresholds", year, status), float("inf")]
    tax = 0.0
    for rate, low, high in zip(figure("ordinary", "rates", year, status), edges, edges[1:], strict=False):
        if amount > low:
            tax = tax + rate * ((amount if amount < high else high) - low)
    return tax


def schedule_d(household: dict, year: int, status: str) -> dict:
    """Lines 7, 15, 16, 21 of Schedule D."""
    line_7 = household["stcg"] - household["st_carryover"]
    line_15 = household["ltcg"] - household["lt_carryover"]
    line_16 = line_7 + line_15
    limit = figure("capital_gains", "loss_limit", year, status)
    line_21 = 0.0
    if line_16 < 0:
        line_21 = -line_16 if -line_16 < limit else limit
    return {"7": line_7, "15": line_15, "16": line_16, "21": line_21}


def social_security_benefits_worksheet(household: dict, other: float, year: int, status: str) -> float:
    """Form 1040 instructions, Social Security Benefits Worksheet; ``other`` is income less adjustments."""
    line_1 = household["social_security"]
    line_2 = line_1 * 0.5
    line_7 = other + household["tax_exempt_interest"] + line_2  # lines 3 to 7: other income and adjustments
    if line_1 == 0 or line_7 <= 0:
        return 0.0
    if status == "mfs" and not household["is_lived_apart"]:
        line_16 = line_7 * 0.85
    else:
        line_8 = 32000 if status == "mfj" else 25000
        if line_7 <= line_8:
            return 0.0
        line_9 = line_7 - line_8
        line_10 = 12000 if status == "mfj" else 9000
        line_11 = max(line_9 - line_10, 0)
        line_12 = min(line_9, line_10)
        line_13 = line_12 / 2
        line_14 = min(line_2, line_13)
        line_15 = line_11 * 0.85
        line_16 = line_14 + line_15
    line_17 = line_1 * 0.85
    return min(line_16, line_17)


def schedule_1a_part_v(household: dict, magi: float, year: int, status: str) -> float:
    """Enhanced deduction for seniors; none on a separate return, none after 2028."""
    if status == "mfs" or year > 2028:
        return 0.0
    line_32 = 150000 if status == "mfj" else 75000
    line_34 = 0.06 * (magi - line_32) if magi > line_32 else 0.0
    line_35 = 6000 - line_34 if line_34 < 6000 else 0.0
    line_36a = line_35 if household["age1"] >= 65 else 0.0
    line_36b = line_35 if status == "mfj" and household["age2"] >= 65 else 0.0
    return line_36a + line_36b


def qualified_dividends_and_capital_gain_worksheet(
    line_1: float, qualified: float, gain: float, year: int, status: str
) -> dict:
    """Form 1040 instructions, lines 1 to 25; ``gain`` is the smaller of Schedule D lines 15 and 16, at least 0."""
    first, second = figure("capital_gains", "thresholds", year, status)
    line_4 = qualified + gain
    line_5 = max(line_1 - line_4, 0.0)
    line_7 = min(line_1, first)
    line_8 = min(line_5, line_7)
    line_9 = line_7 - line_8
    line_10 = min(line_1, line_4)
    line_12 = line_10 - line_9
    line_14 = min(line_1, second)
    line_15 = line_5 + line_9
    line_16 = max(line_14 - line_15, 0.0)
    line_17 = min(line_12, line_16)
    line_18 = line_17 * 0.15
    line_19 = line_9 + line_17
    line_20 = line_10 - line_19
    line_21 = line_20 * 0.20
    line_22 = tax_computation_worksheet(line_5, year, status)
    line_23 = line_18 + line_21 + line_22
    line_24 = tax_computation_worksheet(line_1, year, status)
    return {"4": line_4, "5": line_5, "25": min(line_23, line_24)}


def form_6251(line_1: float, worksheet: dict, tax: float, year: int, status: str) -> float:
    """AMT; ``line_1`` is income after the senior deduction with the standard deduction added back."""
    exempt = figure("amt", "exemption", year, status)
    start = figure("amt", "phaseout_start", year, status)
    share = figure("amt", "phaseout_rate", year, status)
    breakpoint_28 = figure("amt", "high_rate_threshold", year, status)

    def lines_7_18_39(amount: float) -> float:
        return amount * 0.26 if amount <= breakpoint_28 else amount * 0.28 - breakpoint_28 * 0.02

    line_4 = line_1
    if status == "mfs":
        exemption_gone = start + exempt / share
        if line_4 > exemption_gone:
            line_4 += min((line_4 - exemption_gone) * share, exempt)
    line_5 = max(exempt - max(line_4 - start, 0) * share, 0)
    line_6 = line_4 - line_5
    if line_6 <= 0:
        return 0.0
    if worksheet["4"] == 0:
        return max(lines_7_18_39(line_6) - tax, 0.0)
    first, second = figure("capital_gains", "thresholds", year, status)
    line_13 = worksheet["4"]
    line_16 = min(line_6, line_13)
    line_17 = line_6 - line_16
    line_18 = lines_7_18_39(line_17)
    line_21 = max(first - worksheet["5"], 0.0)
    line_22 = min(line_6, line_13)
    line_23 = min(line_21, line_22)
    line_24 = line_22 - line_23
    line_28 = line_21 + worksheet["5"]
    line_29 = max(second - line_28, 0.0)
    line_30 = min(line_24, line_29)
    line_33 = line_22 - (line_23 + line_30)
    line_38 = line_18 + line_30 * 0.15 + line_33 * 0.20
    line_39 = lines_7_18_39(line_6)
    return max(min(line_38, line_39) - tax, 0.0)


def form_8960(household: dict, gains: dict, magi: float, year: int, status: str) -> float:
    """Net investment income tax. Line 5b takes out the part of a gain that is net unrealized appreciation."""
    line_1 = household["interest"]
    line_2 = household["ordinary_dividends"]
    line_3 = household["annuity"]
    line_5a = gains["16"] if gains["16"] > 0 else -gains["21"]
    line_5b = -min(household["nua_gain"], line_5a) if line_5a > 0 else 0.0
    line_12 = max(line_1 + line_2 + line_3 + line_5a + line_5b, 0.0)
    line_14 = {"single": 200000, "mfj": 250000, "hoh": 200000, "mfs": 125000, "qss": 250000}[status]
    line_15 = max(magi - line_14, 0.0)
    return min(line_12, line_15) * 0.038


def form_8959(household: dict, status: str) -> float:
    """Additional Medicare tax on wages."""
    threshold = {"single": 200000, "mfj": 250000, "hoh": 200000, "mfs": 125000, "qss": 200000}[status]
    return max(household["wages1"] + household["wages2"] - threshold, 0.0) * 0.009


def capital_loss_carryover_worksheet(taxable_income: float, gains: dict) -> tuple[float, float]:
    """Schedule D instructions; ``taxable_income`` is line 15 of Form 1040, negative where deductions are unused."""
    if gains["16"] >= 0:
        return 0.0, 0.0
    line_1, line_2 = taxable_income, gains["21"]
    line_3 = line_1 + line_2
    if line_3 < 0:
        line_3 = 0.0
    line_4 = min(line_2, line_3)
    line_5, line_8 = 0.0, 0.0
    if gains["7"] < 0:
        line_5 = -gains["7"]
        line_6 = gains["15"] if gains["15"] > 0 else 0.0
        line_7 = line_4 + line_6
        line_8 = line_5 - line_7 if line_5 > line_7 else 0.0
    line_13 = 0.0
    if gains["15"] < 0:
        line_9 = -gains["15"]
        line_10 = gains["7"] if gains["7"] > 0 else 0.0
        line_11 = line_4 - line_5 if line_4 > line_5 else 0.0
        line_12 = line_10 + line_11
        line_13 = line_9 - line_12 if line_9 > line_12 else 0.0
    return line_8, line_13


def form_8995(household: dict, before: float, gain: float) -> float:
    """Deduction for qualified REIT dividends, with no business of one's own; ``before`` is line 11."""
    line_9 = 0.20 * household.get("reit_dividends", 0.0)
    line_12 = household["qualified_dividends"] + gain
    line_14 = 0.20 * max(before - line_12, 0.0)
    return min(line_9, line_14)


def form_1116(household: dict, gross: float, deductions: float, taxable: float, tax: float, status: str) -> float:
    """Foreign tax credit, passive category; up to 300 or 600 on Schedule 3 without the form."""
    paid, line_1a = household.get("foreign_tax", 0.0), household.get("foreign_income", 0.0)
    if paid <= (600 if status == "mfj" else 300):
        return min(paid, tax)
    if taxable <= 0:
        return 0.0
    line_3f = min(line_1a / gross, 1.0) if gross > 1 else min(line_1a, 1.0)
    line_17 = max(line_1a - deductions * line_3f, 0.0)
    line_21 = tax * min(line_17 / taxable, 1.0)
    return min(paid, line_21)


def form_1040(household: dict, year: int, status: str) -> dict[str, float]:
    """The whole return, by the names of ``FederalReturn``."""
    gains = schedule_d(household, year, status)
    line_7 = gains["16"] if gains["16"] >= 0 else -gains["21"]
    line_1a = household["wages1"] + household["wages2"]
    line_4b = household["ira_401k"] - household["qcd"]
    line_5b = household["pension"] + household["annuity"]
    line_8 = household["other_income"] + household["hsa_nonmedical"]
    other = line_1a + household["interest"] + household["ordinary_dividends"] + line_4b + line_5b + line_7 + line_8
    line_10 = household["hsa_deduction"]
    line_6b = social_security_benefits_worksheet(household, other - line_10, year, status)
    line_11 = other + line_6b - line_10
    boxes = (household["age1"] >= 65) + (status == "mfj" and household["age2"] >= 65)
    addition = figure("deductions", "aged_addition", year, status)
    line_12 = figure("deductions", "standard", year, status) + boxes * addition
    line_13b = schedule_1a_part_v(household, line_11, year, status)
    gain = max(min(gains["15"], gains["16"]), 0.0)
    line_13a = form_8995(household, line_11 - line_12 - line_13b, gain)
    unfloored = line_11 - line_12 - line_13a - line_13b
    line_15 = max(unfloored, 0.0)
    worksheet = qualified_dividends_and_capital_gain_worksheet(
        line_15, household["qualified_dividends"], gain, year, status
    )
    amt = form_6251(line_11 - line_13a - line_13b, worksheet, worksheet["25"], year, status)
    niit = form_8960(household, gains, line_11, year, status)
    medicare = form_8959(household, status)
    early = 0.10 * household["early_withdrawal"] + 0.20 * household["hsa_nonmedical_early"]
    short_out, long_out = capital_loss_carryover_worksheet(unfloored, gains)
    credit = form_1116(household, line_11 + line_10, line_12 + line_13a + line_13b, line_15, worksheet["25"], status)
    total = worksheet["25"] - credit + amt + niit + medicare
    return {
        "agi": line_11,
        "taxable_social_security": line_6b,
        "standard_deduction": line_12,
        "senior_deduction": line_13b,
        "unfloored_taxable_income": unfloored,
        "taxable_income": line_15,
        "regular_tax": worksheet["25"],
        "amt": amt,
        "niit": niit,
        "additional_medicare": medicare,
        "early_withdrawal_tax": early,
        "federal_total": total,
        "federal_tax_due": total + early,
        "net_short_term": gains["7"],
        "net_long_term": gains["15"],
        "loss_deducted": gains["21"],
        "net_capital_gain": gain,
        "st_carryover_out": short_out,
        "lt_carryover_out": long_out,
        "reit_deduction": line_13a,
        "foreign_tax_credit": credit,
        "irmaa_magi": line_11 + household["tax_exempt_interest"],
        "aca_magi": line_11 + household["tax_exempt_interest"] + household["social_security"] - line_6b,
    }
