"""Which securities the kernels know, and where they stand."""

from sim.engine.lowering.lower import lower
from sim.engine.run.run import simulate
from tests.unit.engine.small import certain_market, fund, lot, small_scenario


def symbols(*lots: dict[str, object], **changes: object) -> list[str]:
    scenario = small_scenario(lots=lots, **changes)  # type: ignore[arg-type]
    return [security.symbol for security in lower(scenario).holdings.securities]


def test_what_is_only_a_replacement_needs_no_quote() -> None:
    assert symbols(lot("AAA", 10, "2020-01-02", 900)) == ["AAA", "(cash)"]
    assert symbols(lot("AAA", 10, "2020-01-02", 900), lot("BBB", 1, "2020-01-02", 90, "roth_ira"))[1] == "BBB"


def test_what_a_rollover_or_payroll_buys_has_a_quote() -> None:
    in_plan = lot("BBB", 10, "2020-01-02", 900, "401k")
    assert symbols(in_plan, rollover="2026-06-01") == ["AAA", "BBB", "(cash)"]
    wages = {"annual": 50_000, "until": "2027-12-31", "plan_contribution": 5_000}
    person = {"born": "1980-06-15", "wages": {**wages, "plan_account": "401k", "plan_buys": "BBB"}}
    assert symbols(lot("AAA", 10, "2020-01-02", 900), household={"people": [person]}) == ["AAA", "BBB", "(cash)"]


def test_two_accounts_that_hold_one_security_are_two_lines_of_it() -> None:
    """100 + 50 shares at $200: $30,000."""
    accounts = tuple({"id": name, "type": "taxable", "reinvests_dividends": False} for name in ("taxable", "second"))
    lots = (lot("AAA", 100, "2020-01-02", 9_000), lot("AAA", 50, "2020-01-02", 9_000, "second"))
    scenario = small_scenario(lots=lots, accounts=accounts, securities=(fund("AAA", 200.0),), market=certain_market())
    assert [security.symbol for security in lower(scenario).holdings.securities] == ["AAA", "AAA", "(cash)"]
    assert abs(simulate(scenario).yearly["balance_taxable"][0, 0, -1] - 30_000) < 0.01


def test_accounts_reinvest_in_the_order_of_the_plan() -> None:
    """docs/engine.md: "account by account", a Roth IRA that the plan names first before a traditional one."""
    kinds = ("taxable", "roth_ira", "traditional_ira")
    lots = tuple(lot("AAA", 100, "2020-01-02", 9_000, kind) for kind in kinds)
    accounts = tuple({"id": kind, "type": kind, "reinvests_dividends": True} for kind in kinds)
    lowered = lower(small_scenario(lots=lots, accounts=accounts, securities=(fund("AAA", dividend_yield=0.04),)))
    household = lowered.job.household[0]
    buyers = household["reinvesting"][3, : household["n_reinvesting"][3]]["account"]
    assert [lowered.holdings.accounts[buyer].id for buyer in buyers] == ["roth_ira", "traditional_ira"]
