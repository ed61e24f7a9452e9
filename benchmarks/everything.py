"""What the features cost together: ``python -m benchmarks.everything``.

Prints the processor time of a path and strategy of the default household (the sample californian-couple) and of one
with every feature on, and their ratio; both in turns in one process on one thread: a busy machine touches both alike.
"""

import argparse
import time
from datetime import date
from typing import Any

from sim.api import sample_scenario
from sim.engine.lowering.lower import Lowered, lower
from sim.engine.run.run import run_lowered
from sim.scenario.models import Scenario
from sim.scenario.written.load import scenario_from

DEFAULT = "californian-couple"
MOST = 1.5
"""The goal: so many times the default household's time."""


def everything(n_paths: int) -> Scenario:
    """Return the sample with random lives, rollovers of both spouses, conversions, gifts, annuities, an HSA that pays,
    the premium credit, guardrails, an estate and charity, listed deductions, a move, wages with a plan, an inherited
    IRA, funds that pay gains, foreign tax and exempt income, and one mix for the whole household."""
    sample = sample_scenario(DEFAULT)
    document: dict[str, Any] = sample.model_dump(mode="json")
    symbol = next(one["symbol"] for one in document["securities"] if not one["is_annuity"])
    document["household"] |= OF_THE_HOUSEHOLD
    _work_and_benefits(document["household"]["people"], sample.start.year, symbol)
    _funds(document["securities"])
    _accounts(document["holdings"], symbol)
    day = date(sample.start.year + 1, 2, 2)
    whole = {"from_account": "more_401k", "to_account": "more_ira", "to_roth_account": "more_roth"}
    document["rollovers"] += [
        {**whole, "date": day.isoformat(), "method": "direct_in_kind", "share": 0.5},
        {**whole, "date": day.replace(month=8).isoformat(), "method": "direct_in_kind"},
    ]
    for strategy in document["strategies"]:
        strategy["conversion"] = {"kind": "to_bracket", "bracket_rate": 0.22, "last_year": day.year + 8}
        strategy |= {"withdrawal_order": "pretax_to_bracket", "withdrawal_bracket_rate": 0.12}
        strategy |= {"rebalance_band": 0.05, "location": "bonds_pretax"}
    return scenario_from(document).with_paths(n_paths)


OF_THE_HOUSEHOLD: dict[str, Any] = {
    "lives": {"kind": "random", "survivor_spending_share": 0.75},
    "marketplace": {"benchmark_premium": 14_000.0, "premium": 13_000.0},
    "medicare": {"magi_two_years_before": 150_000.0, "magi_year_before": 150_000.0, "appeals": True},
    "spending_rule": {"kind": "guardrails", "later_life": "decline"},
    "heirs": {"charity_share": 0.1, "charity_amount": 20_000.0},
    "medical_from_hsa": 4_000.0,
    "events": [{"label": "Roof", "date": "2031-05-01", "amount": 30_000.0}],
    "rmds": "monthly",
    "cash_reserve_months": 6.0,
    "deductions": {
        "property_tax": 14_000.0,
        "mortgage_interest": 18_000.0,
        "mortgage_until": "2036-01-01",
        "medical": 9_000.0,
        "charity_cash": 6_000.0,
    },
    "fund_gift": {"amount": 10_000.0, "first_year": 2028, "last_year": 2032},
    "move": {"date": "2031-07-01", "state": "NY"},
}


def _work_and_benefits(people: list[dict[str, Any]], start_year: int, symbol: str) -> None:
    for person in people:
        person["charity_gift"] = 5_000.0
        person["pensions"] = [{"annual": 6_000.0, "starts": "2027-01-01", "has_cola": True, "survivor_share": 0.5}]
        person["social_security"]["takes_spousal"] = True
    people[1]["born"] = date(start_year - 62, 3, 10).isoformat()
    people[1]["wages"] = {
        "annual": 60_000.0,
        "until": "2029-12-31",
        "plan_contribution": 6_000.0,
        "plan_roth_contribution": 4_000.0,
        "plan_account": "more_401k",
        "plan_buys": symbol,
    }


def _funds(securities: list[dict[str, Any]]) -> None:
    for security in securities:
        if not security["is_annuity"]:
            security |= {"long_gain_rate": 0.01, "short_gain_rate": 0.002}
    for security in securities[:3]:
        security |= {"foreign_share": 0.3, "foreign_tax_share": 0.05, "reit_share": 0.02}


def _accounts(holdings: dict[str, Any], symbol: str) -> None:
    more = (
        {"id": "more_401k", "type": "401k", "owner": "spouse"},
        {"id": "more_ira", "type": "traditional_ira", "owner": "spouse", "after_tax_amount": 5_000.0},
        {"id": "more_roth", "type": "roth_ira", "owner": "spouse", "roth_opened": 2024, "roth_contributions": 9_000.0},
        {"id": "inherited", "type": "inherited_ira", "owner": "self", "inherited_from": "Mother"}
        | {"decedent_born": "1938-03-04", "decedent_died": "2024-05-06"},
        {"id": "years", "type": "annuity", "owner": "spouse", "pays_from": "2029-01-05", "pays_years": 15},
    )
    holdings["lots"].append(
        {"account": "joint", "symbol": symbol, "quantity": 50.0, "acquired": "2024-05-06", "cost_basis": 9_000.0}
        | {"came_by": "given", "donor_basis": 14_000.0, "donor_acquired": "2019-03-04"}
    )
    for account in more:
        holdings["accounts"].append(account)
        lot = {"account": account["id"], "symbol": symbol, "quantity": 300.0, "acquired": "2020-01-02"}
        holdings["lots"].append({**lot, "cost_basis": 20_000.0})
    for account in holdings["accounts"]:
        if account["id"] == "annuity":
            account |= {"pays_from": "2028-01-05", "pays_for": "life", "payout_rate": 0.065, "pays_survivor_share": 0.5}


def _seconds(scenario: Scenario, lowered: Lowered) -> float:
    """Return the processor time of a run on one thread [s]."""
    begins = time.process_time()
    run_lowered(scenario, lowered, threads=1)
    return time.process_time() - begins


def main() -> None:
    """Print both times and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--paths", type=int, default=1_000)
    parser.add_argument("--passes", type=int, default=15)
    asked = parser.parse_args()
    jobs = [(one, lower(one)) for one in (sample_scenario(DEFAULT).with_paths(asked.paths), everything(asked.paths))]
    for job in jobs:  # compiles
        run_lowered(*job, threads=1)
    best = [float("inf"), float("inf")]
    for _ in range(asked.passes):
        best = [min(found, _seconds(*job)) for found, job in zip(best, jobs, strict=True)]
    for (scenario, _), name, seconds in zip(jobs, (DEFAULT, "everything on"), best, strict=True):
        n_strategies, n_years = len(scenario.strategies), scenario.household.horizon_years
        each = seconds / asked.paths / n_strategies
        print(f"{name:20s} {n_strategies} x {asked.paths} x {n_years}: {each * 1e6:6.1f} us a path and strategy")
    print(f"everything on: {best[1] / best[0]:.2f} x the default household; the goal is at most {MOST:.1f}")


if __name__ == "__main__":
    main()
