"""Random households with the features that `random_scenario` leaves off, each on in some of them."""

from datetime import date, timedelta
from typing import Any

import numpy as np

from sim.scenario.models import Scenario
from sim.scenario.written.load import scenario_from
from tests.oracles.random_accounts import draw_accounts
from tests.oracles.random_choices import draw_choices
from tests.oracles.random_deductions import draw_deductions
from tests.oracles.random_funds import draw_funds
from tests.oracles.random_scenarios import random_scenario
from tests.oracles.random_so_far import draw_so_far

Document = dict[str, Any]
CASH_31_DAYS = {"proceeds": "cash_31_days", "switches_back": False}
SWITCHES_BACK = {"proceeds": "replacement", "switches_back": True}


def random_household(
    seed: int, longest_horizon: int = 40, with_riches: bool = True, with_choices: bool = False
) -> Scenario:
    """Return a valid scenario with every feature of a retirement on in some of them; with riches, an estate tax too.

    with_choices : every other policy, state, own risk and convention too, so that each field of a plan is drawn
    """
    document = random_scenario(np.random.default_rng(seed), longest_horizon).model_dump(mode="json")
    if with_riches:
        _riches(np.random.default_rng([seed, 15]), document)
    rng = np.random.default_rng([seed, 7])
    _ira_basis(rng, document)
    _conversions(rng, document)
    _rollovers(np.random.default_rng([seed, 8]), document)
    _employer_stock(np.random.default_rng([seed, 16]), document)
    _gifts(np.random.default_rng([seed, 17]), document)
    _payments_for_life(np.random.default_rng([seed, 18]), document)
    _state_without_hsas(np.random.default_rng([seed, 19]), document)
    _health(np.random.default_rng([seed, 9]), document["household"])
    _lives(np.random.default_rng([seed, 10]), document)
    _schedules(np.random.default_rng([seed, 11]), document)
    _heirs(np.random.default_rng([seed, 14]), document["household"])
    _orders(np.random.default_rng([seed, 13]), document)
    _spending(np.random.default_rng([seed, 12]), document)
    _conventions(np.random.default_rng([seed, 20]), document)
    _guards(np.random.default_rng([seed, 21]), document)
    _local_income_tax(np.random.default_rng([seed, 22]), document["household"])
    _work_and_age(np.random.default_rng([seed, 23]), document)
    draw_accounts(seed, document)
    draw_funds(seed, document)
    draw_deductions(seed, document)
    _distributions(np.random.default_rng([seed, 31]), document["household"])
    _locations(np.random.default_rng([seed, 32]), document)
    _returns(np.random.default_rng([seed, 33]), document)
    draw_so_far(np.random.default_rng([seed, 34]), document)
    if with_choices:
        draw_choices(seed, document)
    return scenario_from(document)


def _distributions(rng: np.random.Generator, household: Document) -> None:
    """When required distributions are taken, and how much of spending stays in cash."""
    household["rmds"] = _one(rng, ("as_needed", "as_needed", "monthly", "january", "december"))
    household["cash_reserve_months"] = _one(rng, (0.0, 0.0, 3.0, 12.0, 40.0))


def _locations(rng: np.random.Generator, document: Document) -> None:
    """Which accounts hold bonds, and whether plans and IRAs are rebalanced."""
    for strategy in document["strategies"]:
        strategy["rebalances_sheltered"] = _chance(rng, 0.7)
        location = _one(rng, ("as_it_is", "as_it_is", "pro_rata", "bonds_pretax", "stocks_roth"))
        if location != "as_it_is":
            strategy |= {"location": location, "rebalances_sheltered": True}
            strategy["rebalance_band"] = _one(rng, (0.0, 0.02, 0.1))


def _returns(rng: np.random.Generator, document: Document) -> None:
    """Let some strategies wait in cash or switch back, also where the calendar has no day for it."""
    for strategy in document["strategies"]:
        if strategy["harvest"] not in ("none", "gains_in_december") and _chance(rng, 0.4):
            strategy |= _one(rng, (CASH_31_DAYS, SWITCHES_BACK))


