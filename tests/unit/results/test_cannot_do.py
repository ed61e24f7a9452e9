"""The claims that people read, with a household's own dollars: worked out by hand."""

from dataclasses import replace

import numpy as np
import pytest

from sim.results.cannot_do import Claim, Holds, claims
from sim.results.findings import Findings
from sim.results.summary import summary
from sim.scenario.models import Scenario
from tests.unit.engine.small import lot, small_scenario
from tests.unit.results.closed_forms import two_strategies
from tests.unit.results.synthetic import made_up_result

HELD = (lot("AAA", 100.0, "2020-01-02", 13_000.0), lot("AAA", 200.0, "2020-01-02", 30_000.0, "401k"))


def of(scenario: Scenario, word: str, **fields: object) -> Claim:
    """Return the claim with this word in its title, of a made-up run of the scenario."""
    made = made_up_result(n_paths=2, n_years=2, **fields)  # type: ignore[arg-type]
    found = claims(Findings(replace(made, scenario=two_strategies(scenario))))
    return next(claim for claim in found if word in claim.title)


def amounts(claim: Claim) -> list[float]:
    return [figure.amount for figure in claim.figures]


def test_losses_inside_the_plan_are_worth_exactly_nothing() -> None:
    """The plan's lots stand $10,000 below their cost; that is no loss."""
    found = of(small_scenario(lots=HELD), "Sell the losers")
    assert found.holds is Holds.NO
    assert amounts(found) == [20_000.0, 0.0, 0.0]


@pytest.mark.parametrize("method", ["direct_cash", "direct_in_kind"])
def test_a_direct_rollover_has_no_tax_to_lower(method: str) -> None:
    found = of(small_scenario(lots=HELD, rollover="2026-03-02", method=method), "lowers")
    assert found.holds is Holds.NO
    assert amounts(found) == [20_000.0, 0.0]
    assert "exactly $0" in found.words


def test_what_is_not_put_back_is_income() -> None:
    move = {"redeposit_date": "2026-04-15", "redeposited_share": 0.75}
    scenario = small_scenario(lots=HELD, rollover="2026-03-02", method="indirect_60_day", move=move)
    lowers = of(scenario, "lowers")
    assert lowers.holds is Holds.SOMETIMES
    assert amounts(lowers) == [20_000.0, pytest.approx(5_000.0)]


def test_cash_that_buys_the_same_fund_destroys_the_loss_and_a_transfer_does_not() -> None:
    within = of(small_scenario(lots=HELD, rollover="2026-03-02"), "30 days")
    assert within.holds is Holds.YES
    assert amounts(within) == [3_000.0, 3_000.0, 0.0]


def test_tax_saved_is_told_apart_from_wealth() -> None:
    wealth = np.array([[1e5, 2e5], [1.01e5, 2.02e5]])
    tax = np.array([[[4_000.0, 0.0]], [[0.0, 0.0]]])
    found = of(small_scenario(lots=HELD), "tax saved", after_tax_wealth=wealth, tax_state=tax)
    assert amounts(found) == [pytest.approx(4_000.0), pytest.approx(1_500.0)]
    assert found.figures[1].error == pytest.approx(2 * 500.0)  # deviations of 500 either way, over the root of two


def test_losses_lost_for_good_are_named_by_strategy() -> None:
    lost = np.array([[[0.0, 0.0]], [[500.0, 0.0]]])
    found = of(small_scenario(lots=HELD), "A loss", wash_permanent=lost)
    assert amounts(found) == [0.0, 500.0]
    assert "$500" in found.words


def test_the_summary_holds_them() -> None:
    made = made_up_result()
    content = summary(Findings(made))
    assert [claim["title"] for claim in content["claims"]] == [claim.title for claim in claims(Findings(made))]
    assert {claim["holds"] for claim in content["claims"]} <= {str(one) for one in Holds}
