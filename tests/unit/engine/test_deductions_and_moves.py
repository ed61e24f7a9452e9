"""What a household lists, gives to a fund, a move, and what-ifs of the law: years worked out by hand."""

from typing import Any

import pytest

from sim.api import simulate
from sim.engine.run.result import RunResult
from sim.errors import InputError
from sim.scenario.models import Scenario
from sim.scenario.written.load import scenario_from
from tests.unit.engine.small import certain_market, lot, small_scenario

WAGES, LISTED = 150_000.0, {"property_tax": 12_000.0}
LAST_GIFT = "household.fund_gift.last_year"
AT_FIRST, TO_105_700 = 1_240 + 0.12 * 38_000, 0.22 * 55_300
"""Rev. Proc. 2025-32: a single's tax on 50,400, and on what is from there to 105,700."""


def worker(**household: Any) -> Scenario:
    """Return a single person of 56 in Texas with wages of $150,000 to 2027, and shares worth five times their cost."""
    wages = {"annual": WAGES, "until": "2027-12-31", "pays_payroll_tax": False}
    people = [{"name": "One", "born": "1970-06-15", "wages": wages}]
    shares = (lot("AAA", 1_000, "2020-03-02", 20_000.0),)
    home = {"people": people, "spending": 60_000.0, "state": "TX", **household}
    return small_scenario(lots=shares, household=home, horizon_years=3, market=certain_market())


def with_law(scenario: Scenario, **changes: Any) -> Scenario:
    return scenario_from({**scenario.model_dump(mode="json"), "law_changes": changes})


def run_of(plan: Scenario) -> RunResult:
    """Return one path: the market is certain."""
    return simulate(plan.with_paths(1), threads=1)


def figure(run: RunResult, name: str, year: int) -> float:
    return float(run.yearly[name][0, 0, year])


def test_what_is_listed_is_deducted_where_it_is_more() -> None:
    """12,000 of property tax and 20,000 of interest against 16,100: 118,000 are taxed. From 2027 on 12,000: 133,900."""
    listed = {**LISTED, "mortgage_interest": 20_000.0, "mortgage_until": "2026-12-15"}
    run = run_of(worker(deductions=listed))
    assert figure(run, "tax_ordinary", 0) == pytest.approx(AT_FIRST + TO_105_700 + 0.24 * 12_300)
    assert figure(run, "tax_ordinary", 1) == pytest.approx(AT_FIRST + TO_105_700 + 0.24 * 28_200)


def test_shares_given_are_deducted_at_their_value_and_carried() -> None:
    """IRC 170(b)(1)(C), (I), (d)(1): of 60,000 the year takes 45,000 less 750; 15,750 go on, less 750 in 2027.

    2026: 12,000 and 44,250 off 150,000. 2027: 12,000 and 15,000.
    """
    gift = {"amount": 60_000.0, "first_year": 2026, "last_year": 2026}
    run = run_of(worker(deductions=LISTED, fund_gift=gift))
    without = run_of(worker(deductions=LISTED))
    assert figure(run, "tax_ordinary", 0) == pytest.approx(AT_FIRST + 0.22 * (93_750 - 50_400))
    assert figure(run, "tax_ordinary", 1) == pytest.approx(AT_FIRST + TO_105_700 + 0.24 * (123_000 - 105_700))
    assert figure(run, "tax_gains", 0) == 0.0
    assert figure(run, "charity_gifts", 0) == pytest.approx(60_000.0)
    assert figure(without, "balance_taxable", 0) - figure(run, "balance_taxable", 0) == pytest.approx(60_000.0)
    assert figure(without, "taxable_basis", 0) - figure(run, "taxable_basis", 0) == pytest.approx(12_000.0)


def test_the_lot_with_the_most_gain_goes_first_and_cash_fills_up() -> None:
    """10,000 of shares held long that cost 2,000, then 5,000 that cost 4,500; nothing bought this year; then cash."""
    lots = (
        lot("AAA", 100, "2020-03-02", 9_000.0),
        lot("AAA", 100, "2020-03-03", 2_000.0),
        lot("AAA", 100, "2026-01-02", 1_000.0),
    )
    accounts = ({"id": "taxable", "type": "taxable", "reinvests_dividends": False, "cash": 90_000.0},)
    home = {"state": "TX", "spending": 0.0, "fund_gift": {"amount": 15_000.0, "last_year": 2026}}
    given = run_of(small_scenario(lots=lots, accounts=accounts, household=home, horizon_years=1))
    assert figure(given, "taxable_basis", 0) == pytest.approx(4_500.0 + 1_000.0)
    home["fund_gift"] = {"amount": 45_000.0, "last_year": 2026}
    given = run_of(small_scenario(lots=lots, accounts=accounts, household=home, horizon_years=1))
    assert figure(given, "charity_gifts", 0) == pytest.approx(20_000.0)
    assert figure(given, "taxable_basis", 0) == pytest.approx(1_000.0)
    assert figure(given, "balance_other", 0) == pytest.approx(90_000.0 - 25_000.0)


