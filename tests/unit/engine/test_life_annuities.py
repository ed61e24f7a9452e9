"""Annuities for life and the cost of pensions: worked examples with their sources."""

from typing import Any

import pytest

from sim.engine.run.result import RunResult
from sim.engine.run.run import simulate
from sim.errors import InputError
from sim.scenario.drawn.simulation import Simulation
from tests.oracles.twin_comparison import differences, twin
from tests.unit.engine.small import Document, certain_market, lot, small_scenario

CENT = 0.01
COUPLE = [{"name": "One", "born": "1956-01-10"}, {"name": "Two", "born": "1959-01-10"}]


def _scenario(people: list[Document], worth: float, cost: float, rate: float, **more: Any):  # type: ignore[no-untyped-def]
    """Return an annuity for life from January 2026 on, which cost `cost`."""
    account = {"id": "annuity", "type": "annuity", "pays_from": "2026-01-05", "pays_for": "life", "payout_rate": rate}
    account["pays_survivor_share"] = more.pop("survivor_share", 0.0)
    horizon, market = more.pop("horizon_years", 2), more.pop("market", None)
    status = "mfj" if len(people) == 2 else "single"
    scenario = small_scenario(
        horizon_years=horizon,
        accounts=({**account, **more.pop("account", {})},),
        lots=(lot("AAA", worth / 100, "2010-01-04", cost, "annuity"),),
        household={"people": people, "filing_status": status, "state": "TX", **more},
        market=market,
    )
    return scenario.model_copy(update={"simulation": Simulation(n_paths=1)})


def _run(scenario) -> RunResult:  # type: ignore[no-untyped-def]
    run = simulate(scenario, threads=1)
    assert not differences(scenario, run, 0, 0)
    return run


def _free(scenario) -> list[float]:  # type: ignore[no-untyped-def]
    """Return by year what of the payments is free of tax; 12,000 are paid in full years."""
    return [12_000 - items.annuity for items in twin(scenario).items]


def test_one_life() -> None:
    """Reg. 1.72-5(a)(1): at 66 the multiple is 19.2: 1,000 a month are expected to return 230,400.

    Of a cost of 182,200 that is 79.08%, to the nearest tenth 79.1% (Reg. 1.72-4(a)(2)): 791 a month are free.
    """
    scenario = _scenario([{"name": "One", "born": "1960-01-10"}], 200_000.0, 182_200.0, 0.06)
    run = _run(scenario)
    assert _free(scenario) == [pytest.approx(12 * 791, abs=CENT)] * 2
    assert run.yearly["outside_income"][0, 0].tolist() == pytest.approx([12_000 - 200_000, 12_000], abs=CENT)
    assert run.yearly["balance_other"][0, 0].tolist() == pytest.approx([12_000, 24_000], abs=CENT)


@pytest.mark.parametrize(("share", "expected"), [(0.0, 192_000), (0.7, 242_400), (1.0, 264_000)])
def test_two_lives(share: float, expected: float) -> None:
    """Pub. 939, joint and survivor at 70 and 67: 16.0 on one life, 22.0 on both; 0.7 to the survivor: 20.2."""
    scenario = _scenario(COUPLE, 200_000.0, 120_000.0, 0.06, survivor_share=share)
    _run(scenario)
    assert _free(scenario)[0] == pytest.approx(12_000 * round(120_000 / expected, 3), abs=CENT)


def test_the_survivor_gets_the_share_with_the_same_part_free() -> None:
    """IRC 72(b)(1): the ratio stays; one dies at the end of 2026, 700 of 1,000 go on, 49.5% of them free."""
    dying = [COUPLE[0] | {"dies_in": 2026}, COUPLE[1]]
    scenario = _scenario(dying, 200_000.0, 120_000.0, 0.06, survivor_share=0.7, lives={"kind": "dates"})
    run = _run(scenario)
    assert run.yearly["outside_income"][0, 0, 1] == pytest.approx(8_400, abs=CENT)
    assert twin(scenario).items[1].annuity == pytest.approx(8_400 * (1 - 0.495), abs=CENT)


def test_all_goes_on_when_the_spouse_dies_first() -> None:
    dying = [COUPLE[0], COUPLE[1] | {"dies_in": 2026}]
    run = _run(_scenario(dying, 200_000.0, 120_000.0, 0.06, survivor_share=0.7, lives={"kind": "dates"}))
    assert run.yearly["outside_income"][0, 0, 1] == pytest.approx(12_000, abs=CENT)


