"""The taxable account's tax cost: Morningstar's formula from dollars alone, the returns of the twin, and no taxes."""

import numpy as np
import pytest

from sim.api import sample_scenario, tax_cost
from sim.engine.lowering.left_out import leaving_out_taxable
from sim.engine.lowering.lower import lower
from sim.engine.run.run import run_lowered
from sim.results.findings import INCOME_TAXES
from sim.results.paired import PairedDifference
from sim.studies.tax_cost import StrategyCost, TaxCost, ratios, sentence, value_at_start
from sim.tax.records import ReturnInput
from tests.oracles.path_twin.law import YearLaw
from tests.oracles.path_twin.records import YearItems
from tests.oracles.path_twin.taxes import Returns
from tests.oracles.random_scenarios import random_scenario
from tests.oracles.tax_cost import ratio_of_a_year, ratio_of_returns, ratio_of_years
from tests.oracles.twin_comparison import twin
from tests.unit.results.synthetic import made_up_result


def test_the_published_example() -> None:
    """10% before tax at a ratio of 2% is 7.8% after it (Morningstar's own example)."""
    assert ratio_of_returns(0.078, 0.10) == pytest.approx(0.02)


def test_an_account_that_stays_as_it_is_has_the_published_ratio() -> None:
    """$500 of $100,000 a year, three times; $9,000 more if all is sold."""
    fields = {"tax_gains": 700.0, "tax_without_portfolio": 200.0, "balance_taxable": 1e5}
    before, after = ratios(made_up_result(n_years=3, liquidation_tax_at_once=9e3, **fields), 1e5)
    assert before[1, 2] == pytest.approx(ratio_of_a_year(1e5, 1e5, 500.0))
    assert after[1, 2] == pytest.approx(ratio_of_years([(1e5, 1e5, 500.0)] * 2 + [(1e5, 1e5, 9_500.0)]))


def test_an_account_that_is_spent_weighs_by_what_it_holds() -> None:
    held, tax = [8e4, 5e4, 0.0], [600.0, 900.0, 700.0]
    before, _ = ratios(made_up_result(n_years=3, balance_taxable=np.array(held), tax_state=np.array(tax)), 1e5)
    assert before[0, 0] == pytest.approx(ratio_of_years(list(zip([1e5, *held[:-1]], held, tax, strict=True))))


def test_amounts_are_in_dollars_of_the_start() -> None:
    """Prices double: the year's tax is worth 1 / sqrt(2) of itself, its end 1 / 2, and so is the tax of the sale."""
    found = made_up_result(
        n_years=1, inflation=1.0, balance_taxable=2e5, tax_niit=900.0, liquidation_tax_at_once=5_000.0
    )
    before, after = ratios(found, 1e5)
    assert before[0, 0] == pytest.approx(ratio_of_years([(1e5, 1e5, 900.0 / 2**0.5)]))
    assert after[0, 0] == pytest.approx(ratio_of_years([(1e5, 1e5, 900.0 / 2**0.5 + 2_500.0)]))


def test_an_account_that_never_holds_anything_has_no_ratio() -> None:
    assert np.isnan(ratios(made_up_result(tax_state=5.0), 0.0)).all()


def without_taxable(returns: Returns, items: YearItems, law: YearLaw) -> ReturnInput:
    """Return the year's return without what the taxable accounts paid, realized and carried in."""
    return returns.inputs(items, law)._replace(
        ordinary_dividends=0.0,
        qualified_dividends=0.0,
        stcg=items.outside_short,
        ltcg=items.outside_long,
        nua_gain=0.0,
        st_carryover=0.0,
        lt_carryover=0.0,
    )


@pytest.mark.parametrize("seed", range(8))
def test_the_tax_without_the_taxable_account_is_the_twins(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    scenario = random_scenario(np.random.default_rng(seed))
    last = len(scenario.strategies) - 1
    found = run_lowered(scenario, leaving_out_taxable(lower(scenario)), threads=1)
    plain = run_lowered(scenario, lower(scenario), threads=1)
    monkeypatch.setattr(Returns, "_without_portfolio", without_taxable)
    wanted = twin(scenario, last).yearly["tax_without_portfolio"]
    assert found.yearly["tax_without_portfolio"][last, 0] == pytest.approx(wanted, abs=0.01)
    for field in (*INCOME_TAXES, "balance_taxable", "spending", "tax_paid"):
        assert (found.yearly[field] == plain.yearly[field]).all(), field


def test_without_taxes_nothing_is_lost() -> None:
    sample = sample_scenario("californian-couple")
    untaxed = sample.model_copy(update={"simulation": sample.simulation.model_copy(update={"taxes": False})})
    for one in tax_cost(untaxed, 20).strategies:
        assert one.ratio is not None
        assert one.after_sale is not None
        assert (one.ratio["mean"], one.after_sale["mean"]) == (0.0, 0.0)


def test_the_couples_account_loses_less_when_it_harvests() -> None:
    found = tax_cost(sample_scenario("californian-couple"), 200)
    every_month = found.strategies[4]
    assert every_month.ratio is not None
    assert 0.1 < every_month.ratio["mean"] < 1.5
    assert every_month.difference.is_measurable
    assert every_month.difference.mean < 0
    assert value_at_start(sample_scenario("no-taxable-account")) == 0.0


def test_the_sentences() -> None:
    base = PairedDifference(0.0, 0.0, 0.0, 0.0, 0.0, True, False)
    less = PairedDifference(-0.08, 0.01, -0.08, 0.9, 0.1, False, True)
    unclear = PairedDifference(-0.01, 0.01, -0.01, 0.5, 0.5, False, False)
    spread = {"mean": 0.5}
    rows = [StrategyCost(name, spread, row, spread, row) for name, row in (("A", base), ("B", less), ("C", unclear))]
    found = TaxCost(10, "A", (*rows, StrategyCost("D", None, unclear, None, unclear)))
    assert [sentence(found, one) for one in found.strategies] == [
        "“A”: the taxable account loses 0.50% a year to tax.",
        "“B”: the taxable account loses 0.50% a year to tax, 0.080 ± 0.020 points less than “A”.",
        "“C”: the taxable account loses 0.50% a year to tax, no measurable difference from “A”.",
        "“D” never holds anything in a taxable account.",
    ]
