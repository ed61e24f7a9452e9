"""A first death: step-up by state, the carryover's half, filing status, the larger benefit; and the life table."""

from typing import Any

import pytest

from sim.engine.run.result import RunResult
from sim.engine.run.run import simulate
from sim.errors import InputError
from sim.law.benefit_ages import retirement_factor, spouse_excess, survivor_benefit
from sim.law.life_table import death_probability
from sim.scenario.written.load import scenario_from
from tests.unit.engine.small import Document, lot, small_scenario

CENT = 0.01


def _couple(
    state: str = "TX", first: Document | None = None, second: Document | None = None, **household: Any
) -> RunResult:
    """Return a couple's outcome: the first person dies at the end of 2026; lots cost 100,000 and are worth 160,000."""
    people = [
        {"name": "One", "born": "1950-06-15", "dies_in": 2026, **(first or {})},
        {"name": "Two", "born": "1956-06-15", **(second or {})},
    ]
    scenario = small_scenario(
        horizon_years=3,
        lots=(lot("AAA", 1_600, "2020-01-02", 1e5),),
        household={
            "people": people,
            "filing_status": "mfj",
            "state": state,
            "lives": {"kind": "dates"},
            **household,
        },
    )
    return simulate(scenario, threads=1)


@pytest.mark.parametrize(("state", "basis"), [("TX", 160_000.0), ("CA", 160_000.0), ("FL", 130_000.0)])
def test_step_up_at_the_first_death(state: str, basis: float) -> None:
    """IRC 1014(b)(6), Pub. 555: both halves of community property; IRC 2040(b): half of joint property elsewhere."""
    run = _couple(state)
    assert run.yearly["taxable_basis"][0, 0] == pytest.approx([100_000, basis, basis], abs=CENT)


def test_half_of_a_carryover_expires() -> None:
    """Rev. Rul. 74-175: 100,000 carried in, 3,000 used on the joint return; of 97,000 half is the survivor's."""
    pension = {"pensions": [{"annual": 100_000.0, "starts": "2020-01-01", "survivor_share": 1.0}]}
    run = _couple(first=pension, loss_carryover_long=100_000.0)
    assert run.yearly["carryover"][0, 0] == pytest.approx([97_000, 45_500, 42_500], abs=CENT)
    assert run.yearly["carryover_expired"][0, 0] == pytest.approx([48_500, 0, 0], abs=CENT)
    assert run.yearly["loss_used_income"][0, 0] == pytest.approx([3_000, 3_000, 3_000], abs=CENT)


def test_the_survivor_files_as_single() -> None:
    """A pension of 100,000 paid on in full. 2026 joint: standard deduction 32,200 and 1,650 for each of 65 (Rev. Proc.
    2025-32), senior deduction 2 * 6,000; then single: 16,100, 2,050 and 6,000 less 6% of MAGI above 75,000."""
    pension = {"pensions": [{"annual": 100_000.0, "starts": "2020-01-01", "survivor_share": 1.0}]}
    taxes = _couple(first=pension).yearly["tax_ordinary"][0, 0]
    joint = 100_000 - 32_200 - 3_300 - 12_000
    single = 100_000 - 16_100 - 2_050 - (6_000 - 0.06 * 25_000)
    assert taxes[0] == pytest.approx(0.10 * 24_800 + 0.12 * (joint - 24_800), abs=CENT)
    on_single = 0.10 * 12_400 + 0.12 * (50_400 - 12_400) + 0.22 * (single - 50_400)
    assert taxes[1:] == pytest.approx([on_single, on_single], abs=CENT)


def test_the_larger_benefit_stays() -> None:
    """20 CFR 404.338: the deceased claimed at 70, the survivor of 70 gets all of it instead of the own."""
    benefits = (
        {"social_security": {"annual_at_claiming": 36_000.0, "claiming_age": 70}},
        {"social_security": {"annual_at_claiming": 12_000.0, "claiming_age": 66}},
    )
    income = _couple(first=benefits[0], second=benefits[1]).yearly["outside_income"][0, 0]
    assert income == pytest.approx([48_000, 36_000, 36_000], abs=CENT)


