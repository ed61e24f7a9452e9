"""Harvest date against the rollover's reinvestment date: what a harvest is worth, and where its loss is lost."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import numpy as np

from sim.engine.calendar import trading_days
from sim.engine.lowering import Lowered, lower
from sim.engine.run import run_lowered
from sim.lots.open_lots import WINDOW_DAYS
from sim.results.findings import Findings
from sim.results.paired import MEASURE, PairedDifference, differences, paired_difference
from sim.scenario.enums import HarvestTiming, RolloverMethod
from sim.scenario.models import Scenario
from sim.scenario.plan import Strategy
from sim.scenario.rollover import Rollover

N_DAYS, DAYS_APART, HALF_WIDTH = 25, 10, 120
MAP_PATHS = 500
NOBODY = "No harvesting"
Progress = Callable[[float], None]


@dataclass(frozen=True)
class Row:
    """One harvest date: its value where the rollover buys nothing within 30 days, and where it buys the same day.

    safe, washed : paired difference from no harvest with the same rollover date
    harvested, lost : losses taken, and lost for good on the same day, means over paths [real USD]
    """

    day: date
    safe: PairedDifference
    washed: PairedDifference
    harvested: float
    lost: float


@dataclass(frozen=True)
class TimingMap:
    """rows : one a harvest date. days : the reinvestment dates, the same ones. `rollover` : position in the plan."""

    rollover: int
    objective: str
    days: tuple[date, ...]
    rows: tuple[Row, ...]
    today: date
    n_paths: int

    def is_washed(self, harvest: int, reinvestment: int) -> bool:
        """Return whether a purchase on the reinvestment date meets a loss of the harvest date: 30 days either way."""
        return is_in_window(self.rows[harvest].day, self.days[reinvestment])

    def cell(self, harvest: int, reinvestment: int) -> PairedDifference:
        """Return what the cell is worth."""
        row = self.rows[harvest]
        return row.washed if self.is_washed(harvest, reinvestment) else row.safe

    @property
    def best_safe(self) -> tuple[int, int]:
        """The safe cell of the highest value, (harvest, reinvestment); of equal ones the nearest to today's plan."""
        cells = [(h, r) for h in range(len(self.rows)) for r in range(len(self.days)) if not self.is_washed(h, r)]
        return max(cells, key=lambda c: (self.rows[c[0]].safe.mean, -abs((self.days[c[1]] - self.today).days)))

    def as_json(self) -> dict[str, Any]:
        """Return the map as plain numbers: days, and (harvest, reinvestment) means, errors and the band."""
        n = range(len(self.days))
        return {
            "objective": self.objective,
            "n_paths": self.n_paths,
            "reinvestment_days": [day.isoformat() for day in self.days],
            "harvest_days": [row.day.isoformat() for row in self.rows],
            "mean_real": [[self.cell(h, r).mean for r in n] for h in n],
            "standard_error_real": [[self.cell(h, r).standard_error for r in n] for h in n],
            "is_in_61_day_band": [[self.is_washed(h, r) for r in n] for h in n],
            "harvested_real": [row.harvested for row in self.rows],
            "lost_for_good_same_day_real": [row.lost for row in self.rows],
            "best_safe": list(self.best_safe),
        }


def is_in_window(harvest: date, purchase: date) -> bool:
    """Return whether a purchase lies in the 61 days around a loss sale (IRC 1091(a))."""
    return abs((harvest - purchase).days) <= WINDOW_DAYS


def moving_rollover(scenario: Scenario) -> int | None:
    """Return the direct rollover that the map moves: the first one in cash, else the first; None without one.

    A 60-day rollover has two dates of its own and is not moved.
    """
    still = (RolloverMethod.STAY_IN_PLAN, RolloverMethod.INDIRECT)
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
) -> TimingMap:
    """Return the map of a scenario that has a rollover.

    Each harvest date is simulated twice against no harvest on the same paths: with the rollover at the far end of the
    map, and on the same day.

    Simplification: all cells of a harvest date outside the 61 days share one value, and all inside another. The
    rollover's own effect on the market exposure is in both sides of each difference.

    Raises
    ------
    ValueError
        Where nothing is rolled over.
    """
    k = moving_rollover(scenario)
    if k is None:
        raise ValueError("the scenario has no rollover whose date could move")
    days = map_days(scenario, scenario.rollovers[k])
    early = [day for day in days if (day - days[0]).days > WINDOW_DAYS]
    late = [day for day in days if day not in early]
    done, all_runs = 0, 2 + len(days)

    def advance() -> None:
        nonlocal done
        done += 1
        if on_progress is not None:
            on_progress(done / all_runs)

    safe: dict[date, Cell] = {}
    for bought, harvests in ((days[0], early), (days[-1], late)):
        safe |= cells(scenario, k, bought, harvests, objective, n_paths)
        advance()
    rows = []
    for day in days:
        washed = cells(scenario, k, day, [day], objective, n_paths)[day]
        advance()
        rows.append(Row(day, safe[day].value, washed.value, safe[day].harvested, washed.lost))
    return TimingMap(k, objective, days, tuple(rows), scenario.rollovers[k].purchase_date, n_paths)


@dataclass(frozen=True)
class Cell:
    """One cell simulated in full: paired value, losses taken and lost for good [real USD]."""

    value: PairedDifference
    harvested: float
    lost: float


def cells(
    scenario: Scenario, k: int, bought: date, harvests: list[date], objective: str, n_paths: int
) -> dict[date, Cell]:
    """Return the cells of one reinvestment date, each simulated in full."""
    varied = varied_scenario(scenario, k, bought, harvests, n_paths)
    findings = Findings(run_lowered(varied, _only_on(lower(varied), harvests)))
    rows, ledger = differences(findings, MEASURE[objective]), findings.ledger_real
    return {
        day: Cell(
            paired_difference(rows[s], MEASURE[objective], findings.is_in_pairs),
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
    simulation = scenario.simulation.model_copy(update={"n_paths": n_paths})
    changes = {"rollovers": tuple(rollovers), "strategies": tuple(strategies), "simulation": simulation}
    return scenario.model_copy(update=changes)


def pattern_of(scenario: Scenario) -> Strategy:
    """Return the strategy whose thresholds and costs the map uses: the first that harvests, else the first."""
    return next((s for s in scenario.strategies if s.harvest is not HarvestTiming.NONE), scenario.strategies[0])


def strategy_on(pattern: Strategy, day: date, bought: date) -> Strategy:
    """Return the strategy that harvests once, on a day, said by its distance from the rollover."""
    timing = HarvestTiming.BEFORE_ROLLOVER if day <= bought else HarvestTiming.AFTER_ROLLOVER
    away = abs((day - bought).days)
    return pattern.model_copy(update={"name": f"Harvest on {day}", "harvest": timing, "days_from_rollover": away})


def _only_on(lowered: Lowered, harvests: list[date]) -> Lowered:
    """Return the arrays with each strategy harvesting on its day alone, whatever other rollovers there are."""
    days = lowered.job.steps["day"]
    fires = lowered.job.fires.copy()
    for s, day in enumerate(harvests, 1):
        fires[s] = np.where(days == day.toordinal(), fires[s], 0)
    return replace(lowered, job=lowered.job._replace(fires=fires))
