"""The verdict on households whose answer is known beforehand, through the engine."""

import numpy as np
import pytest

from sim.engine.lowering.lower import lower
from sim.engine.run.run import simulate
from sim.results.findings import Findings
from sim.results.summary import summary
from sim.results.verdict import DEFINITIONS, Advice, verdict
from sim.scenario.written.samples import sample_scenario
from tests.unit.engine.small import certain_market, lot, small_scenario
from tests.unit.results.closed_forms import END, TAX_DAY, flat, loss_of, run_under, two_strategies, years
from tests.unit.results.synthetic import made_up_result


def test_six_thousand_at_fifteen_percent_for_a_year_of_eight_percent_is_seventy_two_dollars():
    """$900 saved in April grows by 8% until all is cashed; the basis then costs the $900 back: $72, before its tax."""
    scenario = loss_of(6_000.0, 1.08 ** (1 / years(TAX_DAY, END)) - 1)
    result = run_under(scenario, flat(scenario, 0.15, 6_000.0)).result
    saved = result.yearly["tax_paid"][0] - result.yearly["tax_paid"][1]
    assert saved[0].tolist() == pytest.approx([0.0, 900.0])
    before, tax, after = (
        float(result.terminal[field][1, 0] - result.terminal[field][0, 0])
        for field in ("wealth_before_tax", "liquidation_tax", "after_tax_wealth")
    )
    assert before == pytest.approx(972.0)
    assert tax == pytest.approx(900.0 + 0.15 * 72.0)
    assert before - 900.0 == pytest.approx(72.0)
    assert after == pytest.approx(72.0 * 0.85)


def test_equal_flat_rates_and_a_saving_that_earns_nothing_are_worth_nothing():
    scenario = loss_of(3_000.0, 0.0)
    findings = run_under(scenario, flat(scenario, 0.15, 3_000.0))
    assert findings.lifetime_tax[1, 0] == pytest.approx(findings.lifetime_tax[0, 0] - 450.0)
    assert findings.after_tax_wealth[1, 0] == pytest.approx(findings.after_tax_wealth[0, 0], abs=1e-6)
    found = verdict(findings)
    assert found.advice is Advice.DOES_NOT_MATTER
    assert "comes back in full" in found.sentence


def test_in_the_zero_bracket_the_verdict_advises_against_harvesting():
    """No income but the sales that pay for spending: taxable income stays at 0, so a loss lowers no tax."""
    held = (lot("AAA", 500.0, "2020-01-02", 60_000.0),)
    household = {"spending": 6_000.0, "state": "TX"}
    scenario = two_strategies(small_scenario(lots=held, household=household, market=certain_market(0.0)))
    findings = Findings(simulate(scenario))
    found = verdict(findings)
    assert findings.ledger["harvested_loss"][1].min() > 3_000
    assert findings.after_tax_wealth[1, 0] <= findings.after_tax_wealth[0, 0]
    assert found.advice is Advice.DO_NOT_HARVEST
    assert found.headline == "Do not harvest."
    assert "saves no tax" in found.sentence
    numbers = [phrase for phrase in found.phrases if "$" in phrase.text]
    assert numbers
    assert all(phrase.term in DEFINITIONS for phrase in numbers)


def test_without_a_taxable_account_it_is_exactly_nothing_and_the_reason_is_told():
    sample = sample_scenario("no-taxable-account")
    few = sample.model_copy(update={"simulation": sample.simulation.model_copy(update={"n_paths": 20})})
    findings = Findings(simulate(few))
    for values in (findings.after_tax_wealth, findings.heirs_wealth, findings.mean_income):
        assert (values == values[:1]).all()
    found = verdict(findings)
    assert found.advice is Advice.NOTHING_TO_HARVEST
    assert "no taxable account" in found.sentence


def test_every_term_is_the_anchor_of_its_title():
    for term, (title, text) in DEFINITIONS.items():
        assert term == title.lower().replace(" ", "-")
        assert text.endswith(".")


def wealth(*gains: tuple[float, ...], level: float = 1e6) -> np.ndarray:
    base = np.full(len(gains[0]), level)
    return np.stack([base, *(base + np.array(row) for row in gains)])


@pytest.mark.parametrize(
    ("gains", "advice"),
    [
        ((9_000.0, 10_000.0, 11_000.0, 10_000.0), Advice.HARVEST),
        ((-9_000.0, -10_000.0, -11_000.0, -10_000.0), Advice.DO_NOT_HARVEST),
        ((90.0, 100.0, 110.0, 100.0), Advice.DOES_NOT_MATTER),
        ((-90.0, -100.0, -110.0, -100.0), Advice.DOES_NOT_MATTER),
        ((-9_000.0, 9_500.0, -10_000.0, 10_000.0), Advice.NOT_MEASURABLE),
    ],
)
def test_advice_by_hand(gains: tuple[float, ...], advice: Advice):
    losses = np.array([[[0.0]], [[3_000.0]]])
    taxes = np.array([[[500.0]], [[0.0]]])
    made = made_up_result(n_years=1, after_tax_wealth=wealth(gains), harvested_loss=losses, tax_state=taxes)
    found = verdict(Findings(made))
    assert found.advice is advice
    assert found.strategy == 1


def test_the_sentence_carries_its_numbers_and_each_leads_to_a_definition():
    gains = (9_000.0, 10_000.0, 11_000.0, 10_000.0)  # mean 10,000; deviations 1, 0, 1, 0 thousand: error 408.25
    fields = {"harvested_loss": np.array([[[0.0]], [[5_000.0]]]), "loss_used_income": np.array([[[0.0]], [[3_000.0]]])}
    found = verdict(Findings(made_up_result(n_years=1, after_tax_wealth=wealth(gains), **fields)))
    assert "adds $10,000 ± $816 of after-tax wealth" in found.sentence
    assert "$3,000 a year of losses is used against income" in found.sentence
    assert "no measurable effect on retirement income" in found.sentence
    numbers = [phrase for phrase in found.phrases if any(letter.isdigit() for letter in phrase.text)]
    assert numbers
    assert all(phrase.term in DEFINITIONS for phrase in numbers)


def test_strategies_that_cannot_be_told_from_the_best_are_named():
    gains = wealth((9e3, 1e4, 1.1e4, 1e4), (1e4, 1.1e4, 9e3, 1e4), (1e3, 2e3, 1e3, 2e3))
    losses = np.array([[[0.0]], [[1.0]], [[1.0]], [[1.0]]])
    names = ("No harvesting", "A", "B", "C")
    found = verdict(Findings(made_up_result(n_years=1, names=names, after_tax_wealth=gains, harvested_loss=losses)))
    assert found.strategy == 1
    assert found.as_good == (2,)
    assert "No measurable difference from it: B" in found.sentence


def test_the_summary_holds_the_verdict():
    scenario = loss_of(6_000.0, 0.08)
    content = summary(Findings(simulate(scenario)))
    assert set(content["verdict"]) == {"after_tax_wealth_real", "heirs_wealth_real", "mean_income_real"}
    told = content["verdict"]["heirs_wealth_real"]
    assert told["sentence"] == "".join(phrase["text"] for phrase in told["phrases"])
    assert {phrase["term"] for phrase in told["phrases"]} - {None} <= set(content["definitions"])


def test_the_flat_law_is_flat():
    scenario = loss_of(6_000.0, 0.08)
    laws = flat(scenario, 0.15, 6_000.0).household
    assert {rate for law in laws.federal for rate in law.ordinary.rates} == {0.15}
    assert lower(scenario).laws.household.federal[0].ordinary.rates != laws.federal[0].ordinary.rates
