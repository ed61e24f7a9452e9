"""What the returns of the years say: brackets by the statute's table, all else as the path's own returns were filed."""

import numpy as np
import pytest

from sim.api import sample_scenario
from sim.engine.run.run import Canceled
from sim.studies.over_time.tax_years import NO_MEDICARE, TaxYears, filled, marginal, tax_years, tiers
from sim.trace.path_record import PathRecord
from sim.trace.recorder import record_path

JOINT_2026 = np.array([[0.0, 24_800.0, 100_800.0, 211_400.0, 403_550.0, 512_450.0, 768_700.0]])
"""Rev. Proc. 2025-32, section 4.01, table 1."""
RATES = np.array([[0.10, 0.12, 0.22, 0.24, 0.32, 0.35, 0.37]])
PATHS = (0, 3)


def test_brackets_are_filled_as_the_table_of_the_year_says() -> None:
    assert filled(np.array([150_000.0]), JOINT_2026).tolist() == [[24_800.0, 76_000.0, 49_200.0, 0, 0, 0, 0]]
    assert filled(np.array([800_000.0]), JOINT_2026)[0, -1] == 31_300.0
    assert filled(np.zeros(1), JOINT_2026).sum() == 0.0


@pytest.mark.parametrize(
    ("income", "rate"), [(0.0, 0.0), (1.0, 0.10), (24_801.0, 0.12), (211_400.0, 0.22), (9e6, 0.37)]
)
def test_the_marginal_rate_is_that_of_the_last_dollar(income: float, rate: float) -> None:
    assert marginal(np.array([income]), JOINT_2026, RATES)[0] == rate


def test_the_tier_is_read_off_a_months_surcharge() -> None:
    """Premiums of 2026: 90 FR 53096 (Part B), CMS (Part D). A couple on tier 2, one person on tier 5, none yet."""
    law = np.zeros(3, [("part_b_add", float, (5,)), ("part_d_add", float, (5,))])
    law["part_b_add"] = [81.20, 202.90, 324.60, 446.30, 487.00]
    law["part_d_add"] = [14.50, 37.50, 60.40, 83.30, 91.00]
    found = tiers(np.array([24 * 240.40, 5 * 578.00, 0.0]), np.array([24, 5, 0]), law)
    assert found.tolist() == [2, 5, NO_MEDICARE]


@pytest.fixture(scope="module")
def found() -> TaxYears:
    return tax_years(sample_scenario("californian-couple"), 1, PATHS)


@pytest.fixture(scope="module")
def records() -> list[PathRecord]:
    return [record_path(sample_scenario("californian-couple"), 1, path) for path in PATHS]


def test_every_year_is_that_of_the_return_as_filed(found: TaxYears, records: list[PathRecord]) -> None:
    for row, record in enumerate(records):
        assert int(found.is_lived[row].sum()) == len(record.returns)
        for one in record.returns:
            filed, thresholds = one.filed, one.law.ordinary.thresholds
            ordinary = filed.taxable_income - filed.preferential_income
            last = max(k for k in range(7) if ordinary > thresholds[k] or k == 0)
            assert found.in_bracket[row, one.year].sum() == pytest.approx(ordinary)
            assert found.marginal_rate[row, one.year] == (one.law.ordinary.rates[last] if ordinary > 0 else 0.0)
            assert found.income[row, one.year] == pytest.approx(filed.agi + one.inputs.tax_exempt_interest)
            assert found.federal_tax[row, one.year] == pytest.approx(filed.federal_tax_due)
            assert found.tax[row, one.year] == pytest.approx(filed.federal_tax_due + one.state_tax)
        assert found.required[row].tolist() == record.yearly["rmd"].tolist()


def test_tiers_rise_with_the_surcharge_and_stand_only_where_somebody_has_medicare(found: TaxYears) -> None:
    assert ((found.surcharge > 0) == (found.tier > 0)).all()
    assert (found.tier > 0).any()
    assert (found.tier[~found.is_lived] == NO_MEDICARE).all()


def test_it_can_be_stopped() -> None:
    with pytest.raises(Canceled):
        tax_years(sample_scenario("no-taxable-account"), 0, range(3), should_cancel=lambda: True)
