"""The public door: everything the pages and the shell may use of the simulator's inside."""

from sim.engine.result import TERMINAL_FIELDS, YEARLY_FIELDS, RunResult
from sim.engine.run import Cancelled, simulate
from sim.scenario.load import parse_scenario, read_scenario, scenario_from, scenario_json, scenario_sha256
from sim.scenario.models import Scenario
from sim.scenario.samples import SAMPLES, sample_scenario

__all__ = [
    "SAMPLES",
    "TERMINAL_FIELDS",
    "YEARLY_FIELDS",
    "Cancelled",
    "RunResult",
    "Scenario",
    "parse_scenario",
    "read_scenario",
    "sample_scenario",
    "scenario_from",
    "scenario_json",
    "scenario_sha256",
    "simulate",
]
