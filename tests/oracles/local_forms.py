"""A county's or city's income tax by its data file, in plain Python: the state's form first, then the local lines."""

from tests.oracles.state_forms import filled_form, schedule, stage_sum


def local_tax_by_form(document, entry, household, federal, year, status):
    """Return the local tax [USD] of a place of the list; ``document`` is its state's."""
    on_state, amounts = filled_form(document, household, federal, year, status)
    ages = [household["age1"], household["age2"]][: 2 if status == "mfj" else 1]
    amounts["state_tax"] = max(0.0, on_state)
    amounts["agi_without_ira"] = federal["agi"] - (federal["taxable_ira"] - household["from_plan"])
    exempt = stage_sum(entry, "local_deduction", ages, amounts, year, status)
    amounts["local_income"] = max(0.0, sum(amounts[word] for word in entry["of"]) - exempt)
    tax = stage_sum(entry, "local_tax", ages, amounts, year, status)
    if entry.get("brackets"):
        tax += schedule(entry["brackets"], amounts["local_income"], year, status)
    tax = max(0.0, tax - stage_sum(entry, "local_credit", ages, amounts, year, status))
    return tax - stage_sum(entry, "local_refundable_credit", ages, amounts, year, status)
