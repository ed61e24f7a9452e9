"""The slow twin of the state kernel: reads the state's data file itself and fills in the form line by line.

Shares only the data file with ``sim.tax`` and the loader; amounts are a dictionary of words, rules stay as written.
"""

import math
import tomllib
from pathlib import Path

STAGES = ("subtraction", "deduction", "added_tax", "credit", "refundable_credit", "surtax")


def document_of(state):
    """Return the data file of a state as written."""
    import sim.law

    return tomllib.loads((Path(sim.law.__file__).parent / "states" / f"{state}.toml").read_text(encoding="utf-8"))


def value_of(entry, key, default, year, status):
    """Return one figure of ``entry`` for the year (the last one written for later years) and the status."""
    value = entry.get(key, default)
    if isinstance(value, dict) and next(iter(value)).isdigit():
        value = value[str(year)] if str(year) in value else value[max(value)]
    return value[status] if isinstance(value, dict) else value


def classes_of(household, federal, income):
    """Return the amounts the form starts from, by word."""
    capital = federal["net_short_term"] + federal["net_long_term"]
    losses = income.get("losses", "federal")
    in_agi = capital if capital >= 0 else -federal["loss_deducted"]
    gain = in_agi
    if losses == "no_offset_no_carryover":
        gain = max(0.0, household["stcg"] + household["ltcg"])
    if losses == "full_offset_no_carryover":
        gain = household["stcg"] + household["ltcg"]
    benefits = federal["taxable_social_security"]
    is_unknown = income.get("hsa_earnings", "exempt") == "taxed"
    hsa = household["hsa_earnings" if is_unknown else "hsa_nonmedical"]
    amounts = {
        "wages": household["wages1"] + household["wages2"],
        "interest": household["interest"] - household["us_government_interest"],
        "tax_exempt_interest": household["tax_exempt_interest"],
        "dividends": household["ordinary_dividends"],
        "qualified_dividends": household["qualified_dividends"],
        "pension": household["pension"],
        "plan_and_ira": federal["taxable_ira"],
        "annuity": household["annuity"],
        "social_security": household["social_security"],
        "taxable_social_security": benefits,
        "untaxed_social_security": household["social_security"] - benefits,
        "gain": gain,
        "long_term_gain": max(0.0, federal["net_long_term"]),
        "net_capital_gain": federal["net_capital_gain"],
        "other_income": household["other_income"] + hsa,
        "hsa_deduction": household["hsa_deduction"],
        "federal_standard_deduction": federal["standard_deduction"],
        "senior_deduction": federal["senior_deduction"],
        "federal_agi": federal["agi"],
        "federal_income_tax": federal["regular_tax"] + federal["amt"],
        "federal_niit": federal["niit"],
        "federal_taxable_income": federal["taxable_income"],
        "net_investment_income": federal["net_investment_income"],
        "agi_without_social_security": federal["agi"] - benefits,
    }
    amounts["provisional_income"] = (
        amounts["agi_without_social_security"] + household["social_security"] / 2 + household["tax_exempt_interest"]
    )
    amounts["retirement_income"] = amounts["pension"] + amounts["plan_and_ira"] + amounts["annuity"]
    line = federal["agi"] - in_agi + gain - household["us_government_interest"]
    if income.get("social_security", "exempt") == "exempt":
        line -= benefits
    if income.get("hsa_deduction", "allowed") == "denied":
        line += household["hsa_deduction"]
    if is_unknown:
        line += household["hsa_earnings"] - household["hsa_nonmedical"]
    if income.get("tax_exempt_interest", "exempt") == "taxed":
        line += household["tax_exempt_interest"]
    amounts["state_income"] = line
    return amounts


def people_in_window(rule, ages, year, status):
    """Return, for each filer, whether the rule's age window holds."""
    low = value_of(rule, "min_age", -math.inf, year, status)
    high = value_of(rule, "max_age", math.inf, year, status)
    born_before = value_of(rule, "born_before", math.inf, year, status)
    born_from = value_of(rule, "born_from", -math.inf, year, status)
    return [low <= age <= high and born_from <= year - age < born_before for age in ages]


def count_of(rule, ages, year, status):
    """Return how often the rule's amount is given."""
    window = people_in_window(rule, ages, year, status)
    return {
        "household": 1,
        "filers": len(ages),
        "aged": sum(window),
        "first_filer_aged": int(window[0]),
        "any_aged": int(any(window)),
        "all_aged": int(all(window)),
    }[rule.get("count", "household")]


def table_at(rule, measure, year, status):
    """Return the value of the rule's step table."""
    below = [row[1] for row in value_of(rule, "table", [], year, status) if row[0] < measure]
    return below[-1] if below else 0.0


