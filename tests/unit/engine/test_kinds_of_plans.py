"""403(b)s, the TSP, governmental 457(b)s and inherited IRAs: required distributions and the 10%, by hand."""

from typing import Any

import pytest

from sim.engine.run.run import simulate
from sim.errors import InputError
from sim.scenario.enums import Owner
from sim.scenario.models import Scenario
from sim.year.received.income import required_distribution
from sim.year.rollover_costs import rollover_cost
from tests.unit.engine.small import Document, certain_market, fund, lot, small_scenario

CENT = 0.01


def _account(name: str, kind: str, **changes: Any) -> Document:
    return {"id": name, "type": kind, "reinvests_dividends": False, **changes}


def _scenario(
    born: str, accounts: list[Document], values: dict[str, float], has_taxes: bool = False, **changes: Any
) -> Scenario:
    lots = tuple(lot("AAA", value / 100, "2010-01-04", value, account=name) for name, value in values.items())
    home = {"people": [{"name": "One", "born": born}], "state": "TX", **changes.pop("household", {})}
    scenario = small_scenario(
        "2026-01-01", lots=lots, securities=(fund("AAA"),), accounts=tuple(accounts), household=home, **changes
    )
    simulation = scenario.simulation.model_copy(update={"taxes": has_taxes, "n_paths": 1})
    return scenario.model_copy(update={"simulation": simulation})


def test_403b_contracts_count_for_each_other_but_not_for_a_401k_or_the_tsp() -> None:
    """76: 23.7. $30,000 out of one 403(b) is more than both owe, 600,000 / 23.7; the others pay 300,000 / 23.7 each.

    Reg. 1.403(b)-6(e)(7); 1.401(a)(9)-8(a)(1).
    """
    accounts = [_account(name, "401k", plan_kind="403b") for name in ("a", "b")]
    accounts += [_account("c", "401k"), _account("d", "401k", plan_kind="tsp")]
    values = {"a": 200_000.0, "b": 400_000.0, "c": 300_000.0, "d": 300_000.0}
    run = simulate(_scenario("1950-03-01", accounts, values, household={"spending": 30_000.0}))
    assert run.yearly["rmd"][0, 0, 0] == pytest.approx(1_200_000 / 23.7, abs=CENT)
    assert run.yearly["withdrawn_pretax"][0, 0, 0] == pytest.approx(30_000 + 600_000 / 23.7, abs=CENT)


@pytest.mark.parametrize(
    ("kind", "rolled_in", "additional"),
    [("401k", 0.0, 5_000.0), ("tsp", 0.0, 5_000.0), ("457b", 0.0, 0.0), ("457b", 400_000.0, 2_000.0)],
)
def test_a_457b_is_free_of_the_10_percent_but_for_what_was_rolled_in(
    kind: str, rolled_in: float, additional: float
) -> None:
    """52, $50,000 of $1m withdrawn; income tax: 50,000 - 16,100 = 33,900: 1,240 + 12% x 21,500 = 3,820 (2026).

    IRC 72(t)(1), (9).
    """
    plan = _account("plan", "401k", plan_kind=kind, rolled_in_amount=rolled_in)
    home = {"spending": 50_000.0, "horizon_years": 1}
    run = simulate(_scenario("1974-03-01", [plan], {"plan": 1_000_000.0}, has_taxes=True, household=home))
    assert run.terminal["open_tax"][0, 0] == pytest.approx(3_820 + additional, abs=CENT)


def test_a_457b_that_was_rolled_over_to_an_ira_has_lost_it() -> None:
    """The same $50,000 out of the IRA: 3,820 and 10%, which the page of the rollover says before."""
    plan, ira = _account("401k", "401k", plan_kind="457b"), _account("traditional_ira", "traditional_ira")
    home = {"spending": 50_000.0, "horizon_years": 1}
    scenario = _scenario(
        "1974-03-01",
        [plan, ira],
        {"401k": 1_000_000.0},
        has_taxes=True,
        household=home,
        rollover="2026-01-05",
        method="direct_in_kind",
        move={"to_roth_account": None},
    )
    assert simulate(scenario).terminal["open_tax"][0, 0] == pytest.approx(8_820, abs=CENT)
    paid_out = {"method": "indirect_60_day", "redeposit_date": "2026-02-02", "redeposited_share": 0.0}
    move = scenario.rollovers[0].model_copy(update={**paid_out, "buys": ()})
    assert rollover_cost(scenario, move).additional == 0.0


INHERITED = {"inherited_from": "Aunt", "decedent_born": "1950-03-01", "decedent_died": "2024-06-01"}


