"""What no move changes in a year's bill: the figures of the law by hand, and the engine's own."""

import pytest

from sim.engine.run.run import simulate
from sim.scenario.models import Scenario
from sim.year.basis import year_basis
from sim.year.lines import return_lines
from sim.year.moves import Moves, year_outcome
from tests.unit.engine.small import Document, certain_market, fund, lot, small_scenario

CENT = 0.01


def _scenario(people: list[Document], start: str = "2026-01-01", **medicare: object) -> Scenario:
    home: Document = {"people": people, "filing_status": "mfj", "state": "TX", "horizon_years": 1}
    home["medicare"] = {"pays_part_b": True, **medicare}
    lots = (lot("AAA", 20_000, "2020-01-02", 2_000_000, account="roth_ira"),)
    return small_scenario(start, lots=lots, securities=(fund("AAA"),), household=home, market=certain_market())


def _works(wages: float, **changes: object) -> Document:
    until = {"annual": wages, "until": "2029-12-31", "pays_payroll_tax": True, **changes}
    return {"name": "Two", "born": "1971-03-01", "wages": until}


def test_premiums_and_payroll_tax_stand_in_the_bill_and_are_the_engines() -> None:
    """CMS, SSA 2026: (202.90 x 12 + 1,200) for one of 68; 6.2% of 184,500 and 1.45% of 250,000 = 15,064."""
    people = [{"name": "One", "born": "1958-03-01"}, _works(250_000.0)]
    scenario = _scenario(people, other_premiums=1_200.0)
    outcome = year_outcome(year_basis(scenario), Moves())
    found = outcome.bills
    assert (found.premiums, found.payroll_tax) == (pytest.approx(3_634.80), pytest.approx(15_064.0))
    run = simulate(scenario.with_paths(1))
    assert run.yearly["medicare_premiums"][0, 0, 0] == pytest.approx(found.premiums, abs=CENT)
    assert run.yearly["payroll_tax"][0, 0, 0] == pytest.approx(found.payroll_tax, abs=CENT)
    lines = {line.label: line.before for line in return_lines(outcome)}
    assert lines["Payroll tax"] == pytest.approx(15_064.0)
    assert lines["Medicare premiums of 2026"] == pytest.approx(3_634.80)
    of_income = found.amount("federal_tax_due")[0] + found.surcharge[0]
    assert found.total[0] == pytest.approx(of_income + 3_634.80 + 15_064.0)


def test_who_turns_65_in_the_year_pays_from_that_month_on() -> None:
    """65 on June 15: seven months of 202.90 = 1,420.30."""
    people = [{"name": "One", "born": "1961-06-15"}, {"name": "Two", "born": "1975-01-01"}]
    assert year_basis(_scenario(people)).fixed.premiums == pytest.approx(1_420.30, abs=CENT)


def test_a_year_without_published_figures_grows_as_a_path_does() -> None:
    """Two years on at 2.5% (the market's default), to the dime; the base of 2027, 192,300, grows to the nearest 300."""
    people = [{"name": "One", "born": "1958-03-01"}, _works(400_000.0)]
    scenario = _scenario(people, start="2028-01-01")
    market = scenario.market.model_copy(update={"inflation": 0.025})
    scenario = scenario.model_copy(update={"market": market})
    fixed = year_basis(scenario).fixed
    run = simulate(scenario.with_paths(1))
    assert fixed.premiums == pytest.approx(12 * 213.20, abs=CENT)  # 202.90 x 1.025^2 = 213.17
    assert fixed.payroll_tax == pytest.approx(0.062 * 197_100 + 0.0145 * 400_000, abs=CENT)  # 197,107.50
    assert run.yearly["payroll_tax"][0, 0, 0] == pytest.approx(fixed.payroll_tax, rel=0.03)


def test_what_is_typed_net_or_held_by_spending_is_not_in_the_bill() -> None:
    people = [{"name": "One", "born": "1958-03-01"}, _works(250_000.0, pays_payroll_tax=False)]
    fixed = year_basis(_scenario(people, pays_part_b=False)).fixed
    assert (fixed.premiums, fixed.payroll_tax) == (0.0, 0.0)