def reduction_of(rule, amount, count, measure, get):
    """Return the amount a reduction leaves."""
    kind = rule.get("reduction", "none")
    over = max(0.0, measure - get("start", 0.0))
    n_steps = math.ceil(over / get("step", 1.0))
    if kind == "ramp":
        return amount - slope(get, measure)
    if kind == "steps":
        return amount - count * get("rate", 0.0) * n_steps
    if kind == "ramp_share":
        return amount * max(0.0, 1.0 - over / get("step", 1.0))
    if kind == "steps_share":
        return amount * max(0.0, 1.0 - get("rate", 0.0) * n_steps)
    if kind == "ramp_up":
        return min(amount, get("rate", 0.0) * over)
    if kind == "steps_up":
        return min(amount, get("rate", 0.0) * n_steps)
    return amount


def slope(get, measure):
    """Return the dollars a two-rate ramp takes away."""
    start, second = get("start", 0.0), get("second_start", math.inf)
    first_part = max(0.0, min(measure, second) - start)
    return get("rate", 0.0) * first_part + get("second_rate", 0.0) * max(0.0, measure - second)


def rule_of(rule, ages, amounts, year, status):
    """Return what one line of the form gives."""

    def get(key, default):
        return value_of(rule, key, default, year, status)

    gate = amounts[rule.get("only_if", "federal_agi")]
    count = count_of(rule, ages, year, status)
    if count == 0 or not get("only_over", -math.inf) < gate <= get("only_up_to", math.inf):
        return 0.0
    measure = amounts[rule.get("measure", "federal_agi")]
    kind = rule.get("reduction", "none")
    n_65 = sum(age >= get("aged_from", 65) for age in ages)
    cap = get("amount", math.inf if "of" in rule else 0.0) * count + get("aged_amount", 0.0) * n_65
    if kind == "table_amount":
        cap = count * table_at(rule, measure, year, status)
    cap -= sum(amounts[word] for word in rule.get("less", []))
    if kind == "cap_ramp":
        cap -= slope(get, measure)
    amount = max(0.0, cap)
    if "of" in rule:
        share = table_at(rule, measure, year, status) if kind == "base_table" else get("share", 1.0)
        covered = max(0.0, sum(amounts[word] for word in rule["of"]) - get("exempt", 0.0))
        amount = min(amount, share * covered)
    before = amount
    if kind == "table_share":
        amount *= table_at(rule, measure, year, status)
    amount = reduction_of(rule, amount, count, measure, get)
    amount = max(0.0, amount, get("floor", 0.0) if kind not in ("none", "cap_ramp") else 0.0)
    amount = max(amount, get("floor_share", 0.0) * before)
    return get("factor", 1.0) * min(amount, get("most", math.inf))


def stage_lines(document, stage, year):
    """Return the lines of a stage in force."""
    return [
        rule for rule in document.get(stage, []) if rule.get("from_year", 0) <= year <= rule.get("until_year", 9999)
    ]


def schedule(entry, income, year, status):
    """Return the tax on ``income`` bracket by bracket."""
    rates, floors = value_of(entry, "rates", [], year, status), value_of(entry, "thresholds", [], year, status)
    ceilings = [*floors[1:], math.inf]
    slices = zip(rates, floors, ceilings, strict=True)
    return sum(rate * max(0.0, min(income, ceiling) - floor) for rate, floor, ceiling in slices)


def new_york_recapture(document, agi, taxable, tax, year, status):
    """Return the tax with the worksheet's recapture."""
    entry = document.get("recapture")
    if entry is None:
        return tax
    floor, length = entry["agi_floor"], entry["phase_in"]
    if agi <= floor:
        return tax
    if agi > entry["flat_over"]:
        return value_of(document["brackets"], "rates", [], year, status)[-1] * taxable
    floors = value_of(entry, "thresholds", [], year, status)
    tier = max(index for index, start in enumerate(floors) if index == 0 or taxable > start)
    share = min(1.0, max(0.0, agi - max(floors[tier], floor)) / length)
    base, benefit = (value_of(entry, key, [], year, status)[tier] for key in ("base", "benefit"))
    return tax + base + share * benefit


