"""HSAs in a state that knows none: worked examples, and the twin beside them."""

from typing import Any

import pytest

from sim.engine.run.result import RunResult
from sim.engine.run.run import simulate
from sim.scenario.drawn.simulation import Simulation
from tests.oracles.twin_comparison import differences
from tests.unit.engine.small import Document, certain_market, fund, lot, small_scenario

CENT = 0.01


def _run(
    state: str, hsa: Document | None = None, lots: tuple[Document, ...] = (), market: Any = None, **home: Any
) -> RunResult:
    """Return the run of one with a pension of 110,000 and an HSA, two years from 2026 on."""
    person = {"name": "One", "born": "1960-06-15", "pensions": [{"annual": 110_000.0, "starts": "2020-01-01"}]}
    scenario = small_scenario(
        accounts=({"id": "hsa", "type": "hsa", **(hsa or {})},),
        lots=lots,
        securities=(fund("AAA"), fund("PAYS", dividend_yield=0.02)),
        household={"people": [person], "state": state, **home},
        market=market,
    )
    scenario = scenario.model_copy(update={"simulation": Simulation(n_paths=1)})
    run = simulate(scenario, threads=1)
    assert not differences(scenario, run, 0, 0)
    return run


def _earned(run: RunResult, year: int = 0) -> float:
    return float(run.yearly["hsa_earnings"][0, 0, year])


@pytest.mark.parametrize(("state", "rate"), [("CA", 0.093), ("NJ", 0.05525 * 0.625)])
def test_dividends_inside_are_income_of_the_year(state: str, rate: float) -> None:
    """FTB Pub. 1001; N.J.S.A. 54A:5-1: 10,000 at 2% are 200 a year, taxed in the top bracket of 110,000 of pension.

    New Jersey excludes 37.5% of income of 100,000 to 125,000 from 62 on (NJ-1040 lines 28a, 28b), of these 200 too.
    """
    run = _run(state, lots=(lot("PAYS", 100, "2020-01-02", 8_000.0, "hsa"),))
    assert [_earned(run, year) for year in range(2)] == [pytest.approx(200, abs=CENT)] * 2
    without = _run(state, lots=(lot("AAA", 100, "2020-01-02", 8_000.0, "hsa"),))
    more = run.yearly["tax_state"][0, 0, 0] - without.yearly["tax_state"][0, 0, 0]
    assert more == pytest.approx(200 * rate, abs=CENT)
    assert run.yearly["tax_ordinary"] == pytest.approx(without.yearly["tax_ordinary"])


def test_elsewhere_nothing_of_it_is_income() -> None:
    """IRC 223(e)(1)."""
    assert _earned(_run("AZ", lots=(lot("PAYS", 100, "2020-01-02", 8_000.0, "hsa"),))) == 0


def test_gains_of_what_pays_for_care_are_income() -> None:
    """6,000 of 12,000 that cost 9,000 gain 1,500; of the 6,000 that are left with 4,500 of cost 6,000 gain 1,500."""
    lots = (lot("AAA", 120, "2020-01-02", 9_000.0, "hsa"),)
    run = _run("CA", lots=lots, spending=50_000.0, medical_from_hsa=6_000.0)
    assert [_earned(run, year) for year in range(2)] == [pytest.approx(1_500, abs=CENT)] * 2


def test_a_loss_inside_lowers_nothing_but_gains_inside() -> None:
    """Simplification of docs/engine.md: 200 of dividends stay income beside a loss of the year."""
    lots = (lot("PAYS", 100, "2020-01-02", 20_000.0, "hsa"), lot("AAA", 100, "2020-01-02", 20_000.0, "hsa"))
    run = _run("CA", lots=lots, spending=50_000.0, medical_from_hsa=1.0)
    assert _earned(run) == pytest.approx(200, abs=0.1)


def test_interest_of_cash_inside_is_income() -> None:
    """10,000 that grow at 3% a year earn 300 in the first; what was earned is basis: paying it out gains nothing."""
    run = _run("CA", hsa={"cash": 10_000.0}, market=certain_market(cash=0.03))
    assert _earned(run) == pytest.approx(300, abs=5)
    paying = _run("CA", {"cash": 10_000.0}, (), certain_market(cash=0.03), spending=50_000.0, medical_from_hsa=9_000.0)
    total = sum(_earned(paying, year) for year in range(2))
    left = paying.yearly["balance_other"][0, 0, 1]
    assert total < 300
    assert left > 0
