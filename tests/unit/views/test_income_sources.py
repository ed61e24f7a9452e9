"""Income by source: what comes in is what is spent and paid; and the shares of paths that fell short by an age."""

import numpy as np
import pytest

from sim.api import sample_scenario, simulate
from sim.results.findings import Findings
from sim.results.tables import income_table
from sim.trace.recorder import record_path
from sim.trace.watch_flows import PAID, SPENT
from sim.views.income_sources import SAVINGS, SOURCES, income_by_source, short_by_age, sources_by_year
from tests.unit.results.synthetic import random_result


@pytest.fixture(scope="module")
def findings() -> Findings:
    return Findings(random_result(n_strategies=3))


def test_what_comes_in_is_what_is_spent_and_paid(findings: Findings) -> None:
    total = sum(sources_by_year(findings, 1).values(), np.zeros(()))
    needed = (findings.flow("spending") + findings.flow("tax_paid"))[1] / findings.result.year_share
    lived = findings.result.is_lived(1)
    assert total == pytest.approx(np.nanmean(np.where(lived, needed, np.nan), axis=0))


def test_a_row_adds_up_too(findings: Findings) -> None:
    table = income_by_source(findings, strategy=1).table
    came = table[[f"{name}, mean [real USD/yr]" for name in SOURCES]].sum(axis=1)
    went = table["Spent, mean [real USD/yr]"] + table["Taxes and premiums paid, mean [real USD/yr]"]
    assert came.to_numpy() == pytest.approx(went.to_numpy())


def test_savings_are_what_a_recorded_path_takes_from_them() -> None:
    """The rest is no invention: on one path it is what the cash flows say left taxable accounts, Roth, HSA and cash."""
    scenario = sample_scenario("early-retiree").with_paths(1)
    findings = Findings(simulate(scenario))
    record = record_path(scenario, 0, 0)
    yearly = {name: rows[0, 0] for name, rows in findings.result.yearly.items()}
    saved = sources_by_year(findings, 0)[SAVINGS] * findings.mid_year_prices[0] * findings.result.year_share
    for year in range(1, 6):
        other = yearly["outside_income"][year] + yearly["withdrawn_pretax"][year] - yearly["converted"][year]
        flows = [flow for flow in record.cash_flows if flow.year == year]
        out = -sum(flow.amount for flow in flows if flow.what in (SPENT, PAID))
        assert saved[year] == pytest.approx(out - other, abs=1.0), flows


def test_the_share_of_paths_that_fell_short_is_the_tables(findings: Findings) -> None:
    view, table = short_by_age(findings), income_table(findings)
    for name in findings.names:
        expected = table[table["Strategy"] == name]["Paths that fell short so far [%]"].to_numpy()
        assert view.table[f"{name} [% of paths]"].to_numpy() == pytest.approx(expected)
    ages = view.table.iloc[:, 1].to_numpy()
    assert ages[0] == findings.result.years[0] - findings.result.scenario.household.people[0].born.year
    assert (np.diff(ages) == 1).all()
