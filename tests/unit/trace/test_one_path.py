"""One path written down: the engine's figures to the last bit, and trades that the exact ledger confirms."""

from collections import defaultdict
from dataclasses import replace
from datetime import date
from functools import cache
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from sim.engine.lowering.holdings import arrange
from sim.engine.records.fields import YEARLY_FIELDS
from sim.engine.run.run import simulate
from sim.lots.units import SCALE
from sim.results.findings import Findings
from sim.scenario.models import Scenario
from sim.scenario.so_far import SoFar
from sim.scenario.written.samples import SAMPLES, sample_scenario
from sim.trace.one_path import (
    Rank,
    accounts_table,
    all_tables,
    cash_table,
    lots_table,
    path_of,
    return_table,
    trades_table,
    wash_table,
)
from sim.trace.path_record import PathRecord
from sim.trace.recorder import record_path
from sim.trace.watch_flows import COST, GIVEN, PAID, SPENT
from tests.oracles.path_twin.ledger import exact_ledger
from tests.oracles.path_twin.opening import purchase_numbers
from tests.oracles.path_twin.records import Trade
from tests.oracles.random_features import random_household
from tests.oracles.random_scenarios import random_scenario
from tests.unit.engine.small import certain_market, lot, small_scenario
from tests.unit.results.closed_forms import loss_of
from tests.unit.results.synthetic import made_up_result

CENT = 0.01
PERMANENT, DEFERRED = 0, 1
SEEDS = range(12)


def shortened(scenario: Scenario, years: int, n_paths: int = 4) -> Scenario:
    home = scenario.household.model_copy(update={"horizon_years": min(years, scenario.household.horizon_years)})
    simulation = scenario.simulation.model_copy(update={"n_paths": n_paths})
    return scenario.model_copy(update={"household": home, "simulation": simulation})


@cache
def of_seed(seed: int) -> tuple[Scenario, list[PathRecord]]:
    """Return a random household with every strategy of its own recorded on one path."""
    scenario = random_scenario(np.random.default_rng(seed), longest_horizon=4, with_policies=True)
    return scenario, [record_path(scenario, k, seed % 3) for k in range(len(scenario.strategies))]


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("strategy", [0, 3, 4])
def test_the_figures_are_the_engines_to_the_last_bit(name: str, strategy: int) -> None:
    scenario = shortened(sample_scenario(name), 5)
    run = simulate(scenario, threads=1)
    record = record_path(scenario, strategy, 3)
    for field in YEARLY_FIELDS:
        assert np.array_equal(record.yearly[field], run.yearly[field][strategy, 3]), field
    assert record.terminal == {field: float(run.terminal[field][strategy, 3]) for field in run.terminal}
    assert record.is_the_engines


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS)
def test_any_household_and_strategy_too(seed: int) -> None:
    scenario, records = of_seed(seed)
    run = simulate(scenario, threads=1)
    for k, record in enumerate(records):
        for field in YEARLY_FIELDS:
            assert np.array_equal(record.yearly[field], run.yearly[field][k, seed % 3]), (k, field)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(16))
def test_every_feature_of_a_retirement_too(seed: int) -> None:
    """Conversions, 60-day rollovers, premiums, deaths, estates, rules of spending: bits, and the cash of every year."""
    scenario = random_household(seed, longest_horizon=4)
    run = simulate(scenario, threads=1)
    for k in range(len(scenario.strategies)):
        record = record_path(scenario, k, seed % 3)
        for field in YEARLY_FIELDS:
            assert np.array_equal(record.yearly[field], run.yearly[field][k, seed % 3]), (k, field)
        for year, end in enumerate(record.year_ends):
            amounts = cash_table(record, year)["Amount [USD]"]
            assert amounts.iloc[:-1].sum() == pytest.approx(end.cash, abs=CENT)
            assert len(return_table(record, year)) >= 5
        of = {what: sum(f.amount for f in record.cash_flows if f.what == what) for what in (SPENT, GIVEN, PAID, COST)}
        in_cash = record.yearly["spending"].sum() - record.yearly["charity_gifts"].sum()
        assert -of[SPENT] - of[GIVEN] == pytest.approx(in_cash, abs=CENT)
        assert -of[COST] == pytest.approx(record.yearly["trading_cost"].sum(), abs=CENT)
        assert -of[PAID] <= record.yearly["tax_paid"].sum() + CENT  # what is withheld never was in the cash


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS)
def test_the_cash_of_every_year_adds_up(seed: int) -> None:
    for record in of_seed(seed)[1]:
        for year, end in enumerate(record.year_ends):
            amounts = cash_table(record, year)["Amount [USD]"]
            assert amounts.iloc[:-1].sum() == pytest.approx(end.cash, abs=CENT)
            of = cash_table(record, year).set_index("What")["Amount [USD]"]
            assert -of.get("Trading cost", 0.0) == pytest.approx(record.yearly["trading_cost"][year], abs=CENT)


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS)
def test_sales_and_matches_make_the_gains_of_the_return(seed: int) -> None:
    """Gains of the trades, plus the losses not allowed, plus gains from elsewhere, are Schedule D's."""
    scenario, records = of_seed(seed)
    elsewhere = scenario.household.outside_gain_short + scenario.household.outside_gain_long
    for record in records:
        n = range(len(record.year_ends))
        trades, washes = trades_table(record, n), wash_table(record, n)
        assert washes["Loss not allowed [USD]"].sum() == pytest.approx(
            record.yearly["wash_permanent"].sum() + record.yearly["wash_deferred"].sum(), abs=CENT
        )
        if elsewhere:
            continue
        filed = {one.year: one.inputs.stcg + one.inputs.ltcg for one in record.returns}
        for year in n:
            gains = pd.to_numeric(trades_table(record, [year])["Gain or loss [USD]"]).sum()
            disallowed = wash_table(record, [year])["Loss not allowed [USD]"].sum()
            assert gains + disallowed == pytest.approx(filed[year], abs=CENT)
        sold = trades[trades["Why"].isin(("Harvest of losses", "Buying back"))]
        losses = -pd.to_numeric(sold["Gain or loss [USD]"]).clip(upper=0.0).sum()
        assert losses == pytest.approx(record.yearly["harvested_loss"].sum(), abs=CENT)


