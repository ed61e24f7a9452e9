"""What states have enacted for later years: the tax of each year by a pencil, and a path that changes in exactly those.

The households' federal returns are those of 2026 law, and no figure grows, so that a pencil can follow.
"""

import copy
from typing import Any

import pytest

from sim.engine.lowering import moves
from sim.engine.run.run import simulate
from sim.law.state_tables import load_state_law, state_document, state_info, state_law_from
from sim.scenario.enums import FilingStatus
from sim.scenario.models import Scenario
from sim.tax.federal_return import federal_return
from sim.tax.records import return_input
from sim.tax.state_return import state_tax
from tests.unit.engine.small import certain_market, small_scenario
from tests.unit.tax_states.households import federal_law

SINGLE = FilingStatus.SINGLE
CA_TO_93 = 113.30 + 310.58 + 621.28 + 987.30 + 1242.08
"""California's tax on $74,372 of taxable income by the schedule of 2026."""

BY_PENCIL = [
    # Miss. Code Ann. 27-7-5: (60,000 - 2,300 - 6,000 - 10,000) at 4, 3.75, 3.5, 3.25 and 3%
    ("MS", 2026, {"wages1": 60_000}, 41_700 * 0.04),
    ("MS", 2027, {"wages1": 60_000}, 41_700 * 0.0375),
    ("MS", 2028, {"wages1": 60_000}, 41_700 * 0.035),
    ("MS", 2029, {"wages1": 60_000}, 41_700 * 0.0325),
    ("MS", 2030, {"wages1": 60_000}, 41_700 * 0.03),
    ("MS", 2045, {"wages1": 60_000}, 41_700 * 0.03),
    # Neb. Rev. Stat. 77-2715.03: 3.99% over 24,760, less one exemption credit of 176
    ("NE", 2026, {"pension": 100_000}, 4_130 * 0.0246 + 20_630 * 0.0351 + 66_390 * 0.0455 - 176),
    ("NE", 2027, {"pension": 100_000}, 4_130 * 0.0246 + 20_630 * 0.0351 + 66_390 * 0.0399 - 176),
    # MCA 15-30-2103: 5.4% over 65,000 of federal taxable income; 4.1% of the gain above that
    ("MT", 2026, {"wages1": 100_000}, 47_500 * 0.047 + 36_400 * 0.0565),
    ("MT", 2027, {"wages1": 100_000}, 65_000 * 0.047 + 18_900 * 0.054),
    ("MT", 2027, {"wages1": 76_100, "ltcg": 10_000}, 60_000 * 0.047 + 5_000 * 0.03 + 5_000 * 0.041),
    # IC 6-3-2-1
    ("IN", 2026, {"wages1": 50_000}, 49_000 * 0.0295),
    ("IN", 2027, {"wages1": 50_000}, 49_000 * 0.029),
    # N.Y. Tax Law 601: a tenth of a point less in five brackets; from 2033 8.82% flat for incomes far above 1,077,550
    ("NY", 2027, {"wages1": 60_000}, 8_500 * 0.038 + 3_200 * 0.043 + 2_200 * 0.0505 + 38_100 * 0.053),
    ("NY", 2032, {"wages1": 10_008_000}, 10_000_000 * 0.103),
    ("NY", 2033, {"wages1": 3_008_000}, 3_000_000 * 0.0882),
    ("NY", 2033, {"wages1": 30_008_000}, 30_000_000 * 0.0882),
    # O.C.G.A. 48-7-27(a)(5): 70,000 of a person's retirement income from 65
    ("GA", 2026, {"age1": 70, "ira_401k": 100_000}, (100_000 - 65_000 - 15_000) * 0.0499),
    ("GA", 2027, {"age1": 70, "ira_401k": 100_000}, (100_000 - 70_000 - 15_000) * 0.0499),
    # HRS 235-51, 235-2.4: 50,856, then 49,856, then 46,856 of taxable income
    (
        "HI",
        2027,
        {"wages1": 60_000},
        14_400 * 0.014 + 4_800 * 0.025 + 4_800 * 0.05 + 12_000 * 0.064 + 12_000 * 0.068 + 2_856 * 0.072,
    ),
    (
        "HI",
        2028,
        {"wages1": 60_000},
        14_400 * 0.014 + 4_800 * 0.025 + 4_800 * 0.05 + 12_000 * 0.064 + 12_000 * 0.068 + 1_856 * 0.072,
    ),
    ("HI", 2031, {"wages1": 60_000}, 19_200 * 0.014 + 4_800 * 0.025 + 12_000 * 0.05 + 10_856 * 0.064),
    # R.I.G.L. 44-30-2.6(c)(3)(A)(I)(2): no deductions are left at this income
    ("RI", 2026, {"wages1": 2_000_000}, 82_050 * 0.0375 + 104_400 * 0.0475 + 1_813_550 * 0.0599),
    ("RI", 2027, {"wages1": 2_000_000}, 82_050 * 0.0375 + 104_400 * 0.0475 + 1_813_550 * 0.0599 + 10_000),
    ("RI", 2028, {"wages1": 2_000_000}, 82_050 * 0.0375 + 104_400 * 0.0475 + 1_813_550 * 0.0599 + 20_000),
    ("RI", 2029, {"wages1": 2_000_000}, 82_050 * 0.0375 + 104_400 * 0.0475 + 1_813_550 * 0.0599 + 30_000),
    # Va. HB 30 (2026 Special Session I): 720 and 5.75% over 17,000; one exemption of 930
    ("VA", 2026, {"wages1": 50_000}, 720 + (50_000 - 8_750 - 930 - 17_000) * 0.0575),
    ("VA", 2027, {"wages1": 50_000}, 720 + (50_000 - 9_200 - 930 - 17_000) * 0.0575),
    ("VA", 2029, {"wages1": 50_000}, 720 + (50_000 - 9_300 - 930 - 17_000) * 0.0575),
    ("VA", 2030, {"wages1": 50_000}, 720 + (50_000 - 3_000 - 930 - 17_000) * 0.0575),
    # 36 M.R.S. 5124-C(1-D): the federal standard deduction of 16,100, not Maine's own of 15,700
    ("ME", 2026, {"wages1": 60_000}, 27_400 * 0.058 + (60_000 - 15_700 - 5_250 - 27_400) * 0.0675),
    ("ME", 2027, {"wages1": 60_000}, 27_400 * 0.058 + (60_000 - 16_100 - 5_250 - 27_400) * 0.0675),
    # ESSB 6346: 9.9% over a million; gains only of who owes the excise of 7% over 284,000 on them
    ("WA", 2027, {"pension": 2_000_000}, 0.0),
    ("WA", 2028, {"pension": 2_000_000}, 1_000_000 * 0.099),
    ("WA", 2028, {"pension": 1_000_000, "ltcg": 200_000}, 0.0),
    ("WA", 2028, {"pension": 1_000_000, "ltcg": 500_000}, 500_000 * 0.099 + 216_000 * 0.07),
    # Cal. Const. art. XIII sec. 36; at this income there is no exemption credit
    (
        "CA",
        2030,
        {"wages1": 1_005_835},
        CA_TO_93 + 305_526 * 0.093 + 75_975 * 0.103 + 303_917 * 0.113 + 240_210 * 0.123,
    ),
    ("CA", 2031, {"wages1": 1_005_835}, CA_TO_93 + 925_628 * 0.093),
    # MCL 206.30(9)(e): 20,000 less the exemption of 5,900, again less taxable Social Security (here 25,500) from 2029
    ("MI", 2028, {"age1": 67, "wages1": 50_000, "social_security": 30_000}, (50_000 - 14_100 - 5_900) * 0.0425),
    ("MI", 2029, {"age1": 68, "wages1": 50_000, "social_security": 30_000}, (50_000 - 5_900) * 0.0425),
]

