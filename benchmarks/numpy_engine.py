"""The path engine against a vectorised numpy version of one simplified job: ``python -m benchmarks.numpy_engine``.

The job that both do: one person of 70 in Texas, one taxable account, six funds of six asset classes with 20 lots each,
all bought long ago and far below today's price. Every month the household sells for its spending (in April also for
last year's federal tax) so that the target weights are kept, the dearest lots first. No distributions, no purchases,
no harvest, level inflation. Both draw their own shocks. First both run the same 200 paths and must agree to a cent in
every year's balance and tax; then each is timed, processor time of one core, in one run.
"""

import argparse
import time
from collections.abc import Callable

import numpy as np

from sim.engine.chunk import new_output, new_work, run_chunk
from sim.engine.lowering import Lowered, lower
from sim.engine.run import run_lowered
from sim.law.federal_law import federal_years, load_federal_law
from sim.law.federal_records import FederalLaw
from sim.law.projection import project_federal_law
from sim.market.assumptions import CLASSES, correlation_matrix, means_and_volatilities
from sim.market.lognormal import log_volatility
from sim.scenario.enums import AssetClass
from sim.scenario.load import scenario_from
from sim.scenario.models import Scenario
from sim.tax.records import ReturnInput
from tests.oracles.federal_numpy import federal_tax_due
from tests.oracles.market_path import market_path

FUNDS = ("us_stock", "us_small", "international", "us_bond", "tips", "reit")
N_LOTS = 20
BORN, APRIL, DECEMBER = 1955, 4, 12
PRICE, SHARES, SPENDING, INFLATION = 100.0, 150.0, 60_000.0, 0.025
AGE = ReturnInput._fields.index("age1")
LONG_TERM = ReturnInput._fields.index("ltcg")


def simplified_scenario(n_paths: int, n_years: int) -> Scenario:
    """Return the job as a scenario."""
    lots = [
        {"account": "b", "symbol": fund.upper(), "quantity": SHARES, "acquired": f"{2000 + k}-03-01"}
        | {"cost_basis": SHARES * PRICE * unit_basis(f, k)}
        for f, fund in enumerate(FUNDS)
        for k in range(N_LOTS)
    ]
    household = {"people": [{"name": "A", "born": f"{BORN}-06-01"}], "filing_status": "single", "state": "TX"}
    return scenario_from(
        {
            "start": "2025-12-31",
            "household": household | {"spending": SPENDING, "horizon_years": n_years},
            "securities": [{"symbol": fund.upper(), "asset_class": fund, "price": PRICE} for fund in FUNDS],
            "holdings": {"accounts": [{"id": "b", "name": "B", "type": "taxable"}], "lots": lots},
            "strategies": [{"name": "none", "harvest": "none"}],
            "market": {"inflation": INFLATION, "inflation_volatility": 0.0},
            "simulation": {"n_paths": n_paths, "seed": 3},
        }
    )


def unit_basis(fund: int, lot: int) -> float:
    """Return a lot's basis as a share of today's price: all different, none above 12 %, so that no sale is a loss."""
    return 0.02 + 0.1 * ((7 * fund + 11 * lot) % (N_LOTS * 6)) / (N_LOTS * 6)


def laws_by_year(first_year: int, year_end_level: np.ndarray) -> list[FederalLaw]:
    """Return each year's federal law; past the last published year it is projected by the level of prices."""
    last = federal_years()[-1]
    base = load_federal_law(last, simplified_scenario(1, 1).household.filing_status)
    found = []
    for y in range(len(year_end_level)):
        year = first_year + y
        index = year_end_level[y - 1] / (year_end_level[last - first_year - 1] if last > first_year else 1.0)
        found.append(project_federal_law(base, index, year) if year > last else base)
    return found


def draw(lowered: Lowered, n_paths: int, rng: np.random.Generator) -> np.ndarray:
    """Return gross growth, (n_steps, n_paths, n_funds), from numpy's fastest generator."""
    classes = [CLASSES.index(AssetClass(fund)) for fund in FUNDS]
    means, volatilities = (table[classes] for table in means_and_volatilities(simplified_scenario(1, 1).market))
    sigma = np.array([log_volatility(m, v) for m, v in zip(means, volatilities, strict=True)])
    loadings = sigma[:, None] * np.linalg.cholesky(correlation_matrix()[np.ix_(classes, classes)])
    dt = lowered.calendar.dt[:, None, None]
    shocks = rng.standard_normal((len(dt), n_paths, len(FUNDS)))
    return np.exp((np.log1p(means) - sigma**2 / 2) * dt + np.sqrt(dt) * (shocks @ loadings.T))