def with_gains_of_trades_alone(scenario: Scenario) -> Scenario:
    """Return the household without gains that funds pay out, that come from elsewhere or came before the plan, and
    without exempt interest, which takes of a loss what nobody washed (IRC 852(b)(4)(B)).
    """
    none = {
        "short_gain_rate": 0.0,
        "long_gain_rate": 0.0,
        "announced_on": None,
        "announced_short_rate": 0.0,
        "announced_long_rate": 0.0,
        "exempt_share": 0.0,
    }
    securities = tuple(security.model_copy(update=none) for security in scenario.securities)
    elsewhere = {"outside_gain_short": 0.0, "outside_gain_long": 0.0, "so_far": SoFar()}
    home = scenario.household.model_copy(update=elsewhere)
    return scenario.model_copy(update={"securities": securities, "household": home})


@pytest.mark.slow
@pytest.mark.parametrize("seed", [3, 11, 26, 28])
def test_lots_that_were_given_and_lots_that_are_given_away_are_named(seed: int) -> None:
    """3 and 11 sell lots with two bases, the others give lots away, which is no sale: its worth is among the trades."""
    scenario = with_gains_of_trades_alone(random_household(seed, longest_horizon=4, with_choices=True))
    for k in range(len(scenario.strategies)):
        record = record_path(scenario, k, seed % 3)
        filed = {one.year: one.inputs.stcg + one.inputs.ltcg for one in record.returns}
        for year in range(len(record.year_ends)):
            gains = pd.to_numeric(trades_table(record, [year])["Gain or loss [USD]"]).sum()
            disallowed = wash_table(record, [year])["Loss not allowed [USD]"].sum()
            assert gains + disallowed == pytest.approx(filed[year], abs=CENT), (k, year)
            away = sum(one.units * one.price for one in record.trades if (one.year, one.action) == (year, "give"))
            from_iras = sum(
                -f.amount for f in record.account_flows if f.year == year and f.what == "Gifts from IRAs to charity"
            )
            assert away + from_iras == pytest.approx(record.yearly["charity_gifts"][year], abs=CENT)


def written_out(record: PathRecord) -> SimpleNamespace:
    """Return the trades as rows of the exact ledger."""
    holdings, numbers = arrange(record.scenario), purchase_numbers(record.scenario)
    accounts = [account.id for account in holdings.accounts]

    def lot_id(order: int) -> str:
        return f"P{numbers[order - 1]}" if order <= len(numbers) else f"B{order}"

    trades: list[Trade] = []
    sales: dict[tuple[int, int, int], int] = {}
    for one in record.trades:
        if one.line < 0:
            symbol = record.security_names[one.security]
            lots = ((lot_id(one.lot), one.units),) if one.lot else ()
            source = accounts[one.from_account] if one.from_account >= 0 else ""
            trades.append(Trade(one.day, accounts[one.account], one.action, symbol, 0, one.units,
                                one.units * one.price, lots, source))  # fmt: skip
            continue
        account, _ = holdings.lines[one.line]
        ratio = record.shares_a_unit(one.line, one.side, one.day)
        row = Trade(one.day, account.id, one.action, record.line_names[one.line][1][one.side], one.side,
                    one.units * ratio, one.units * one.price, ((lot_id(one.lot), one.units * ratio),), "",
                    (one.basis / ratio,) if one.action == "sell" else ())  # fmt: skip
        key = (one.sale, one.line, one.side)
        if one.action == "sell" and key in sales:
            whole = trades[sales[key]]
            row = replace(
                whole,
                quantity=whole.quantity + row.quantity,
                amount=whole.amount + row.amount,
                lots=whole.lots + row.lots,
                unit_bases=whole.unit_bases + row.unit_bases,
            )
            trades[sales[key]] = row
            continue
        if one.action == "sell":
            sales[key] = len(trades)
        trades.append(row)
    return SimpleNamespace(trades=[trade for trade in trades if trade.symbol != "(cash)"])


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS)
def test_the_trades_written_out_go_through_the_exact_ledger(seed: int) -> None:
    scenario, records = of_seed(seed)
    for strategy, record in zip(scenario.strategies, records, strict=True):
        if record.terminal["lot_merges"] or not strategy.has_wash_sale_rule:
            continue
        path: Any = written_out(record)
        wanted: dict[date, list[float]] = defaultdict(lambda: [0.0, 0.0])
        for piece in exact_ledger(scenario, path).pieces:
            wanted[piece.sold][PERMANENT] += piece.permanent / SCALE
            wanted[piece.sold][DEFERRED] += (piece.disallowed - piece.permanent) / SCALE
        got: dict[date, list[float]] = defaultdict(lambda: [0.0, 0.0])
        for match in record.washes:
            got[match.sold][PERMANENT if match.is_permanent else DEFERRED] += match.loss
        for day in got.keys() | wanted.keys():
            assert got[day] == pytest.approx(wanted[day], abs=CENT), (strategy.name, day)


