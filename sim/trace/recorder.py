"""One path under one strategy, written down in full: the engine's kernels run once more, with somebody looking on."""

from typing import Any

import numpy as np

from sim.engine.kernels.path import run_path
from sim.engine.lowering.lower import Lowered, lower
from sim.engine.records.fields import TERMINAL_FIELDS, YEARLY_FIELDS, Quote, Terminal, Yearly
from sim.engine.records.job import Output, Work, new_output, new_work
from sim.engine.run.side_by_side import chunk_runner
from sim.market.assumptions import CLASSES
from sim.scenario.models import Scenario
from sim.trace.interpreted import both, interpreted
from sim.trace.path_record import PathRecord
from sim.trace.watch_flows import FlowWatch, Moment
from sim.trace.watch_trades import TradeWatch


def record_path(scenario: Scenario, strategy: int, path: int) -> PathRecord:
    """Return what happens on one path under one strategy, in every detail.

    The compiled kernels draw the path's market and deaths and run it; then the same kernels run as Python and are
    watched. That takes a second or two for a plan of thirty years.

    Parameters
    ----------
    scenario : Scenario
        The plan; its seed decides what path k is.
    strategy : int
        By position, from 0.
    path : int
        From 0; it may lie beyond the plan's number of paths.

    Returns
    -------
    PathRecord
        Cash flows, trades, wash matches, returns and lots, nominal USD, and whether all of it equals the run's to the
        last bit.

    Raises
    ------
    IndexError
        There is no such strategy or path.

    See Also
    --------
    simulate : All paths, by year.

    Examples
    --------
    >>> from sim.api import record_path, sample_scenario
    >>> plan = sample_scenario("no-taxable-account")
    >>> two_years = plan.model_copy(update={"household": plan.household.model_copy(update={"horizon_years": 2})})
    >>> record_path(two_years, strategy=0, path=0).is_the_engines
    True
    """
    if not 0 <= strategy < len(scenario.strategies) or path < 0:
        raise IndexError(f"no strategy {strategy} or path {path}")
    lowered = lower(scenario)
    laws = lowered.new_laws()
    work, output = _run_compiled(lowered, laws, strategy, path)
    record = _empty_record(scenario, strategy, path, lowered, work, output)
    _run_watched(lowered, laws, work, output, record)
    return record


def _run_compiled(lowered: Lowered, laws: tuple[Any, ...], strategy: int, path: int) -> tuple[Work, Output]:
    """Return the path's market, deaths and figures; only the path's own rows of the output are made."""
    job = lowered.job._replace(
        policies=lowered.job.policies[strategy : strategy + 1], actions=lowered.job.actions[strategy : strategy + 1]
    )
    n_years = len(lowered.calendar.years)
    output = new_output(1, 1, n_years, first=path)
    work = new_work(job, len(CLASSES))
    arguments = job, laws, lowered.market, work, output
    chunk_runner(*arguments)(*arguments, path, path + 1)
    return work, output


def _empty_record(
    scenario: Scenario, strategy: int, path: int, lowered: Lowered, work: Work, output: Output
) -> PathRecord:
    household, holdings, years = lowered.job.household[0], lowered.holdings, lowered.calendar.years
    lines = []
    for account, security in holdings.lines:
        lines.append((account.name, (security.symbol, security.replacement or security.symbol)))
    of_year, swaps = lowered.calendar.year_index, work.market[:, Quote.SWAP, : len(lines)].copy()
    swaps[swaps == 0.0] = 1.0  # lines whose replacement has no course of its own
    growth = np.array([work.growth[:, of_year == year].prod(axis=1) for year in range(len(years))])
    own = output.yearly[0, 0], output.terminal[:, 0, 0]
    return PathRecord(
        scenario=scenario,
        strategy=strategy,
        path=path,
        years=years,
        price_level=output.price_level[0],
        growth=growth,
        line_names=tuple(lines),
        line_ratios=household["line_ratio"][: len(lines)].copy(),
        swap_days=lowered.job.steps["day"].copy(),
        swaps=swaps,
        account_names=tuple(account.name for account in holdings.accounts),
        security_names=tuple(security.symbol or "Cash" for security in holdings.securities),
        group_names=holdings.groups,
        start_cash=float(household["reserve"]),
        start_accounts=tuple(
            (household["account_start_units"][: len(holdings.accounts)] @ household["start_price"]).tolist()
        ),
        compiled_yearly={name: own[0][Yearly[name.upper()]].copy() for name in YEARLY_FIELDS},
        compiled_terminal={name: float(own[1][Terminal[name.upper()]]) for name in TERMINAL_FIELDS},
    )


def _run_watched(lowered: Lowered, laws: tuple[Any, ...], work: Work, output: Output, record: PathRecord) -> None:
    job, state, ends = lowered.job, work.state[0], output.price_level[0]
    moment = Moment(job.household[0], state)
    run = interpreted(run_path, both(TradeWatch(record, moment).wrappers(), FlowWatch(record, moment).wrappers()))
    with np.errstate(all="ignore"):  # as the compiled kernels: 1 / 0 is infinite
        run(
            job.household[0], job.policies[record.strategy], job.actions[record.strategy], laws, job.steps, work.market,
            work.levels, ends, state,
        )  # fmt: skip
    n_years = len(record.years)
    tally = state["positions"]["tally"]
    record.yearly = {name: tally["yearly"][:n_years, Yearly[name.upper()]].copy() for name in YEARLY_FIELDS}
    record.terminal = {name: float(tally["terminal"][Terminal[name.upper()]]) for name in TERMINAL_FIELDS}