def test_without_a_survivors_share_it_ends() -> None:
    dying = [COUPLE[0] | {"dies_in": 2026}, COUPLE[1]]
    run = _run(_scenario(dying, 200_000.0, 120_000.0, 0.06, lives={"kind": "dates"}))
    assert run.yearly["outside_income"][0, 0, 1] == 0


def test_who_inherits_the_contract_before_it_pays_is_its_annuitant() -> None:
    """The spouse of 71 in 2030 has a multiple of 15.3: 12,000 a year are expected to return 183,600, 65.4% cost."""
    dying = [COUPLE[0] | {"dies_in": 2027}, COUPLE[1]]
    scenario = _scenario(
        dying,
        200_000.0,
        120_000.0,
        0.06,
        survivor_share=0.7,
        lives={"kind": "dates"},
        horizon_years=6,
        account={"pays_from": "2030-01-05"},
    )
    run = _run(scenario)
    assert run.yearly["outside_income"][0, 0, -1] == pytest.approx(12_000, abs=CENT)
    assert twin(scenario).items[-1].annuity == pytest.approx(12_000 * (1 - 0.654), abs=CENT)


def test_only_the_investment_is_free_and_nothing_is_early() -> None:
    """IRC 72(b)(2), (q)(2)(D): at 86 all of a payment is cost until 60,000 are recovered; at 46 nothing is early."""
    run = _run(_scenario([{"name": "One", "born": "1980-01-10"}], 60_000.0, 12_000.0, 0.2))
    assert run.yearly["tax_additional"].max() == 0
    dear = _scenario([{"name": "One", "born": "1940-01-10"}], 60_000.0, 60_000.0, 0.2, horizon_years=9)
    _run(dear)
    assert sum(_free(dear)) == pytest.approx(60_000, abs=CENT)
    assert _free(dear)[-1] == pytest.approx(0, abs=CENT)


def test_payments_are_level_and_the_market_is_the_insurers() -> None:
    run = _run(_scenario(COUPLE[:1], 200_000.0, 120_000.0, 0.06, horizon_years=4, market=certain_market(0.08, 0.03)))
    assert run.yearly["outside_income"][0, 0, 1:] == pytest.approx([run.yearly["outside_income"][0, 0, 1]] * 3)


@pytest.mark.parametrize(
    ("share", "months"),
    [(0.0, 210), (0.5, 310)],
)
def test_what_a_pension_cost_comes_back_in_equal_parts(share: float, months: int) -> None:
    """Pub. 575, Simplified Method: at 66 over 210 payments, at 66 and 63 (129) over 310; 31,000 of cost."""
    pension = {"annual": 24_000.0, "starts": "2026-01-15", "investment": 31_000.0, "survivor_share": share}
    people = [{"name": "One", "born": "1959-06-15", "pensions": [pension]}, {"name": "Two", "born": "1962-06-15"}]
    scenario = small_scenario(household={"people": people, "filing_status": "mfj", "state": "TX"})
    scenario = scenario.model_copy(update={"simulation": Simulation(n_paths=1)})
    run = _run(scenario)
    assert twin(scenario).items[0].pension == pytest.approx(24_000 - 12 * 31_000 / months, abs=CENT)
    assert run.yearly["outside_income"][0, 0, 0] == pytest.approx(24_000, abs=CENT)


def test_a_pensions_cost_is_recovered_once() -> None:
    """IRC 72(d)(1)(B)(i): 160 payments from 71 on; of one that began in January 2015 four are left in 2028."""
    pension = {"annual": 24_000.0, "starts": "2015-01-15", "investment": 16_000.0}
    people = [{"name": "One", "born": "1940-06-15", "pensions": [pension]}]
    scenario = small_scenario(horizon_years=3, household={"people": people, "state": "TX"})
    scenario = scenario.model_copy(update={"simulation": Simulation(n_paths=1)})
    _run(scenario)
    assert [items.pension for items in twin(scenario).items] == pytest.approx([22_800, 22_800, 23_600], abs=CENT)


def test_what_is_missing_is_explained() -> None:
    annuity = {"id": "a", "type": "annuity", "pays_from": "2027-01-01", "pays_for": "life"}
    with pytest.raises(InputError, match="Lifetime payments need a payout rate"):
        small_scenario(accounts=(annuity,))
    with pytest.raises(InputError, match="There is no spouse"):
        small_scenario(accounts=({**annuity, "payout_rate": 0.06, "pays_survivor_share": 0.5},))
    with pytest.raises(InputError, match="month in which the lifetime payments begin"):
        small_scenario(accounts=({**annuity, "payout_rate": 0.06, "pays_from": None},))
