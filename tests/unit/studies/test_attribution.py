"""What a difference is made of: closed forms, parts that add up on every sample, and what is left without any tax."""

import json
import math
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from sim.engine.lowering.lower import lower
from sim.engine.run.run import Canceled, run_lowered, simulate
from sim.law.federal_records import FederalLaw
from sim.results.findings import Findings
from sim.results.summary import summary
from sim.results.verdict import OBJECTIVES
from sim.scenario.enums import HarvestProceeds
from sim.scenario.models import Scenario
from sim.scenario.written.load import scenario_from
from sim.scenario.written.samples import SAMPLES, sample_scenario
from sim.studies.attribution import HEIRS, WEALTH, Attribution, attribution
from sim.studies.changes.attribution_pieces import PIECES, WORDS, flat_rates
from sim.studies.changes.law_pieces import change_both, change_federal, flat_tax
from tests.unit.engine.small import certain_market, lot, small_scenario
from tests.unit.results.closed_forms import END, SAVER, TAX_DAY, flat, loss_of, two_strategies, years

CENT = 0.01
OF_HEIRS = ("step_up", "estate")
ORDINARY, GAINS = 0.24, 0.15


def parts_of(scenario: Scenario, laws: Any, objective: str = WEALTH) -> dict[str, float]:
    """Return every part of the second strategy's difference under other laws, on the one path."""
    lowered = replace(lower(scenario), laws=laws)
    findings = Findings(run_lowered(scenario, lowered))
    found = attribution(findings, lowered=lowered).by_path(1, objective)
    return {name: float(values[0]) for name, values in found.items()}


def two_rates(scenario: Scenario) -> Any:
    return change_both(lower(scenario).laws, lambda laws: flat_tax(laws, ORDINARY, GAINS))


def loss_beside_a_gain(shares: float = 100.0, **changes: Any) -> Scenario:
    """Return a household in a market that stands still: one lot $3,000 below its cost, one $90 a share above it."""
    held = (lot("AAA", 100.0, "2020-01-02", 13_000.0), lot("AAA", shares, "2020-01-02", 10.0 * shares))
    return two_strategies(small_scenario(lots=held, household=SAVER, market=certain_market(0.0)), **changes)


def only(**wanted: float) -> dict[str, Any]:
    """Return what the parts must be: these amounts, and nothing else."""
    return {name: pytest.approx(wanted.get(name, 0.0), abs=CENT) for name in WORDS if name not in OF_HEIRS}


def test_equal_flat_rates_and_a_saving_that_earns_nothing_have_no_parts() -> None:
    scenario = loss_of(3_000.0, 0.0)
    assert parts_of(scenario, flat(scenario, 0.15, 3_000.0)) == only()


def test_the_worked_example_is_72_dollars_of_deferral() -> None:
    """$6,000 at 15%, $900 saved in April, 8% until the end: $72, of which 15% is tax of its own growth."""
    scenario = loss_of(6_000.0, 1.08 ** (1 / years(TAX_DAY, END)) - 1)
    laws = flat(scenario, 0.15, 6_000.0)
    wealth = parts_of(scenario, laws)
    assert wealth == only(deferral=72.0 * 0.85)
    assert wealth["deferral"] / 0.85 == pytest.approx(72.0)
    heirs = parts_of(scenario, laws, HEIRS)
    assert heirs["step_up"] == pytest.approx(900.0 + 72.0 * 0.15)  # the basis given up, and the growth, untaxed
    assert sum(heirs.values()) == pytest.approx(972.0)


def test_a_loss_against_income_is_worth_the_spread_of_the_rates() -> None:
    """$3,000 against income at 24%, the lower basis taxed at 15%: $720 less $450."""
    scenario = loss_beside_a_gain()
    assert parts_of(scenario, two_rates(scenario)) == only(rate_spread=3_000 * (ORDINARY - GAINS))