def _work_and_age(rng: np.random.Generator, document: Document) -> None:
    """Payroll tax, premiums of Medicare, who inherits plans, and plans of an employer one still works for."""
    household = document["household"]
    household["medicare"]["pays_part_b"] = _chance(rng, 0.7)
    household["medicare"]["other_premiums"] = round(float(rng.uniform(0, 4_000)), 2) if _chance(rng, 0.5) else 0.0
    for person in household["people"]:
        person["wages"]["pays_payroll_tax"] = _chance(rng, 0.7)
        person["spouse_inherits_alone"] = _chance(rng, 0.7)
    for account in document["holdings"]["accounts"]:
        account["is_of_present_employer"] = account["type"] == "401k" and _chance(rng, 0.5)


def _guards(rng: np.random.Generator, document: Document) -> None:
    """Let some strategies harvest only from a marginal rate on."""
    for strategy in document["strategies"]:
        if _chance(rng, 0.4):
            strategy["min_marginal_rate"] = _one(rng, (0.001, 0.1, 0.15, 0.22, 0.3))
            strategy["marginal_rate_on"] = _one(rng, ("long_term_gains", "ordinary_income"))


def _local_income_tax(rng: np.random.Generator, household: Document) -> None:
    """Let some live in a county or city with an income tax, and some give a schedule of their own."""
    if _chance(rng, 0.15):
        state, place = _one(
            rng, (("MD", "Frederick County"), ("NY", "New York City"), ("NY", "Yonkers"), ("MI", "Detroit"))
        )
        household["state"], household["local_income_tax"] = state, {"place": place}
    elif _chance(rng, 0.15):
        bases = ("taxable_income", "state_agi", "federal_agi", "wages", "without_retirement", "state_tax")
        brackets = [{"rate": 0.01}, {"rate": 0.03, "over": 20_000.0, "over_joint": 50_000.0}]
        household["local_income_tax"] = {"base": _one(rng, bases), "brackets": brackets}


def _conventions(rng: np.random.Generator, document: Document) -> None:
    """Cash out over some years, and let stocks cost another rate than funds."""
    document["terminal"] = {"cash_out_years": _one(rng, (1, 2, 3, 10, 30))}
    for strategy in document["strategies"]:
        strategy["stock_trading_cost_bp"] = _one(rng, (0.0, 5.0, 40.0))


def _chance(rng: np.random.Generator, probability: float) -> bool:
    return bool(rng.random() < probability)


def _one(rng: np.random.Generator, choices: Any) -> Any:
    choices = list(choices)
    return choices[int(rng.integers(len(choices)))]


def _value(account: Document, document: Document) -> float:
    prices = {security["symbol"]: security["price"] for security in document["securities"]}
    lots = [lot for lot in document["holdings"]["lots"] if lot["account"] == account["id"]]
    return float(account["cash"] + sum(lot["quantity"] * prices[lot["symbol"]] for lot in lots))


def _ira_basis(rng: np.random.Generator, document: Document) -> None:
    for account in document["holdings"]["accounts"]:
        if account["type"] == "traditional_ira" and _chance(rng, 0.4):
            account["after_tax_amount"] = round(_value(account, document) * float(rng.uniform(0, 1)), 2)


def _conversions(rng: np.random.Generator, document: Document) -> None:
    iras = [a for a in document["holdings"]["accounts"] if a["type"] == "traditional_ira"]
    most = sum(_value(account, document) for account in iras)
    first = date.fromisoformat(document["start"]).year
    for strategy in document["strategies"]:
        kind = _one(rng, ("never", "fixed", "to_bracket", "to_irmaa_tier", "to_aca_cliff"))
        conversion: Document = {"kind": kind, "withheld_share": _one(rng, (0.0, 0.0, 0.2, 1.0))}
        conversion["amount"] = round(most * float(rng.uniform(0, 0.3)), 2)
        conversion["bracket_rate"] = _one(rng, (0.10, 0.12, 0.22, 0.24, 0.35))
        conversion["irmaa_tier"] = int(rng.integers(0, 5))
        if _chance(rng, 0.5):
            conversion["first_year"] = first + int(rng.integers(0, 2))
        if _chance(rng, 0.5):
            conversion["last_year"] = first + int(rng.integers(1, 12))
        strategy["conversion"] = conversion