def test_a_pension_goes_on_at_its_survivor_share_and_spending_falls() -> None:
    pension = {"pensions": [{"annual": 24_000.0, "starts": "2020-01-01", "survivor_share": 0.5}]}
    lives = {"kind": "dates", "survivor_spending_share": 0.75}
    run = _couple(first=pension, lives=lives, spending=40_000.0)
    assert run.yearly["outside_income"][0, 0] == pytest.approx([24_000, 12_000, 12_000], abs=CENT)
    assert run.yearly["spending_target"][0, 0] == pytest.approx([40_000, 30_000, 30_000], abs=CENT)


def test_the_path_ends_with_the_last_death() -> None:
    run = _couple(second={"dies_in": 2027}, spending=24_000.0)
    assert run.yearly["spending"][0, 0] == pytest.approx([24_000, 24_000, 0], abs=CENT)
    assert run.terminal["end_year"][0, 0] == 2027
    assert run.terminal["heirs_wealth"][0, 0] == pytest.approx(112_000, abs=CENT)


def test_ages_of_benefits() -> None:
    """42 USC 402(q), (w); SSA, Retirement Benefits (Pub. 05-10035): 70% at 62 and 124% at 70 for an age of 67;
    a spouse's 32.5% at 62; SSA, Survivors Benefits (Pub. 05-10084): 71.5% at 60, and the limit of 82.5%."""
    assert retirement_factor(1960, 62 * 12) == pytest.approx(0.70)
    assert retirement_factor(1960, 70 * 12) == pytest.approx(1.24)
    assert retirement_factor(1955, 62 * 12) == pytest.approx(1 - 36 * 5 / 900 - 14 * 5 / 1200)
    assert spouse_excess(0.0, 1_000.0, 1960, 62 * 12) == pytest.approx(325)
    assert survivor_benefit(1_000.0, 1_000.0, False, 1962, 60 * 12) == pytest.approx(715)
    assert survivor_benefit(1_000.0, 700.0, True, 1962, 67 * 12) == pytest.approx(825)
    assert survivor_benefit(1_000.0, 900.0, True, 1962, 67 * 12) == pytest.approx(900)


@pytest.mark.parametrize(("sex", "age", "expected"), [("female", 65, 21.02), ("male", 65, 18.53), ("female", 90, 4.96)])
def test_life_expectancy_of_the_table(sex: str, age: int, expected: float) -> None:
    """The period life expectancies of 2026 printed beside the probabilities in the same tables."""
    alive, years = 1.0, 0.0
    for x in range(age, 121):
        q = death_probability(sex, x, 2026)
        years += alive * (1 - q / 2)
        alive *= 1 - q
    assert years == pytest.approx(expected, abs=0.01)


def test_the_table_improves_to_its_later_year() -> None:
    """Women of 70: 0.013932 in 2026 and 0.009931 in 2067."""
    assert death_probability("female", 70, 2026) == pytest.approx(0.013932)
    assert death_probability("female", 70, 2067) == pytest.approx(0.009931)


def test_random_deaths_follow_the_table_and_are_the_same_for_every_strategy() -> None:
    """A man of 75 dies by 2036 in a share of 20,000 paths that the table gives, within four standard errors."""
    whole = small_scenario(
        horizon_years=40,
        household={
            "people": [{"name": "One", "born": "1951-01-01", "sex": "male"}],
            "lives": {"kind": "random"},
        },
    )
    document = whole.model_dump(mode="json")
    document["strategies"] = [{"name": "A"}, {"name": "B", "harvest": "monthly"}]
    document["simulation"] = {"n_paths": 20_000, "seed": 3}
    ends = simulate(scenario_from(document)).terminal["end_year"]
    assert (ends[0] == ends[1]).all()
    alive = 1.0 - death_probability("male", 75, 2026) * 360 / 365.25
    for year in range(2027, 2037):
        alive *= 1 - death_probability("male", year - 1951, year)
    assert (ends[0] <= 2036).mean() == pytest.approx(1 - alive, abs=4 * 0.5 / 20_000**0.5)


def test_a_death_before_the_plan_is_refused() -> None:
    with pytest.raises(InputError, match="The plan starts in 2026"):
        _couple(first={"dies_in": 2025})
