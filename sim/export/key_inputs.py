"""The inputs that matter most, in words, as a summary on paper says them."""

from sim.export.report import Report
from sim.results.conventions import conventions
from sim.results.explain import usd
from sim.results.success import spending_in_words
from sim.scenario.models import Scenario
from sim.year.basis import year_basis
from sim.year.rollover_costs import rollover_cost
from sim.year.rollover_state_tax import rollover_state_tax


def rollover_changes(scenario: Scenario) -> list[str]:
    """Return what rolling over changes in the state's tax, a sentence a rollover; nothing where nothing changes."""
    found = [
        rollover_state_tax(scenario, move, rollover_cost(scenario, move).pretax)
        for move in scenario.rollovers
        if move.is_made
    ]
    return [change.words for change in found if change is not None and change.first_year is not None]


def inputs(report: Report) -> list[tuple[str, str]]:
    """Return the inputs that matter most, in words."""
    scenario, home = report.scenario, report.scenario.household
    values: dict[bool, float] = {True: 0.0, False: 0.0}
    for account in scenario.holdings.accounts:
        values[account.type == "taxable"] += scenario.account_value(account.id)
    guards = [f"{one.name}: {one.guard}" for one in scenario.strategies if one.guard]
    changes = rollover_changes(scenario)
    return [
        ("People", ", ".join(f"{person.name}, born {person.born.year}" for person in home.people)),
        ("Files", f"{home.filing_status.in_words}, {year_basis(scenario).state.name}"),
        ("Spending", spending_in_words(scenario)),
        ("Taxable accounts", usd(values[True])),
        ("Other accounts", usd(values[False])),
        ("Rollovers", ", ".join(f"{one.date:%m/%d/%Y}" for one in scenario.rollovers) or "none"),
        *([("State tax of rolling over", " ".join(changes))] if changes else []),
        *([("Harvests", "; ".join(guards))] if guards else []),
        ("Conventions", conventions(scenario).removeprefix("Assumed: ")),
        ("Plan", f"from {scenario.start:%m/%d/%Y} for {home.horizon_years} calendar years"),
    ]
