"""The kernels beside the slow twin: the twin's outcome of a path, and every figure in which the two differ."""

import numpy as np

from sim.engine.lowering.calendar import build_calendar
from sim.engine.records.fields import TERMINAL_FIELDS, YEARLY_FIELDS
from sim.engine.run.result import RunResult
from sim.scenario.models import Scenario
from tests.oracles.market_path import bond_yields, market_tables, own_courses, swap_courses, whole_path_of
from tests.oracles.path_twin import Courses, PublishedLaw, TwinPath, run_path

CENT = 0.01


def twin(scenario: Scenario, strategy: int = 0, path: int = 0) -> TwinPath:
    """Return what the twin makes of one strategy on one path of the scenario's market."""
    calendar = build_calendar(scenario)
    seed, is_in_pairs = scenario.simulation.seed, scenario.simulation.antithetic_pairs
    tables = market_tables(scenario.market, seed, calendar, is_in_pairs=is_in_pairs)
    growth, level, income = whole_path_of(tables, calendar, path)
    law, own = PublishedLaw(scenario.household, scenario.simulation.taxes), own_courses(scenario, calendar, path)
    with_yields, yields = bond_yields(scenario, income)
    return run_path(
        with_yields,
        strategy,
        growth,
        level,
        calendar,
        law,
        path,
        own,
        Courses(yields, swap_courses(scenario, calendar, path)),
    )


def differences(scenario: Scenario, run: RunResult, strategy: int, path: int, outcome: TwinPath | None = None) -> str:
    """Return a line for every figure in which kernel and twin differ by more than a cent, "" where they agree."""
    expected, name, found = outcome or twin(scenario, strategy, path), scenario.strategies[strategy].name, []
    for field in YEARLY_FIELDS:
        got, wanted = run.yearly[field][strategy, path], np.array(expected.yearly[field])
        for year in np.flatnonzero(~(np.abs(got - wanted) <= CENT)):
            figures = f"kernel {got[year]:,.4f}, twin {wanted[year]:,.4f}"
            found.append(f"{name}, path {path}, {expected.years[year]} {field}: {figures}")
    for field in TERMINAL_FIELDS:
        end, wanted_end = run.terminal[field][strategy, path], expected.terminal[field]
        if not abs(end - wanted_end) <= CENT:
            found.append(f"{name}, path {path}, {field}: kernel {end:,.4f}, twin {wanted_end:,.4f}")
    return "\n".join(found[:40])