def _rollovers(rng: np.random.Generator, document: Document) -> None:
    """Change the rollovers' kinds, make some partial with the rest later, and roll some IRAs over within 60 days."""
    made: list[Document] = []
    for rollover in document["rollovers"]:
        if rollover["method"] == "stay_in_plan":
            continue
        made.append(rollover)
        if _chance(rng, 0.5):
            rollover["method"] = _one(rng, ("direct_to_roth", "indirect_60_day", "indirect_60_day"))
        if _chance(rng, 0.3):
            rollover["share"] = _one(rng, (0.25, 0.5, 0.9))
            if _chance(rng, 0.5):
                later = date.fromisoformat(rollover["date"]) + timedelta(days=int(rng.integers(0, 200)))
                made.append({**rollover, "share": 1.0, "date": later.isoformat(), "method": "direct_cash"})
    iras = [a for a in document["holdings"]["accounts"] if a["type"] == "traditional_ira"]
    for ira in iras if _chance(rng, 0.3) else ():
        day = date.fromisoformat(document["start"]) + timedelta(days=int(rng.integers(0, 400)))
        same = {"from_account": ira["id"], "to_account": ira["id"], "to_roth_account": None}
        made.append({**same, "date": day.isoformat(), "method": "indirect_60_day", "share": _one(rng, (0.5, 0.9))})
    for rollover in made:
        _fill_rollover(rng, document, rollover)
    document["rollovers"] = made[:8]
    first = min((date.fromisoformat(move["date"]) for move in document["rollovers"]), default=None)
    for strategy in document["strategies"]:
        if first is not None:  # some timings harvest that many days before a rollover
            days = (first - date.fromisoformat(document["start"])).days
            strategy["days_from_rollover"] = min(strategy["days_from_rollover"], days)


def _fill_rollover(rng: np.random.Generator, document: Document, rollover: Document) -> None:
    symbols = [s["symbol"] for s in document["securities"] if not s["is_annuity"]]
    day, method = date.fromisoformat(rollover["date"]), rollover["method"]
    if method in ("direct_cash", "indirect_60_day") or (method == "direct_to_roth" and _chance(rng, 0.5)):
        first, second = _one(rng, symbols), _one(rng, symbols)
        rollover["buys"] = [{"symbol": first, "weight": 0.25}, {"symbol": second, "weight": 0.75}]
    if method in ("direct_cash", "direct_to_roth") and rollover.get("buys") and _chance(rng, 0.4):
        rollover["reinvest_date"] = (day + timedelta(days=int(rng.integers(0, 120)))).isoformat()
    if method == "indirect_60_day":
        rollover["redeposit_date"] = (day + timedelta(days=int(_one(rng, (0, 5, 30, 59, 60, 61))))).isoformat()
        rollover["redeposited_share"] = _one(rng, (0.0, 0.5, 0.8, 0.9, 1.0, 1.0))
        others = [
            account["id"]
            for account in document["holdings"]["accounts"]
            if account["type"] != "taxable" and account["id"] not in (rollover["from_account"], rollover["to_account"])
        ]
        rollover["replaced_from"] = _one(rng, (None, None, *others))


