"""Required distributions pay spending before anything is sold, and when they come: amounts by hand, flat markets."""

from typing import Any

import pytest

from sim.engine.run.run import simulate
from sim.scenario.models import Scenario
from tests.unit.engine.small import Document, fund, lot, small_scenario

CENT = 0.01
RMD = 1_000_000 / 23.7
"""Of $1m at 76: Uniform Lifetime Table, Reg. 1.401(a)(9)-9(c)."""


def _retiree(rmds: str, spending: float, born: str = "1950-06-15", years: int = 1, **home: Any) -> Scenario:
    kinds = ("taxable", "traditional_ira")
    accounts = tuple({"id": kind, "type": kind, "reinvests_dividends": False} for kind in kinds)
    lots = (
        lot("AAA", 5_000, "2010-01-04", 500_000),
        lot("AAA", 10_000, "2010-01-04", 1_000_000, account="traditional_ira"),
    )
    person: Document = {"name": "One", "born": born, "charity_gift": home.pop("charity_gift", 0.0)}
    person["pensions"] = home.pop("pensions", [])
    household = {"people": [person], "state": "TX", "spending": spending, "rmds": rmds, **home}
    scenario = small_scenario(
        "2026-01-01", years, lots=lots, securities=(fund("AAA"),), accounts=accounts, household=household
    )
    return scenario.model_copy(
        update={"simulation": scenario.simulation.model_copy(update={"taxes": False, "n_paths": 1})}
    )


def _left(scenario: Scenario) -> tuple[float, float, float]:
    """Return the first year's end values of (lines, IRA, cash)."""
    run = simulate(scenario)
    found = tuple(float(run.yearly[f"balance_{name}"][0, 0, 0]) for name in ("taxable", "pretax", "other"))
    return found[0], found[1], found[2]


@pytest.mark.parametrize("rmds", ["as_needed", "monthly", "january"])
def test_lots_are_sold_for_what_the_distribution_does_not_pay(rmds: str) -> None:
    """Spending of 60,000 less an RMD of 42,194.09: 17,805.91 of lots."""
    lines, ira, cash = _left(_retiree(rmds, 60_000))
    assert lines == pytest.approx(500_000 - (60_000 - RMD), abs=CENT)
    assert ira == pytest.approx(1_000_000 - RMD, abs=CENT)
    assert cash == pytest.approx(0.0, abs=CENT)


@pytest.mark.parametrize("rmds", ["as_needed", "monthly", "january"])
def test_what_spending_does_not_need_is_cash_at_the_years_end(rmds: str) -> None:
    """Spending of 30,000: nothing is sold, nothing is bought in the year, 12,194.09 is left."""
    lines, ira, cash = _left(_retiree(rmds, 30_000))
    assert lines == pytest.approx(500_000, abs=CENT)
    assert ira == pytest.approx(1_000_000 - RMD, abs=CENT)
    assert cash == pytest.approx(RMD - 30_000, abs=CENT)


@pytest.mark.parametrize("rmds", ["as_needed", "monthly", "january", "december"])
def test_a_gift_in_cash_takes_the_distribution_before_lots(rmds: str) -> None:
    """60,000 to a donor-advised fund on December 31, and nothing spent: lots for 17,805.91 of it."""
    gift = {"amount": 60_000.0, "gives_lots": False}
    lines, ira, cash = _left(_retiree(rmds, 0.0, fund_gift=gift))
    assert lines == pytest.approx(500_000 - (60_000 - RMD), abs=CENT)
    assert ira == pytest.approx(1_000_000 - RMD, abs=CENT)
    assert cash == pytest.approx(0.0, abs=CENT)


def test_in_december_it_comes_after_the_years_spending() -> None:
    """As files of versions 1 and 2 have it: 60,000 of lots, and all of the RMD in cash."""
    lines, _, cash = _left(_retiree("december", 60_000))
    assert lines == pytest.approx(440_000, abs=CENT)
    assert cash == pytest.approx(RMD, abs=CENT)


def test_what_goes_to_charity_in_december_is_left_for_it() -> None:
    """20,000 of the RMD is given (IRC 408(d)(8)): 22,194.09 pays spending, 37,805.91 of lots the rest."""
    lines, ira, cash = _left(_retiree("as_needed", 60_000, charity_gift=20_000.0))
    assert lines == pytest.approx(500_000 - (60_000 - (RMD - 20_000)), abs=CENT)
    assert ira == pytest.approx(1_000_000 - RMD, abs=CENT)
    assert cash == pytest.approx(0.0, abs=CENT)


def test_before_the_first_distribution_year_the_strategys_order_pays() -> None:
    """Born in 1960, the applicable age is 75: SECURE 2.0 Act, section 107."""
    lines, ira, _ = _left(_retiree("as_needed", 60_000, born="1960-06-15"))
    assert (lines, ira) == (pytest.approx(440_000, abs=CENT), pytest.approx(1_000_000, abs=CENT))


def test_months_of_spending_stay_in_cash() -> None:
    """A pension of 60,000 and spending of 36,000: of 24,000 left, six months of spending, 18,000, stay in cash."""
    pension = [{"annual": 60_000.0, "starts": "2020-01-01"}]
    home: Document = {"born": "1960-06-15", "pensions": pension}
    lines, _, cash = _left(_retiree("as_needed", 36_000, cash_reserve_months=6, **home))
    assert (lines, cash) == (pytest.approx(506_000, abs=CENT), pytest.approx(18_000, abs=CENT))
    lines, _, cash = _left(_retiree("as_needed", 36_000, **home))
    assert (lines, cash) == (pytest.approx(524_000, abs=CENT), pytest.approx(0.0, abs=CENT))