WHAT_IFS = [
    # G.S. 105-153.7(a1): half a point less from 2027
    ("NC", 2026, {"wages1": 50_000}, 37_250 * 0.0399, 37_250 * 0.0399),
    ("NC", 2027, {"wages1": 50_000}, 37_250 * 0.0399, 37_250 * 0.0349),
    ("NC", 2040, {"wages1": 50_000}, 37_250 * 0.0399, 37_250 * 0.0349),
    # O.C.G.A. 48-7-20(a.1): an eighth of a point less a year, at last 3.99%
    ("GA", 2027, {"wages1": 50_000}, 35_000 * 0.0499, 35_000 * 0.04865),
    ("GA", 2033, {"wages1": 50_000}, 35_000 * 0.0499, 35_000 * 0.04115),
    ("GA", 2050, {"wages1": 50_000}, 35_000 * 0.0499, 35_000 * 0.0399),
    (
        "CA",
        2031,
        {"wages1": 1_005_835},
        CA_TO_93 + 925_628 * 0.093,
        CA_TO_93 + 305_526 * 0.093 + 75_975 * 0.103 + 303_917 * 0.113 + 240_210 * 0.123,
    ),
]


def owed(state: str, year: int, amounts: dict[str, Any], counts_on_what_if: bool = False) -> float:
    inputs = return_input(filing_status=0, **{"age1": 50, **amounts})
    law = load_state_law(state, year, SINGLE, counts_on_what_if)
    return state_tax(law, inputs, federal_return(federal_law(2026, SINGLE), inputs))


