"""HSA and charitable limits by the revenue procedures."""

import pytest

from sim.errors import InputError
from sim.law.retirement_limits import hsa_limit, qcd_excluded


def test_hsa_limits():
    # Rev. Proc. 2024-25 and 2025-19; catch-up IRC 223(b)(3)
    assert hsa_limit(2025, False, (54,)) == 4300.0
    assert hsa_limit(2026, True, (55, 60)) == 8750.0 + 2 * 1000.0
    assert hsa_limit(2026, True, (54, 55)) == 9750.0


def test_charitable_distributions():
    # IRC 408(d)(8); Notice 2025-67: 111,000 for 2026
    assert qcd_excluded(2026, 70.5, 200_000.0) == 111_000.0
    assert qcd_excluded(2025, 75.0, 20_000.0) == 20_000.0
    assert qcd_excluded(2026, 70.4, 20_000.0) == 0.0


def test_a_year_without_law_is_refused():
    with pytest.raises(InputError):
        hsa_limit(2040, False, ())
