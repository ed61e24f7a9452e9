"""Whose income it is, through the engine and *This year*: worked examples, the twin, spouses typed the other way."""

import copy
import random
from typing import Any

import numpy as np
import pytest

from sim.engine.run.run import simulate
from sim.scenario.drawn.simulation import Simulation
from sim.scenario.models import Scenario
from sim.year.basis import year_basis
from sim.year.bill import bills
from sim.year.moves import Moves, moved
from tests.oracles.twin_comparison import differences
from tests.unit.engine.small import Document, certain_market, fund, lot, small_scenario

CENT = 0.01
OTHER = {"self": "spouse", "spouse": "self"}


def couple(state: str, people: list[Document], accounts: list[Document], lots: list[Document], **home: Any) -> Scenario:
    scenario = small_scenario(
        accounts=tuple(accounts),
        lots=tuple(lots),
        securities=(fund("AAA"), fund("PAYS", dividend_yield=0.03)),
        household={"people": people, "state": state, "filing_status": "mfj", **home},
        market=certain_market(),
    )
    return scenario.model_copy(update={"simulation": Simulation(n_paths=1)})


def swapped(people: list[Document], accounts: list[Document]) -> tuple[list[Document], list[Document]]:
    other = copy.deepcopy(accounts)
    for account in other:
        account["owner"] = OTHER[account.get("owner", "self")]
    return list(reversed(people)), other


def state_tax(scenario: Scenario) -> list[float]:
    run = simulate(scenario, threads=1)
    assert not differences(scenario, run, 0, 0)
    return [float(tax) for tax in run.yearly["tax_state"][0, 0]]


def pensioner(born: str, pension: float = 0.0, benefit: float = 0.0) -> Document:
    person: Document = {
        "name": born,
        "born": born,
        "social_security": {"annual_at_claiming": benefit, "claiming_age": 67},
    }
    if pension:
        person["pensions"] = [{"annual": pension, "starts": "2020-01-01"}]
    return person


def test_each_spouse_of_georgia_excludes_own_distributions() -> None:
    """O.C.G.A. 48-7-27(a)(5): 65,000 each. Both are 76 in 2026: 2,000,000 / 23.7 each; 30,000 deducted, 4.99%."""
    people = [pensioner("1950-06-01"), pensioner("1950-07-01")]
    accounts = [{"id": "i", "type": "traditional_ira"}, {"id": "j", "type": "traditional_ira", "owner": "spouse"}]
    lots = [lot("AAA", 20_000, "2015-01-02", 2_000_000, account=name) for name in "ij"]
    distributed = 2_000_000 / 23.7
    taxes = state_tax(couple("GA", people, accounts, lots))
    assert taxes[0] == pytest.approx(0.0499 * (2 * distributed - 130_000 - 30_000), abs=1.0)


def test_plan_money_is_told_from_an_ira_in_rhode_island() -> None:
    """R.I.G.L. 44-30-12(c)(9): 50,000 of a plan's distributions from 67, none of an IRA's."""
    accounts = [{"id": "p", "type": "401k"}, {"id": "i", "type": "traditional_ira"}]
    taxes = {}
    for name in "pi":
        lots = [lot("AAA", 12_000, "2015-01-02", 1_200_000, account=name)]
        scenario = small_scenario(
            accounts=tuple(accounts),
            lots=tuple(lots),
            securities=(fund("AAA"),),
            household={"people": [pensioner("1950-06-01")], "state": "RI"},
            market=certain_market(),
        )
        taxes[name] = state_tax(scenario.model_copy(update={"simulation": Simulation(n_paths=1)}))[0]
    assert taxes["i"] - taxes["p"] == pytest.approx(0.0375 * min(50_000, 1_200_000 / 23.7 - 11_200 - 5250), abs=1.0)


