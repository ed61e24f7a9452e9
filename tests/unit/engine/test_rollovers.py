"""Kinds of rollover: worked examples with their sources, and combinations that are refused."""

from typing import Any

import pytest

from sim.engine.run.result import RunResult
from sim.engine.run.run import simulate
from sim.errors import InputError
from sim.scenario.written.load import scenario_from
from tests.unit.engine.small import Document, certain_market, lot, small_scenario

CENT = 0.01
DATE = "2026-03-02"


def _run(
    plan: float,
    method: str,
    born: str,
    horizon_years: int = 2,
    market: Document | None = None,
    parts: Document | None = None,
    **move: Any,
) -> RunResult:
    """Return the outcome of rolling over `plan` USD on March 2, 2026: a Texan without income, 100,000 beside."""
    kinds = ("taxable", "401k", "traditional_ira", "roth_ira")
    accounts = [{"id": kind, "type": kind, "reinvests_dividends": False} for kind in kinds]
    accounts[1] |= parts or {}
    scenario = small_scenario(
        horizon_years=horizon_years,
        rollover=DATE,
        method=method,
        accounts=tuple(accounts),
        lots=(lot("AAA", plan / 100, "2020-01-02", 1.0, "401k"), lot("AAA", 1_000, "2020-01-02", 1e5)),
        household={"people": [{"name": "One", "born": born}], "state": "TX"},
        market=market,
        move=move,
    )
    return simulate(scenario, threads=1)


def _first(run: RunResult, field: str) -> float:
    return float(run.yearly[field][0, 0, 0])


@pytest.mark.parametrize(
    ("redeposited", "distributed", "additional"), [(1.0, 0.0, 0.0), (0.8, 2_000.0, 200.0), (0.0, 10_000.0, 1_000.0)]
)
def test_the_missing_20_percent(redeposited: float, distributed: float, additional: float) -> None:
    """IRS, Rollovers of Retirement Plan and IRA Distributions: a person of 42 is paid 10,000, 2,000 of it withheld.

    Rolled over with 2,000 of other money nothing is taxed; rolled over without it, 2,000 are, and 10% more; not rolled
    over, all of it. The 2,000 withheld are a payment of the year's tax.
    """
    run = _run(10_000.0, "indirect_60_day", "1984-01-15", redeposit_date="2026-04-15", redeposited_share=redeposited)
    assert _first(run, "withdrawn_pretax") == pytest.approx(distributed, abs=CENT)
    assert _first(run, "tax_additional") == pytest.approx(additional, abs=CENT)
    assert _first(run, "balance_pretax") == pytest.approx(10_000 - distributed, abs=CENT)
    assert _first(run, "tax_paid") == pytest.approx(2_000, abs=CENT)
    assert run.yearly["tax_paid"][0, 0, 1] == pytest.approx(additional - 2_000, abs=CENT)  # below the deduction
    replaced = 2_000.0 if redeposited == 1 else 0.0
    out_of_plan = 0.0 if redeposited else 8_000.0
    beside = _first(run, "balance_taxable") + _first(run, "balance_other")
    assert beside == pytest.approx(100_000 - replaced + out_of_plan, abs=CENT)


@pytest.mark.parametrize(("day", "distributed"), [("2026-05-01", 0.0), ("2026-05-02", 10_000.0)])
def test_day_60_is_in_time_and_day_61_is_not(day: str, distributed: float) -> None:
    """IRC 402(c)(3)(A): not after the 60th day following the day of receipt; March 2 and 60 days are May 1."""
    run = _run(10_000.0, "indirect_60_day", "1984-01-15", redeposit_date=day)
    assert _first(run, "withdrawn_pretax") == pytest.approx(distributed, abs=CENT)


def test_a_redeposit_in_january_belongs_to_the_year_of_the_distribution() -> None:
    """Nothing is taxed in either year; in between the money waits outside the accounts."""
    run = _run(10_000.0, "indirect_60_day", "1984-01-15", date="2026-12-15", redeposit_date="2027-01-20")
    assert run.yearly["withdrawn_pretax"][0, 0].sum() == 0
    assert _first(run, "balance_pretax") == 0
    assert run.yearly["balance_pretax"][0, 0, 1] == pytest.approx(10_000, abs=CENT)


@pytest.mark.parametrize(("born", "additional"), [("1971-12-31", 0.0), ("1972-01-01", 1_000.0)])
def test_rule_of_55(born: str, additional: float) -> None:
    """IRC 72(t)(2)(A)(v): who leaves work in the year of age 55 takes from that plan without the 10% (Pub. 575)."""
    run = _run(10_000.0, "indirect_60_day", born, redeposit_date="2026-03-02", redeposited_share=0.0)
    assert _first(run, "tax_additional") == pytest.approx(additional, abs=CENT)


def test_once_in_the_ira_the_rule_of_55_is_lost() -> None:
    """IRC 72(t)(3)(A): the exception is for plans only. 20,000 of spending from the IRA at 55 cost 2,000."""
    kinds = ("401k", "traditional_ira")
    scenario = small_scenario(
        rollover=DATE,
        accounts=tuple({"id": kind, "type": kind} for kind in kinds),
        lots=(lot("AAA", 1_000, "2020-01-02", 1.0, "401k"),),
        household={"people": [{"name": "One", "born": "1971-06-15"}], "state": "TX", "spending": 24_000.0},
        move={"to_roth_account": None},
    )
    run = simulate(scenario, threads=1)
    assert _first(run, "withdrawn_pretax") == pytest.approx(24_000, abs=CENT)
    assert _first(run, "tax_additional") == pytest.approx(2_000, abs=CENT)  # the plan paid January and February


