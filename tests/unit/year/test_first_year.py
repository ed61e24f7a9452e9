"""The plan's first return is that of the year in which it can first trade, on *This year* as in the run."""

from datetime import date

import pytest

from sim.api import sample_scenario
from sim.api.year import first_year_basis
from sim.engine.lowering.calendar import build_calendar


@pytest.mark.parametrize(
    ("start", "year"),
    [
        (date(2026, 12, 30), 2026),
        (date(2026, 12, 31), 2027),  # a Thursday, the last trading day: the next one is January 4
        (date(2028, 12, 28), 2028),
        (date(2028, 12, 29), 2029),  # a Friday; December 30 and 31 are a weekend
        (date(2028, 12, 30), 2029),
        (date(2027, 1, 1), 2027),
    ],
)
def test_a_plan_that_begins_when_the_markets_have_closed_files_the_next_year_first(start: date, year: int) -> None:
    scenario = sample_scenario("californian-couple").model_copy(update={"start": start, "rollovers": ()})
    assert first_year_basis(scenario).year == year
    assert build_calendar(scenario).years[0] == year


def test_the_year_that_is_over_leaves_nothing_on_the_first_return() -> None:
    """Twelve months at $8,000 are on the return of 2027; the $55,000 that 2026 brought are on that of 2026."""
    sample = sample_scenario("californian-couple")
    first = sample.household.people[0]
    wages = first.wages.model_copy(update={"annual": 96_000.0, "until": date(2028, 6, 30), "so_far": 55_000.0})
    others = tuple(
        one.model_copy(update={"wages": one.wages.model_copy(update={"annual": 0.0})})
        for one in sample.household.people[1:]
    )
    people = (first.model_copy(update={"wages": wages}), *others)
    household = sample.household.model_copy(update={"people": people})
    scenario = sample.model_copy(update={"start": date(2026, 12, 31), "household": household})
    assert first_year_basis(scenario).inputs.wages1 == pytest.approx(96_000.0)
