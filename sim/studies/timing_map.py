"""Harvest date against the rollover's reinvestment date: what a harvest is worth, and where its loss is lost."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from sim.engine.lowering.lower import lower
from sim.engine.run.run import run_lowered
from sim.market.exchange_days import trading_days
from sim.results.findings import Findings
from sim.results.paired import MEASURE, PairedDifference, differences, paired_difference
from sim.scenario.enums import HarvestTiming, RolloverMethod
from sim.scenario.models import Scenario
from sim.scenario.rollover import Rollover
from sim.scenario.strategies import Strategy
from sim.statute import wash_sale_window
from sim.studies.changes.timing_dates import only_on
from sim.studies.progress import Progress, Stop, part_of
from sim.studies.racing import critical_value

N_DAYS, DAYS_APART, HALF_WIDTH = 25, 10, 120
MAP_PATHS = 500
NOBODY = "No harvesting"
StandIns = tuple[date, date | None, date | None]


@dataclass(frozen=True)
class Cell:
    """A pair of dates simulated in full: paired value, losses taken and lost for good, means over paths [real USD]."""

    value: PairedDifference
    harvested: float
    lost: float


@dataclass(frozen=True)
class Row:
    """One harvest date with the cells that stand for its row.

    washed : the rollover buys within 30 days. before, after : it buys more than 30 days before or after the harvest,
        None where no date of the map does
    """

    day: date
    washed: Cell
    before: Cell | None
    after: Cell | None

    def cell(self, bought: date) -> Cell:
        """Return the cell that stands for a reinvestment date."""
        outside = self.before if bought < self.day else self.after
        return self.washed if outside is None or is_in_window(self.day, bought) else outside


@dataclass(frozen=True)
class TimingMap:
    """rows : one a harvest date. days : the reinvestment dates, the same ones. `rollover` : position in the plan.

    full : (harvest, reinvestment) every cell by itself; empty where the cells of a row share its two or three
    best_alone : the best safe cell by itself, where others share their row's
    """

    rollover: int
    objective: str
    days: tuple[date, ...]
    rows: tuple[Row, ...]
    today: date
    n_paths: int
    full: tuple[tuple[Cell, ...], ...] = ()
    best_alone: Cell | None = None

    def is_washed(self, harvest: int, reinvestment: int) -> bool:
        """Return whether a purchase on the reinvestment date meets a loss of the harvest date: 30 days either way."""
        return is_in_window(self.rows[harvest].day, self.days[reinvestment])

    def cell(self, harvest: int, reinvestment: int) -> Cell:
        """Return a pair of dates: simulated by itself, or the one of its row that stands for it."""
        if self.best_alone is not None and (harvest, reinvestment) == self.best_safe:
            return self.best_alone
        return self._shared(harvest, reinvestment)

    def _shared(self, harvest: int, reinvestment: int) -> Cell:
        return self.full[harvest][reinvestment] if self.full else self.rows[harvest].cell(self.days[reinvestment])

    @cached_property
    def best_safe(self) -> tuple[int, int]:
        """The safe cell of the highest value, (harvest, reinvestment); of equal ones the nearest to today's plan."""
        cells = [(h, r) for h in range(len(self.rows)) for r in range(len(self.days)) if not self.is_washed(h, r)]
        return max(cells, key=lambda c: (self._shared(*c).value.mean, -abs((self.days[c[1]] - self.today).days)))

    @property
    def n_simulated(self) -> int:
        """How many values the best cell is the highest of."""
        if self.full:
            return sum(len(row) for row in self.full)
        return sum(cell is not None for row in self.rows for cell in (row.washed, row.before, row.after))

    @property
    def best_interval(self) -> tuple[float, float]:
        """An interval for the best safe cell that holds, at 95%, for all cells at once [real USD].

        The highest of many values was lucky too. Bonferroni's inequality, two-sided, whatever their dependence.
        """
        best = self.cell(*self.best_safe).value
        reach = critical_value(2 * self.n_simulated) * best.standard_error
        return best.mean - reach, best.mean + reach

    def as_json(self) -> dict[str, Any]:
        """Return the map as plain numbers: days, and (harvest, reinvestment) means, errors, losses and the band."""
        n = range(len(self.days))
        grid = [[self.cell(h, r) for r in n] for h in n]
        return {
            "objective": self.objective,
            "n_paths": self.n_paths,
            "is_every_cell_simulated": bool(self.full),
            "reinvestment_days": [day.isoformat() for day in self.days],
            "harvest_days": [row.day.isoformat() for row in self.rows],
            "mean_real": [[cell.value.mean for cell in row] for row in grid],
            "standard_error_real": [[cell.value.standard_error for cell in row] for row in grid],
            "is_in_61_day_band": [[self.is_washed(h, r) for r in n] for h in n],
            "harvested_real": [[cell.harvested for cell in row] for row in grid],
            "lost_for_good_real": [[cell.lost for cell in row] for row in grid],
            "best_safe": list(self.best_safe),
            "n_simulated": self.n_simulated,
            "best_safe_interval_real": list(self.best_interval),
        }


