"""Gifts from IRAs to charity and medical costs out of HSAs: worked examples with their sources."""

from typing import Any

import pytest

from sim.engine.run.result import RunResult
from sim.engine.run.run import simulate
from sim.errors import InputError
from sim.law.federal_law import federal_years
from sim.scenario.drawn.simulation import Simulation
from tests.oracles.federal_forms import figure
from tests.oracles.twin_comparison import differences
from tests.unit.engine.small import Document, certain_market, lot, small_scenario

CENT = 0.01


def _run(
    born: str, ira: float = 237_000.0, accounts: tuple[Document, ...] = (), lots: tuple[Document, ...] = (), **more: Any
) -> RunResult:
    """Return a Texan's run of three years with one IRA; `more` are fields of the household but the gift's."""
    person = {"name": "One", "born": born, "charity_gift": more.pop("charity_gift", 0.0)}
    basis, market = more.pop("after_tax_amount", 0.0), more.pop("market", None)
    scenario = small_scenario(
        horizon_years=3,
        accounts=({"id": "traditional_ira", "type": "traditional_ira", "after_tax_amount": basis}, *accounts),
        lots=(lot("AAA", ira / 100, "2020-01-02", 1.0, "traditional_ira"), *lots),
        household={"people": [person], "state": "TX", **more},
        market=market,
    )
    scenario = scenario.model_copy(update={"simulation": Simulation(n_paths=1)})
    run = simulate(scenario, threads=1)
    assert not differences(scenario, run, 0, 0)
    return run


def _of(run: RunResult, field: str, year: int = 0) -> float:
    return float(run.yearly[field][0, 0, year])


def test_a_gift_is_no_income_and_counts_toward_the_required_distribution() -> None:
    """IRC 408(d)(8)(A), Pub. 590-B: at 76 the RMD of 237,000 is 10,000; 8,000 of it given leave 2,000 of income."""
    run = _run("1950-06-15", charity_gift=8_000.0)
    assert (_of(run, "rmd"), _of(run, "charity_gifts")) == (pytest.approx(10_000), pytest.approx(8_000))
    assert _of(run, "withdrawn_pretax") == pytest.approx(10_000, abs=CENT)
    assert _of(run, "balance_other") == pytest.approx(2_000, abs=CENT)
    assert (_of(run, "spending"), _of(run, "spending_target")) == (pytest.approx(8_000), pytest.approx(8_000))


def test_income_without_and_with_the_gift() -> None:
    """A pension of 40,000 beside 10,000 of RMD; single, 76: deduction 16,100 + 2,050 + 6,000 in 2026."""
    pension = [{"annual": 40_000.0, "starts": "2020-01-01"}]
    taxes = []
    for gift in (0.0, 10_000.0):
        person = {"name": "One", "born": "1950-06-15", "pensions": pension, "charity_gift": gift}
        taxes.append(_of(_run("1950-06-15", people=[person]), "tax_ordinary"))
    assert taxes[1] == pytest.approx(1_240 + 0.12 * (40_000 - 24_150 - 12_400), abs=CENT)
    assert taxes[0] - taxes[1] == pytest.approx(0.12 * 10_000, abs=CENT)


@pytest.mark.parametrize(("born", "given"), [("1956-06-30", 5_000.0), ("1956-07-01", 0.0)])
def test_from_70_and_a_half_on(born: str, given: float) -> None:
    """IRC 408(d)(8)(B)(ii): on or after the day of 70 1/2; December 31, 2026 is it for one born on June 30, 1956.

    The gift is made on the last trading day of December; who reaches 70 1/2 on January 1 gives first the year after.
    """
    run = _run(born, charity_gift=5_000.0)
    assert _of(run, "charity_gifts") == pytest.approx(given, abs=CENT)
    assert _of(run, "charity_gifts", 1) == pytest.approx(5_000, abs=CENT)


def test_the_limit_of_the_year() -> None:
    """Notice 2025-67: 111,000 in 2026; with prices up 4% in 2026, 115,440 to the nearest 1,000 in 2027: 115,000."""
    run = _run("1950-06-15", ira=1_000_000.0, charity_gift=500_000.0, market=certain_market(inflation=0.04))
    assert _of(run, "charity_gifts") == pytest.approx(111_000, abs=CENT)
    grown = 115_000 if federal_years()[-1] == 2026 else figure("retirement", "qcd_limit", 2027, "single")
    assert _of(run, "charity_gifts", 1) == pytest.approx(grown, abs=CENT)


def test_only_money_that_would_be_taxed_is_given() -> None:
    """IRC 408(d)(8)(D): 30,000 of 50,000 are nondeductible contributions; 20,000 can be given, and the basis stays."""
    run = _run("1955-06-15", ira=50_000.0, charity_gift=40_000.0, after_tax_amount=30_000.0)
    assert _of(run, "charity_gifts") == pytest.approx(20_000, abs=CENT)
    assert _of(run, "charity_gifts", 1) == 0
    assert run.terminal["heirs_income_tax"][0, 0] == pytest.approx(0, abs=CENT)


HSA = ({"id": "hsa", "type": "hsa"},)


def test_an_hsa_pays_medical_costs_without_tax_while_it_lasts() -> None:
    """IRC 223(f)(1): 9,000 of 24,000 spent are medical; 12,000 in the HSA pay 9,000 in 2026 and 3,000 in 2027."""
    run = _run(
        "1960-06-15",
        ira=100_000.0,
        accounts=HSA,
        lots=(lot("AAA", 120, "2020-01-02", 1.0, "hsa"),),
        spending=24_000.0,
        medical_from_hsa=9_000.0,
    )
    paid = [_of(run, "medical_from_hsa", year) for year in range(3)]
    assert paid == [pytest.approx(9_000), pytest.approx(3_000), pytest.approx(0, abs=CENT)]
    taken = [_of(run, "withdrawn_pretax", year) for year in range(3)]
    assert taken == [pytest.approx(15_000), pytest.approx(21_000), pytest.approx(24_000)]
    assert [_of(run, "spending", year) for year in range(3)] == [pytest.approx(24_000)] * 3


def test_what_the_accounts_cannot_pay_is_explained() -> None:
    with pytest.raises(InputError, match="Only a traditional IRA of this person"):
        small_scenario(accounts=(), household={"people": [{"name": "One", "born": "1950-01-02", "charity_gift": 1.0}]})
    with pytest.raises(InputError, match="no health savings account"):
        small_scenario(household={"spending": 10_000.0, "medical_from_hsa": 1_000.0})
    with pytest.raises(InputError, match="part of the spending target"):
        small_scenario(accounts=HSA, household={"spending": 500.0, "medical_from_hsa": 1_000.0})
