"""The household's dates, each by its statute."""

from datetime import date

import pytest

from sim.scenario.models import Scenario
from sim.views.without_run.milestones import milestone_timeline
from sim.year.milestones import Milestone, What, milestones
from tests.unit.engine.small import Document, lot, small_scenario


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
    assert "401(k) can pay without the additional tax" in note


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


def _with_roth(born: str, opened: int | None, conversion: Document, worth: float = 100.0) -> list[Milestone]:
    """Return the ends of the five-year clocks of one who converts an IRA into a Roth IRA of 10,000."""
    scenario = small_scenario(
        start="2026-01-05",
        horizon_years=20,
        household={"people": [{"name": "One", "born": born}]},
        accounts=({"id": "ira", "type": "traditional_ira"}, {"id": "roth", "type": "roth_ira", "roth_opened": opened}),
        lots=(lot("AAA", worth, "2020-01-02", 10_000, "roth"), lot("AAA", 900, "2020-01-02", 10_000, "ira")),
        conversion=conversion,
    )
    return [one for one in milestones(scenario) if one.what is What.ROTH_CLOCK]


def test_the_first_roth_iras_five_years_end_on_january_1() -> None:
    """IRC 408A(d)(2)(B): the taxable year of the first contribution is the first of five."""
    (clock,) = _with_roth("1950-06-15", 2023, {})
    assert clock.day == date(2028, 1, 1)
    assert "of 2023" in clock.note
    assert clock.reference == "IRC 408A(d)(2)(B)"
    assert not _with_roth("1950-06-15", None, {})  # long ago
    assert not _with_roth("1950-06-15", 2020, {})  # over


def test_a_conversion_before_59_and_a_half_has_a_clock_of_its_own() -> None:
    """IRC 408A(d)(3)(F): the conversion of 2026 is free of the 10% from January 1, 2031 on, the last from 2033 on."""
    years = {"kind": "fixed", "amount": 5_000, "first_year": 2026, "last_year": 2028}
    first, conversions = _with_roth("1980-06-15", 2024, years)
    assert (first.day, conversions.day, conversions.until) == (date(2029, 1, 1), date(2031, 1, 1), date(2033, 1, 1))
    assert "2026 to 2028" in conversions.note
    assert "12/15/2039" in conversions.note


def test_at_59_and_a_half_a_conversions_clock_means_nothing() -> None:
    """IRC 72(t)(2)(A)(i): born in June 1969, 59 1/2 comes before the five years; at 60 there is no clock at all."""
    years = {"kind": "fixed", "amount": 5_000, "first_year": 2026, "last_year": 2026}
    (conversion,) = _with_roth("1969-06-15", None, years)
    assert conversion.day == conversion.until == date(2028, 12, 15)
    assert not _with_roth("1965-06-15", None, years)


def test_an_annuity_that_begins_to_pay_is_a_milestone() -> None:
    account = {"id": "a", "name": "Deferred", "type": "annuity", "pays_from": "2030-05-01"}
    for term, words in (({"pays_for": "life", "payout_rate": 0.06}, "for life"), ({}, "over 20 years")):
        scenario = small_scenario(horizon_years=9, accounts=({**account, **term},))
        (found,) = [one for one in milestones(scenario) if one.what is What.ANNUITY]
        assert found.day == date(2030, 5, 1)
        assert words in found.note