def is_in_window(harvest: date, purchase: date) -> bool:
    """Return whether a purchase lies in the 61 days around a loss sale (IRC 1091(a))."""
    return abs(harvest - purchase) <= wash_sale_window(harvest)


def moving_rollover(scenario: Scenario) -> int | None:
    """Return the direct rollover that the map moves: the first one in cash, else the first; None without one.

    A 60-day rollover has two dates of its own and is not moved.
    """
    still = (RolloverMethod.STAY_IN_PLAN, RolloverMethod.INDIRECT, RolloverMethod.LOAN_OFFSET)
    moves = [k for k, r in enumerate(scenario.rollovers) if r.method not in still]
    in_cash = [k for k in moves if scenario.rollovers[k].is_in_cash]
    return next(iter([*in_cash, *moves]), None)


def map_days(scenario: Scenario, rollover: Rollover) -> tuple[date, ...]:
    """Return the map's dates: every ten days from -120 to +120 around the plan's own, never before the plan starts."""
    first = max(rollover.purchase_date - timedelta(HALF_WIDTH), scenario.start + timedelta(1))
    wanted = [first + timedelta(DAYS_APART * n) for n in range(N_DAYS)]
    open_days = trading_days(wanted[0], wanted[-1] + timedelta(10))
    return tuple(next(day for day in open_days if day >= want) for want in wanted)


def timing_map(
    scenario: Scenario,
    objective: str = "after_tax_wealth_real",
    n_paths: int = MAP_PATHS,
    on_progress: Progress | None = None,
    should_cancel: Stop | None = None,
    is_full: bool = False,
) -> TimingMap:
    """Return the map of harvest date against reinvestment date of a plan that has a rollover.

    Every harvest date is simulated against no harvest on the same paths, with the rollover on the same day in both: on
    each of the map's dates where `is_full`, else on one within 30 days, one earlier and one later.

    Simplification: without `is_full`, the cells of a harvest date inside the 61 days share one value, with an earlier
    rollover another, with a later one a third.

    Parameters
    ----------
    scenario : Scenario
        A plan with a direct rollover.
    objective : str, optional
        A key of `Findings.figure`, such as ``after_tax_wealth_real``.
    n_paths : int, optional
        Of each run, at least 1.
    on_progress : callable, optional
        Gets the share done, 0 to 1.
    should_cancel : callable, optional
        Is asked again and again whether to stop.
    is_full : bool, optional
        Whether each cell is simulated by itself; about ten times as long.

    Returns
    -------
    TimingMap
        25 harvest dates by 25 reinvestment dates: paired values, losses taken and lost for good, means over paths [real
        USD].

    Raises
    ------
    ValueError
        Where nothing is rolled over.
    Canceled
        When `should_cancel` returned True.

    See Also
    --------
    wash_calendar : The 61 days of planned sales.

    References
    ----------
    IRC 1091(a): the window; Rev. Rul. 2008-5: a purchase in an IRA destroys the loss.

    Examples
    --------
    >>> from sim.api import sample_scenario, timing_map
    >>> found = timing_map(sample_scenario("no-taxable-account"), n_paths=1)
    >>> len(found.rows), len(found.days), found.cell(0, 0).harvested
    (25, 25, 0.0)
    """
    k = moving_rollover(scenario)
    if k is None:
        raise ValueError("the scenario has no rollover to move")
    days = map_days(scenario, scenario.rollovers[k])
    bought = days if is_full else standing_for_all(days)
    stand_ins = {day: _stand_ins(day, bought) for day in days}
    found: dict[tuple[date, date], Cell] = {}
    for n, day in enumerate(bought):
        harvests = [h for h in days if is_full or day in stand_ins[h]]
        part = part_of(on_progress, n, len(bought))
        made = map_cells(scenario, k, day, harvests, objective, n_paths, part, should_cancel)
        found |= {(h, day): cell for h, cell in made.items()}
    rows = tuple(_row(h, stand_ins[h], found) for h in days)
    full = tuple(tuple(found[h, r] for r in days) for h in days) if is_full else ()
    shared = TimingMap(k, objective, days, rows, scenario.rollovers[k].purchase_date, n_paths, full)
    if is_full:
        return shared
    h, r = shared.best_safe
    alone = map_cells(scenario, k, days[r], [days[h]], objective, n_paths, should_cancel=should_cancel)
    return replace(shared, best_alone=alone[days[h]])


