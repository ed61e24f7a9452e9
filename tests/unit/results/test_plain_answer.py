"""The answer in words without terms: amounts worked out by hand from made-up runs."""

import numpy as np
import pytest

from sim.results.findings import Findings
from sim.results.plain_answer import plain_answer
from sim.results.verdict import verdict
from tests.unit.results.synthetic import made_up_result

HEIRS, WEALTH = "heirs_wealth_real", "after_tax_wealth_real"
MORE = np.array([900.0, 1_000.0, 1_100.0, 1_000.0])
"""What harvesting adds on four paths: the mean is 1,000, its standard error 81.65 / 2 = 40.82."""


def said(objective: str, **fields: np.ndarray | float) -> str:
    harvested = np.zeros((2, 4, 3))
    harvested[1] = 100.0
    findings = Findings(made_up_result(harvested_loss=harvested, **fields))
    return plain_answer(findings, verdict(findings, objective))


def both(of_second: np.ndarray | float, of_first: float = 100_000.0) -> np.ndarray:
    return np.stack([np.full(4, of_first), of_first + np.broadcast_to(of_second, 4)])


def test_amount_share_and_markets_are_those_of_the_paths() -> None:
    found = said(WEALTH, after_tax_wealth=both(MORE), heirs_wealth=both(0.0), spending=50_000.0)
    assert found.startswith(
        "Harvesting adds $1,000 ± $82 to what you have yourself at the end, after tax, 1.00% of it: "
    )
    assert "ahead in 100 of 100 markets." in found


@pytest.mark.parametrize(("last", "words"), [(0.0, "no different in 25"), (-100.0, "behind in 25")])
def test_markets_in_which_it_is_behind_or_makes_no_difference_are_counted_too(last: float, words: str) -> None:
    more = np.array([4_000.0, 4_000.0, 4_000.0, last])
    found = said(WEALTH, after_tax_wealth=both(more), heirs_wealth=both(0.0), spending=50_000.0)
    assert f"ahead in 75 of 100 markets, {words}." in found


def test_what_harvesting_takes_is_said_to_be_taken() -> None:
    found = said(WEALTH, after_tax_wealth=both(-MORE), heirs_wealth=both(MORE), spending=50_000.0)
    assert found.startswith(
        "Harvesting takes $1,000 ± $82 from what you have yourself at the end, after tax, 1.00% of it"
    )
    assert "behind in 100 of 100 markets." in found
    assert "It adds $1,000 ± $82 to what your heirs keep." in found


def test_a_dollar_a_year_is_hardly_a_change_although_it_can_be_measured() -> None:
    """0.05% of what is spent is the least that matters: $1 of $50,000 is 0.002%."""
    spending = np.stack([np.full((4, 3), 50_000.0), np.full((4, 3), 50_001.0)])
    fields = {"spending": spending, "spending_real": spending}
    found = said(WEALTH, after_tax_wealth=both(MORE), heirs_wealth=both(MORE), **fields)
    assert "It hardly changes what you can spend in a year." in found


def test_hundred_dollars_a_year_is_said() -> None:
    spending = np.stack([np.full((4, 3), 50_000.0), np.full((4, 3), 50_100.0)])
    fields = {"spending": spending, "spending_real": spending}
    found = said(WEALTH, after_tax_wealth=both(MORE), heirs_wealth=both(MORE), **fields)
    assert "It adds $100 ± $0 to what you can spend in a year." in found


def test_nothing_to_measure_is_said_so() -> None:
    found = said(WEALTH, after_tax_wealth=both(MORE), heirs_wealth=both(np.array([500.0, -500.0, 400.0, -400.0])))
    assert "It makes no measurable difference to what your heirs keep" in found
