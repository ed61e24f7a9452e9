"""Counties' and cities' income taxes: the kernel against the form in plain Python, and schedules of one's own."""

import random

import pytest

from sim.law.filing_status import CODE_OF
from sim.law.local.home_law import law_with_local_tax
from sim.law.local.local_law import local_entry
from sim.law.state_tables import load_state_law
from sim.localities import local_places
from sim.scenario.enums import STATES, FilingStatus
from sim.scenario.local_income_tax import LocalBracket, LocalIncomeTax
from sim.tax.federal_return import federal_return
from sim.tax.records import return_input
from sim.tax.state_return import state_tax
from tests.oracles.local_forms import local_tax_by_form
from tests.oracles.state_forms import document_of
from tests.unit.tax_states.households import federal_law, random_household

PLACES = [(state, place) for state in STATES for place in local_places(state)]
KINDS = [(state, place) for state, place in PLACES if state != "IN" and state != "MI"]
KINDS += [("IN", "Marion County"), ("IN", "Union County"), ("MI", "Detroit"), ("MI", "Saginaw")]


def added(state, year, status, inputs, local):
    """Return what a local tax adds to a return [USD]."""
    federal = federal_return(federal_law(min(year, 2026), status), inputs)
    without = state_tax(load_state_law(state, year, status), inputs, federal)
    return state_tax(law_with_local_tax(state, year, status, local), inputs, federal) - without


@pytest.mark.parametrize(("state", "place"), KINDS)
def test_kernel_equals_the_form(state, place):
    rng, document, entry = random.Random(place), document_of(state), local_entry(state, place)
    for _ in range(20):
        year, status, inputs = random_household(rng)
        federal = federal_return(federal_law(year, status), inputs)
        by_form = local_tax_by_form(document, entry, inputs._asdict(), federal._asdict(), year, status.value)
        assert added(state, year, status, inputs, LocalIncomeTax(place=place)) == pytest.approx(by_form, abs=0.005)


def test_every_place_of_the_list_loads_in_every_status():
    for state, place in PLACES:
        for status in FilingStatus:
            for year in (2025, 2026, 2031):
                law = law_with_local_tax(state, year, status, LocalIncomeTax(place=place))
                assert law["local"]["is_levied"] == 1, (state, place, year, status)


def own(*brackets, base="taxable_income"):
    return LocalIncomeTax(base=base, brackets=tuple(LocalBracket(**one) for one in brackets))


RETIREE = {"age1": 70, "wages1": 30_000, "interest": 2000, "pension": 20_000, "social_security": 10_000}


@pytest.mark.parametrize(
    ("base", "amount"),
    [
        ("wages", 30_000),
        ("without_retirement", 32_000),
        ("federal_agi", 52_000 + 0.85 * 10_000),
        ("state_agi", 52_000),  # Indiana: benefits are not in its income
        ("taxable_income", 52_000 - 2000),  # two exemptions of 1,000
        ("state_tax", 0.03 * 50_000),
    ],
)
def test_a_rate_of_ones_own_is_on_the_base_that_is_chosen(base, amount):
    inputs = return_input(filing_status=CODE_OF[FilingStatus.SINGLE], **RETIREE)
    found = added("IN", 2025, FilingStatus.SINGLE, inputs, own({"rate": 0.02}, base=base))
    assert found == pytest.approx(0.02 * amount, abs=0.005)


def test_brackets_of_ones_own_go_by_filing_status():
    schedule = own({"rate": 0.01}, {"rate": 0.03, "over": 20_000, "over_joint": 40_000}, base="wages")
    wages = {"age1": 50, "wages1": 50_000}
    single = return_input(filing_status=CODE_OF[FilingStatus.SINGLE], **wages)
    joint = return_input(filing_status=CODE_OF[FilingStatus.MARRIED_FILING_JOINTLY], age2=50, **wages)
    assert added("TX", 2026, FilingStatus.SINGLE, single, schedule) == pytest.approx(200 + 900)
    assert added("TX", 2026, FilingStatus.MARRIED_FILING_JOINTLY, joint, schedule) == pytest.approx(400 + 300)


def test_more_income_is_never_cheaper_where_no_rate_falls():
    rng = random.Random(5)
    for state, place in KINDS:
        year, status, inputs = random_household(rng)
        more = inputs._replace(wages1=inputs.wages1 + 1000.0)
        local = LocalIncomeTax(place=place)
        rise = added(state, year, status, more, local) - added(state, year, status, inputs, local)
        assert rise >= -0.01 or place == "New York City", place  # a school tax credit ends there
