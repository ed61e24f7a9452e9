"""Required minimum distributions account by account: periods of the tables of Reg. 1.401(a)(9)-9, by hand."""

from typing import Any

import pytest

from sim.engine.run.result import RunResult
from sim.engine.run.run import simulate
from sim.scenario.enums import Owner
from sim.scenario.models import Scenario
from sim.scenario.written.load import parse_scenario
from sim.year.received.income import required_distribution
from tests.unit.engine.small import Document, fund, lot, small_scenario

CENT = 0.01
MILLION = 1_000_000.0


def _scenario(people: list[Document], accounts: list[Document], values: dict[str, float], **home: Any) -> Scenario:
    lots = tuple(lot("AAA", value / 100, "2010-01-04", value, account=name) for name, value in values.items())
    household = {"people": people, "filing_status": "mfj" if len(people) == 2 else "single", "state": "TX", **home}
    scenario = small_scenario(
        "2026-01-01", lots=lots, securities=(fund("AAA"),), accounts=tuple(accounts), household=household
    )
    simulation = scenario.simulation.model_copy(update={"taxes": False, "n_paths": 1})
    return scenario.model_copy(update={"simulation": simulation})


def _required(scenario: Scenario) -> float:
    run: RunResult = simulate(scenario)
    return float(run.yearly["rmd"][0, 0, 0])


def _account(name: str, kind: str, **changes: Any) -> Document:
    return {"id": name, "type": kind, "reinvests_dividends": False, **changes}


@pytest.mark.parametrize(
    ("spouse_born", "is_alone", "period"),
    [
        ("1966-05-01", True, 28.3),  # 75 and 60: Joint and Last Survivor Table
        ("1966-05-01", False, 24.6),  # other beneficiaries too: Uniform Lifetime Table
        ("1961-05-01", True, 24.6),  # ten years younger, not more
    ],
)
def test_a_much_younger_spouse_who_inherits_alone_makes_the_period_longer(
    spouse_born: str, is_alone: bool, period: float
) -> None:
    """$1m: 1,000,000 / 28.3 = 35,335.69 and / 24.6 = 40,650.41. Reg. 1.401(a)(9)-5(c), -9(c), (d)."""
    people = [
        {"name": "One", "born": "1951-03-01", "spouse_inherits_alone": is_alone},
        {"name": "Two", "born": spouse_born},
    ]
    scenario = _scenario(people, [_account("ira", "traditional_ira")], {"ira": MILLION})
    assert _required(scenario) == pytest.approx(MILLION / period, abs=CENT)
    assert required_distribution(scenario, Owner.SELF, 2026)[0] == pytest.approx(MILLION / period, abs=CENT)


def test_after_the_spouses_death_the_uniform_table_serves() -> None:
    """The spouse dies in 2026, which counts as a year of marriage (Reg. 1.401(a)(9)-5(c)(2)); 2027: 76, 23.7."""
    people = [
        {"name": "One", "born": "1951-03-01", "spouse_inherits_alone": True, "dies_in": 2040},
        {"name": "Two", "born": "1966-05-01", "dies_in": 2026},
    ]
    scenario = _scenario(people, [_account("ira", "traditional_ira")], {"ira": MILLION}, lives={"kind": "dates"})
    first, second = simulate(scenario).yearly["rmd"][0, 0]
    assert first == pytest.approx(MILLION / 28.3, abs=CENT)
    assert second == pytest.approx((MILLION - MILLION / 28.3) / 23.7, abs=CENT)


@pytest.mark.parametrize(("is_present", "wanted"), [(True, [0.0, MILLION / 24.6]), (False, [MILLION / 25.5, None])])
def test_the_plan_of_the_present_employer_waits_for_the_end_of_work(
    is_present: bool, wanted: list[float | None]
) -> None:
    """74 and at work to June 2027: nothing in 2026, the year of 75 in 2027: 24.6. IRC 401(a)(9)(C)(i)(II), (ii)."""
    person = {"name": "One", "born": "1952-03-01", "wages": {"annual": 1.0, "until": "2027-06-30"}}
    plan = _account("plan", "401k", is_of_present_employer=is_present)
    scenario = _scenario([person], [plan], {"plan": MILLION})
    found = simulate(scenario).yearly["rmd"][0, 0]
    for got, want in zip(found, wanted, strict=True):
        assert want is None or got == pytest.approx(want, abs=CENT)
    first = required_distribution(scenario, Owner.SELF, 2026)[0]
    assert first == pytest.approx(wanted[0], abs=CENT)


def test_what_an_ira_pays_does_not_count_for_a_plan() -> None:
    """76: 23.7. The IRA comes first and pays the spending; the plan still owes 1,000,000 / 23.7 = 42,194.09."""
    person = {"name": "One", "born": "1950-03-01"}
    accounts = [_account("ira", "traditional_ira"), _account("plan", "401k")]
    run = simulate(_scenario([person], accounts, {"ira": 500_000.0, "plan": MILLION}, spending=60_000.0))
    assert run.yearly["rmd"][0, 0, 0] == pytest.approx((500_000 + MILLION) / 23.7, abs=CENT)
    assert run.yearly["withdrawn_pretax"][0, 0, 0] == pytest.approx(60_000 + MILLION / 23.7, abs=CENT)


def test_iras_count_for_each_other_but_not_for_the_spouses() -> None:
    """Both 76 and 70: the first owes 600,000 / 23.7 = 25,316.46 out of any of the two IRAs, the second nothing yet."""
    people = [{"name": "One", "born": "1950-03-01"}, {"name": "Two", "born": "1956-03-01"}]
    accounts = [
        _account("a", "traditional_ira"),
        _account("b", "traditional_ira"),
        _account("c", "traditional_ira", owner="spouse"),
    ]
    run = simulate(_scenario(people, accounts, {"a": 200_000.0, "b": 400_000.0, "c": 900_000.0}, spending=12_000.0))
    assert run.yearly["rmd"][0, 0, 0] == pytest.approx(600_000 / 23.7, abs=CENT)
    assert run.yearly["withdrawn_pretax"][0, 0, 0] == pytest.approx(600_000 / 23.7, abs=CENT)


def test_files_say_nothing_of_beneficiaries_before_version_3() -> None:
    people = [{"name": "One", "born": "1951-03-01"}, {"name": "Two", "born": "1966-05-01"}]
    scenario = _scenario(people, [_account("ira", "traditional_ira")], {"ira": MILLION})
    assert _required(scenario) == pytest.approx(MILLION / 24.6, abs=CENT)
    assert parse_scenario(scenario.model_dump_json().encode()) == scenario