def test_each_state_taxes_its_part_of_the_year_of_a_move() -> None:
    """From California to Texas on July 2, 2026: 182 of 365 days."""
    stays = run_of(worker(state="CA"))
    moves = run_of(worker(state="CA", move={"date": "2026-07-02", "state": "TX"}))
    arrives = run_of(worker(state="TX", move={"date": "2026-07-02", "state": "CA"}))
    assert figure(stays, "tax_state", 0) > 8_000
    assert figure(moves, "tax_state", 0) == pytest.approx(figure(stays, "tax_state", 0) * 182 / 365)
    assert figure(moves, "tax_state", 1) == 0.0
    assert figure(arrives, "tax_state", 0) == pytest.approx(figure(stays, "tax_state", 0) * 183 / 365)
    assert figure(arrives, "tax_state", 1) == pytest.approx(figure(stays, "tax_state", 1))


def test_a_move_takes_its_county_along() -> None:
    """Baltimore City asks 3.2% of 150,000 less 3,400 and 800 (Form 502 booklet), half of 2026 and all of 2027."""
    place = {"date": "2026-07-02", "state": "MD", "local_income_tax": {"place": "Baltimore City"}}
    city = run_of(worker(move=place))
    state = run_of(worker(move={"date": "2026-07-02", "state": "MD"}))
    local = [figure(city, "tax_state", year) - figure(state, "tax_state", year) for year in (0, 1)]
    assert local[1] == pytest.approx(0.032 * (WAGES - 3_400 - 800))
    assert local[0] == pytest.approx(local[1] * 183 / 365)


@pytest.mark.parametrize(
    ("household", "place", "said"),
    [
        ({"move": {"date": "2026-07-02", "state": "TX"}}, "household.move.state", "lives in TX already"),
        ({"move": {"date": "2026-07-02"}}, "household.move.state", "Choose the state"),
        ({"move": {"state": "CA"}}, "household.move.date", "Give the day"),
        ({"move": {"date": "2020-07-02", "state": "CA"}}, "household.move.date", "later day"),
        ({"deductions": {"property_tax": 70_000.0}}, "household.deductions.property_tax", "part of the spending"),
        (
            {"fund_gift": {"amount": 1.0, "first_year": 2028, "last_year": 2027}},
            LAST_GIFT,
            "ends",
        ),
    ],
)
def test_what_contradicts_itself_is_named(household: dict[str, Any], place: str, said: str) -> None:
    with pytest.raises(InputError) as raised:
        worker(**household)
    (problem,) = raised.value.problems
    assert problem.place == place
    assert said in problem.message


def test_benefits_are_cut_from_a_year_on() -> None:
    people = [{"name": "One", "born": "1955-06-15", "social_security": {"annual_at_claiming": 24_000.0}}]
    home = {"people": people, "state": "TX"}
    plan = small_scenario(household=home, horizon_years=3)
    run = run_of(with_law(plan, benefit_cut=0.23, benefit_cut_from=2027))
    assert [figure(run, "outside_income", year) for year in range(3)] == pytest.approx([24_000, 18_480, 18_480])


def test_every_bracket_is_higher_from_a_year_on() -> None:
    """3% of 133,900 in 2027, and the zero of Texas stays."""
    plan = worker()
    higher = run_of(with_law(plan, rate_rise=0.03, rate_rise_from=2027))
    as_it_is = run_of(plan)
    assert figure(higher, "tax_ordinary", 0) == figure(as_it_is, "tax_ordinary", 0)
    more = figure(higher, "tax_ordinary", 1) - figure(as_it_is, "tax_ordinary", 1)
    assert more == pytest.approx(0.03 * 133_900)


def test_the_limit_on_losses_grows_with_prices() -> None:
    """Prices of 2026 and 2027 at 3%: 3,000 x 1.0609 is 3,182.70 in 2028, 3,150 in steps of $50 (IRC 1(f)(7))."""
    wages = {"annual": WAGES, "until": "2029-12-31", "pays_payroll_tax": False}
    people = [{"name": "One", "born": "1970-06-15", "wages": wages}]
    home = {"people": people, "state": "TX", "loss_carryover_long": 50_000.0}
    plan = small_scenario(household=home, horizon_years=3, market=certain_market(inflation=0.03))
    grows = run_of(with_law(plan, indexes_loss_limit=True))
    assert [figure(grows, "loss_used_income", year) for year in (0, 2)] == pytest.approx([3_000, 3_150])
    assert figure(run_of(plan), "loss_used_income", 2) == pytest.approx(3_000)


def test_heirs_pay_for_the_gain_where_nothing_is_stepped_up() -> None:
    """80,000 of gain at the heirs' 15%."""
    home = {"state": "TX", "heirs": {"gains_tax_rate": 0.15}}
    plan = small_scenario(lots=(lot("AAA", 1_000, "2020-03-02", 20_000.0),), household=home, horizon_years=1)
    stays, ends = run_of(plan), run_of(with_law(plan, ends_step_up=True))
    lost = stays.terminal["heirs_wealth"][0, 0] - ends.terminal["heirs_wealth"][0, 0]
    assert lost == pytest.approx(12_000.0)
