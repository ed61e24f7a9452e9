"""The five-year clocks of Roth IRAs: worked examples with their sources."""

from typing import Any

import pytest

from sim.engine.run.result import RunResult
from sim.engine.run.run import simulate
from sim.errors import InputError
from sim.scenario.drawn.simulation import Simulation
from tests.oracles.twin_comparison import differences
from tests.unit.engine.small import Document, certain_market, lot, small_scenario

CENT = 0.01


def _run(
    born: str, roth: Document, spending: float, years: int = 6, market: Document | None = None, **conversion: Any
) -> RunResult:
    """Return a Texan's run who lives on a Roth IRA of 10,000 and, if asked, converts 60,000 of an IRA in 2026."""
    kinds = ({"id": "roth", "type": "roth_ira", **roth}, {"id": "ira", "type": "traditional_ira"})
    scenario = small_scenario(
        horizon_years=years,
        accounts=kinds,
        lots=(lot("AAA", 100, "2020-01-02", 1.0, "roth"), lot("AAA", 600, "2020-01-02", 1.0, "ira")),
        household={
            "people": [{"name": "One", "born": born}],
            "state": "TX",
            "spending": spending,
            "spends": "year_end",
        },
        market=market,
        withdrawal_order="roth_before_pretax",
        conversion=conversion or {"kind": "never"},
    )
    scenario = scenario.model_copy(update={"simulation": Simulation(n_paths=1)})
    run = simulate(scenario, threads=1)
    assert not differences(scenario, run, 0, 0)
    return run


ONCE = {"kind": "fixed", "amount": 60_000.0, "first_year": 2026, "last_year": 2026}


def test_conversions_of_the_last_five_years_are_recaptured_before_59_and_a_half() -> None:
    """Pub. 590-B, Ordering Rules for Distributions; IRC 408A(d)(3)(F), (4)(B). Born in 1976, 12,000 a year.

    2026: 10,000 of contributions pay first, 2,000 come from the IRA before it is converted. 2027 to 2030 the conversion
    of 2026 pays under 10%; 2031 is the sixth year, and nothing is due.
    """
    run = _run("1976-06-15", {"roth_contributions": 10_000.0}, 12_000.0, **ONCE)
    asked = run.yearly["roth_not_qualified"][0, 0]
    additional = run.yearly["tax_additional"][0, 0]
    assert asked[0] == pytest.approx(0, abs=CENT)
    assert additional[0] == pytest.approx(200, abs=CENT)  # 2,000 out of the IRA
    assert (asked[1:5] > 12_000 - CENT).all()
    assert additional[1:5] == pytest.approx(asked[1:5] * 0.10, abs=CENT)
    assert (asked[5], additional[5]) == (pytest.approx(0, abs=CENT), pytest.approx(0, abs=CENT))


def test_from_59_and_a_half_on_a_conversion_is_free() -> None:
    """IRC 72(t)(2)(A)(i): the recapture is the additional tax, which knows no one of 59 1/2. Contributions: all."""
    run = _run("1960-06-15", {}, 12_000.0, **ONCE)
    assert run.yearly["roth_not_qualified"][0, 0].sum() == 0
    assert run.yearly["tax_additional"][0, 0].sum() == 0


@pytest.mark.parametrize(("opened", "first_free"), [(2021, 0), (2022, 1), (2025, 4)])
def test_earnings_are_free_after_five_tax_years(opened: int, first_free: int) -> None:
    """Reg. 1.408A-6, A-2: five years from January 1 of the year of the first contribution. At 65, all earnings."""
    run = _run("1960-06-15", {"roth_contributions": 0.0, "roth_opened": opened}, 1_000.0)
    asked = run.yearly["roth_not_qualified"][0, 0]
    assert asked[:first_free] == pytest.approx([1_000.0] * first_free, abs=CENT)
    assert asked[first_free:].sum() == pytest.approx(0, abs=CENT)
    assert run.yearly["tax_additional"][0, 0].sum() == 0


def test_earnings_before_59_and_a_half_are_income_and_under_the_ten_percent() -> None:
    """IRC 408A(d)(1)-(2), 72(t): the contributions of 4,000 are free; of 6,000 in 2026 the other 2,000 are earnings."""
    run = _run("1976-06-15", {"roth_contributions": 4_000.0}, 6_000.0, years=1)
    assert run.yearly["roth_not_qualified"][0, 0, 0] == pytest.approx(2_000, abs=CENT)
    assert run.yearly["tax_additional"][0, 0, 0] == pytest.approx(200, abs=CENT)


def test_what_is_not_said_of_a_roth_ira_is_free() -> None:
    """Without figures all that is there at the start counts as contributions; growth on it comes out last."""
    run = _run("1976-06-15", {}, 5_000.0, years=2, market=certain_market(0.05))
    assert run.yearly["roth_not_qualified"][0, 0] == pytest.approx([0.0, 0.0], abs=CENT)


def test_only_a_roth_ira_has_clocks() -> None:
    with pytest.raises(InputError, match="Only a Roth IRA has this"):
        small_scenario(accounts=({"id": "a", "type": "401k", "roth_contributions": 5.0},))
    with pytest.raises(InputError, match="start the clock on their own"):
        small_scenario(accounts=({"id": "a", "type": "roth_ira", "roth_opened": 2030},))
