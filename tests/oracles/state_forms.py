"""The slow twin of the state kernel: reads the state's data file itself and fills in the form line by line.

Shares only the data file with ``sim.tax`` and the loader; amounts are a dictionary of words, rules stay as written.
"""

import math

from tests.oracles.state_amounts import classes_of, own_amounts_of
from tests.oracles.state_schedules import (
    document_of,
    massachusetts,
    new_york_recapture,
    schedule,
    tax_by_schedules,
    value_of,
)


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
        "older_aged": int(window[ages.index(max(ages))]),
        "each": sum(window),
        "pooled": int(any(window)),
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


def each_of(rule, ages, amounts, year, status):
    """Return what a line gives to each of two spouses: each one's cap and own amounts, then what shrinks the sum."""
    first_step = {
        **rule,
        "count": "household",
        "min_age": -math.inf,
        "max_age": math.inf,
        "most": rule.get("most", math.inf),
    }
    first_step = {key: value for key, value in first_step.items() if key not in ("born_before", "born_from", "factor")}
    if rule.get("reduction") in ("ramp", "steps", "ramp_share", "steps_share", "table_share", "ramp_up", "steps_up"):
        first_step.pop("reduction")
        first_step.pop("floor_share", None)
    parts = []
    window = people_in_window(rule, ages, year, status)
    for age, own, is_in in zip(ages, amounts["own"], window, strict=True):
        seen = {**amounts, **own, "own": None}
        for key in ("measure", "only_if"):
            word = rule.get(key, "federal_agi")
            seen[f"whole {key}"] = amounts[word]
            first_step[key] = f"whole {key}"
        parts.append(rule_of(first_step, [age], seen, year, status) if is_in else 0.0)
    last = {key: value for key, value in rule.items() if key not in ("of", "less", "exempt", "table", "most")}
    if rule.get("reduction") not in ("cap_ramp", "table_amount", "base_table"):
        if "table" in rule:
            last["table"] = rule["table"]
        both = {"amount": sum(parts) / max(1, sum(window)), "count": "each", "aged_amount": 0.0}
        total = rule_of({**last, **both}, ages, {**amounts, "own": None}, year, status)
    else:
        total = value_of(rule, "factor", 1.0, year, status) * sum(parts)
    whole = sum(parts)
    return [part * total / whole if whole else 0.0 for part in parts]


def shared_of(rule, ages, amounts, year, status):
    """Return what one line gives to each filer."""
    count = rule.get("count", "household")
    if len(ages) == 2 and count == "each":
        return each_of(rule, ages, amounts, year, status)
    if len(ages) == 2 and count == "pooled":
        window = people_in_window(rule, ages, year, status)
        owners = [own for own, is_in in zip(amounts["own"], window, strict=True) if is_in]
        pooled = {word: sum(own[word] for own in owners) for word in amounts["own"][0]}
        seen = {**amounts, **{word: pooled[word] for word in rule.get("of", ())}}
        seen |= {f"whole {key}": amounts[rule.get(key, "federal_agi")] for key in ("measure", "only_if")}
        rule = {**rule, "measure": "whole measure", "only_if": "whole only_if"}
        return [rule_of(rule, ages, seen, year, status) / 2] * 2
    total = rule_of(rule, ages, amounts, year, status)
    if len(ages) == 1:
        return [total]
    window = people_in_window(rule, ages, year, status)
    if count == "aged" and sum(window) == 1:
        return [total * is_in for is_in in window]
    return [total / 2] * 2


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
        whole = sum(amounts[word] for word in rule["of"])
        for age, own in zip(ages, amounts["own"] or [amounts], strict=True):
            if age >= get("aged_from", 65):
                whole += sum(own[word] for word in rule.get("of_aged", ()))
        covered = max(0.0, whole - get("exempt", 0.0))
        amount = min(amount, share * covered)
    before = amount
    if kind == "table_share":
        amount *= table_at(rule, measure, year, status)
    amount = reduction_of(rule, amount, count, measure, get)
    amount = max(0.0, amount, get("floor", 0.0) if kind not in ("none", "cap_ramp") else 0.0)
    amount = max(amount, get("floor_share", 0.0) * before)
    return get("factor", 1.0) * min(amount, get("most", math.inf))


