"""What rolling over changes in the state's tax, by hand from the states' statutes."""

import pytest

from sim.export.key_inputs import rollover_changes
from sim.scenario.models import Scenario
from sim.year.rollover_state_tax import StateChange, rollover_state_tax
from tests.unit.engine.small import certain_market, lot, small_scenario

MOVED, YEARS = 600_000.0, 20


def scenario_of(state: str, born: str, wages: float, method: str = "direct_cash", **home: object) -> Scenario:
    person = {"name": "One", "born": born, "wages": {"annual": wages, "until": "2060-12-31"}}
    return small_scenario(
        rollover="2026-06-01",
        method=method,
        household={"people": [person], "state": state, "horizon_years": YEARS, **home},
        lots=(lot("BBB", 6_000, "2020-01-02", 100_000, "401k"),),
        market=certain_market(0.05, cash=0.0),
    )


def change(state: str, born: str, wages: float, method: str = "direct_cash", **home: object) -> StateChange | None:
    scenario = scenario_of(state, born, wages, method, **home)
    return rollover_state_tax(scenario, scenario.rollovers[0], MOVED)


def test_maryland_excludes_what_a_plan_pays_from_65() -> None:
    """Md. Code, Tax-Gen. 10-209: a plan's distributions, not an IRA's. 62 in 2026, so 65 in 2029.

    Form 502: 180,000 less 3,400 and 1,000 at 65, no exemption above 150,000: 175,600, or 145,600 without the plan's
    30,000. 5.25% up to 150,000 of taxable income, 5.5% above.
    """
    found = change("MD", "1964-03-01", 150_000)
    assert found is not None
    assert (found.taking, found.first_year, found.last_year) == (30_000, 2029, 2045)
    assert found.more == pytest.approx(0.0525 * 4_400 + 0.055 * 25_600, abs=0.01)
    assert found.words.startswith("$1,639 more Maryland tax a year from 2029 to 2045, at first, if this money")


def test_what_must_be_taken_is_counted_once() -> None:
    """71 in 2026: the 30,000 of each year are the plan's distributions, all below Maryland's 40,600, to the last year.

    With the required ones counted beside them, 600,000 / 12.2 at 90 alone would have used the exclusion up.
    """
    found = change("MD", "1955-03-01", 150_000)
    assert found is not None
    assert (found.taking, found.first_year, found.last_year) == (30_000, 2026, 2045)


def test_the_files_say_it_where_it_differs() -> None:
    maryland, california = scenario_of("MD", "1964-03-01", 150_000), scenario_of("CA", "1964-03-01", 150_000)
    assert [words[:22] for words in rollover_changes(maryland)] == ["$1,639 more Maryland t"]
    assert rollover_changes(california) == []


def test_a_county_counts_too() -> None:
    county = change("MD", "1964-03-01", 150_000, local_income_tax={"place": "Montgomery County"})
    state = change("MD", "1964-03-01", 150_000)
    assert county is not None
    assert state is not None
    assert county.more - state.more == pytest.approx(0.032 * 30_000, abs=0.01)


def test_rhode_island_from_full_retirement_age() -> None:
    """R.I.G.L. 44-30-12(c)(9): plan money up to 50,000 from 67 if born 1960 or later; the 3.75% bracket."""
    found = change("RI", "1962-03-01", 60_000)
    assert found is not None
    assert found.first_year == 2029
    assert found.more == pytest.approx(0.0375 * 30_000, abs=1.0)


def test_california_taxes_both_alike_and_other_moves_have_none() -> None:
    found = change("CA", "1962-03-01", 60_000)
    assert found is not None
    assert (found.first_year, found.more) == (None, 0.0)
    assert found.words.endswith("nothing changes.")
    assert change("MD", "1964-03-01", 60_000, method="direct_to_roth") is None