@pytest.mark.parametrize(("state", "year", "amounts", "tax"), BY_PENCIL)
def test_the_tax_of_a_year_is_the_pencils(state: str, year: int, amounts: dict[str, Any], tax: float) -> None:
    assert owed(state, year, amounts) == pytest.approx(tax, abs=1.5)  # New York's recapture is in whole dollars


@pytest.mark.parametrize(("state", "year", "amounts", "without", "with_it"), WHAT_IFS)
def test_what_hangs_on_revenue_or_a_vote_is_off_until_it_is_asked_for(
    state: str, year: int, amounts: dict[str, Any], without: float, with_it: float
) -> None:
    assert owed(state, year, amounts) == pytest.approx(without, abs=0.01)
    assert owed(state, year, amounts, counts_on_what_if=True) == pytest.approx(with_it, abs=0.01)
    assert all(state_info(state).what_if)


CHANGES = {
    "MS": (2027, {"wages": 60_000.0}),
    "NE": (2027, {"wages": 100_000.0}),
    "MT": (2027, {"wages": 100_000.0}),
    "IN": (2027, {"wages": 60_000.0}),
    "NY": (2027, {"wages": 60_000.0}),
    "GA": (2027, {"pension": 100_000.0}),
    "HI": (2027, {"wages": 60_000.0}),
    "RI": (2027, {"wages": 2_000_000.0}),
    "VA": (2027, {"wages": 60_000.0}),
    "ME": (2027, {"wages": 60_000.0}),
    "WA": (2028, {"pension": 2_000_000.0}),
    "CA": (2031, {"wages": 2_000_000.0}),
    "MI": (2029, {"wages": 50_000.0, "benefits": 30_000.0}),
}
"""By state: the first year that differs from the law of 2026, and income that meets it."""


def without_later_law(document: dict[str, Any]) -> dict[str, Any]:
    """Return a state's data file as if nothing were written after the last year that is verified."""
    last = max(int(year) for year in document["verified"])

    def cut(value: Any) -> Any:
        if isinstance(value, list):
            kept = [one for one in value if not (isinstance(one, dict) and one.get("from_year", 0) > last)]
            return [cut(one) for one in kept]
        if not isinstance(value, dict):
            return value
        found = {key: cut(one) for key, one in value.items() if not (key.isdigit() and int(key) > last)}
        return {key: one for key, one in found.items() if not (key == "until_year" and one >= last)}

    return cut(copy.deepcopy(document))


def household(state: str, income: dict[str, float], **changes: Any) -> Scenario:
    person: dict[str, Any] = {"name": "One", "born": "1961-06-15"}
    if "wages" in income:
        person["wages"] = {"annual": income["wages"], "until": "2045-12-31"}
    if "pension" in income:
        person["pensions"] = [{"annual": income["pension"], "starts": "2020-01-01"}]
    if "benefits" in income:
        person["social_security"] = {"annual_at_claiming": income["benefits"], "claiming_age": 65}
    return small_scenario(
        start="2026-01-01",
        horizon_years=8,
        household={"people": [person], "state": state, "lives": {"kind": "horizon"}, **changes},
        market=certain_market(inflation=0.02),
    )


def state_taxes_of(scenario: Scenario) -> list[float]:
    return [round(float(tax), 6) for tax in simulate(scenario, threads=1).yearly["tax_state"][0, 0]]


@pytest.mark.parametrize("state", CHANGES)
def test_a_path_changes_in_exactly_the_years_that_are_written(state: str, monkeypatch: pytest.MonkeyPatch) -> None:
    first_year, income = CHANGES[state]
    scenario = household(state, income)
    with_it = state_taxes_of(scenario)
    moves.forget_state_laws()
    cut = without_later_law(state_document(state))
    monkeypatch.setattr(moves, "load_home_law", lambda home, year, status: state_law_from(cut, year, status))
    without = state_taxes_of(scenario)
    moves.forget_state_laws()
    differing = [2026 + year for year, (one, other) in enumerate(zip(with_it, without, strict=True)) if one != other]
    assert differing == list(range(first_year, 2034))


def test_a_path_follows_the_what_if_where_the_plan_counts_on_it() -> None:
    income = {"wages": 60_000.0}
    plain, counted = (state_taxes_of(household("NC", income, counts_on_state_what_if=flag)) for flag in (False, True))
    assert plain[0] == counted[0] > 0
    # North Carolina's deduction does not grow: half a point of all but it
    for year in range(1, 8):
        taxable = plain[year] / 0.0399
        assert counted[year] == pytest.approx(taxable * 0.0349, abs=0.01)
