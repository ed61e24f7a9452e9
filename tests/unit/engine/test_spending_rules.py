"""Spending that follows age, guardrails or the portfolio, and events: worked by hand, kernel and twin alike."""

from typing import Any

import numpy as np
import pytest

from sim.engine.lowering.spending_curve import smile_change
from sim.engine.run.run import simulate
from sim.errors import InputError
from sim.results.findings import Findings
from sim.scenario.models import Scenario
from tests.oracles.twin_comparison import CENT, differences
from tests.unit.engine.small import certain_market, fund, lot, small_scenario

MILLION = 1_000_000.0


def household(rule: dict[str, Any], spending: float, **more: Any) -> dict[str, Any]:
    person = {"name": "One", "born": "1960-06-15", "social_security": more.pop("social_security", {})}
    return {"people": [person], "state": "TX", "spending": spending, "spending_rule": rule, **more}


def million(rule: dict[str, Any], spending: float, years: int, market: dict[str, Any], **more: Any) -> Scenario:
    """Return $1,000,000 in a Roth IRA, so that no tax blurs the figures, and one path."""
    scenario = small_scenario(
        start="2025-12-31",
        horizon_years=years,
        household=household(rule, spending, **more),
        securities=(fund("AAA"),),
        lots=(lot("AAA", MILLION / 100, "2020-01-02", MILLION, "roth_ira"),),
        market=market,
    )
    return scenario.model_copy(update={"simulation": scenario.simulation.model_copy(update={"n_paths": 1})})


def spent(scenario: Scenario) -> list[float]:
    """Return each year's real spending, in which kernel and twin agree."""
    run = simulate(scenario, threads=1)
    assert not differences(scenario, run, 0, 0)
    return [float(amount) for amount in run.yearly["spending_real"][0, 0]]


def test_the_target_falls_by_a_percentage_after_an_age() -> None:
    """Born in 1960, 66 in 2026: with 2% after 67 the first fall is in 2028."""
    rule = {"later_life": "decline", "decline_rate": 0.02, "decline_from_age": 67}
    found = spent(million(rule, 40_000, 5, certain_market()))
    assert found == pytest.approx([40_000, 40_000, 40_000 * 0.98, 40_000 * 0.98**2, 40_000 * 0.98**3], abs=CENT)


@pytest.mark.parametrize(
    ("age", "by_hand"), [(65, 0.338 - 0.8125 + 0.546), (75, 0.45 - 0.9375 + 0.546), (85, 0.578 - 1.0625 + 0.546)]
)
def test_the_smile_of_the_study(age: int, by_hand: float) -> None:
    """Blanchett (2014): 0.00008 age^2 - 0.0125 age - 0.0066 ln(spending) + 0.546; ln 50,000 = 10.819778."""
    assert smile_change(age, 50_000) == pytest.approx(by_hand - 0.0066 * 10.819778, abs=1e-8)


def test_the_smile_is_multiplied_up() -> None:
    found = spent(million({"later_life": "smile"}, 50_000, 3, certain_market()))
    first, second = smile_change(66, 50_000), smile_change(67, 50_000)
    assert found == pytest.approx([50_000, 50_000 * (1 + first), 50_000 * (1 + first) * (1 + second)], abs=CENT)


def test_guardrails_cut_by_a_tenth_where_the_rate_is_a_fifth_above_the_first() -> None:
    """A first rate of 5% and a rail at 6%: a fall of 20% leaves some $755,000, 6.6%: cut to $45,000."""
    found = spent(million({"kind": "guardrails"}, 50_000, 17, certain_market(-0.2)))
    assert found[:2] == pytest.approx([50_000, 45_000], abs=CENT)


def test_guardrails_cut_nothing_in_the_last_fifteen_years() -> None:
    found = spent(million({"kind": "guardrails"}, 50_000, 16, certain_market(-0.2)))
    assert found[:2] == pytest.approx([50_000, 50_000], abs=CENT)


def test_guardrails_stop_at_their_floor() -> None:
    rule = {"kind": "guardrails", "floor_share": 0.85, "uncut_years": 0}
    found = spent(million(rule, 50_000, 6, certain_market(-0.2)))
    assert found[:5] == pytest.approx([50_000, 45_000, 42_500, 42_500, 42_500], abs=CENT)


def test_guardrails_raise_by_a_tenth_where_the_rate_is_a_fifth_below_the_first() -> None:
    """$1,400,000 less $50,000 and what it earned: 3.7%, below the rail of 4%."""
    found = spent(million({"kind": "guardrails"}, 50_000, 3, certain_market(0.4)))
    assert found[:2] == pytest.approx([50_000, 55_000], abs=CENT)