def test_a_loss_that_an_ira_destroys_costs_the_deduction_it_would_have_given() -> None:
    """The IRA buys the same fund on December 15: nothing is deducted, and the basis is lower all the same."""
    held = (
        lot("AAA", 100.0, "2020-01-02", 13_000.0),
        lot("AAA", 100.0, "2020-01-02", 1_000.0),
        lot("AAA", 200.0, "2020-01-02", 1.0, "401k"),
    )
    market = certain_market(0.0)
    scenario = two_strategies(small_scenario(rollover="2026-12-15", lots=held, market=market, household=SAVER))
    found = parts_of(scenario, two_rates(scenario))
    assert found == only(rate_spread=270.0, wash_permanent=-3_000 * ORDINARY)
    assert sum(found.values()) == pytest.approx(-3_000 * GAINS)


def test_buying_the_same_security_back_puts_the_whole_loss_off() -> None:
    scenario = loss_beside_a_gain(proceeds=HarvestProceeds.SAME_SECURITY)
    assert parts_of(scenario, two_rates(scenario)) == only(rate_spread=270.0, wash_deferred=-270.0)


def test_trading_cost_is_what_the_harvest_costs_to_trade() -> None:
    scenario = loss_beside_a_gain(fund_trading_cost_bp=10.0)
    assert parts_of(scenario, two_rates(scenario)) == only(rate_spread=270.0, trading_cost=-10_000 * 0.002)


def with_gains(**changes: float) -> Callable[[FederalLaw], FederalLaw]:
    return lambda law: law._replace(gains=law.gains._replace(**changes))


def with_surtax(law: FederalLaw) -> FederalLaw:
    return law._replace(surtaxes=law.surtaxes._replace(niit_rate=0.038, niit_threshold=0.0))


def with_benefits(law: FederalLaw) -> FederalLaw:
    """85% of provisional income from the first dollar, at most 85% of the benefits."""
    rules = {"base": 0.0, "adjusted_base": 0.0, "lower_rate": 0.85, "upper_rate": 0.85, "provisional_share": 0.5}
    return law._replace(social_security=law.social_security._replace(**rules))


def with_senior_deduction(law: FederalLaw) -> FederalLaw:
    rules = {"senior_amount": 6_000.0, "senior_phaseout_rate": 0.06, "senior_phaseout_start": 75_000.0}
    return law._replace(deductions=law.deductions._replace(**rules))


@pytest.mark.parametrize(
    ("piece", "change", "amount"),
    [
        # the lower basis is not taxed at the end: the $450 of 15% come back
        ("zero_bracket", with_gains(lowest_rate=0.0, middle_threshold=1e12, top_threshold=1e13), 3_000 * 0.15),
        # the lower basis is taxed at 20% at the end, not at 15%
        ("top_bracket", with_gains(top_rate=0.20, top_threshold=0.0, middle_threshold=0.0), -3_000 * 0.05),
        # investment income cannot fall below zero in the year of the loss; at the end the lower basis is taxed
        ("niit", with_surtax, -3_000 * 0.038),
        # provisional income is $84,000 in the year of the loss, and at the end so high that all of the 85% is taxed
        ("social_security", with_benefits, 3_000 * 0.85 * ORDINARY),
        # AGI is $24,000 in the year of the loss; at the end each dollar of gain above $75,000 takes six cents
        ("senior_deduction", with_senior_deduction, -3_000 * 0.06 * ORDINARY),
    ],
)
def test_one_more_piece_of_law_is_one_more_part(
    piece: str, change: Callable[[FederalLaw], FederalLaw], amount: float
) -> None:
    """Beside the two flat rates, one piece that a pencil can follow."""
    scenario = loss_beside_a_gain(1_000.0)
    laws = change_both(two_rates(scenario), lambda laws: change_federal(laws, change))
    assert parts_of(scenario, laws) == only(**{"rate_spread": 270.0, piece: amount})


