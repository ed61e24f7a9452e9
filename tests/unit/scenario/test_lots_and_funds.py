"""What cannot be of a fund's distributions and of lots that were inherited or given: named, all at once."""

import pytest

from sim.errors import InputError
from sim.scenario.written.load import parse_scenario, scenario_from
from tests.unit.engine.small import fund, lot, small_scenario


def problems(lots: list[dict] | None = None, **security: object) -> dict[str, str]:
    """Return what is wrong with a small household whose first fund or lots are changed, by place."""
    document = small_scenario(lots=(lot("AAA", 10, "2020-01-02", 1_000),)).model_dump(mode="json")
    document["securities"][0] |= security
    document["holdings"]["lots"] = lots or document["holdings"]["lots"]
    with pytest.raises(InputError) as told:
        scenario_from(document)
    return {problem.place: f"{problem.value} {problem.message}" for problem in told.value.problems}


def test_distributions_of_more_than_all() -> None:
    found = problems(qualified_share=0.6, treasury_share=0.3, reit_share=0.2)
    assert found["securities[0].reit_share"].startswith("110.0% Qualified dividends, Treasury interest")


def test_foreign_tax_without_foreign_income() -> None:
    assert (
        "how much of the distributions comes from abroad"
        in problems(foreign_tax_share=0.07)["securities[0].foreign_share"]
    )


def test_gains_of_more_than_half_of_the_price() -> None:
    assert (
        "lower the gains"
        in problems(short_gain_rate=0.25, long_gain_rate=0.25, dividend_yield=0.1)["securities[0].long_gain_rate"]
    )


@pytest.mark.parametrize("day", [None, "2025-12-15", "2028-01-05"])
def test_an_announcement_without_its_day_or_of_another_time(day: str | None) -> None:
    found = problems(announced_on=day, announced_long_rate=0.1)
    assert found.keys() == {"securities[0].announced_on"}


def test_gifts_and_inheritances_all_at_once() -> None:
    given = {**lot("AAA", 10, "2025-01-02", 1_000), "came_by": "given"}
    found = problems(
        [
            given,
            {**given, "donor_basis": 900.0, "donor_acquired": "2025-06-01"},
            {**lot("AAA", 10, "2025-01-02", 1_000), "donor_basis": 900.0, "donor_acquired": "2024-06-01"},
            {**lot("AAA", 10, "2025-01-02", 1_000, "401k"), "came_by": "inherited"},
        ]
    )
    assert found.keys() == {
        "holdings.lots[0].donor_basis",
        "holdings.lots[1].donor_acquired",
        "holdings.lots[2].donor_basis",
        "holdings.lots[2].donor_acquired",
        "holdings.lots[3].came_by",
    }
    assert "A gift keeps the donor's basis (IRC 1015)" in found["holdings.lots[0].donor_basis"]


def test_a_written_plan_keeps_them() -> None:
    given = {
        **lot("AAA", 10, "2025-01-02", 1_000),
        "came_by": "given",
        "donor_basis": 900.0,
        "donor_acquired": "2024-06-01",
    }
    scenario = small_scenario(securities=(fund("AAA", treasury_share=0.4, treasury_assets=0.6),), lots=(given,))
    assert parse_scenario(scenario.model_dump_json().encode()) == scenario