def drawn(rng: random.Random) -> tuple[list[Document], list[Document], list[Document]]:
    """Return two people, their accounts and lots."""
    people = [
        pensioner(
            f"{rng.randint(1938, 1970)}-0{rng.randint(1, 9)}-15",
            rng.choice((0.0, 18_000.0, 55_000.0)),
            rng.choice((0.0, 24_000.0)),
        )
        for _ in range(2)
    ]
    people[0]["wages"] = {"annual": rng.choice((0.0, 40_000.0)), "until": "2030-12-31"}
    accounts = [
        {"id": "p", "type": "401k", "owner": rng.choice(tuple(OTHER))},
        {"id": "i", "type": "traditional_ira", "owner": rng.choice(tuple(OTHER))},
        {"id": "j", "type": "traditional_ira", "owner": rng.choice(tuple(OTHER))},
        {"id": "t", "type": "taxable", "owner": rng.choice(tuple(OTHER)), "cash": 60_000.0},
    ]
    lots = [lot("AAA", rng.randint(500, 9000), "2015-01-02", 200_000, account=name) for name in "pij"]
    lots.append(lot("PAYS", rng.randint(100, 4000), "2015-01-02", 90_000, account="t"))
    return people, accounts, lots


@pytest.mark.parametrize("state", ["GA", "PA", "MI", "NY", "AR", "DE", "KY", "MO", "VA", "MN", "RI", "WV"])
def test_spouses_typed_the_other_way_pay_the_same(state: str) -> None:
    rng = random.Random(state)
    for _ in range(2):
        people, accounts, lots = drawn(rng)
        one_way = couple(state, people, accounts, lots, spending=70_000)
        other_way = couple(state, *swapped(people, accounts), lots, spending=70_000)
        assert state_tax(one_way) == pytest.approx(state_tax(other_way), abs=CENT)


@pytest.mark.parametrize("state", ["GA", "MI", "NY", "DE", "KY", "MD", "RI"])
@pytest.mark.parametrize("rate_on", ["long_term_gains", "ordinary_income"])
def test_what_is_foreseen_and_cashed_is_the_same_the_other_way(state: str, rate_on: str) -> None:
    """Harvests under a guard, conversions, and the end's tax with an HSA and an annuity."""
    rng = random.Random(state)
    people, accounts, lots = drawn(rng)
    for name in ("hsa", "annuity"):
        accounts.append({"id": name, "type": name, "owner": rng.choice(tuple(OTHER))})
    accounts += [{"id": f"roth {owner}", "type": "roth_ira", "owner": owner} for owner in OTHER]
    lots += [lot("AAA", 1_500, "2015-01-02", 20_000, account="hsa"), lot("SURE", 1_500, "2015-01-02", 1, "annuity")]
    ends = []
    for who, owned in ((people, accounts), swapped(people, accounts)):
        scenario = small_scenario(
            horizon_years=4,
            accounts=tuple(owned),
            lots=tuple(lots),
            securities=(fund("AAA"), fund("PAYS", dividend_yield=0.03), fund("SURE", is_annuity=True)),
            household={"people": who, "state": state, "filing_status": "mfj", "spending": 70_000},
            market=certain_market(-0.1),
            harvest="monthly",
            proceeds="cash_31_days",
            min_loss_share=0.0,
            min_marginal_rate=0.16,
            marginal_rate_on=rate_on,
            conversion={"kind": "fixed", "amount": 20_000.0},
        )
        run = simulate(scenario.model_copy(update={"simulation": Simulation(n_paths=1)}), threads=1)
        assert not differences(scenario, run, 0, 0)
        losses, wealth = run.yearly["harvested_loss"][0, 0], run.terminal["after_tax_wealth"][0, 0]
        ends.append([*losses, wealth])
    assert ends[0] == pytest.approx(ends[1], abs=CENT)


@pytest.mark.parametrize("state", ["GA", "PA", "MI", "NY", "AR", "DE", "KY", "MO", "VA", "MN", "RI", "WV", "MD", "OH"])
def test_this_year_is_the_same_the_other_way_with_a_conversion_too(state: str) -> None:
    rng = random.Random(state)
    for _ in range(5):
        people, accounts, lots = drawn(rng)
        totals = []
        for order in ((people, accounts), swapped(people, accounts)):
            basis = year_basis(couple(state, *order, lots))
            moves = (Moves(), Moves(conversion=basis.convertible / 3))
            totals.append(bills(basis, [moved(basis.inputs, made, basis.convertible2) for made in moves]).total)
        assert np.allclose(totals[0], totals[1], atol=CENT)
