"""A run with every name of the household's own taken out: what may be shown on a shared screen."""

from collections import Counter
from dataclasses import replace

from sim.engine.run.result import RunResult
from sim.scenario.enums import HARVEST_SCHEDULES
from sim.scenario.models import Scenario


def masked_scenario(scenario: Scenario) -> Scenario:
    """Return the scenario with people, accounts and strategies under neutral names; everything else is unchanged."""
    people = tuple(
        person.model_copy(update={"name": f"Person {number}"})
        for number, person in enumerate(scenario.household.people, 1)
    )
    accounts = tuple(
        account.model_copy(update={"name": f"Account {number}"})
        for number, account in enumerate(scenario.holdings.accounts, 1)
    )
    seen: Counter[str] = Counter()
    strategies = []
    for strategy in scenario.strategies:
        name = HARVEST_SCHEDULES[strategy.harvest].name + (f", {strategy.guard}" if strategy.guard else "")
        seen[name] += 1
        name = name if seen[name] == 1 else f"{name} ({seen[name]})"
        strategies.append(strategy.model_copy(update={"name": name}))
    return scenario.model_copy(
        update={
            "name": "This household",
            "household": scenario.household.model_copy(update={"people": people}),
            "holdings": scenario.holdings.model_copy(update={"accounts": accounts}),
            "strategies": tuple(strategies),
        }
    )


def masked(result: RunResult) -> RunResult:
    """Return the same run under neutral names."""
    return replace(result, scenario=masked_scenario(result.scenario))
