"""What a state's form takes from Schedule A, for the slow twin of the state kernel: by the words of the data files."""

from tests.oracles.schedule_a import schedule_a


def listed_amounts(lists, filed, income_tax, top, year, status):
    """Return the amounts of a household that lists deductions, by word [USD/yr].

    Parameters
    ----------
    lists : with the names of ``Lists``
    filed : the federal return as a dictionary, with `income_tax` deducted where it itemizes
    top : taxable income at which the highest federal bracket begins
    """
    found = schedule_a(lists, filed["agi"], income_tax, filed["senior_deduction"], top, year, status)
    let_through = found["taxes"] - found["property_tax"]
    return {
        "itemized_medical": found["medical"],
        "itemized_medical_paid": lists["medical"],
        "itemized_property_tax": lists["property_tax"],
        "itemized_property_tax_capped": found["property_tax"],
        "itemized_property_tax_to_10000": found["property_tax_to_10000"],
        "itemized_income_tax": let_through,
        "itemized_income_tax_paid": max(income_tax, 0.0),
        "itemized_mortgage": lists["mortgage_interest"],
        "itemized_gifts": found["gifts"],
        "itemized_gifts_before_floor": found["gifts_before_floor"],
        "itemized_limitation": found["whole"] - found["total"],
        "gifts_beside_standard": filed["gifts_beside_standard"],
        "federal_itemized_less_income_tax": max(0.0, filed["itemized_deductions"] - let_through),
    }