def test_to_a_roth_ira_is_income_at_once_and_not_early() -> None:
    """IRC 408A(d)(3)(A)(ii): a conversion is under no additional tax. 50,000 less 16,100: 1,240 and 12% of 21,500."""
    run = _run(50_000.0, "direct_to_roth", "1984-01-15", to_account=None)
    assert _first(run, "converted") == pytest.approx(50_000, abs=CENT)
    assert _first(run, "tax_ordinary") == pytest.approx(1_240 + 0.12 * (50_000 - 16_100 - 12_400), abs=CENT)
    assert (_first(run, "tax_additional"), _first(run, "balance_pretax")) == (0, 0)
    assert _first(run, "balance_roth") == pytest.approx(50_000, abs=CENT)


def test_after_tax_money_is_split() -> None:
    """Notice 2014-54, sec. III: of 250,000 with 50,000 after-tax, 100,000 hold 20,000 after-tax, which go to Roth."""
    run = _run(250_000.0, "direct_cash", "1964-01-15", parts={"after_tax_amount": 50_000.0}, share=0.4)
    assert _first(run, "balance_roth") == pytest.approx(20_000, abs=CENT)
    assert _first(run, "balance_pretax") == pytest.approx(230_000, abs=CENT)
    assert run.yearly["tax_ordinary"][0, 0].sum() == 0
    heirs = 0.22 * (250_000 - 20_000 - 30_000)
    assert run.terminal["heirs_wealth"][0, 0] == pytest.approx(350_000 - heirs, abs=CENT)


def test_the_required_distribution_is_not_rolled_over() -> None:
    """IRC 402(c)(4)(B). Born in 1950: 237,000 / 23.7 at 76 (26 CFR 1.401(a)(9)-9(c)) come out before."""
    run = _run(237_000.0, "direct_in_kind", "1950-06-15")
    assert _first(run, "withdrawn_pretax") == pytest.approx(10_000, abs=CENT)
    assert _first(run, "balance_pretax") == pytest.approx(227_000, abs=CENT)


def test_days_out_of_the_market_cost_its_growth() -> None:
    """At 8% a year sure, 91 days as cash that earns nothing cost 8% * 91 / 365.25 of growth, compounded."""
    market = certain_market(0.08)
    invested = _run(100_000.0, "direct_cash", "1964-01-15", market=market, to_roth_account=None)
    waiting = _run(
        100_000.0, "direct_cash", "1964-01-15", market=market, to_roth_account=None, reinvest_date="2026-06-01"
    )
    ratio = _first(waiting, "balance_pretax") / _first(invested, "balance_pretax")
    assert ratio == pytest.approx(1.08 ** (-91 / 365.25), rel=1e-9)


INDIRECT = {"method": "indirect_60_day", "redeposit_date": "2026-04-01"}


@pytest.mark.parametrize(
    ("changes", "place", "words"),
    [
        ({"method": "direct_cash", "from_account": "traditional_ira"}, "from_account", "moves by a 60-day rollover"),
        ({**INDIRECT, "redeposit_date": None}, "redeposit_date", "2026-05-01 is day 60"),
        ({**INDIRECT, "replaced_from": "taxable"}, "replaced_from", "leave this empty"),
        ({"method": "direct_to_roth", "to_roth_account": None}, "to_roth_account", "Name the Roth IRA"),
        ({"method": "direct_cash", "to_account": None}, "to_account", "Name the traditional IRA"),
        ({"method": "direct_cash", "reinvest_date": "2026-01-10"}, "reinvest_date", "before the rollover"),
    ],
)
def test_what_cannot_be_rolled_over_is_explained(changes: Document, place: str, words: str) -> None:
    with pytest.raises(InputError) as refused:
        small_scenario(rollover=DATE, lots=(lot("AAA", 10, "2020-01-02", 1.0, "401k"),), move=changes)
    assert f"rollovers[0].{place}" in {problem.place for problem in refused.value.problems}
    assert words in str(refused.value)


def test_two_60_day_ira_rollovers_within_a_year_are_refused() -> None:
    """IRC 408(d)(3)(B), Announcement 2014-15: one in any 12 months, all IRAs together; the plan's is not counted."""
    whole = small_scenario(rollover=DATE, method="indirect_60_day", move=INDIRECT).model_dump(mode="json")
    from_plan = whole["rollovers"][0]
    first = {**from_plan, "from_account": "traditional_ira"}
    scenario_from({**whole, "rollovers": [from_plan, {**first, "share": 0.5}]})
    for later, is_allowed in (("2027-03-01", False), ("2027-03-02", True)):
        second = {**first, "date": later, "redeposit_date": later}
        document = {**whole, "rollovers": [{**first, "share": 0.5}, second]}
        if is_allowed:
            assert scenario_from(document).rollovers
        else:
            with pytest.raises(InputError, match="one 60-day rollover between IRAs in any 12 months"):
                scenario_from(document)


def test_an_emptied_plan_cannot_be_rolled_over_again() -> None:
    whole = small_scenario(rollover=DATE).model_dump(mode="json")
    later = {**whole["rollovers"][0], "date": "2026-05-04"}
    with pytest.raises(InputError, match="An earlier rollover empties this account"):
        scenario_from({**whole, "rollovers": [*whole["rollovers"], later]})
