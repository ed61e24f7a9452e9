"""Documents of older schema versions, brought to the newest one step by step.

When a release changes what a scenario document may hold, it raises `SCHEMA_VERSION` and adds one function here,
from the version before to the new one. Files and saved plans are then read as before.
"""

from collections.abc import Callable, Mapping
from typing import Any

from sim.document.json_text import is_version

Document = dict[str, Any]
Step = Callable[[Document], Document]


def from_version_1(document: Document) -> Document:
    """Return a document of version 1 with what it left to the defaults of its day, and a trade's cost by its sides.

    Version 1 knew one cost of a trade, for funds and stocks, both sides together; nobody died unless it said so; and
    who cashed out sold everything in one year.
    """
    found = {"terminal": {"cash_out_years": 1}, **document}
    household = found.get("household")
    if isinstance(household, dict):
        lives = household.get("lives", {})
        found["household"] = {**household, "lives": {"kind": "horizon", **lives} if isinstance(lives, dict) else lives}
    strategies = found.get("strategies")
    if isinstance(strategies, list):
        found["strategies"] = [_costs_by_side(one) if isinstance(one, dict) else one for one in strategies]
    return found


def _costs_by_side(strategy: Document) -> Document:
    cost = strategy.get("trading_cost_bp", 0.0)
    a_side = cost / 2 if isinstance(cost, int | float) and not isinstance(cost, bool) else cost
    rest = {key: value for key, value in strategy.items() if key != "trading_cost_bp"}
    return {"fund_trading_cost_bp": a_side, "stock_trading_cost_bp": a_side, **rest}


def from_version_2(document: Document) -> Document:
    """Return a document of version 2, in which wages were typed net of payroll tax, spending held the premiums of
    Medicare, the Uniform Lifetime Table served everybody, required distributions came after the year's spending, and
    plans and IRAs were never rebalanced.
    """
    strategies = document.get("strategies")
    if isinstance(strategies, list):
        kept = [{"rebalances_sheltered": False, **one} if isinstance(one, dict) else one for one in strategies]
        document = {**document, "strategies": kept}
    household = document.get("household")
    if not isinstance(household, dict):
        return document
    medicare, people = household.get("medicare", {}), household.get("people")
    household = {"rmds": "december", **household}
    found = {**household, "medicare": {"pays_part_b": False, **medicare} if isinstance(medicare, dict) else medicare}
    if isinstance(people, list):
        found["people"] = [_with_net_wages(one) if isinstance(one, dict) else one for one in people]
    return {**document, "household": found}


def _with_net_wages(person: Document) -> Document:
    wages = person.get("wages", {})
    net = {"pays_payroll_tax": False, **wages} if isinstance(wages, dict) else wages
    return {"spouse_inherits_alone": False, **person, "wages": net}


COMPANIES_OF_VERSION_3 = {
    "us_stock": 0.60,
    "us_small": 0.55,
    "international": 0.50,
    "emerging": 0.45,
    "us_bond": 0.05,
    "long_bond": 0.0,
    "tips": 0.05,
    "reit": 0.45,
    "cash": 0.0,
    "inflation": 0.0,
}
"""How single stocks moved with everything else, until version 3."""


def from_version_3(document: Document) -> Document:
    """Return a document of version 3, in which inflation forgot the year before and differed less from year to year,
    and all single stocks were one draw of their class, with a volatility of 33%, unless the plan said more.
    """
    market = document.get("market", {})
    if isinstance(market, dict):
        market = {"inflation_volatility": 0.012, "inflation_persistence": 0.0, **market}
        market["classes"] = _with_companies(market.get("classes", {}))
        market["correlations"] = _with_pairs_of_companies(market.get("correlations", []))
    securities = document.get("securities")
    found = {**document, "market": market}
    if isinstance(securities, list):
        found["securities"] = [_without_own_risk(one) if isinstance(one, dict) else one for one in securities]
    return found


def _with_companies(classes: Any) -> Any:
    if not isinstance(classes, dict):
        return classes
    return {"single_stock": {"expected_return": 0.08, "volatility": 0.33}, **classes}


def _with_pairs_of_companies(pairs: Any) -> Any:
    """Return the plan's correlations with those of single stocks that it left to the defaults."""
    if not isinstance(pairs, list):
        return pairs
    given = {frozenset((str(one.get("first")), str(one.get("second")))) for one in pairs if isinstance(one, dict)}
    return pairs + [
        {"first": "single_stock", "second": name, "value": value}
        for name, value in COMPANIES_OF_VERSION_3.items()
        if frozenset(("single_stock", name)) not in given
    ]


def _without_own_risk(security: Document) -> Document:
    return {"own_volatility": 0.0, **security} if security.get("asset_class") == "single_stock" else security


def from_version_4(document: Document) -> Document:
    """Return a document of version 4, in which bonds paid the yield that was typed and recovered by chance, and a
    replacement moved as what it replaced.
    """
    market = document.get("market", {})
    if isinstance(market, dict):
        bonds = market.get("bonds", {})
        market = {**market, "bonds": {"follow_yields": False, **bonds} if isinstance(bonds, dict) else bonds}
    securities, found = document.get("securities"), {**document, "market": market}
    if isinstance(securities, list):
        found["securities"] = [{"tracking_error": 0.0, **one} if isinstance(one, dict) else one for one in securities]
    return found


def plan_in(document: Document) -> Document:
    """Return the plan's document: of a file of results the plan inside it, of any other the whole."""
    inside = document.get("scenario")
    return inside if "household" not in document and isinstance(inside, dict) else document


STEPS: dict[int, Step] = {1: from_version_1, 2: from_version_2, 3: from_version_3, 4: from_version_4}
"""By the version a step starts from: a pure function that returns the document of the next version."""


def upgraded(document: Document, newest: int, steps: Mapping[int, Step] = STEPS) -> Document:
    """Return the document in the newest version; unchanged where it is newer, or so old that no step is known."""
    found = dict(document)
    version = found.get("schema_version", newest)
    while is_version(version) and version < newest and version in steps:
        found = {**steps[version](found), "schema_version": version + 1}
        version += 1
    return found