@pytest.mark.slow
def test_the_random_households_wash_losses_of_both_kinds() -> None:
    """There is something to agree on."""
    kinds = {match.is_permanent for seed in SEEDS for record in of_seed(seed)[1] for match in record.washes}
    assert kinds == {True, False}
    actions = {trade.action for seed in SEEDS for record in of_seed(seed)[1] for trade in record.trades}
    assert actions == {"buy", "reinvest", "sell", "transfer"}


def test_a_harvest_by_hand() -> None:
    """100 shares bought for $13,000, worth $10,000 in December: the sale, the purchase, the lot that is left."""
    record = record_path(loss_of(3_000.0, 0.0), 1, 0)
    trades = trades_table(record, [0])
    harvest = trades[trades["Why"] == "Harvest of losses"]
    assert list(harvest["Action"]) == ["sold", "bought"]
    assert list(harvest["Security"]) == ["AAA", "BBB"]
    assert harvest["Gain or loss [USD]"].iloc[0] == pytest.approx(-3_000.0)
    assert harvest["Term"].iloc[0] == "long"
    assert harvest["Day"].iloc[0] == date(2026, 12, 31)
    held = lots_table(record, [0]).set_index("Lot")
    assert held.loc[harvest["Lot"].iloc[1], "Basis [USD]"] == pytest.approx(10_000.0)
    lines = return_table(record, 0).set_index("Line")["Amount [USD]"]
    assert lines["Long-term gain or loss of the year"] == pytest.approx(-3_000.0)
    assert lines["Capital gain or loss on the return"] == pytest.approx(-3_000.0)
    assert lines["Pensions"] == 24_000.0


def test_a_loss_that_an_ira_destroys_names_the_purchase() -> None:
    held = (lot("AAA", 100.0, "2020-01-02", 13_000.0), lot("AAA", 200.0, "2020-01-02", 1.0, "401k"))
    move = {"rollover": "2026-12-15", "lots": held, "market": certain_market(0.0), "harvest": "year_end"}
    record = record_path(small_scenario(**move), 0, 0)
    row = wash_table(record, [0]).iloc[0]
    assert (row["Sold"], row["Replacement bought"]) == (date(2026, 12, 31), date(2026, 12, 15))
    assert row["Loss not allowed [USD]"] == pytest.approx(3_000.0)
    assert row["What becomes of it"].startswith("lost for good")
    assert "16 days before" in row["Why"]
    assert row["Bought by"] == "Rollover"
    accounts = accounts_table(record, 0)
    assert list(accounts[accounts["What"] == "Rollover"]["Amount [USD]"]) == pytest.approx([-20_000.0, 20_000.0])
    assert list(accounts[accounts["What"] == "Value at the end"]["Amount [USD]"]) == pytest.approx([0.0, 20_000.0, 0.0])


def test_the_path_of_a_place_is_the_order_statistic() -> None:
    wealth = np.array([[50.0, 10.0, 40.0, 20.0, 30.0, 60.0, 70.0, 80.0, 90.0, 100.0, 0.0]] * 2)
    findings = Findings(made_up_result(n_paths=11, after_tax_wealth=wealth))
    assert path_of(findings, 1, Rank.MEDIAN) == 0
    assert path_of(findings, 1, Rank.WORST_TENTH) == 1
    assert path_of(findings, 1, Rank.BEST_TENTH) == 8


def test_what_does_not_exist_is_refused() -> None:
    scenario = loss_of(3_000.0, 0.0)
    with pytest.raises(IndexError):
        record_path(scenario, 9, 0)
    with pytest.raises(IndexError):
        record_path(scenario, 0, -1)


def test_every_table_has_every_year() -> None:
    record = record_path(loss_of(3_000.0, 0.0), 1, 0)
    tables = all_tables(record)
    assert set(tables) == {"years", "cash", "accounts", "returns", "trades", "wash_matches", "lots"}
    assert list(tables["years"]["Year"]) == [2026, 2027]
    assert set(tables["returns"]["Year"]) == {2026, 2027}
