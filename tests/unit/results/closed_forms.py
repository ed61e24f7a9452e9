"""Small households whose harvest has a value that a person can work out."""

from dataclasses import replace
from datetime import date
from typing import Any

from sim.engine.lowering.lower import lower
from sim.engine.records.laws import LawPair
from sim.engine.run.run import run_lowered
from sim.results.findings import Findings
from sim.scenario.enums import HarvestTiming
from sim.scenario.models import Scenario
from sim.studies.changes.law_pieces import change_federal, flat_tax
from tests.unit.engine.small import certain_market, lot, small_scenario

START, HARVEST_DAY, TAX_DAY, END = date(2026, 1, 5), date(2026, 12, 31), date(2027, 4, 30), date(2027, 12, 31)
SAVER = {
    "people": [
        {
            "name": "One",
            "born": "1956-06-15",
            "pensions": [{"annual": 24_000.0, "starts": "2020-01-01"}],
            "social_security": {"annual_at_claiming": 120_000.0, "claiming_age": 67},
        }
    ]
}
"""So much comes in each month that every tax is paid from it and the rest is invested: nothing is ever sold."""


def years(first: date, last: date) -> float:
    return (last - first).days / 365.25


def two_strategies(scenario: Scenario, **second: Any) -> Scenario:
    """Return the scenario with two strategies on one path: no harvest, and one in December."""
    only = scenario.strategies[0]
    strategies = (
        only.model_copy(update={"name": "No harvesting", "harvest": HarvestTiming.NONE}),
        only.model_copy(update={"name": "Every December", "harvest": HarvestTiming.YEAR_END, **second}),
    )
    simulation = scenario.simulation.model_copy(update={"n_paths": 1})
    return scenario.model_copy(update={"strategies": strategies, "simulation": simulation})


def loss_of(amount: float, rate: float, **changes: Any) -> Scenario:
    """Return a household with one lot that loses exactly `amount` on December 31, 2026."""
    price = 100.0 * (1 + rate) ** years(START, HARVEST_DAY)
    held = lot("AAA", 100.0, "2020-01-02", 100.0 * price + amount)
    scenario = small_scenario(lots=(held,), market=certain_market(rate), household={**SAVER, **changes})
    return two_strategies(scenario)


def run_under(scenario: Scenario, laws: LawPair) -> Findings:
    return Findings(run_lowered(scenario, replace(lower(scenario), laws=laws)))


def flat(scenario: Scenario, rate: float, loss_limit: float) -> LawPair:
    """Return one flat rate for everything, and a limit on losses against income."""
    pair = lower(scenario).laws
    laws = flat_tax(pair.household, rate, rate)
    changed = change_federal(laws, lambda law: law._replace(gains=law.gains._replace(loss_limit=loss_limit)))
    return LawPair(changed, pair.survivor, pair.estate)
