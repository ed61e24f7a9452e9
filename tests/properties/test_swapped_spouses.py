"""Which spouse is typed first changes neither the federal nor a state's tax."""

import random

import pytest

from sim.law.filing_status import CODE_OF
from sim.scenario.enums import STATES, FilingStatus
from sim.tax.batch import federal_returns, input_table, state_taxes
from sim.tax.records import return_input
from tests.unit.tax_states.households import federal_law, state_law

JOINT = FilingStatus.MARRIED_FILING_JOINTLY
N_COUPLES = 2000


def couple(rng):
    """Return a random couple's fields: each spouse's age and money, and what both have."""

    def money(most, chance):
        return round(rng.uniform(0, most), 2) if rng.random() < chance else 0.0

    def spouse():
        ira = money(150_000, 0.6)
        return {
            "age": rng.randint(45, 95),
            "wages": money(120_000, 0.4),
            "pension": money(60_000, 0.5),
            "annuity": money(20_000, 0.2),
            "ira_401k": ira,
            "from_plan": ira * rng.choice((0.0, 0.0, 0.4, 1.0)),
            "social_security": money(45_000, 0.6),
        }

    both = {
        "interest": money(30_000, 0.6),
        "tax_exempt_interest": money(10_000, 0.3),
        "ordinary_dividends": money(40_000, 0.6),
        "stcg": rng.uniform(-20_000, 20_000) * rng.choice((0, 1)),
        "ltcg": rng.uniform(-20_000, 90_000) * rng.choice((0, 1)),
        "hsa_earnings": money(4000, 0.1),
    }
    both["qualified_dividends"] = both["ordinary_dividends"] * rng.random()
    return spouse(), spouse(), both, rng.choice((0.0, 0.5, rng.random(), 1.0))


def joint_return(first, second, both, share2):
    total = {name: first[name] + second[name] for name in first if name not in ("age", "wages")}
    own = {f"{name}2": second[name] for name in total}
    return return_input(
        filing_status=CODE_OF[JOINT],
        age1=first["age"],
        age2=second["age"],
        wages1=first["wages"],
        wages2=second["wages"],
        investments2=share2,
        **total,
        **own,
        **both,
    )


@pytest.fixture(scope="module")
def tables():
    rng = random.Random(20261130)
    couples = [couple(rng) for _ in range(N_COUPLES)]
    one_way = [joint_return(first, second, both, share) for first, second, both, share in couples]
    other_way = [joint_return(second, first, both, 1.0 - share) for first, second, both, share in couples]
    return input_table(one_way), input_table(other_way)


def test_federal_return_is_the_same(tables):
    law = federal_law(2026, JOINT)
    assert federal_returns(law, tables[0]) == pytest.approx(federal_returns(law, tables[1]), abs=1e-6)


@pytest.mark.parametrize("year", [2025, 2026, 2027])
def test_tax_of_every_state_is_the_same(tables, year):
    federal = federal_law(min(year, 2026), JOINT)
    for state in STATES:
        law = state_law(state, year, JOINT)
        one_way, other_way = (state_taxes(federal, law, table) for table in tables)
        assert one_way == pytest.approx(other_way, abs=1e-6), state


def test_who_owns_what_matters_where_the_form_goes_by_person(tables):
    """A check of the check: the same couples with everything given to one spouse pay another tax in most states."""
    rng = random.Random(20261130)
    alone = []
    for first, second, both, _ in (couple(rng) for _ in range(N_COUPLES)):
        plain = joint_return(first, second, both, 0.0)
        alone.append(plain._replace(pension2=0.0, annuity2=0.0, ira_401k2=0.0, from_plan2=0.0, social_security2=0.0))
    table, federal = input_table(alone), federal_law(2026, JOINT)
    changed = set()
    for state in STATES:
        law = state_law(state, 2026, JOINT)
        if abs(state_taxes(federal, law, table) - state_taxes(federal, law, tables[0])).max() > 1.0:
            changed.add(state)
    by_person = {"AL", "AR", "CO", "DC", "DE", "GA", "IA", "KY", "LA", "MD", "ME", "MN", "MO", "MS", "ND", "NJ", "NY"}
    assert by_person | {"OK", "OH", "OR", "PA", "RI", "SC", "VA", "WI", "WV"} <= changed
    assert not changed & {"CA", "TX", "FL", "IL", "NC", "MA"}