class Household:
    """All paths' lots at once: units (n_paths, n_funds, n_lots), the dearest first; basis a unit (n_funds, n_lots)."""

    def __init__(self, n_paths: int) -> None:
        rows = [sorted((unit_basis(f, k) for k in range(N_LOTS)), reverse=True) for f in range(len(FUNDS))]
        self.basis = PRICE * np.array(rows)
        self.units = np.full((n_paths, len(FUNDS), N_LOTS), SHARES)
        self.price = np.full((n_paths, len(FUNDS)), PRICE)

    def value(self) -> np.ndarray:
        """Return each fund's value, (n_paths, n_funds)."""
        return self.units.sum(axis=2) * self.price

    def sell(self, amount: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Sell towards equal weights, the dearest lots first; return what was raised and the gain, each (n_paths,)."""
        value = self.value()
        total = value.sum(axis=1)
        raised = np.minimum(amount, total)
        excess = np.maximum(value - ((total - raised) / len(FUNDS))[:, None], 0.0)
        part = raised[:, None] * excess / np.maximum(excess.sum(axis=1), 1e-300)[:, None]
        before = np.cumsum(self.units, axis=2) - self.units
        sold = np.clip((part / self.price)[:, :, None] - before, 0.0, self.units)
        self.units -= sold
        return raised, (sold * (self.price[:, :, None] - self.basis)).sum(axis=(1, 2))


def numpy_run(lowered: Lowered, growth: np.ndarray, level: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return year-end balances and taxes paid, each (n_years, n_paths), of all paths at once.

    Parameters
    ----------
    growth : (n_steps, n_paths, n_funds)
    level : (n_steps,) price level, the same on every path
    """
    calendar, n_paths = lowered.calendar, growth.shape[1]
    home, n_years = Household(n_paths), len(calendar.years)
    balances, paid, gains = np.zeros((3, n_years, n_paths))
    year_ends = np.array([level[calendar.year_index == y][-1] for y in range(n_years)])
    laws = laws_by_year(int(calendar.years[0]), year_ends)
    table = np.zeros((n_paths, len(ReturnInput._fields)))
    for step, day in enumerate(calendar.dates):
        y, due = int(calendar.year_index[step]), np.zeros(n_paths)
        home.price *= growth[step]
        if day.month == APRIL and y > 0:
            table[:, AGE], table[:, LONG_TERM] = day.year - 1 - BORN, gains[y - 1]
            due = federal_tax_due(laws[y - 1], table)
        raised, gain = home.sell(SPENDING / 12 * level[step] + due)
        paid[y] += np.minimum(due, raised)
        gains[y] += gain
        if day.month == DECEMBER:
            balances[y] = home.value().sum(axis=1)
    return balances, paid


def compare(n_paths: int, n_years: int) -> float:
    """Return the largest difference [USD] between both in any year's balance or tax, on the engine's own shocks."""
    scenario = simplified_scenario(n_paths, n_years)
    lowered, result = lower(scenario), run_lowered(scenario, lower(scenario))
    paths = [market_path(scenario.market, 3, lowered.calendar, path) for path in range(n_paths)]
    classes = [CLASSES.index(AssetClass(fund)) for fund in FUNDS]
    balances, paid = numpy_run(lowered, np.stack([growth[:, classes] for growth, _ in paths], axis=1), paths[0][1])
    misses = [balances.T - result.yearly["balance_taxable"][0], paid.T - result.yearly["tax_paid"][0]]
    return float(np.abs(misses).max())


def seconds(work: Callable[[], object], passes: int = 5) -> float:
    """Return the least processor time of this thread [s]; the first pass, not counted, compiles."""
    work()
    times = []
    for _ in range(passes):
        start = time.thread_time()
        work()
        times.append(time.thread_time() - start)
    return min(times)


def main() -> None:
    """Compare, then time both."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--paths", type=int, default=1_000)
    parser.add_argument("--years", type=int, default=30)
    arguments = parser.parse_args()
    n_paths, n_years = arguments.paths, arguments.years
    print(f"largest difference in any of {n_years} years on 200 paths: {compare(200, n_years):.1e} USD")
    lowered = lower(simplified_scenario(n_paths, n_years))
    level = market_path(simplified_scenario(1, 1).market, 3, lowered.calendar, 0)[1]
    output, laws = new_output(1, n_paths, n_years), lowered.new_laws()

    def by_kernels() -> None:
        work = new_work(lowered.job, len(CLASSES))
        run_chunk(lowered.job, laws, lowered.market, work, output, 0, n_paths)

    rng = np.random.Generator(np.random.SFC64(1))
    engine = seconds(by_kernels)
    in_numpy = seconds(lambda: numpy_run(lowered, draw(lowered, n_paths, rng), level), passes=2)
    drawing = seconds(lambda: draw(lowered, n_paths, rng), passes=2)
    a_year = 1e6 / n_paths / n_years
    print(f"us a path-year: engine {engine * a_year:.2f}; numpy {in_numpy * a_year:.2f} (draws {drawing * a_year:.2f})")
    print(f"the engine is {in_numpy / engine:.1f} times as fast")


if __name__ == "__main__":
    main()
