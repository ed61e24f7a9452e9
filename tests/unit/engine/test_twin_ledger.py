"""Trades of 200 paths, written out, go through the exact ledger of wash sales: one more independent opinion.

Every policy, and purchases that nobody controls: reinvested dividends in any account, payroll in a 401(k), a cash
rollover, the spouse. The trades are the twin's, whose every figure is the kernels' (`test_twin_policies.py`).
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cache

import numpy as np
import pytest

from sim.engine.lowering.calendar import build_calendar
from sim.engine.run.run import simulate
from sim.lots.units import SCALE
from sim.scenario.enums import HarvestProceeds, HarvestTiming
from sim.scenario.models import Scenario
from sim.scenario.strategies import Strategy
from tests.oracles.path_twin import TwinPath
from tests.oracles.path_twin.ledger import exact_ledger
from tests.oracles.random_scenarios import random_scenario
from tests.oracles.twin_comparison import CENT, twin

N_PATHS = 200
PERMANENT, DEFERRED = 0, 1


@dataclass(frozen=True)
class Case:
    """One path of one strategy; washed losses by the day of the sale, (permanent, deferred) [USD]."""

    seed: int
    scenario: Scenario
    strategy: Strategy
    path: TwinPath
    of_kernel: tuple[float, float]
    of_path: dict[date, list[float]]
    of_ledger: dict[date, list[float]]


def _by_day(scenario: Scenario, path: TwinPath, is_identified: bool) -> dict[date, list[float]]:
    washed: dict[date, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for piece in exact_ledger(scenario, path, is_identified).pieces:
        washed[piece.sold][PERMANENT] += piece.permanent / SCALE
        washed[piece.sold][DEFERRED] += (piece.disallowed - piece.permanent) / SCALE
    return washed


@cache
def cases() -> list[Case]:
    """Return the first 200 paths under the rule; a path with merged lots has no lots the ledger could be told of."""
    found: list[Case] = []
    for seed in range(1_000):
        scenario = random_scenario(np.random.default_rng(seed), longest_horizon=5, with_policies=True)
        run = simulate(scenario, threads=1)
        for k, strategy in enumerate(scenario.strategies):
            path = twin(scenario, k, seed % 3)
            if path.n_merges or not strategy.has_wash_sale_rule:
                continue
            washed: dict[date, list[float]] = defaultdict(lambda: [0.0, 0.0])
            for day, is_permanent, loss in path.washed:
                washed[day][PERMANENT if is_permanent else DEFERRED] += loss
            kernel = (run.yearly[field][k, seed % 3].sum() for field in ("wash_permanent", "wash_deferred"))
            permanent, deferred = (float(amount) for amount in kernel)
            of_ledger = _by_day(scenario, path, is_identified=True)
            found.append(Case(seed, scenario, strategy, path, (permanent, deferred), washed, of_ledger))
            if len(found) == N_PATHS:
                return found
    raise AssertionError("too few paths")


def test_every_day_of_every_path_agrees_with_the_exact_ledger_to_a_cent() -> None:
    """Where a sale names the parts of a lot that it takes: the transition's trading days, and the month ends after."""
    for case in cases():
        for day in case.of_path.keys() | case.of_ledger.keys():
            got, wanted = case.of_path.get(day, [0.0, 0.0]), case.of_ledger.get(day, [0.0, 0.0])
            assert got == pytest.approx(wanted, abs=CENT), (case.seed, case.strategy.name, day)


def test_the_kernels_sums_are_the_ledgers() -> None:
    for case in cases():
        of_ledger = np.array([*case.of_ledger.values(), [0.0, 0.0]]).sum(axis=0)
        assert case.of_kernel == pytest.approx(of_ledger, abs=2 * CENT), (case.seed, case.strategy.name)


def test_without_naming_parts_of_a_lot_the_totals_agree_within_one_percent() -> None:
    """The ledger then sells the first shares of a lot first, a path the dearest; few paths tell them apart."""
    got = np.array([case.of_kernel for case in cases()])
    rows = [[*_by_day(case.scenario, case.path, is_identified=False).values(), [0.0, 0.0]] for case in cases()]
    wanted = np.array([np.array(row).sum(axis=0) for row in rows])
    disallowed = got.sum() / wanted.sum() - 1
    permanent = got[:, PERMANENT].sum() / wanted[:, PERMANENT].sum() - 1
    assert abs(permanent) < 0.01, (permanent, disallowed)
    assert abs(disallowed) < 0.01, (permanent, disallowed)
    assert np.mean(np.abs(got - wanted).max(axis=1) <= CENT) > 0.85


def test_the_paths_wash_losses_of_every_kind() -> None:
    """There is something to agree on: every policy that sells at a loss, in the daily part and after."""
    washed: dict[str, float] = defaultdict(float)
    for case in cases():
        calendar, strategy = build_calendar(case.scenario), case.strategy
        days = [day for day, is_end in zip(calendar.dates, calendar.is_month_end, strict=True) if not is_end]
        daily_until = max(days, default=date.min)
        bought = {trade.account for trade in case.path.trades if trade.action == "buy"}
        of_spouse = any(a.owner == "spouse" and a.id in bought for a in case.scenario.holdings.accounts)
        has_payroll = any(person.wages.plan_contribution > 0 for person in case.scenario.household.people)
        for day, (permanent, deferred) in case.of_path.items():
            washed["permanent"] += permanent
            washed["deferred"] += deferred
            washed["in the daily part" if day <= daily_until else "on a month end"] += permanent + deferred
            washed["beside a spouse's purchases"] += (permanent + deferred) * of_spouse
            washed["beside payroll purchases"] += permanent * has_payroll
            washed[f"harvest {strategy.harvest}"] += permanent + deferred
            if strategy.harvest not in (HarvestTiming.NONE, HarvestTiming.GAINS):
                washed[f"proceeds {strategy.proceeds}"] += permanent + deferred
            if strategy.switches_back:
                washed["switches back"] += permanent + deferred
    wanted = {f"harvest {timing}" for timing in HarvestTiming} | {f"proceeds {what}" for what in HarvestProceeds}
    assert wanted <= washed.keys()
    assert all(amount > 100 for amount in washed.values()), dict(washed)
    assert len(washed) >= len(wanted) + 7