def test_a_state_that_lets_no_loss_off_other_income_taxes_the_lower_basis() -> None:
    """Pennsylvania: 3.07% on gains, none on pensions, no loss against other income, none carried on (72 P.S. 7303).

    The gain is far above the $8,750 from which a single person's tax is no longer forgiven (72 P.S. 7304).
    """
    scenario = loss_beside_a_gain(1_000.0)
    home = scenario.household.model_copy(update={"state": "PA"})
    changed = scenario.model_copy(update={"household": home})
    of_state = lower(changed).laws.household.state
    laws = change_both(two_rates(changed), lambda laws: laws._replace(state=of_state))
    assert parts_of(changed, laws) == only(rate_spread=270.0, state_tax=-3_000 * 0.0307)


def test_a_loss_that_keeps_income_below_a_medicare_tier_saves_a_year_of_its_surcharge() -> None:
    """$110,000 of income less the $3,000 is below $109,000: no first tier in 2028, $81.20 and $14.50 a month (CMS)."""
    saver = SAVER["people"][0]
    benefits = {"annual_at_claiming": 480_000.0, "claiming_age": 67}  # untaxed here: every tax is paid without a sale
    person = {**saver, "pensions": [{"annual": 110_000.0, "starts": "2020-01-01"}], "social_security": benefits}
    held = (lot("AAA", 100.0, "2020-01-02", 13_000.0), lot("AAA", 100.0, "2020-01-02", 1_000.0))
    made = small_scenario(lots=held, household={"people": [person]}, market=certain_market(0.0), horizon_years=4)
    scenario = two_strategies(made)
    of_medicare = lower(scenario).laws.household.irmaa
    laws = change_both(two_rates(scenario), lambda laws: laws._replace(irmaa=of_medicare))
    assert parts_of(scenario, laws) == only(rate_spread=270.0, irmaa=12 * (81.20 + 14.50))


def test_in_the_zero_bracket_the_bracket_takes_back_what_the_flat_rates_gave() -> None:
    """No income but the sales that pay for spending: no tax is saved, so all parts but the brackets' cancel."""
    held = (lot("AAA", 500.0, "2020-01-02", 60_000.0),)
    home = {"spending": 6_000.0, "state": "TX"}
    scenario = two_strategies(small_scenario(lots=held, household=home, market=certain_market(0.0)))
    found = parts_of(scenario, lower(scenario).laws)
    assert found["zero_bracket"] + found["standard_deduction"] + found["brackets"] <= CENT
    assert sum(found.values()) <= CENT


@pytest.fixture(scope="module", params=SAMPLES)
def of_sample(request: pytest.FixtureRequest) -> tuple[Findings, Attribution]:
    sample = sample_scenario(request.param)
    few = sample.model_copy(update={"simulation": sample.simulation.model_copy(update={"n_paths": 24})})
    findings = Findings(simulate(few))
    findings.attribution = attribution(findings)
    return findings, findings.attribution


def test_the_parts_add_up_to_a_dollar_on_every_path_of_every_sample(of_sample: tuple[Findings, Attribution]) -> None:
    findings, found = of_sample
    for objective in OBJECTIVES:
        values = findings.figure(objective)
        for index in range(len(findings.names)):
            total = sum(found.by_path(index, objective).values())
            assert total == pytest.approx(values[index] - values[found.reference], abs=1.0)
            future = findings.in_future_dollars().figure(objective)
            total = sum(found.by_path(index, objective, is_future=True).values())
            assert total == pytest.approx(future[index] - future[found.reference], abs=1.0)


def test_without_tax_replacements_are_all_that_is_left_and_nothing_by_their_mean(
    of_sample: tuple[Findings, Attribution],
) -> None:
    findings, found = of_sample
    for index in range(len(findings.names)):
        left = found.by_path(index)["residual"]
        assert abs(left.mean()) <= 3.0 * left.std(ddof=1) / math.sqrt(len(left)) + CENT


@pytest.mark.parametrize("name", ["californian-couple", "early-retiree"])
def test_without_tax_and_tracking_error_nothing_is_left_on_any_path(name: str) -> None:
    entered = sample_scenario(name).model_dump(mode="json")
    entered["simulation"]["n_paths"] = 24
    for security in entered["securities"]:
        security["tracking_error"] = 0.0
    findings = Findings(simulate(scenario_from(entered)))
    found = attribution(findings)
    for index in range(len(findings.names)):
        assert np.abs(found.by_path(index)["residual"]).max() < CENT


