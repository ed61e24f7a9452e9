import json
import math

import numpy as np
import pytest

from sim.results.conventions import first_year_figures
from sim.results.explain import NO_TAXABLE_ACCOUNT, usd
from sim.results.findings import Findings
from sim.results.summary import summary, summary_json
from sim.scenario.written.load import scenario_sha256
from tests.unit.results.synthetic import made_up_result, random_result

KEYS = {
    "name", "tax_drag_bp", "success_rate", "lifetime_tax_real", "after_tax_wealth_real", "income_real",
    "harvested_losses", "wash_deferred", "wash_permanent", "versus_baseline",
}  # fmt: skip


def test_the_promised_keys_are_there():
    result = random_result()
    content = summary(Findings(result))
    assert content["scenario_sha256"] == scenario_sha256(result.scenario)
    assert (content["seed"], content["n_paths"], content["law_version"]) == (7, 50, "made-up")
    assert content["law_figures"] == first_year_figures(result.scenario) == "published figures"
    assert len(content["strategies"]) == 3
    for strategy in content["strategies"]:
        assert set(strategy) >= KEYS
        assert set(strategy["after_tax_wealth_real"]) == {"mean", "p5", "p25", "p50", "p75", "p95"}
        assert set(strategy["versus_baseline"]) >= {"mean", "standard_error", "median", "share_better"}
        assert all(len(strategy["income_real"][key]) == 6 for key in ("years", "p5", "p25", "p50", "p75", "p95"))


def test_figures_by_hand():
    wealth = np.array([[1e5, 2e5, 3e5, 4e5], [1.1e5, 2.1e5, 3.1e5, 3.9e5]])
    losses = np.array([[[0.0]], [[3_000.0]]])
    fields = {"harvested_loss": losses, "wash_permanent": losses / 3, "wash_deferred": losses / 10}
    result = made_up_result(n_years=1, after_tax_wealth=wealth, tax_state=10.0, spending_real=7.0, **fields)
    strategy = summary(Findings(result))["strategies"][1]
    assert strategy["after_tax_wealth_real"]["mean"] == pytest.approx(255_000)
    assert strategy["after_tax_wealth_real"]["p25"] == pytest.approx(185_000)  # 110,000 + 0.75 * 100,000
    assert (strategy["harvested_losses"], strategy["wash_permanent"], strategy["wash_deferred"]) == (3000, 1000, 300)
    assert strategy["lifetime_tax_real"] == 10
    assert strategy["income_real"]["p50"] == [7]
    versus = strategy["versus_baseline"]
    assert (versus["mean"], versus["median"], versus["share_better"]) == (5_000, 10_000, 0.75)
    assert versus["standard_error"] == pytest.approx(5_000)  # deviations 5, 5, 5, -15: variance 300 / 3, over 4 paths
    assert "No measurable difference" in strategy["why_zero"]


def test_equal_results_give_equal_bytes_and_valid_json():
    first, second = (summary_json(Findings(random_result(seed=3))) for _ in range(2))
    assert first.encode() == second.encode()
    assert json.loads(first)["strategies"][0]["versus_baseline"]["mean"] == 0.0
    assert "NaN" not in first


def test_undefined_figures_are_null():
    content = summary(Findings(made_up_result(start_wealth=0.0)))
    assert content["strategies"][0]["tax_drag_bp"] is None
    json.loads(summary_json(Findings(made_up_result(start_wealth=0.0))))


def test_without_a_taxable_account_zero_is_exact_and_explained():
    result = made_up_result(sample="no-taxable-account", after_tax_wealth=np.array([1e5, 2e5, 3e5, 4e5]))
    content = summary(Findings(result))
    assert content["why_zero"] == NO_TAXABLE_ACCOUNT
    for strategy in content["strategies"]:
        assert (strategy["versus_baseline"]["mean"], strategy["versus_baseline"]["standard_error"]) == (0.0, 0.0)
        assert math.copysign(1, strategy["versus_baseline"]["mean"]) == 1
    assert content["strategies"][1]["why_zero"] == NO_TAXABLE_ACCOUNT


def test_nothing_harvested_and_harvested_in_vain_are_told_apart():
    idle = summary(Findings(made_up_result()))["strategies"][1]["why_zero"]
    vain = summary(Findings(made_up_result(harvested_loss=5.0)))["strategies"][1]["why_zero"]
    assert "nothing was harvested" in idle
    assert "changed no tax" in vain


def test_a_measurable_difference_needs_no_excuse():
    wealth = np.array([[1e5, 2e5, 3e5, 4e5], [1.1e5, 2.1e5, 3.1e5, 4.11e5]])
    assert summary(Findings(made_up_result(after_tax_wealth=wealth)))["strategies"][1]["why_zero"] is None


def test_one_path_says_that_it_says_nothing():
    wealth = np.array([[1e5], [1.1e5]])
    strategy = summary(Findings(made_up_result(n_paths=1, after_tax_wealth=wealth)))["strategies"][1]
    assert strategy["versus_baseline"]["standard_error"] is None
    assert "more paths" in strategy["why_zero"]


def test_shortfalls_by_year():
    spending = np.array([[[100, 100, 100], [100, 90, 90], [100, 100, 90], [90, 100, 100]]])
    result = made_up_result(names=("Only",), spending=spending, spending_target=100.0)
    shortfall = summary(Findings(result))["strategies"][0]["first_shortfall"]
    assert shortfall == {"earliest_year": 2026, "median_year": 2027, "share_by_year": [0.25, 0.5, 0.75]}


@pytest.mark.parametrize(("amount", "text"), [(1234.4, "$1,234"), (-1234.6, "-$1,235"), (-0.2, "$0"), (0, "$0")])
def test_dollars(amount, text):
    assert usd(amount) == text
