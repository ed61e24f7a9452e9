"""A chunk of paths: every strategy on the same market, path by path."""

import math
from collections.abc import Callable

import numpy as np

from sim.compile.decorators import inner_kernel, kernel
from sim.engine.kernels.bond_income import pay_yields
from sim.engine.kernels.lives.lives import draw_deaths
from sim.engine.kernels.own_risk import add_own_risk
from sim.engine.kernels.path import run_path
from sim.engine.kernels.prices import fill_market
from sim.engine.kernels.sheltered.hsa import fill_hsa_earnings
from sim.engine.kernels.swaps import fill_swaps
from sim.engine.kernels.taxes.itemizing import fill_lists
from sim.engine.kernels.taxes.laws_on_path import fill_laws
from sim.engine.records.job import GRAIN, Job, Output, Work
from sim.engine.records.types import LawsOfRun, Tally
from sim.market.processes import fill_path
from sim.market.tables import MarketTables

TO_ROUND = 1.5 * 2.0**52 * GRAIN
"""Added and taken off again, it rounds a figure below 3e10."""


@inner_kernel
def _write(tally: Tally, output: Output, strategy: int, row: int) -> None:
    """Write what is kept of a path under a strategy, and what is summed. Modifies `output`."""
    for k in range(output.kept.shape[0]):
        field = output.kept[k]
        for year in range(output.yearly.shape[3]):
            output.yearly[strategy, row, k, year] = tally["yearly"][year, field]
    for field in range(output.terminal.shape[0]):
        output.terminal[field, strategy, row] = tally["terminal"][field]
    if output.sums.shape[1] > 0:
        _sum_up(tally, output, strategy, row)


@inner_kernel
def _sum_up(tally: Tally, output: Output, strategy: int, row: int) -> None:
    """Add up a path's figures: in numpy, chunk by chunk, that took a fifth of the time of a path. Modifies `output`."""
    sums, means, begun = output.sums[strategy, row], output.means[strategy], 1.0
    for year in range(output.yearly.shape[3]):
        ended = output.price_level[row, year]
        worths, begun = (1.0 / math.sqrt(begun * ended), 1.0 / ended), ended
        _add_year(tally["yearly"][year], output.is_balance, worths, 0.0, sums[0], sums[1])
        _add_year(tally["yearly"][year], output.is_balance, worths, TO_ROUND, means[0, year], means[1, year])


@inner_kernel
def _add_year(
    yearly: np.ndarray,
    is_balance: np.ndarray,
    worths: tuple[float, float],
    to_round: float,
    nominal: np.ndarray,
    real: np.ndarray,
) -> None:
    """Add a year's fields to their sums (n_fields,). Modifies `nominal` and `real`.

    worths : of a dollar of the year's middle and of its end
    to_round : 0, or `TO_ROUND` for sums over paths: rounded, they are exact in a chunk, whatever their order
    """
    for field in range(nominal.shape[0]):
        worth = yearly[field] * (worths[1] if is_balance[field] == 1 else worths[0])
        nominal[field] += (yearly[field] + to_round) - to_round
        real[field] += (worth + to_round) - to_round


@kernel
def draw_path(job: Job, laws: LawsOfRun, model: MarketTables, work: Work, output: Output, path: int) -> None:
    """Fill the work space with the market, deaths and laws of a path, and its row of the output's price level.

    Modifies `laws`, `work` and `output`.
    """
    household, state = job.household[0], work.state[0]
    fill_path(model, job.days, job.dt, path, work.growth, work.price_level, work.income, work.market_scratch)
    ends = output.price_level[path - output.first]
    work_space = (work.market, work.levels, ends, work.class_level)
    fill_market(household, job.steps, job.prices, work.growth, work.price_level, job.cash_class, work_space)
    if household["n_following"] > 0:
        pay_yields(household, job.steps, job.dt, work.income, work.market)
    if household["n_own_draws"] > 0:
        add_own_risk(household, job.steps, job.days, job.dt, path, model.base.spread, work.market, work.own_scratch)
    if household["n_tracking"] > 0:
        fill_swaps(household, job.steps, job.days, job.dt, path, model.base.spread, work.market, work.own_scratch)
    if household["taxes_hsas"] == 1:
        fill_hsa_earnings(household, job.steps, work.market, work.levels)
    draw_deaths(household, model.base.spread, state["lives"], path)
    state["taxes"]["n_known"] = 0
    fill_laws(laws[0][0], household, ends)
    if household["has_deaths"] == 1:
        fill_laws(laws[0][1], household, ends)
    if laws[0][0]["itemizes"] == 1:
        fill_lists(laws[0][0], household, ends)
        fill_lists(laws[0][1], household, ends)


@kernel
def run_paths(
    draw: Callable[..., None],
    job: Job,
    laws: LawsOfRun,
    model: MarketTables,
    work: Work,
    output: Output,
    first: int,
    last: int,
) -> None:
    """Fill the output's rows of paths `first` to `last` - 1, until told to stop.

    draw : `draw_path`; laws : see `run_path`. Modifies `work` and `output`.
    """
    household, state = job.household[0], work.state[0]
    for path in range(first, last):
        if output.stop[0] != 0:
            return
        draw(job, laws, model, work, output, path)
        row = path - output.first
        ends = output.price_level[row]
        for strategy in range(job.policies.shape[0]):
            run_path(
                household,
                job.policies[strategy],
                job.actions[strategy],
                laws,
                job.steps,
                work.market,
                work.levels,
                ends,
                state,
            )
            _write(state["positions"]["tally"], output, strategy, row)
