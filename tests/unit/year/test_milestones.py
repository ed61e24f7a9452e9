"""The household's dates, each by its statute."""

from datetime import date

import pytest

from sim.scenario.models import Scenario
from sim.views.milestones import milestone_timeline
from sim.year.milestones import What, milestones
from tests.unit.engine.small import lot, small_scenario


def couple(**home: object) -> Scenario:
    """Return two people: one of 57 who stops work in 2026, one born on the last day of February of a leap year."""
    people = [
        {
            "name": "One",
            "born": "1969-03-10",
            "wages": {"annual": 90_000, "until": "2026-06-30"},
            "social_security": {"annual_at_claiming": 30_000, "claiming_age": 68},
            "dies_in": 2050,
        },
        {"name": "Two", "born": "1968-02-29", "social_security": {"annual_at_claiming": 9_000, "claiming_age": 62}},
    ]
    return small_scenario(
        start="2026-01-05",
        horizon_years=40,
        rollover="2026-09-01",
        household={"people": people, "filing_status": "mfj", "lives": {"kind": "dates"}, **home},
        lots=(lot("AAA", 100, "2020-01-02", 10_000, "401k"),),
    )


DATES = {
    ("One", What.WORK_ENDS): date(2026, 6, 30),
    ("One", What.ROLLOVER): date(2026, 9, 1),
    ("One", What.NOT_EARLY): date(2028, 9, 10),
    ("Two", What.NOT_EARLY): date(2027, 8, 29),
    ("One", What.LOOKBACK): date(2032, 1, 1),  # the year of 63, for the premium at 65 in 2034
    ("One", What.MEDICARE): date(2034, 3, 10),
    ("Two", What.MEDICARE): date(2033, 2, 28),
    ("One", What.RMD): date(2044, 1, 1),  # born 1960 or later: 75, IRC 401(a)(9)(C)(v)
    ("One", What.DEATH): date(2050, 12, 31),
}


@pytest.mark.parametrize(("who", "what"), DATES)
def test_each_date_is_the_statutes(who: str, what: What) -> None:
    found = [one.day for one in milestones(couple()) if one.who == who and one.what is what]
    assert found == [DATES[who, what]]


def test_a_claim_is_a_day_inside_the_span_from_62_to_70() -> None:
    found = [(one.day, one.until) for one in milestones(couple()) if one.who == "One" and one.what is What.CLAIM]
    assert found == [(date(2031, 3, 10), date(2039, 3, 10)), (date(2037, 3, 10), date(2037, 3, 10))]


def test_work_that_ends_from_55_on_keeps_the_plan_open() -> None:
    note = next(one.note for one in milestones(couple()) if one.what is What.WORK_ENDS)
    assert "401(k) may pay without the additional tax" in note


def test_nothing_lies_outside_the_plan_and_days_rise() -> None:
    found = milestones(couple(horizon_years=5))
    assert all(date(2026, 1, 5) <= one.until and one.day < date(2031, 1, 1) for one in found)
    assert [one.day for one in found] == sorted(one.day for one in found)
    assert What.MEDICARE not in {one.what for one in found}


def test_without_pretax_accounts_nothing_is_required() -> None:
    """The second person owns none."""
    assert not [one for one in milestones(couple()) if one.who == "Two" and one.what is What.RMD]


def test_the_timeline_shows_each_of_them() -> None:
    found = milestones(couple())
    made = milestone_timeline(found, date(2026, 1, 5))
    assert len(made.table) == len(found)
    points = sum(len(trace.x) for trace in made.figure.data if trace.mode == "markers")
    spans = sum(trace.mode == "lines" for trace in made.figure.data)
    assert points + spans >= len(found)
    assert "milestones" in made.words