def test_without_a_taxable_account_every_part_is_exactly_nothing(of_sample: tuple[Findings, Attribution]) -> None:
    findings, found = of_sample
    is_zero = [part.value.is_zero for index in range(len(findings.names)) for part in found.parts(index, HEIRS)]
    assert all(is_zero) is not findings.result.scenario.has_taxable_account


def test_each_part_has_the_standard_error_of_its_own_pairs(of_sample: tuple[Findings, Attribution]) -> None:
    _, found = of_sample
    by_path = found.by_path(4)
    for part in found.parts(4):
        values = by_path[part.name]
        if not part.value.is_zero:
            assert part.value.mean == pytest.approx(values.mean())
            assert part.value.standard_error == pytest.approx(values.std(ddof=1) / math.sqrt(len(values)))
        assert not (part.is_idle and values.any())


def test_the_summary_holds_it(of_sample: tuple[Findings, Attribution]) -> None:
    findings, found = of_sample
    content = summary(findings)
    assert content["attribution"] == json.loads(json.dumps(found.as_json()))
    assert content["future_dollars"]["attribution"]["strategies"][0]["name"] == findings.names[1]
    one = content["attribution"]["strategies"][3][HEIRS]
    assert [part["piece"] for part in one["parts"]] == list(WORDS)
    assert sum(part["mean"] for part in one["parts"]) == pytest.approx(one["total"]["mean"], abs=0.01)
    assert summary(Findings(findings.result))["attribution"] is None


def test_of_a_preview_the_first_paths_are_taken_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sim.engine.run.run.PREVIEW_PATHS", (8,))
    sample = sample_scenario("early-retiree")
    home = sample.household.model_copy(update={"horizon_years": 3})
    simulation = sample.simulation.model_copy(update={"n_paths": 24})
    scenario = sample.model_copy(update={"household": home, "simulation": simulation})
    seen: list[Findings] = []
    simulate(scenario, chunk_paths=8, on_preview=lambda result: seen.append(Findings(result)))
    found, wealth = attribution(seen[0]), seen[0].after_tax_wealth
    assert wealth.shape == (5, 8)
    assert sum(found.by_path(4).values()) == pytest.approx(wealth[4] - wealth[0], abs=1.0)


def test_progress_rises_to_the_end_and_cancel_stops_it() -> None:
    scenario = loss_of(3_000.0, 0.0)
    findings, seen = Findings(simulate(scenario)), []
    attribution(findings, seen.append)
    assert seen == sorted(seen)
    assert seen[-1] == 1.0
    with pytest.raises(Canceled):
        attribution(findings, should_cancel=lambda: True)


@pytest.mark.parametrize(("pension", "rate"), [(24_000.0, 0.0), (30_000.0, 0.10), (60_000.0, 0.12), (90_000.0, 0.22)])
def test_the_flat_rate_on_income_is_the_bracket_that_is_reached(pension: float, rate: float) -> None:
    """Single, over 65, 2026: $16,100, $2,050 and $6,000 are deducted; 12% from $12,400 on, 22% from $50,400.

    The senior deduction is $5,100 at an income of $90,000.
    """
    person = {"name": "One", "born": "1956-06-15", "pensions": [{"annual": pension, "starts": "2020-01-01"}]}
    held = (lot("AAA", 100.0, "2020-01-02", 10_000.0),)
    home = {"people": [person], "state": "TX"}
    scenario = small_scenario(lots=held, household=home, market=certain_market(0.0))
    rates = flat_rates(lower(scenario), simulate(scenario), 0)
    assert rates.gains == 0.15
    assert rates.ordinary == pytest.approx(rate)


def test_every_piece_has_a_name_of_its_own_and_words() -> None:
    assert len({piece.name for piece in PIECES}) == len(PIECES) == 15
    for label, text in WORDS.values():
        assert label
        assert text.endswith(".")
