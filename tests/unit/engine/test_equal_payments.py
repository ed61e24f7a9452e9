"""Substantially equal periodic payments: Notice 2022-6 by hand."""

from typing import Any

import pytest

from sim.engine.run.run import simulate
from sim.errors import InputError
from sim.scenario.models import Scenario
from tests.unit.engine.small import Document, certain_market, fund, lot, small_scenario

CENT = 0.01
MILLION = 1_000_000.0


def _scenario(
    kind: str = "traditional_ira", born: str = "1976-02-01", years: int = 1, rate: float = 0.0, **account: Any
) -> Scenario:
    accounts = (
        {"id": "ira", "type": kind, "reinvests_dividends": False, "series_from": "2026-01-15", **account},
        {"id": "roth", "type": "roth_ira", "reinvests_dividends": False},
    )
    home: Document = {"people": [{"name": "One", "born": born}], "state": "TX", "horizon_years": years}
    return small_scenario(
        "2026-01-01",
        securities=(fund("AAA"),),
        lots=(lot("AAA", 10_000, "2020-01-02", MILLION, "ira"),),
        accounts=accounts,
        household=home,
        market=certain_market(rate),
    ).with_paths(1)


def test_the_level_payment_is_that_of_a_loan_over_the_life_expectancy() -> None:
    """50: 36.2 years (Reg. 1.401(a)(9)-9(b)); $1m x 5% / (1 - 1.05^-36.2) = 60,312.23 (Notice 2022-6, 3.01(b))."""
    run = simulate(_scenario(series_rate=0.05))
    assert run.yearly["withdrawn_pretax"][0, 0, 0] == pytest.approx(60_312.23, abs=CENT)


def test_no_10_percent_is_asked_of_it() -> None:
    """60,312.23 - 16,100 = 44,212.23: 1,240 + 12% x 31,812.23 = 5,057.47, and nothing on top."""
    run = simulate(_scenario(series_rate=0.05))
    assert run.terminal["open_tax"][0, 0] == pytest.approx(5_057.47, abs=CENT)


def test_the_life_expectancy_method_divides_each_year_anew() -> None:
    """1,000,000 / 36.2 = 27,624.31; then (1,000,000 - 27,624.31) / 35.3 = 27,546.05 (3.01(a))."""
    run = simulate(_scenario(years=2, series_method="life_expectancy"))
    first = MILLION / 36.2
    assert run.yearly["withdrawn_pretax"][0, 0] == pytest.approx([first, (MILLION - first) / 35.3], abs=CENT)


def test_it_runs_to_59_and_a_half_or_for_five_years_and_nothing_else_leaves_meanwhile() -> None:
    """Born February 1976: 59 1/2 on August 1, 2035, so that 115 months are paid from January 2026 on.

    58 at the start: 59 1/2 in 2027, but five years to the end of January 2031: 60 months. Spending is not met.
    """
    run = simulate(_scenario(years=11, series_rate=0.0))
    monthly = MILLION / 36.2 / 12
    assert run.yearly["withdrawn_pretax"][0, 0, :10].sum() == pytest.approx(115 * monthly, abs=CENT)
    older = _scenario(born="1968-02-01", years=7, series_rate=0.0)
    home = older.household.model_copy(update={"spending": 100_000.0})
    run = simulate(older.model_copy(update={"household": home}))
    paid = run.yearly["withdrawn_pretax"][0, 0]
    assert paid[:5] == pytest.approx([MILLION / 28.9] * 5, abs=CENT)  # 58: 28.9
    assert run.yearly["spending"][0, 0, 0] < 100_000
    assert paid[5] > 100_000  # free again from February 2031 on


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"series_rate": 0.051}, "series_rate"),
        ({"born": "1960-02-01"}, "series_from"),
        ({"series_from": "2025-12-01"}, "series_from"),
        ({"kind": "roth_ira"}, "series_from"),
        ({"kind": "401k", "plan_kind": "457b"}, "series_from"),
        ({"kind": "401k", "roth_amount": 10.0}, "series_from"),
    ],
)
def test_what_is_no_series_is_refused_where_it_is_typed(changes: Document, field: str) -> None:
    with pytest.raises(InputError) as error:
        _scenario(**changes)
    assert {problem.place.rpartition(".")[2] for problem in error.value.problems} == {field}


def test_a_rollover_while_payments_run_is_refused() -> None:
    accounts = [
        {"id": "401k", "type": "401k"},
        {"id": "traditional_ira", "type": "traditional_ira", "series_from": "2026-02-01"},
    ]
    with pytest.raises(InputError, match="changes them"):
        small_scenario(
            rollover="2026-03-02",
            accounts=tuple(accounts),
            household={"people": [{"name": "One", "born": "1976-02-01"}]},
            move={"to_roth_account": None},
        )
