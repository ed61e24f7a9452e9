"""Future dollars: the same run, undeflated."""

import numpy as np
import pytest

from sim.results.findings import Findings
from sim.results.summary import summary
from tests.unit.results.synthetic import made_up_result


def test_future_dollars_are_the_amounts_as_paid():
    fields = {"after_tax_wealth": 121_000.0, "spending": 1_210.0, "spending_real": 1_000.0, "tax_state": 500.0}
    result = made_up_result(n_years=2, inflation=0.1, **fields)
    today = Findings(result)
    future = today.in_future_dollars()
    assert today.after_tax_wealth == pytest.approx(100_000)
    assert future.after_tax_wealth == pytest.approx(121_000)
    assert future.mean_income == pytest.approx(1_210)
    assert today.mean_income == pytest.approx(1_000)
    assert future.lifetime_tax == pytest.approx(1_000)
    assert (today.dollars, future.dollars) == ("today's dollars", "future dollars")


def test_tax_drag_is_the_same_in_either():
    result = made_up_result(balance_taxable=90_000.0, tax_gains=1_000.0, inflation=0.05)
    today = Findings(result)
    assert (today.tax_drag_bp > 0).all()
    assert np.array_equal(today.in_future_dollars().tax_drag_bp, Findings(result).tax_drag_bp)


def test_the_summary_holds_both():
    result = made_up_result(n_years=1, inflation=0.1, after_tax_wealth=110_000.0)
    content = summary(Findings(result))
    assert content["strategies"][0]["after_tax_wealth_real"]["mean"] == pytest.approx(100_000)
    assert content["future_dollars"]["strategies"][0]["after_tax_wealth_real"]["mean"] == pytest.approx(110_000)
