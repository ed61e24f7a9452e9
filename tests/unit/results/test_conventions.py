"""The conventions beside a verdict: every one that can turn it, in words, as the plan has it."""

from datetime import date

from sim.law.federal_law import federal_years
from sim.results.conventions import conventions, first_year_figures
from sim.scenario.models import Scenario
from sim.scenario.written.load import scenario_from
from sim.scenario.written.samples import sample_scenario


def couple(cost: float | None = None, **household: object) -> Scenario:
    document = sample_scenario("californian-couple").model_dump(mode="json")
    document["household"] |= household
    document["terminal"]["cash_out_years"] = 1 if cost else 10
    if cost:
        document["strategies"][0]["fund_trading_cost_bp"] = cost
    return scenario_from(document)


def test_each_is_named() -> None:
    assert conventions(couple(heirs_tax_rate=0.24)) == (
        "Assumed: what is left is cashed in over 10 years; how long people live follows the life table; heirs pay 24% "
        "tax on 401(k)s and IRAs; trading costs $2 per $10,000 of a fund and $5 per $10,000 of a stock."
    )


def test_what_the_plan_changes_is_said() -> None:
    said = conventions(couple(7.0, lives={"kind": "horizon"}, counts_on_state_what_if=True))
    assert "cashed in one year; everybody lives to the end of the plan" in said
    assert "trading costs what each strategy says; a pending change of California's law comes about." in said


def test_a_local_income_tax_is_named_and_its_absence_too() -> None:
    assert "no local income tax is counted" in conventions(couple(state="MD"))
    assert "local" not in conventions(couple(state="CA"))  # no locality of California levies one
    kent = {"place": "kent"}
    assert "the income tax of Kent County is counted" in conventions(couple(state="MD", local_income_tax=kent))
    own = {"brackets": [{"rate": 0.01}]}
    assert "a local schedule of your own is counted" in conventions(couple(state="OH", local_income_tax=own))


def test_a_plan_after_the_last_published_year_says_how_its_figures_came_about() -> None:
    last = federal_years()[-1]
    later = couple().model_copy(update={"start": date(last + 1, 1, 4)})
    grown = f"figures of {last}, projected to {last + 1} with {later.market.inflation:.1%} a year"
    assert f"the first year's tax has {grown}" in conventions(later)
    assert first_year_figures(later) == grown
    assert "projected" not in conventions(couple().model_copy(update={"start": date(last, 1, 4)}))