def stage_lines(document, stage, year):
    """Return the lines of a stage in force; those for households that list deductions where the file has them."""
    lines = document.get(stage, []) + document.get(f"listed_{stage}", [])
    return [rule for rule in lines if rule.get("from_year", 0) <= year <= rule.get("until_year", 9999)]


def more_than(rule, parts, group):
    """Return by how much an alternative gives more than the line before it: each spouse's, or both spouses'."""
    if rule.get("count") == "each":
        return [max(0.0, part - before) for part, before in zip(parts, group, strict=True)]
    return [max(0.0, sum(parts) - sum(group)) / len(parts)] * len(parts)


def stage_parts(document, stage, ages, amounts, year, status):
    """Return each filer's part of one stage; an alternative stands in for the line before it when it gives more."""
    total, group = [0.0] * len(ages), [0.0] * len(ages)
    for rule in stage_lines(document, stage, year):
        parts = shared_of(rule, ages, amounts, year, status)
        sign = -1 if rule.get("is_addition") else 1
        if rule.get("is_alternative"):
            parts = more_than(rule, parts, group)
            group = [before + part for before, part in zip(group, parts, strict=True)]
        else:
            group = parts
        total = [before + sign * part for before, part in zip(total, parts, strict=True)]
    return total


def stage_sum(document, stage, ages, amounts, year, status):
    """Return the total of one stage."""
    return sum(stage_parts(document, stage, ages, amounts, year, status))


def after_credits(document, ages, amounts, year, status):
    """Return the tax left when each credit is taken from what the one before it left."""
    left, group = amounts["state_tax"], [0.0] * len(ages)
    for rule in stage_lines(document, "credit", year):
        parts = shared_of(rule, ages, {**amounts, "state_tax": left}, year, status)
        if rule.get("is_alternative"):
            parts = more_than(rule, parts, group)
            group = [before + part for before, part in zip(group, parts, strict=True)]
        else:
            group = parts
        extra = sum(parts)
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
    return filled_form(document, household, federal, year, status)[0]


def filled_form(document, household, federal, year, status, listed=None):
    """Return the state's tax [USD] and every amount of the form; listed : ``state_lists.listed_amounts``."""
    income = document.get("income", {})
    ages = [household["age1"], household["age2"]][: 2 if status == "mfj" else 1]
    amounts = classes_of(household, federal, income, document)
    amounts["own"] = None
    amounts["federal_itemized"] = federal["itemized_deductions"]
    amounts["itemized_over_standard"] = max(0.0, federal["itemized_deductions"] - federal["standard_deduction"])
    amounts |= listed or {}
    if len(ages) == 2:
        amounts["own"] = own_amounts_of(household, amounts, income)
    with_agi(amounts, amounts["state_income"])
    less = stage_parts(document, "subtraction", ages, amounts, year, status)
    with_agi(amounts, amounts["state_income"] - sum(less))
    own_agi = [amounts["state_agi"]]
    if len(ages) == 2:
        own_agi = [own["state_income"] - part for own, part in zip(amounts["own"], less, strict=True)]
        amounts["lesser_state_agi"] = max(0.0, min(own_agi))
    deductions = stage_sum(document, "deduction", ages, amounts, year, status)
    if listed is not None:
        deductions += more_by_list(document, ages, amounts, year, status)
    if "class_tax" in document:
        agi, taxable, tax = massachusetts(
            document, household, federal, deductions, year, status, amounts.get("itemized_total", 0.0)
        )
        with_agi(amounts, agi)
    else:
        taxable = max(0.0, amounts["state_agi"] - deductions)
        tax = tax_by_schedules(document, taxable, amounts["net_capital_gain"], year, status)
        tax = new_york_recapture(document, amounts["state_agi"], taxable, tax, year, status)
    amounts["state_taxable_income"], amounts["state_tax"] = taxable, tax
    amounts["state_tax"] += stage_sum(document, "added_tax", ages, amounts, year, status)
    amounts["state_tax"] -= stage_sum(document, "column_credit", ages, amounts, year, status)
    amounts["state_tax"] = max(0.0, amounts["state_tax"])
    if "columns" in document and len(ages) == 2 and min(own_agi) > 0.0:
        amounts["state_tax"] = lower_in_columns(document, ages, amounts, own_agi, deductions, year, status)
    left = after_credits(document, ages, amounts, year, status)
    amounts["state_tax"] = left
    refunded = stage_sum(document, "refundable_credit", ages, amounts, year, status)
    exempt_up_to = value_of(income, "no_tax_up_to", -math.inf, year, status)
    if amounts[income.get("no_tax_measure", "state_agi")] <= exempt_up_to:
        return -refunded, amounts
    return left - refunded + stage_sum(document, "surtax", ages, amounts, year, status), amounts


