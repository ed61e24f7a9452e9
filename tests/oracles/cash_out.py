"""What cashing out over some tax years costs, from the definition in docs/results.md and the forms alone."""

from tests.oracles.federal_forms import form_1040

NOTHING = dict.fromkeys(
    (
        "wages1",
        "wages2",
        "interest",
        "us_government_interest",
        "tax_exempt_interest",
        "ordinary_dividends",
        "qualified_dividends",
        "pension",
        "annuity",
        "ira_401k",
        "qcd",
        "early_withdrawal",
        "hsa_nonmedical",
        "hsa_nonmedical_early",
        "other_income",
        "social_security",
        "stcg",
        "ltcg",
        "nua_gain",
        "st_carryover",
        "lt_carryover",
        "hsa_deduction",
        "hsa_earnings",
    ),
    0.0,
)


def cash_out_tax(last: dict, outside: dict, gain: float, income: float, n_years: int, year: int, status: str) -> float:
    """Return the federal tax of cashing out [USD].

    The first part comes on top of the last year's return; every later year holds the outside income, a part and the
    losses carried into it. Of each year what it would have been without the part is taken off, of a later one without
    any loss carried.

    last : the last year's items, and the ages; outside : those of them that go on without a portfolio
    """
    last, outside = {**NOTHING, **last}, {**NOTHING, **outside}
    filed = form_1040(_with_part(last, gain / n_years, income / n_years), year, status)
    total = filed["federal_tax_due"] - form_1040(last, year, status)["federal_tax_due"]
    for _ in range(n_years - 1):
        carried = {"st_carryover": filed["st_carryover_out"], "lt_carryover": filed["lt_carryover_out"]}
        filed = form_1040({**_with_part(outside, gain / n_years, income / n_years), **carried}, year, status)
        total += filed["federal_tax_due"] - form_1040(outside, year, status)["federal_tax_due"]
    return total


def _with_part(household: dict, gain: float, income: float) -> dict:
    return {**household, "ltcg": household["ltcg"] + gain, "ira_401k": household["ira_401k"] + income}
