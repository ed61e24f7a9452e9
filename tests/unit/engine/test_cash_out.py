"""Cashing out over some tax years: by the forms, by closed forms, and as before where it is one year."""

from dataclasses import replace
from typing import Any

import pytest

from sim.engine.lowering.lower import lower
from sim.engine.run.run import run_lowered, simulate
from sim.errors import InputError
from sim.scenario.models import Scenario
from sim.scenario.written.load import scenario_from
from sim.studies.changes.law_pieces import change_both, flat_tax
from tests.oracles.cash_out import cash_out_tax
from tests.oracles.twin_comparison import CENT, differences
from tests.unit.engine.small import certain_market, fund, lot, small_scenario

GAIN, PRETAX, PENSION = 600_000.0, 500_000.0, 30_000.0


def rich(n_years: int, pretax: float = PRETAX, gain: float = GAIN, **home: Any) -> Scenario:
    """Return one Texan of 66 with a pension, a lot that gained and an IRA, in a market that stands still."""
    pension = {"annual": PENSION, "starts": "2020-01-01"}
    household = {
        "state": "TX",
        "people": [{"name": "One", "born": "1960-06-15", "pensions": [pension]}],
        "spending": PENSION,
        "heirs_tax_rate": 0.24,
        **home,
    }
    found = small_scenario(
        start="2025-12-31",
        horizon_years=1,
        household=household,
        securities=(fund("AAA"),),
        lots=(
            lot("AAA", 10_000, "2020-01-02", 1_000_000 - gain),
            lot("AAA", pretax / 100, "2020-01-02", pretax, "traditional_ira"),
        ),
        market=certain_market(),
    )
    terminal = found.terminal.model_copy(update={"cash_out_years": n_years})
    return found.with_paths(1).model_copy(update={"terminal": terminal})


def end_of(scenario: Scenario) -> dict[str, float]:
    """Return the terminal figures, in which kernel and twin agree."""
    run = simulate(scenario, threads=1)
    assert not differences(scenario, run, 0, 0)
    return {name: float(amounts[0, 0]) for name, amounts in run.terminal.items()}


@pytest.mark.parametrize("n_years", [2, 3, 10, 30])
def test_equal_parts_by_the_forms(n_years: int) -> None:
    items = {"age1": 66, "age2": 0, "pension": PENSION}
    wanted = cash_out_tax(items, items, GAIN, PRETAX, n_years, 2026, "single")
    assert end_of(rich(n_years))["liquidation_tax"] == pytest.approx(wanted, abs=CENT)


@pytest.mark.parametrize(("short", "long"), [(0.0, 250_000.0), (40_000.0, 0.0), (900_000.0, 900_000.0)])
def test_losses_carried_are_used_as_it_goes(short: float, long: float) -> None:
    """By the forms' own carryover worksheet; what is left against income is worth something too."""
    outside = {"age1": 66, "age2": 0, "pension": PENSION}
    last = {**outside, "st_carryover": short, "lt_carryover": long}
    wanted = cash_out_tax(last, outside, GAIN, PRETAX, 10, 2026, "single")
    found = end_of(rich(10, loss_carryover_short=short, loss_carryover_long=long))
    assert found["liquidation_tax"] == pytest.approx(wanted, abs=CENT)


def test_gains_from_elsewhere_go_on() -> None:
    items = {"age1": 66, "age2": 0, "pension": PENSION, "ltcg": 50_000.0}
    wanted = cash_out_tax(items, items, GAIN, PRETAX, 10, 2026, "single")
    found = end_of(rich(10, outside_gain_long=50_000.0, spending=PENSION + 50_000.0))
    assert found["liquidation_tax"] == pytest.approx(wanted, abs=1.0)  # a month's twelfth by the engine


def test_one_year_is_the_last_return_and_the_heirs_rate() -> None:
    """As this program counted before there was a choice; beside every other choice it stands as it was."""
    items = {"age1": 66, "age2": 0, "pension": PENSION}
    wanted = cash_out_tax(items, items, GAIN, 0.0, 1, 2026, "single") + 0.24 * PRETAX
    one, ten = end_of(rich(1)), end_of(rich(10))
    for found in (one["liquidation_tax"], one["liquidation_tax_at_once"], ten["liquidation_tax_at_once"]):
        assert found == pytest.approx(wanted, abs=CENT)
    assert ten["after_tax_wealth"] == pytest.approx(ten["wealth_before_tax"] - ten["open_tax"] - ten["liquidation_tax"])
    assert ten["heirs_wealth"] == one["heirs_wealth"]


@pytest.mark.parametrize("n_years", [1, 2, 10, 30])
def test_without_taxes_no_choice_matters(n_years: int) -> None:
    scenario = rich(n_years)
    untaxed = scenario.model_copy(update={"simulation": scenario.simulation.model_copy(update={"taxes": False})})
    found = {name: float(amounts[0, 0]) for name, amounts in simulate(untaxed, threads=1).terminal.items()}
    assert (found["liquidation_tax"], found["after_tax_wealth"]) == (0.0, found["wealth_before_tax"])


@pytest.mark.parametrize("n_years", [2, 7, 30])
def test_at_equal_flat_rates_no_choice_matters(n_years: int) -> None:
    """One rate on everything from the first dollar: t on the gain and on the pretax money, in however many parts."""
    scenario = rich(n_years)
    lowered = lower(scenario)
    flat = replace(lowered, laws=change_both(lowered.laws, lambda laws: flat_tax(laws, 0.2, 0.2)))
    run = run_lowered(scenario, flat, threads=1)
    assert float(run.terminal["liquidation_tax"][0, 0]) == pytest.approx(0.2 * (GAIN + PRETAX), abs=CENT)


@pytest.mark.parametrize("n_years", [0, 31, -1])
def test_years_out_of_range_are_said(n_years: int) -> None:
    document = rich(10).model_dump(mode="json") | {"terminal": {"cash_out_years": n_years}}
    with pytest.raises(InputError) as told:
        scenario_from(document)
    assert "terminal.cash_out_years" in str(told.value)


@pytest.mark.parametrize(("owner", "taxed"), [("spouse", 5_000), ("self", 70_000)])
def test_a_spouses_annuity_is_cashed_as_the_spouses(owner: str, taxed: float) -> None:
    """O.C.G.A. 48-7-27(a)(5) excludes 65,000 of each one's own; the first person's pension has used one of them up.

    Each year 65,000 + 100,000, less 65,000 or both, less the deduction of 30,000, at 4.99%.
    """
    one = {"name": "One", "born": "1950-06-01", "pensions": [{"annual": 65_000, "starts": "2020-01-01"}]}
    ends = {}
    for state in ("GA", "TX"):
        home = {"people": [one, {"name": "Two", "born": "1950-07-01"}], "filing_status": "mfj", "state": state}
        scenario = small_scenario(
            start="2025-12-31",
            horizon_years=1,
            household=home,
            accounts=({"id": "it", "type": "annuity", "owner": owner},),
            securities=(fund("AAA", is_annuity=True),),
            lots=(lot("AAA", 2_000, "2020-01-02", 0.0, "it"),),
            market=certain_market(),
        )
        terminal = scenario.terminal.model_copy(update={"cash_out_years": 2})
        ends[state] = end_of(scenario.with_paths(1).model_copy(update={"terminal": terminal}))
    assert ends["GA"]["liquidation_tax"] - ends["TX"]["liquidation_tax"] == pytest.approx(2 * 0.0499 * taxed, abs=1.0)
