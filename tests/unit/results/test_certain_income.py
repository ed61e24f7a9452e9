"""The certain income against closed forms, and its error against new samples."""

import numpy as np
import pytest

from sim.results.certain_income import certain_income
from sim.results.findings import Findings
from tests.unit.results.synthetic import made_up_result


def amounts(income: object, risk_aversion: float, **fields: object) -> list[float]:
    shape = np.asarray(income, dtype=np.float64)
    result = made_up_result(shape.shape[1], shape.shape[2], spending_real=shape, **fields)
    return [one.amount for one in certain_income(Findings(result), risk_aversion)]


@pytest.mark.parametrize("risk_aversion", [0.0, 0.5, 1.0, 2.0, 7.0])
def test_a_steady_income_is_its_own_equivalent(risk_aversion: float) -> None:
    assert amounts(np.full((2, 4, 3), 40_000.0), risk_aversion) == pytest.approx([40_000.0] * 2)


@pytest.mark.parametrize(
    ("risk_aversion", "expected"),
    [(0.0, 62_500.0), (1.0, 50_000.0), (2.0, 40_000.0), (3.0, 34_299.717028501764)],
)
def test_a_fair_coin_between_25_000_and_100_000(risk_aversion: float, expected: float) -> None:
    """Its arithmetic, geometric and harmonic mean; for 3 the root of the harmonic mean of squares."""
    income = np.stack([np.full((2, 3), 60_000.0), [[25_000.0] * 3, [100_000.0] * 3]])
    assert amounts(income, risk_aversion)[1] == pytest.approx(expected)


def test_years_after_the_last_death_do_not_count_and_part_years_count_in_part() -> None:
    """Half a year at 20,000 (a rate of 40,000), then 60,000; nothing after the second year: the log mean by weights."""
    income = np.stack([[[20_000.0, 60_000.0, 0.0]]] * 2)
    share = np.array([0.5, 1.0, 1.0])
    found = amounts(income, 1.0, year_share=share, end_year=2027.0)
    assert found[0] == pytest.approx(40_000.0 ** (1 / 3) * 60_000.0 ** (2 / 3))


def test_a_lived_year_without_income_is_worth_nothing_to_who_cannot_bear_it() -> None:
    income = np.stack([[[0.0, 60_000.0], [60_000.0, 60_000.0]]] * 2)
    assert amounts(income, 2.0) == [0.0, 0.0]
    assert amounts(income, 0.5)[0] == pytest.approx(60_000.0 * 0.75**2)


def test_future_dollars_change_nothing() -> None:
    findings = Findings(made_up_result(spending_real=40_000.0, spending=44_000.0, inflation=0.1))
    assert certain_income(findings.in_future_dollars()) == certain_income(findings)


@pytest.mark.parametrize("risk_aversion", [1.0, 2.0, 4.0])
def test_the_difference_and_its_error_are_those_of_new_samples(risk_aversion: float) -> None:
    """Lognormal incomes: the error of one sample of 400 paths against the spread of 300 samples."""
    random, differences, errors = np.random.default_rng(3), [], []
    for _ in range(300):
        base = 50_000.0 * np.exp(0.3 * random.standard_normal((400, 1)) + 0.1 * random.standard_normal((400, 4)))
        other = base * np.exp(0.01 + 0.05 * random.standard_normal((400, 1)))
        rows = certain_income(Findings(made_up_result(400, 4, spending_real=np.stack([base, other]))), risk_aversion)
        assert rows[1].difference.mean == pytest.approx(rows[1].amount - rows[0].amount)
        assert rows[0].difference.is_zero
        differences.append(rows[1].difference.mean)
        errors.append(rows[1].difference.standard_error)
    assert np.mean(errors) == pytest.approx(np.std(differences), rel=0.15)
    # of a lognormal income with log variance v, the equivalent is exp(m + (1 - g) v / 2)
    v, more = 0.3**2 + 0.1**2, 0.05**2
    truth = 50_000 * (np.exp(0.01 + (1 - risk_aversion) * (v + more) / 2) - np.exp((1 - risk_aversion) * v / 2))
    assert np.mean(differences) == pytest.approx(truth, abs=4 * np.std(differences) / np.sqrt(300) + 5)