def more_by_list(document, ages, amounts, year, status):
    """Return what the list adds to the state's deductions, and write what its limits and credits look at."""
    amounts["itemized_total"] = amounts["itemized_over_state_standard"] = 0.0
    entry = document.get("itemizing")
    if entry is None or (entry["follows"] != "own" and amounts["federal_itemized"] <= 0):
        return 0.0
    amounts["itemized_total"] = stage_sum(document, "itemized", ages, amounts, year, status)
    cut = stage_sum(document, "itemized_limit", ages, amounts, year, status)
    amounts["itemized_total"] = max(0.0, amounts["itemized_total"] - cut)
    replaced = {
        "deduction": [
            rule for rule in stage_lines(document, "deduction", year) if rule["name"] in entry.get("instead_of", [])
        ]
    }
    more = amounts["itemized_total"] - stage_sum(replaced, "deduction", ages, amounts, year, status)
    amounts["itemized_over_state_standard"] = max(0.0, more)
    if entry.get("is_apart"):
        return 0.0
    return more if entry["follows"] == "federal" else max(0.0, more)


def column_parts(entry, amounts, own_agi, deductions, own_deductions, year, status):
    """Return the taxable income of each column."""
    whole = amounts["state_taxable_income"]
    if entry["kind"] == "own":
        return [max(0.0, agi - less) for agi, less in zip(own_agi, own_deductions, strict=True)]
    if entry["kind"] == "by_income":
        return [whole * agi / sum(own_agi) for agi in own_agi]
    if entry["kind"] == "shared":  # the richer deducts until both have the same
        to_rich = min(deductions, max(own_agi) - min(own_agi))
        each = (deductions - to_rich) / 2
        return [max(0.0, max(own_agi) - to_rich - each), max(0.0, min(own_agi) - each)]
    bases = own_agi
    if "of" in entry:
        bases = [sum(own[word] for word in entry["of"]) for own in amounts["own"]]
    part = min(base - less for base, less in zip(bases, own_deductions, strict=True))
    part = max(0.0, min(part, whole * value_of(entry, "most_share", 1.0, year, status)))
    return [max(0.0, whole - part), part]


def lower_in_columns(document, ages, amounts, own_agi, deductions, year, status):
    """Return the lower tax of a couple in one column and in two."""
    entry = document["columns"]
    own = stage_parts(document, "column_deduction", ages, amounts, year, status)
    in_two = columns_tax(
        document, ages, amounts, column_parts(entry, amounts, own_agi, deductions, own, year, status), year, status
    )
    if "itemized_total" in amounts and entry["kind"] == "own":  # each spouse's part of the list goes by income
        listed = [amounts["itemized_total"] * agi / sum(own_agi) for agi in own_agi]
        parts = column_parts(entry, amounts, own_agi, deductions, listed, year, status)
        in_two = min(in_two, columns_tax(document, ages, amounts, parts, year, status))
    least = amounts["state_tax"] - value_of(entry, "most", math.inf, year, status)
    return max(min(in_two, amounts["state_tax"]), least)


def columns_tax(document, ages, amounts, parts, year, status):
    """Return the tax of both columns."""
    entry, total = document["columns"], 0.0
    for age, part in zip(ages, parts, strict=True):
        tax = schedule(document["brackets"], part, year, entry.get("brackets_of", status))
        column = {**amounts, "own": None}
        with_agi(column, part)
        column |= {"state_taxable_income": part, "state_tax": tax}
        tax = max(0.0, tax + stage_sum(document, "added_tax", [age], column, year, status))
        total += max(0.0, tax - stage_sum(document, "column_credit", [age], column, year, status))
    return total


__all__ = ["document_of", "filled_form", "schedule", "stage_sum", "state_tax_by_form"]
