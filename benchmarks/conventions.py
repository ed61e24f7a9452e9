"""What conventions do to an answer: the sample couple's monthly harvest less none, with one of them changed at a time.

Run it from the project's folder: ``python -m benchmarks.conventions [PATHS]``; by default 2,000 paths, a minute or two
on two cores. Prints a line a change, each figure with two standard errors.
"""

import sys
from datetime import date
from functools import partial
from typing import Any

from sim.api import Findings, Scenario, sample_scenario, simulate
from sim.results.harvest_alpha import harvest_alpha
from sim.results.paired import MEASURE, STANDARD_ERRORS, PairedDifference, versus
from sim.scenario.household import Wages
from sim.scenario.lives import Lives, LivesKind
from sim.studies.changes.what_moves_market import changed_market

WEALTH, HEIRS, DRAG = "after_tax_wealth_real", "heirs_wealth_real", "tax_drag_bp"
ENDINGS = ("wealth_before_liquidation_real", "wealth_cashed_at_once_real", WEALTH, HEIRS)
TO_THE_HORIZON, OUTSIDE_GAINS, LAST_WAGES = Lives(kind=LivesKind.HORIZON), 50_000.0, date(2080, 12, 31)
WORK_YEARS, WAGES = 8, (60_000.0, 300_000.0, 600_000.0)


def couple(n_paths: int) -> Scenario:
    """Return the sample couple with no harvest and its monthly one."""
    sample = sample_scenario("californian-couple").with_paths(n_paths)
    return sample.model_copy(update={"strategies": (sample.strategies[0], sample.strategies[4])})


def with_home(scenario: Scenario, **changes: Any) -> Scenario:
    return scenario.model_copy(update={"household": scenario.household.model_copy(update=changes)})


def cashed_over(scenario: Scenario, years: int) -> Scenario:
    return scenario.model_copy(update={"terminal": scenario.terminal.model_copy(update={"cash_out_years": years})})


def costing(scenario: Scenario, fund_bp: float, stock_bp: float) -> Scenario:
    costs = {"fund_trading_cost_bp": fund_bp, "stock_trading_cost_bp": stock_bp}
    return scenario.model_copy(
        update={"strategies": tuple(one.model_copy(update=costs) for one in scenario.strategies)}
    )


def at_work(scenario: Scenario, wages: float, kept: float) -> Scenario:
    """Return the couple at work in Texas for some years, spending what is kept of the wages beside the rest."""
    first, second = scenario.household.people
    person = first.model_copy(update={"wages": Wages(annual=wages, until=LAST_WAGES, pays_payroll_tax=False)})
    spending = scenario.household.spending + kept
    changes = {"people": (person, second), "state": "TX", "spending": spending, "horizon_years": WORK_YEARS}
    return with_home(scenario, lives=TO_THE_HORIZON, **changes)


def wage_tax(scenario: Scenario) -> float:
    """Return what a year's income without the portfolio is taxed [real USD/yr], mean over years and paths."""
    result = simulate(scenario)
    total = result.sums("tax_without_portfolio", is_real=True)[0].mean()
    return float(total / result.year_share.sum())


def spent_wages(n_paths: int, wages: float) -> Scenario:
    """Return the couple that spends all it keeps of its wages."""
    base = couple(n_paths)
    extra = wage_tax(at_work(base, wages, 0.6 * wages)) - wage_tax(at_work(base, 0.0, 0.0))
    return at_work(base, wages, wages - extra)


def worded(row: PairedDifference, digits: int = 0) -> str:
    return f"{row.mean:+,.{digits}f} ± {STANDARD_ERRORS * row.standard_error:,.{digits}f}"


def line(name: str, scenario: Scenario, fields: tuple[str, ...] = (WEALTH, HEIRS)) -> None:
    findings = Findings(simulate(scenario))
    cells = (f"{field}: {worded(versus(findings, MEASURE[field])[1], 2 * (field == DRAG))}" for field in fields)
    print(f"{name}: {'; '.join(cells)}", flush=True)


def wages_line(name: str, scenario: Scenario) -> None:
    findings = Findings(simulate(scenario))
    alpha = (harvest_alpha(findings, MEASURE[field])[1] for field in (WEALTH, HEIRS))
    drag = worded(versus(findings, MEASURE[DRAG])[1], 2)
    print(f"{name}: drag {drag}; adds by wealth, heirs {', '.join(worded(row, 2) for row in alpha)}", flush=True)


def main(n_paths: int) -> None:
    base = couple(n_paths)
    to_horizon = with_home(base, lives=TO_THE_HORIZON)
    rich = partial(with_home, outside_gain_long=OUTSIDE_GAINS)
    line("As it is, by ending", base, ENDINGS)
    for name, plan in (("random lives", base), ("to the horizon", to_horizon)):
        for years in (1, 5, 10):
            line(f"M1 {name}, cashed over {years}", cashed_over(plan, years))
            line(f"M1 {name}, $50,000 of outside gains, cashed over {years}", cashed_over(rich(plan), years))
    line("M2 to the horizon", to_horizon)
    for wages in WAGES:
        wages_line(f"M3 wages of ${wages:,.0f}, spent", spent_wages(n_paths, wages))
    for points in (-2, 2):
        line(f"M6 returns {points:+d} points", changed_market(base, 1.0, points / 100))
    for years in (10, 38):
        line(f"M6 horizon of {years} years", with_home(base, horizon_years=years))
        line(f"M6 to a horizon of {years} years", with_home(to_horizon, horizon_years=years))
    whole = sample_scenario("californian-couple").with_paths(n_paths)
    of_five = Findings(simulate(whole)).after_tax_wealth[4]
    is_same = of_five.tobytes() == Findings(simulate(base)).after_tax_wealth[1].tobytes()
    print(f"M7 five strategies or two, the same bytes: {is_same}", flush=True)
    for fund, stock in ((0.0, 0.0), (2.0, 5.0), (5.0, 5.0)):
        line(f"M8 trades cost {fund:g} bp for funds, {stock:g} for stocks", costing(base, fund, stock))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2_000)
