import numpy as np
import pytest

from sim import views
from sim.results.findings import TAX_KINDS, Findings
from sim.results.harvest_alpha import harvest_alpha
from sim.results.paired import MEASURE
from sim.results.percentiles import percentiles
from tests.unit.results.synthetic import made_up_result


def test_flows_are_deflated_to_the_middle_of_their_year_and_horizon_amounts_to_its_end():
    # inflation 21% a year: the middle of the first year is at 1.1, of the second at 1.331; the horizon at 1.4641
    findings = Findings(made_up_result(n_years=2, inflation=0.21, tax_niit=1331.0, heirs_wealth=14641.0))
    assert findings.flow("tax_niit")[0, 0] == pytest.approx([1210.0, 1000.0])
    assert findings.heirs_wealth[0, 0] == pytest.approx(10000.0)


def test_income_of_a_part_year_is_a_yearly_rate_and_weighs_by_its_length():
    spending = np.array([30_000.0, 60_000.0, 60_000.0])
    findings = Findings(made_up_result(year_share=np.array([0.5, 1.0, 1.0]), spending_real=spending))
    assert findings.income[0, 0] == pytest.approx([60_000.0] * 3)
    assert findings.mean_income[0, 0] == pytest.approx(60_000.0)


def test_success_is_every_year_and_the_first_shortfall_year_is_the_first():
    spending = np.array([[[100, 100, 100], [100, 99.98, 50], [99, 100, 100], [100, 100, 99.995]]])
    findings = Findings(made_up_result(names=("Only",), spending=spending, spending_target=100.0))
    assert findings.is_success[0].tolist() == [True, False, False, True]  # half a cent is rounding, two cents are not
    assert findings.first_shortfall_year[0].tolist() == [0, 2027, 2026, 0]


def test_lifetime_tax_is_the_sum_of_its_kinds_and_nothing_else():
    amounts = {kind: float(10**number) for number, kind in enumerate(TAX_KINDS)}
    findings = Findings(made_up_result(n_years=3, tax_paid=999.0, liquidation_tax=888.0, **amounts))
    assert findings.lifetime_tax[1, 2] == pytest.approx(3 * 1_111_111.0)
    assert findings.tax_by_kind["irmaa"][0, 0] == pytest.approx(3e6)


def test_the_carryover_left_is_the_last_years_not_the_sum():
    findings = Findings(made_up_result(n_years=3, carryover=np.array([9.0, 6.0, 3.0])))
    assert findings.ledger["unused_carryover"][0, 0] == 3.0


def test_drag_by_hand():
    """$400 more than without a portfolio, twice, of $100,000 and then $120,000: 800 / 220,000 is 36.36 bp."""
    held = np.array([100_000.0, 120_000.0])
    taxes = {"tax_ordinary": 900.0, "tax_gains": 50.0, "tax_state": 50.0, "tax_without_portfolio": 600.0, "irmaa": 70.0}
    findings = Findings(made_up_result(n_years=2, balance_taxable=held, **taxes))
    assert findings.tax_drag_bp[0, 0] == pytest.approx(1e4 * 800 / 220_000)
    assert findings.in_future_dollars().tax_drag_bp[0, 0] == findings.tax_drag_bp[0, 0]


def test_drag_counts_every_kind_of_money_and_dollars_of_the_start():
    """Prices double in each year: a year's tax is worth 1 / sqrt(2), then 1 / sqrt(8); a year end's 1/2, then 1/4."""
    held = dict.fromkeys(("balance_taxable", "balance_pretax", "balance_roth", "balance_other"), 25000.0)
    findings = Findings(made_up_result(n_years=2, inflation=1.0, tax_niit=100.0, **held))
    wanted = 1e4 * 100 * (2**-0.5 + 8**-0.5) / (100_000 * 0.75)
    assert findings.tax_drag_bp[0, 0] == pytest.approx(wanted)


def test_a_path_without_a_portfolio_has_no_drag():
    assert np.isnan(Findings(made_up_result(tax_ordinary=5.0)).tax_drag_bp).all()


def test_what_harvesting_adds_by_hand():
    """$600 and $200 more on two paths, of a taxable account of $50,000 in each of two years: 40 bp of a year."""
    wealth = [[1_000.0, 1_000.0], [1_600.0, 1_200.0]]
    findings = Findings(made_up_result(2, 2, after_tax_wealth=wealth, balance_taxable=50_000.0))
    first, second = harvest_alpha(findings, MEASURE["after_tax_wealth_real"])
    assert first.is_zero
    assert second.mean == pytest.approx(1e4 * 400 / 100_000)
    assert second.standard_error == pytest.approx(1e4 * 200 / 100_000)
    none = harvest_alpha(Findings(made_up_result(2, 2, after_tax_wealth=wealth)), MEASURE["after_tax_wealth_real"])
    assert np.isnan(none[1].mean)


def test_years_after_the_last_death_are_no_income():
    """Two years of $60,000 and a third in which nobody lives; on the other path all three are lived, at $50,000."""
    spending = np.array([[[60_000.0, 60_000.0, 0.0], [50_000.0] * 3]])
    ends = np.array([[2027.0, 2028.0]])
    findings = Findings(made_up_result(2, 3, ("Only",), spending_real=spending, end_year=ends))
    assert findings.mean_income[0].tolist() == [60_000.0, 50_000.0]
    assert findings.lowest_income[0].tolist() == [60_000.0, 50_000.0]
    assert percentiles(findings.income_of(0))["p50"].tolist() == [55_000.0, 55_000.0, 50_000.0]


def test_a_year_in_which_nobody_lives_on_any_path_is_unknown():
    ends = np.array([[2027.0, 2027.0]])
    findings = Findings(made_up_result(2, 3, ("Only",), spending_real=9.0, spending_target=9.0, end_year=ends))
    assert np.isnan(percentiles(findings.income_of(0))["p95"]).tolist() == [False, False, True]
    assert np.isnan(findings.wanted("spending_target")).tolist() == [False, False, True]
    assert views.retirement_income(findings).figure.data[0].x[-1] == 2026
