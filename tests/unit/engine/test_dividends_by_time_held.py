"""A dividend is qualified only on shares held more than 60 of the 121 days around it: lot by lot, by hand.

The fund pays 1% of its price on each month end, half of it qualified, in a market that stands still: what it pays is
invested again, so that all of it stays worth what it was and every month pays 1% of that.
"""

from datetime import date

import pytest

from sim.engine.run.run import simulate
from sim.scenario.models import Scenario
from sim.scenario.so_far import SoFar
from tests.oracles.path_twin.paid_before import PaidBefore
from tests.oracles.path_twin.records import Line, Lot, YearItems
from tests.unit.engine.small import certain_market, fund, lot, small_scenario


def bond(symbol: str, **changes: object) -> dict:
    figures = {"asset_class": "us_bond", "dividend_yield": 0.12, "qualified_share": 0.5}
    return fund(symbol, **{**figures, **changes})


def household(bought: str, n: float = 1.0, **changes: object) -> Scenario:
    """Return a single person of 66 in Texas with an old lot far above cost, and one far below it, worth as much."""
    return small_scenario(
        securities=(bond("AAA", replacement="BBB"), bond("BBB", replacement="AAA")),
        lots=(lot("AAA", 10_000 * n, "2015-03-02", 500_000 * n), lot("AAA", 10_000 * n, bought, 1_500_000 * n)),
        household={"people": [{"name": "One", "born": "1960-06-15"}], "state": "TX"},
        min_loss_usd=400_000 * n,
        market=certain_market(),
        **changes,
    )


def without_what_came_before(scenario: Scenario) -> Scenario:
    """Return the plan of somebody whose funds paid nothing in the year before its first day."""
    home = scenario.household.model_copy(update={"so_far": SoFar(ordinary_dividends=0.0, gains_long=0.0)})
    return scenario.model_copy(update={"household": home})


def taxes(scenario: Scenario) -> tuple[float, float]:
    """Return the first year's tax on ordinary income and on gains and qualified dividends."""
    yearly = simulate(scenario, threads=1).yearly
    return float(yearly["tax_ordinary"][0, 0, 0]), float(yearly["tax_gains"][0, 0, 0])


@pytest.mark.parametrize(
    ("bought", "ordinary", "gains"),
    [
        ("2025-12-20", 17_559.00, 17_250.00),
        ("2025-12-01", 17_559.00, 17_250.00),  # sold on the 60th day
        ("2025-11-30", 16_459.00, 18_000.00),  # on the 61st
    ],
)
def test_a_dividend_just_before_the_sale(bought: str, ordinary: float, gains: float) -> None:
    """240,000 of dividends, 3,000 of loss: 237,000 less 16,100 and 2,050 is 218,850. January's dividend on the lot
    below cost is 10,000; sold on January 30, 2026, its half is qualified only if the lot has been held for more than 60
    days: 115,000 at 15% above 103,850 (1,240 + 4,560 + 22% of 53,450), else 120,000 above 98,850.
    """
    assert taxes(household(bought, harvest="monthly")) == pytest.approx((ordinary, gains), abs=0.005)


def test_a_dividend_of_december_is_decided_by_a_sale_in_january() -> None:
    """December 31, 2026 pays 200,000. Half of the shares was bought on December 1 and is sold on January 29, after 59
    days: 50,000 are qualified. 200,000 - 18,150 = 181,850; the tax on 131,850 is 17,966 + 24% of 26,150, and 7,500.
    """
    of_one = {"start": "2026-12-10", "rollover": "2026-12-31", "harvest": "after_rollover"}
    found = taxes(without_what_came_before(household("2026-12-01", 10.0, **of_one, days_from_rollover=29)))
    assert found == pytest.approx((24_242.00, 7_500.00), abs=0.005)
    later = household("2026-12-01", 10.0, **of_one, days_from_rollover=31)  # February 1, the 62nd day
    held_on = taxes(without_what_came_before(later))
    assert held_on == pytest.approx((12_166.00 + 5_800.00 - 0.22 * 23_850, 15_000.00), abs=0.005)


def test_monthly_harvests_leave_no_qualified_dividend() -> None:
    """In a market that falls, 2026's month ends lie 28 to 31 days apart: what is sold every one or two of them has been
    held for 60 days at most, so that it is as if no dividend were qualified.
    """

    def stocks(qualified: float) -> Scenario:
        paid = {"dividend_yield": 0.04, "qualified_share": qualified}
        return small_scenario(
            securities=(fund("AAA", replacement="BBB", **paid), fund("BBB", replacement="AAA", **paid)),
            lots=(lot("AAA", 100_000, "2015-03-02", 20_000_000),),
            household={"state": "TX"},
            market=certain_market(-0.2),
            harvest="monthly",
            min_loss_share=0.0,
        )

    ordinary, gains = taxes(stocks(1.0))
    assert (ordinary, gains) == taxes(stocks(0.0))
    assert ordinary > 50_000
    assert gains == 0


def short_loss(loss: float, declares_daily: bool = False) -> tuple[float, float]:
    """Return the (long-term, other) loss of 100 shares that were paid 6 of long-term gains and 1 of exempt interest."""
    scenario = small_scenario(
        securities=(fund("AAA", exempt_share=0.5, declares_daily=declares_daily),),
        lots=(lot("AAA", 100, "2026-01-02", 1.0),),
    )
    line = Line(scenario.holdings.accounts[0], scenario.securities[0], None)
    held = Lot(line, 0, 100, 10_000, date(2026, 6, 30), date(2026, 6, 30), 1)
    line.lots.append(held)
    paid = PaidBefore("TX", {2026: YearItems(2026)})
    paid.distribute(line, 2.0, (0.0, 6.0), date(2026, 12, 31))
    return paid.loss(held, loss, date(2026, 12, 31))


def test_the_plain_twin_has_short_losses_of_funds_as_the_statute_does() -> None:
    """IRC 852(b)(4): six months or less; 100 of exempt interest comes off, then 600 are long-term, the rest short."""
    assert short_loss(1_000.0) == (600.0, 300.0)
    assert short_loss(500.0) == (400.0, 0.0)
    assert short_loss(80.0) == (0.0, 0.0)
    assert short_loss(1_000.0, declares_daily=True) == (600.0, 400.0)
