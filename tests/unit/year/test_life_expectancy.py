"""The outlook on lives, against the table walked by hand."""

import pytest

from sim.law.life_table import death_probability
from sim.year.life_expectancy import covering_years, outlook
from tests.unit.engine.small import small_scenario

PEOPLE = [{"name": "He", "born": "1960-06-15", "sex": "male"}, {"name": "She", "born": "1962-06-15", "sex": "female"}]


def couple(people: list[dict[str, str]] = PEOPLE, status: str = "mfj"):  # type: ignore[no-untyped-def]
    return outlook(small_scenario(horizon_years=30, household={"people": people, "filing_status": status}))


def test_an_even_chance_is_where_the_product_of_survival_passes_a_half() -> None:
    he = couple()[0]
    alive, year = 1.0, 2026
    while alive >= 0.5:
        alive *= 1 - death_probability("male", year - 1960, year)
        year += 1
    assert (he.even_year, he.even_age) == (year - 1, year - 1 - 1960)
    assert 82 <= he.even_age <= 88  # a man of 66 has some 18 to 19 years by the table


def test_improvement_lengthens_lives() -> None:
    """With the table of 2026 in every year fewer would reach the plan's end."""
    she = couple()[1]
    still = 1.0
    for age in range(64, 94):
        still *= 1 - death_probability("female", age, 2026)
    assert she.at_plan_end > still * 1.05


def test_a_plan_that_covers_the_lives_leaves_one_future_in_twenty_out() -> None:
    """By the table alone, both spouses year by year."""
    people = small_scenario(horizon_years=30, household={"people": PEOPLE, "filing_status": "mfj"}).household.people
    years = covering_years(people, 2026)
    his, hers = 1.0, 1.0
    for year in range(2026, 2026 + years):
        before = 1 - (1 - his) * (1 - hers)
        his *= 1 - death_probability("male", year - 1960, year)
        hers *= 1 - death_probability("female", year - 1962, year)
    assert 1 - (1 - his) * (1 - hers) <= 0.05 < before
    assert covering_years(people[:1], 2026) < years


def test_somebody_of_two_lives_longer_than_either() -> None:
    he, she, anybody = couple()
    assert anybody.who == ""
    assert anybody.at_plan_end == pytest.approx(1 - (1 - he.at_plan_end) * (1 - she.at_plan_end))
    assert anybody.long_year >= max(he.long_year, she.long_year)
    assert len(couple(PEOPLE[:1], "single")) == 1