def _employer_stock(rng: np.random.Generator, document: Document) -> None:
    """Turn some rollovers of a whole plan into a lump sum with employer stock."""
    accounts = {account["id"]: account for account in document["holdings"]["accounts"]}
    taxable = [account["id"] for account in accounts.values() if account["type"] == "taxable"]
    plans = [move["from_account"] for move in document["rollovers"]]
    of_other_plans: set[str] = set()
    for move in document["rollovers"]:
        plan = accounts[move["from_account"]]
        is_whole = plan["type"] == "401k" and plans.count(plan["id"]) == 1 and move["share"] == 1.0
        held = [lot for lot in document["holdings"]["lots"] if lot["account"] == plan["id"]]
        if not (is_whole and taxable and held and _chance(rng, 0.6)):
            continue
        symbol = held[0]["symbol"]
        others = {lot["symbol"] for lot in held} - {symbol}
        if any(security["is_employer_stock"] for security in document["securities"] if security["symbol"] in others):
            continue
        if symbol in of_other_plans:  # which would then hold two employers' stock
            continue
        of_other_plans |= others
        next(s for s in document["securities"] if s["symbol"] == symbol)["is_employer_stock"] = True
        for lot in held:
            lot["cost_basis"] = round(lot["cost_basis"] * float(_one(rng, (0.1, 0.5, 1.0))), 2)
        plan["roth_amount"] = 0.0
        move |= {"method": "nua_lump_sum", "to_taxable_account": _one(rng, taxable), "share": 1.0}
        _end_work_before(document, plan["owner"], move["date"])


def _end_work_before(document: Document, owner: str, day: str) -> None:
    person = document["household"]["people"][1 if owner == "spouse" else 0]
    if person["wages"]["until"] is not None and person["wages"]["until"] >= day:
        person["wages"]["until"] = (date.fromisoformat(day) - timedelta(days=1)).isoformat()


def _gifts(rng: np.random.Generator, document: Document) -> None:
    """Let some people give from their IRAs, little or more than the limit, and some HSAs pay for care."""
    for person in document["household"]["people"]:
        if _chance(rng, 0.4):
            person["charity_gift"] = _one(rng, (500.0, 8_000.0, 300_000.0))
    start = date.fromisoformat(document["start"])
    for account in document["holdings"]["accounts"]:
        if account["type"] == "roth_ira" and _chance(rng, 0.6):
            account["roth_contributions"] = round(_value(account, document) * float(_one(rng, (0.0, 0.3, 1.0))), 2)
            account["roth_opened"] = start.year - int(rng.integers(0, 7))
        if account["type"] == "annuity" and _chance(rng, 0.6):
            account["pays_from"] = (start + timedelta(days=int(rng.integers(0, 2_000)))).isoformat()
            account["pays_years"] = _one(rng, (1, 5, 20))
    if any(account["type"] == "hsa" for account in document["holdings"]["accounts"]) and _chance(rng, 0.6):
        home = document["household"]
        home["medical_from_hsa"] = min(home["spending"], _one(rng, (300.0, 4_000.0, 40_000.0)))


def _payments_for_life(rng: np.random.Generator, document: Document) -> None:
    """Let some annuities pay for life, and some pensions give back what they cost."""
    people = document["household"]["people"]
    for account in document["holdings"]["accounts"]:
        if account.get("pays_from") is not None and _chance(rng, 0.6):
            account |= {"pays_for": "life", "payout_rate": _one(rng, (0.04, 0.065, 0.2))}
            account["pays_survivor_share"] = _one(rng, (0.0, 0.5, 1.0)) if len(people) == 2 else 0.0
    for pension in (pension for person in people for pension in person["pensions"]):
        if _chance(rng, 0.4):
            pension["investment"] = round(pension["annual"] * float(rng.uniform(0, 20)), 2)


def _state_without_hsas(rng: np.random.Generator, document: Document) -> None:
    """Let some households with an HSA live in New Jersey; others live in California by themselves."""
    if any(account["type"] == "hsa" for account in document["holdings"]["accounts"]) and _chance(rng, 0.3):
        document["household"]["state"] = "NJ"


def _health(rng: np.random.Generator, household: Document) -> None:
    known = [round(float(rng.uniform(0, 500_000)), 2) if _chance(rng, 0.6) else None for _ in range(2)]
    household["medicare"] = {
        "magi_two_years_before": known[0],
        "magi_year_before": known[1],
        "appeals": _chance(rng, 0.5),
    }
    if _chance(rng, 0.6):
        benchmark = round(float(rng.uniform(4_000, 16_000)), 2)
        premium = round(benchmark * float(rng.uniform(0.5, 1.5)), 2)
        household["marketplace"] = {"benchmark_premium": benchmark, "premium": premium}


