"""The public door: everything the pages and the shell may use of the simulator's inside."""

from sim.book.endings import endings
from sim.book.federal_rows import federal_rows, years_shown
from sim.book.simplifications import simplifications
from sim.book.state_rows import all_states, state_rows
from sim.engine.result import TERMINAL_FIELDS, YEARLY_FIELDS, RunResult
from sim.engine.run import Cancelled, simulate
from sim.export.formats import FORMATS, Wish, exported
from sim.export.report import Report, read_report, report_of
from sim.export.tables import csv_archive, csv_tables
from sim.export.workbook import workbook
from sim.law.version import law_version
from sim.results.findings import Findings
from sim.results.summary import summary, summary_json
from sim.scenario.load import parse_scenario, read_scenario, scenario_from, scenario_json, scenario_sha256
from sim.scenario.models import Scenario
from sim.scenario.samples import SAMPLES, sample_scenario
from sim.year.basis import Beside, YearBasis, year_basis
from sim.year.bracket_map import BracketMap, MapKind, bracket_map
from sim.year.lines import return_lines, shown_lines
from sim.year.moves import Moves, YearOutcome, year_outcome

__all__ = [
    "FORMATS",
    "SAMPLES",
    "TERMINAL_FIELDS",
    "YEARLY_FIELDS",
    "Beside",
    "BracketMap",
    "Cancelled",
    "Findings",
    "MapKind",
    "Moves",
    "Report",
    "RunResult",
    "Scenario",
    "Wish",
    "YearBasis",
    "YearOutcome",
    "all_states",
    "bracket_map",
    "csv_archive",
    "csv_tables",
    "endings",
    "exported",
    "federal_rows",
    "law_version",
    "parse_scenario",
    "read_report",
    "read_scenario",
    "report_of",
    "return_lines",
    "sample_scenario",
    "scenario_from",
    "scenario_json",
    "scenario_sha256",
    "shown_lines",
    "simplifications",
    "simulate",
    "state_rows",
    "summary",
    "summary_json",
    "workbook",
    "year_basis",
    "year_outcome",
    "years_shown",
]
