"""Paths spread evenly: fair shares of every course in every set, the same expectations, and means that are surer."""

import numpy as np
import pytest

from sim.engine.lowering.lower import lower
from sim.engine.run.result import RunResult
from sim.engine.run.run import simulate
from sim.errors import InputError
from sim.results.findings import Findings
from sim.results.paired import MEASURE, versus
from sim.scenario.drawn.simulation import SETS
from sim.scenario.enums import Estimator
from sim.scenario.market import MarketModel
from sim.scenario.models import Scenario
from sim.scenario.written.load import scenario_from
from sim.scenario.written.samples import sample_scenario
from tests.properties.test_antithetic_pairs import household

EACH = 64
"""Paths of each set."""


def spread(scenario: Scenario, n_paths: int) -> Scenario:
    simulation = scenario.simulation.model_copy(update={"n_paths": n_paths, "estimator": Estimator.SPREAD})
    return scenario.model_copy(update={"simulation": simulation})


def plan(n_paths: int, model: str = "lognormal") -> Scenario:
    return spread(household(n_paths, in_pairs=False, model=model), n_paths)


def log_growth(run: RunResult) -> np.ndarray:
    return np.log(run.yearly["balance_taxable"][0, :, -1] / 10_000)


def test_a_path_is_the_same_path_with_more_of_them_and_on_any_threads() -> None:
    few, many = simulate(plan(40), threads=2, chunk_paths=7), simulate(plan(100), threads=1)
    for name, values in few.yearly.items():
        assert (many.yearly[name][:, :40] == values).all(), name


def test_growth_of_a_path_has_the_mean_and_spread_of_the_market() -> None:
    """5% a year with a standard deviation of 20%: two years have a mean of 1.1025 and a log deviation known by hand."""
    growth = log_growth(simulate(plan(SETS * EACH)))
    sigma = np.sqrt(2 * np.log(1 + (0.2 / 1.05) ** 2))
    assert growth.std() == pytest.approx(sigma, rel=0.03)
    assert np.exp(growth).mean() == pytest.approx(1.05**2, abs=0.003)


def test_every_set_has_its_fair_share() -> None:
    """Means of the sets lie a third as far apart, and less, as means of as many paths drawn by chance."""
    even = log_growth(simulate(plan(SETS * EACH))).reshape(EACH, SETS).mean(axis=0)
    chance = log_growth(simulate(household(SETS * EACH, in_pairs=False))).reshape(EACH, SETS).mean(axis=0)
    assert even.std() < chance.std() / 3


def test_the_lives_of_a_set_end_as_the_life_table_says() -> None:
    """One of a set's 64 points lies in each 64th of a life's chances: shares that live on scatter half as much."""
    scenario = sample_scenario("californian-couple")
    scenario = spread(scenario.model_copy(update={"strategies": scenario.strategies[:1]}), SETS * EACH)
    lowered = lower(scenario)
    survival = lowered.job.household[0]["survival"][:, : len(lowered.calendar.years)]
    alive_with_one = 1.0 - (1.0 - survival[0]) * (1.0 - survival[1])
    end = simulate(scenario).terminal["end_year"][0].reshape(EACH, SETS)
    for year, share in zip(lowered.calendar.years[10:30:5], alive_with_one[10:30:5], strict=True):
        lived = (end > year).mean(axis=0)
        assert lived.mean() == pytest.approx(share, abs=0.01)
        assert lived.std() < 0.5 * np.sqrt(share * (1 - share) / EACH) + 0.01


@pytest.mark.parametrize("model", [model for model in MarketModel if model is not MarketModel.OWN])
def test_every_model_can_be_spread(model: MarketModel) -> None:
    run = simulate(plan(4, model=model.value))
    assert np.isfinite(run.terminal["after_tax_wealth"]).all()


def test_a_replayed_record_stays_what_it_was() -> None:
    """Its paths are the start years, drawn by nobody."""
    plain = simulate(household(4, in_pairs=False, model="replay"))
    even = simulate(plan(4, model="replay"))
    assert (plain.terminal["after_tax_wealth"] == even.terminal["after_tax_wealth"]).all()
    one, other = (versus(Findings(run), MEASURE["after_tax_wealth_real"])[1] for run in (plain, even))
    assert one == other


def test_spread_and_in_pairs_is_refused_with_a_fix() -> None:
    document = sample_scenario("no-taxable-account").model_dump(mode="json")
    document["simulation"] |= {"estimator": "spread", "antithetic_pairs": True}
    with pytest.raises(InputError, match="turn the pairs off") as error:
        scenario_from(document)
    assert [problem.place for problem in error.value.problems] == ["simulation.antithetic_pairs"]


def test_a_document_that_does_not_say_is_drawn_by_chance() -> None:
    document = sample_scenario("no-taxable-account").model_dump(mode="json")
    del document["simulation"]["estimator"]
    assert scenario_from(document).simulation.estimator is Estimator.PLAIN