def test_no_rise_with_prices_after_a_losing_year() -> None:
    """Prices rise 3% and the fund loses 1%: the rate is above the first, but inside the rail; dollars stay."""
    market = certain_market(-0.01, inflation=0.03)
    frozen = spent(million({"kind": "guardrails"}, 50_000, 2, market))
    free = spent(million({"kind": "guardrails", "freezes_after_loss": False}, 50_000, 2, market))
    days = 364  # from December 31, 2025 to December 31, 2026 less a day: both are the years' last trading days
    assert frozen[1] / free[1] == pytest.approx(1.03 ** -((days + 1) / 365.25), abs=1e-9)
    assert free == pytest.approx([50_000, 50_000], abs=CENT)


def test_benefits_still_to_come_are_no_reason_to_cut() -> None:
    """$20,000 a year from age 70: until then it is set aside, so that the first rate is that of what lasts forever.

    (40,000 - 20,000) / (1,000,000 - 54 months of benefits); without returns the rail is met once $750,000 / 900,000
    of what is counted is left: nothing is cut for the first seven years, claiming or not.
    """
    security = {"annual_at_claiming": 20_000, "claiming_age": 70}
    found = spent(million({"kind": "guardrails"}, 40_000, 24, certain_market(), social_security=security))
    assert found[:8] == pytest.approx([40_000] * 8, abs=CENT)
    assert found[8] == pytest.approx(36_000, abs=CENT)


def test_a_share_of_the_portfolio_is_taken_of_the_last_year_end() -> None:
    """4% of $1,000,000, then of what is left, with no return: 40,000, 38,400, 36,864."""
    found = spent(million({"kind": "portfolio_share", "floor_share": 0.0}, 50_000, 3, certain_market()))
    assert found == pytest.approx([40_000, 38_400, 36_864], abs=CENT)


def test_the_floor_holds_and_decides_success() -> None:
    """A floor of 75% of $50,000: 40,000, 38,400, then 37,500; the year the money is gone falls short of it."""
    rule = {"kind": "portfolio_share", "floor_share": 0.75}
    scenario = million(rule, 50_000, 28, certain_market())
    found = Findings(simulate(scenario, threads=1))
    assert spent(scenario)[:4] == pytest.approx([40_000, 38_400, 37_500, 37_500], abs=CENT)
    left = MILLION - 40_000 - 38_400
    whole_years = int(left // 37_500)
    assert found.first_shortfall_year[0, 0] == 2028 + whole_years
    assert found.lowest_income[0, 0] == 0
    free = scenario.model_copy(update={"household": scenario.household.model_copy(update={"spending": 0.0})})
    assert Findings(simulate(free, threads=1)).is_success.all()


def test_the_rule_begins_when_wages_have_ended() -> None:
    """Work to mid 2026: the target in 2026, a share of what is left at its end in 2027."""
    wages = {"annual": 50_000, "until": "2026-12-31"}
    home = household({"kind": "portfolio_share", "floor_share": 0.0}, 50_000)
    home["people"] = [{"name": "One", "born": "1960-06-15", "wages": wages}]
    base = million({}, 50_000, 2, certain_market())
    document = base.model_dump(mode="json")
    document["household"].update(home)
    scenario = Scenario.model_validate(document)
    found = spent(scenario)
    run = simulate(scenario, threads=1)
    balances = sum(run.yearly[f"balance_{kind}"][0, 0, 0] for kind in ("taxable", "pretax", "roth", "other"))
    assert found == pytest.approx([50_000, 0.04 * balances], abs=CENT)


@pytest.mark.parametrize("spends", ["monthly", "year_start", "year_end"])
def test_an_event_comes_on_top_in_its_month(spends: str) -> None:
    """$30,000 in March 2027, with prices rising 3%; spending ahead does not move it to another year."""
    event = {"label": "House", "date": "2027-03-10", "amount": 30_000}
    scenario = million({}, 40_000, 3, certain_market(0.0, 0.03), events=[event], spends=spends)
    run = simulate(scenario, threads=1)
    assert spent(scenario) == pytest.approx([40_000, 70_000, 40_000], abs=CENT)
    assert np.allclose(run.yearly["spending_floor"], run.yearly["spending_target"])


def test_an_event_that_cannot_be_paid_is_a_shortfall() -> None:
    event = {"label": "House", "date": "2027-03-10", "amount": 2 * MILLION}
    found = Findings(simulate(million({}, 10_000, 3, certain_market(), events=[event]), threads=1))
    assert found.first_shortfall_year[0, 0] == 2027


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"events": [{"label": "Early", "date": "2024-01-01", "amount": 1}]}, "household.events[0].date"),
        ({"events": [{"label": "Late", "date": "2060-01-01", "amount": 1}]}, "household.events[0].date"),
        ({"spending": 0.0, "spending_rule": {"kind": "guardrails"}}, "household.spending"),
        (
            {"spending_rule": {"kind": "portfolio_share", "portfolio_share": 0}},
            "household.spending_rule.portfolio_share",
        ),
    ],
)
def test_what_cannot_be_is_said_where_it_is_entered(changes: dict[str, Any], place: str) -> None:
    with pytest.raises(InputError) as caught:
        small_scenario(horizon_years=3, household=changes)
    assert [problem.place for problem in caught.value.problems] == [place]
