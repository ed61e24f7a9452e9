import numpy as np
import pytest

from sim.results.findings import TAX_KINDS, Findings
from tests.unit.results.synthetic import made_up_result, random_result


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


def test_no_tax_is_no_drag_to_the_last_bit():
    result = made_up_result(spending=5_000.0, after_tax_wealth=120_000.0)
    assert (Findings(result).tax_drag_bp == 0.0).all()


def test_drag_of_a_liquidation_tax_alone_by_hand():
    # 100,000 grows to 121,000 in two years before a tax of 5,760 and to 115,240 after it: 10% less sqrt(1.1524) - 1
    result = made_up_result(n_years=2, after_tax_wealth=115_240.0, liquidation_tax=5_760.0)
    assert Findings(result).tax_drag_bp[0, 0] == pytest.approx((1.1 - np.sqrt(1.1524)) * 1e4, abs=1e-8)


def test_the_last_years_open_tax_counts_as_tax():
    open_tax = Findings(made_up_result(n_years=2, after_tax_wealth=115_240.0, open_tax=5_760.0))
    assert open_tax.tax_drag_bp[0, 0] == pytest.approx((1.1 - np.sqrt(1.1524)) * 1e4, abs=1e-8)


def test_drag_of_a_yearly_tax_equals_the_rate_it_takes():
    # Wealth grows at 8% before and 6% after a tax paid in the middle of each year: 200 bp by construction.
    n_years, gross, net = 10, 0.08, 0.06
    wealth, taxes = 100_000.0, []
    for _ in range(n_years):
        tax = wealth * ((1 + gross) - (1 + net)) / (1 + gross) ** 0.5
        taxes.append(tax)
        wealth = wealth * (1 + gross) - tax * (1 + gross) ** 0.5
    result = made_up_result(n_years=n_years, tax_paid=np.array(taxes), after_tax_wealth=wealth)
    assert Findings(result).tax_drag_bp[0, 0] == pytest.approx(200.0, abs=1e-7)


def test_outside_income_comes_in_and_spending_goes_out():
    # 50,000 in and 50,000 out are nothing: only the tax of 1,000 at the end of growth from 100,000 to 110,000 counts.
    flows = {"outside_income": 50_000.0, "spending": 50_000.0}
    result = made_up_result(n_years=1, after_tax_wealth=109_000.0, liquidation_tax=1_000.0, **flows)
    assert Findings(result).tax_drag_bp[0, 0] == pytest.approx(100.0, abs=1e-8)


def test_a_path_without_wealth_has_no_drag():
    assert np.isnan(Findings(made_up_result(start_wealth=0.0)).tax_drag_bp).all()


def test_drag_grows_with_tax():
    result = random_result()
    more = {**result.yearly, "tax_paid": result.yearly["tax_paid"] * 1.1}
    plain, dear = Findings(result).tax_drag_bp, Findings(type(result)(**{**vars(result), "yearly": more})).tax_drag_bp
    assert (dear > plain).all()