def _lives(rng: np.random.Generator, document: Document) -> None:
    household, start = document["household"], date.fromisoformat(document["start"])
    kind = _one(rng, ("horizon", "dates", "random", "random"))
    household["lives"] = {"kind": kind, "survivor_spending_share": _one(rng, (1.0, 0.7))}
    for person in household["people"]:
        person["sex"] = _one(rng, ("female", "male", None))
        if _chance(rng, 0.7):
            person["dies_in"] = start.year + int(rng.integers(1, 20))
        person["social_security"]["takes_spousal"] = _chance(rng, 0.5)
        for pension in person["pensions"]:
            pension["survivor_share"] = _one(rng, (0.0, 0.5, 1.0))


def _schedules(rng: np.random.Generator, document: Document) -> None:
    document["household"]["spends"] = _one(rng, ("monthly", "year_start", "year_end"))
    for strategy in document["strategies"]:
        strategy["rebalance_band"] = _one(rng, (None, 0.0, 0.05))
        strategy["rebalances_in_december"] = _chance(rng, 0.5)


def _riches(rng: np.random.Generator, document: Document) -> None:
    """Let some households own forty times as much, so that an estate tax is met."""
    if _chance(rng, 0.15):
        for lot in document["holdings"]["lots"]:
            lot["quantity"], lot["cost_basis"] = lot["quantity"] * 40, lot["cost_basis"] * 40
        document["household"]["spending"] *= 10


def _heirs(rng: np.random.Generator, home: Document) -> None:
    growth = _one(rng, (0.0, 0.04, 0.07))
    home["heirs"] = {
        "growth_rate": growth,
        "discount_rate": _one(rng, (growth, 0.03, 0.05)),
        "charity_share": _one(rng, (0.0, 0.0, 0.25, 1.0)),
        "charity_amount": _one(rng, (0.0, 0.0, 50_000.0)),
        "elects_portability": _chance(rng, 0.5),
        "gains_tax_rate": 0.15,
    }


def _orders(rng: np.random.Generator, document: Document) -> None:
    for strategy in document["strategies"]:
        if _chance(rng, 0.5):
            strategy["withdrawal_order"] = _one(rng, ("roth_last", "pretax_to_bracket", "pretax_to_bracket"))
            strategy["withdrawal_bracket_rate"] = _one(rng, (0.10, 0.12, 0.22, 0.24, 0.35))


def _spending(rng: np.random.Generator, document: Document) -> None:
    home, start = document["household"], date.fromisoformat(document["start"])
    home["spending_rule"] = {
        "kind": _one(rng, ("fixed", "guardrails", "portfolio_share")) if home["spending"] > 0 else "fixed",
        "later_life": _one(rng, ("level", "decline", "smile")),
        "decline_rate": _one(rng, (0.0, 0.01, 0.03)),
        "decline_from_age": int(rng.integers(60, 90)),
        "cut_above": _one(rng, (0.05, 0.2)),
        "cut_share": _one(rng, (0.1, 0.25)),
        "raise_below": _one(rng, (0.05, 0.2)),
        "raise_share": _one(rng, (0.1, 0.3)),
        "uncut_years": _one(rng, (0, 5, 15)),
        "freezes_after_loss": _chance(rng, 0.7),
        "portfolio_share": _one(rng, (0.03, 0.04, 0.08)),
        "floor_share": _one(rng, (0.0, 0.5, 0.8)),
    }
    last = start.year + home["horizon_years"] - 1
    for label in ("House", "Care") if _chance(rng, 0.4) else ():
        day = date(int(rng.integers(start.year, last + 1)), int(rng.integers(1, 13)), int(rng.integers(1, 29)))
        amount = round(home["spending"] * float(rng.uniform(0, 3)), 2)
        home.setdefault("events", []).append({"label": label, "date": max(day, start).isoformat(), "amount": amount})