@pytest.mark.parametrize(
    ("heir", "changes", "part"),
    [
        ("1970-07-01", {}, 1 / 30.6),  # 55 in 2025: 31.6, a year later 30.6
        ("1944-07-01", {}, 1 / 13.6),  # 81 in 2025: 10.5, less than the 15.6 of 74, two years on
        ("1970-07-01", {"decedent_born": "1962-03-01"}, 0.0),  # before the required beginning date
        ("1970-07-01", {"decedent_died": "2025-12-31"}, 1 / 30.6),  # 56 in 2026: 30.6
        ("1970-07-01", {"decedent_died": "2026-01-01"}, 0.0),  # begins in the year after the death
    ],
)
def test_an_heir_s_years(heir: str, changes: Document, part: float) -> None:
    """$306,000 at the last year end. Single Life Table, Reg. 1.401(a)(9)-9(b); -5(d)(1)(i), (ii), (3)(iii), (iv)."""
    account = _account("left", "inherited_ira", **{**INHERITED, **changes})
    scenario = _scenario(heir, [account], {"left": 306_000.0})
    assert simulate(scenario).yearly["rmd"][0, 0, 0] == pytest.approx(306_000 * part, abs=CENT)
    assert required_distribution(scenario, Owner.SELF, 2026)[0] == pytest.approx(306_000 * part, abs=CENT)


def test_an_inherited_ira_is_empty_after_ten_years_and_never_under_the_10_percent() -> None:
    """Death in 2024 before the required beginning date: nothing to 2033, in 2034 all that it has grown to."""
    account = _account("left", "inherited_ira", **{**INHERITED, "decedent_born": "1962-03-01"})
    home = {"horizon_years": 9}
    market = certain_market(rate=0.05)
    run = simulate(_scenario("1980-07-01", [account], {"left": 100_000.0}, household=home, market=market))
    assert run.yearly["withdrawn_pretax"][0, 0, :8] == pytest.approx([0.0] * 8)
    assert run.yearly["balance_pretax"][0, 0, 8] == 0.0
    days = 9 * 365.25  # nine whole years, on the last trading days of December
    assert run.yearly["withdrawn_pretax"][0, 0, 8] == pytest.approx(100_000 * 1.05 ** (days / 365.25), rel=1e-3)
    taxed = _scenario("1980-07-01", [account], {"left": 100_000.0}, True, household={"horizon_years": 9})
    tax = simulate(taxed).terminal["open_tax"][0, 0]
    assert 0 < tax < 100_000 * 0.22  # of a flat market: 100,000 of income of a single person of 54


def test_what_two_people_left_does_not_count_for_each_other() -> None:
    """Each of $306,000 owes 10,000; 15,000 out of the first leaves the second's. Own IRAs are apart too (76: 23.7).

    Reg. 1.408-8(e)(4).
    """
    first = _account("left", "inherited_ira", **INHERITED)
    accounts = [first, {**first, "id": "more", "inherited_from": "Uncle"}, {**first, "id": "same"}]
    values = {"left": 306_000.0, "more": 306_000.0, "same": 306_000.0}
    run = simulate(_scenario("1970-07-01", accounts, values, household={"spending": 15_000.0}))
    assert run.yearly["rmd"][0, 0, 0] == pytest.approx(30_000, abs=CENT)
    assert run.yearly["withdrawn_pretax"][0, 0, 0] == pytest.approx(30_000, abs=CENT)  # 15,000, 5,000 more, 10,000
    own = _account("own", "traditional_ira")
    run = simulate(_scenario("1950-03-01", [own, first], {"own": 237_000.0, "left": 306_000.0}))
    assert run.yearly["rmd"][0, 0, 0] == pytest.approx(10_000 + 306_000 / 13.8, abs=CENT)  # 75 in 2025: 14.8


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"type": "inherited_ira"}, ("inherited_from", "decedent_born", "decedent_died")),
        ({"type": "inherited_ira", **INHERITED, "decedent_died": "2019-06-01"}, ("decedent_died",)),
        ({"type": "inherited_ira", **INHERITED, "decedent_died": "2027-06-01"}, ("decedent_died",)),
        ({"type": "inherited_ira", **INHERITED, "decedent_died": "1940-06-01"}, ("decedent_died",)),
        ({"type": "traditional_ira", **INHERITED}, ("inherited_from", "decedent_born", "decedent_died")),
        ({"type": "traditional_ira", "plan_kind": "403b"}, ("plan_kind",)),
        ({"type": "401k", "plan_kind": "403b", "rolled_in_amount": 5.0}, ("rolled_in_amount",)),
        ({"type": "401k", "plan_kind": "457b", "rolled_in_amount": 1e6}, ("rolled_in_amount",)),
    ],
)
def test_what_is_missing_or_belongs_elsewhere_is_named(changes: Document, words: tuple[str, ...]) -> None:
    with pytest.raises(InputError) as error:
        _scenario("1970-07-01", [{"id": "a", "name": "A", **changes}], {"a": 1_000.0})
    assert {problem.place.rpartition(".")[2] for problem in error.value.problems} == set(words)