def standing_for_all(days: tuple[date, ...]) -> tuple[date, ...]:
    """Return few reinvestment dates of which each harvest date has one on each side of its 61 days and one inside."""
    chosen = {days[0], days[-1]}
    for day in days:
        if not any(is_in_window(day, other) for other in chosen):
            chosen.add(max(other for other in days if is_in_window(day, other)))
    return tuple(sorted(chosen))


def _stand_ins(harvest: date, bought: Sequence[date]) -> StandIns:
    """Return the dates nearest to a harvest's that stand for its row: inside the 61 days, before them, after them."""
    inside = min(bought, key=lambda day: abs((day - harvest).days))
    outside = [day for day in bought if not is_in_window(harvest, day)]
    before = max((day for day in outside if day < harvest), default=None)
    return inside, before, min((day for day in outside if day > harvest), default=None)


def _row(harvest: date, stand_ins: StandIns, found: dict[tuple[date, date], Cell]) -> Row:
    inside, before, after = stand_ins
    outside = (None if day is None else found[harvest, day] for day in (before, after))
    return Row(harvest, found[harvest, inside], *outside)


def map_cells(
    scenario: Scenario,
    k: int,
    bought: date,
    harvests: list[date],
    objective: str,
    n_paths: int,
    on_progress: Progress | None = None,
    should_cancel: Stop | None = None,
) -> dict[date, Cell]:
    """Return the cells of one reinvestment date, each simulated in full.

    A cell's cents do not depend on the cells beside it: all are on the same steps.
    """
    varied = varied_scenario(scenario, k, bought, harvests, n_paths)
    lowered = only_on(lower(varied, is_longest=True), harvests)
    findings = Findings(run_lowered(varied, lowered, on_progress=on_progress, should_cancel=should_cancel))
    rows, ledger = differences(findings, MEASURE[objective]), findings.ledger
    return {
        day: Cell(
            paired_difference(rows[s], MEASURE[objective], findings.luck),
            float(ledger["harvested_loss"][s].mean()),
            float((ledger["wash_permanent"][s] - ledger["wash_permanent"][0]).mean()),
        )
        for s, day in enumerate(harvests, 1)
    }


def varied_scenario(scenario: Scenario, k: int, bought: date, harvests: list[date], n_paths: int) -> Scenario:
    """Return the scenario with rollover `k` on another day: no harvest, then one strategy a harvest day."""
    rollovers = list(scenario.rollovers)
    rollovers[k] = rollovers[k].model_copy(update={"date": bought, "reinvest_date": None})
    pattern = pattern_of(scenario)
    strategies = [pattern.model_copy(update={"name": NOBODY, "harvest": HarvestTiming.NONE})]
    strategies += [strategy_on(pattern, day, bought) for day in harvests]
    changes = {"rollovers": tuple(rollovers), "strategies": tuple(strategies)}
    return scenario.with_paths(n_paths).model_copy(update=changes)


def pattern_of(scenario: Scenario) -> Strategy:
    """Return the strategy whose thresholds and costs the map uses: the first that harvests, else the first."""
    return next((s for s in scenario.strategies if s.harvest is not HarvestTiming.NONE), scenario.strategies[0])


def strategy_on(pattern: Strategy, day: date, bought: date) -> Strategy:
    """Return the strategy that harvests once, on a day, said by its distance from the rollover."""
    timing = HarvestTiming.BEFORE_ROLLOVER if day <= bought else HarvestTiming.AFTER_ROLLOVER
    away = abs((day - bought).days)
    return pattern.model_copy(update={"name": f"Harvest on {day}", "harvest": timing, "days_from_rollover": away})
