"""The public door: everything the pages and the shell may use of the simulator's inside."""

from sim.engine.result import TERMINAL_FIELDS, YEARLY_FIELDS, RunResult
from sim.engine.run import Cancelled, simulate
from sim.export.tables import csv_archive, csv_tables
from sim.export.workbook import workbook
from sim.results.findings import Findings
from sim.results.summary import summary, summary_json
from sim.scenario.load import parse_scenario, read_scenario, scenario_from, scenario_json, scenario_sha256
from sim.scenario.models import Scenario
from sim.scenario.samples import SAMPLES, sample_scenario

__all__ = [
    "SAMPLES",
    "TERMINAL_FIELDS",
    "YEARLY_FIELDS",
    "Cancelled",
    "Findings",
    "RunResult",
    "Scenario",
    "csv_archive",
    "csv_tables",
    "parse_scenario",
    "read_scenario",
    "sample_scenario",
    "scenario_from",
    "scenario_json",
    "scenario_sha256",
    "simulate",
    "summary",
    "summary_json",
    "workbook",
]
