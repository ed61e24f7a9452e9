import numpy as np
import pytest

from sim.engine.records.fields import YEARLY_FIELDS, is_balance
from sim.results.findings import Findings
from sim.results.percentiles import percentiles
from sim.results.tables import differences_table, income_table, strategies_table, yearly_table
from tests.unit.results.synthetic import made_up_result, random_result


def test_percentiles_of_0_to_100_are_themselves():
    rows = percentiles(np.arange(101.0))
    assert {key: float(value) for key, value in rows.items()} == {"p5": 5, "p25": 25, "p50": 50, "p75": 75, "p95": 95}


def test_undefined_values_are_left_out_of_percentiles():
    assert percentiles(np.array([1.0, np.nan, 3.0]))["p50"] == 2.0
    assert np.isnan(percentiles(np.array([np.nan, np.nan]))["p50"])


def test_every_strategy_year_and_measure_has_its_row():
    findings = Findings(random_result(n_strategies=3, n_years=6))
    assert len(strategies_table(findings)) == 3
    assert len(income_table(findings)) == 18
    assert len(yearly_table(findings)) == 18
    assert len(differences_table(findings)) == 15
    assert set(YEARLY_FIELDS) <= set(yearly_table(findings).columns)


def test_balances_are_deflated_to_the_years_end_and_flows_to_its_middle():
    row = yearly_table(Findings(made_up_result(n_years=1, inflation=0.21, rmd=121.0, balance_roth=121.0))).iloc[0]
    assert row["rmd"] == pytest.approx(110)
    assert row["balance_roth"] == pytest.approx(100)
    assert [is_balance(field) for field in ("carryover", "taxable_basis", "irmaa")] == [True, True, False]