def massachusetts(document, household, federal, exemptions, year, status):
    """Return AGI, taxable income and tax of Form 1: classes A, B and C."""
    entry = document["class_tax"]
    limit = entry["loss_against_dividends"]
    short = household["stcg"] - household["st_carryover"]
    long = household["ltcg"] - household["lt_carryover"]
    dividends = household["ordinary_dividends"]
    from_short = min(limit, dividends, max(0.0, -short))
    unused_short_loss = max(0.0, -short) - from_short
    short_gain = max(0.0, short)
    against_short = min(short_gain, max(0.0, -long))
    from_long = min(max(0.0, min(limit, dividends) - from_short), max(0.0, -long) - against_short)
    a_dividends, a_short = dividends - from_short - from_long, short_gain - against_short
    c = max(0.0, max(0.0, long) - unused_short_loss)
    capital = federal["net_short_term"] + federal["net_long_term"]
    b = federal["agi"] - federal["taxable_social_security"] - dividends - household["us_government_interest"]
    b = max(0.0, b - max(0.0, capital) + federal["loss_deducted"])
    agi = a_dividends + a_short + b + c
    payroll = sum(min(entry["payroll_deduction"], entry["payroll_rate"] * household[w]) for w in ("wages1", "wages2"))
    parts, left = [], exemptions
    for part in (max(0.0, b - payroll), a_dividends, a_short, c):
        used = min(part, left)
        parts.append(part - used)
        left -= used
    rates = (value_of(document["brackets"], "rates", [], year, status)[0],) * 2
    rates += (entry["short_term_rate"], entry["long_term_rate"])
    tax = sum(rate * part for rate, part in zip(rates, parts, strict=True))
    floor = value_of(entry, "no_tax_status", 0.0, year, status)
    if agi <= floor:
        tax = 0.0
    elif agi <= entry["limited_income_ratio"] * floor:
        tax = min(tax, entry["limited_income_rate"] * (agi - floor))
    return agi, sum(parts), tax


def stage_sum(document, stage, ages, amounts, year, status):
    """Return the total of one stage; an alternative stands in for the line before it when it gives more."""
    total, group = 0.0, 0.0
    for rule in stage_lines(document, stage, year):
        amount = rule_of(rule, ages, amounts, year, status)
        if rule.get("is_alternative"):
            total += max(0.0, amount - group)
            group = max(group, amount)
        else:
            total += -amount if rule.get("is_addition") else amount
            group = amount
    return total


def after_credits(document, ages, amounts, year, status):
    """Return the tax left when each credit is taken from what the one before it left."""
    left, group = amounts["state_tax"], 0.0
    for rule in stage_lines(document, "credit", year):
        amount = rule_of(rule, ages, {**amounts, "state_tax": left}, year, status)
        extra = max(0.0, amount - group) if rule.get("is_alternative") else amount
        group = max(group, amount) if rule.get("is_alternative") else amount
        left = max(0.0, left + extra if rule.get("is_addition") else left - extra)
    return left


def with_agi(amounts, agi):
    """Set state AGI and the two measures built on it."""
    amounts["state_agi"] = agi
    amounts["eligibility_income"] = agi + amounts["tax_exempt_interest"]
    amounts["state_agi_with_benefits"] = agi + amounts["taxable_social_security"]


def state_tax_by_form(document, household, federal, year, status):
    """Return the state's tax from its data file [USD]; ``household`` and ``federal`` are dictionaries of amounts."""
    if document["tax"] == "none":
        return 0.0
    income = document.get("income", {})
    ages = [household["age1"], household["age2"]][: 2 if status == "mfj" else 1]
    amounts = classes_of(household, federal, income)
    with_agi(amounts, amounts["state_income"])
    with_agi(amounts, amounts["state_income"] - stage_sum(document, "subtraction", ages, amounts, year, status))
    deductions = stage_sum(document, "deduction", ages, amounts, year, status)
    if "class_tax" in document:
        agi, taxable, tax = massachusetts(document, household, federal, deductions, year, status)
        with_agi(amounts, agi)
    else:
        taxable = max(0.0, amounts["state_agi"] - deductions)
        tax = tax_by_schedules(document, taxable, amounts["net_capital_gain"], year, status)
        tax = new_york_recapture(document, amounts["state_agi"], taxable, tax, year, status)
    amounts["state_taxable_income"], amounts["state_tax"] = taxable, tax
    amounts["state_tax"] += stage_sum(document, "added_tax", ages, amounts, year, status)
    left = after_credits(document, ages, amounts, year, status)
    amounts["state_tax"] = left
    refunded = stage_sum(document, "refundable_credit", ages, amounts, year, status)
    exempt_up_to = value_of(income, "no_tax_up_to", -math.inf, year, status)
    if amounts[income.get("no_tax_measure", "state_agi")] <= exempt_up_to:
        return -refunded
    return left - refunded + stage_sum(document, "surtax", ages, amounts, year, status)


def tax_by_schedules(document, taxable, gain, year, status):
    """Return the tax by the brackets; a gain with its own schedule is the top slice of income."""
    if "brackets" not in document:
        return 0.0
    if "gain_brackets" not in document:
        return schedule(document["brackets"], taxable, year, status)
    ordinary = max(0.0, taxable - gain)
    top_slice = schedule(document["gain_brackets"], taxable, year, status)
    top_slice -= schedule(document["gain_brackets"], ordinary, year, status)
    return schedule(document["brackets"], ordinary, year, status) + top_slice
