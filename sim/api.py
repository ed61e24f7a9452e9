"""The public door: everything the pages and the shell may use of the simulator's inside.

A name's module is loaded when the name is first asked for: the app's first page needs neither kernels nor spreadsheets,
and would stand seconds later for them. Who asks for such a name within a function writes ``from sim import api`` and
``api.simulate``.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sim.engine.records.fields import TERMINAL_FIELDS, YEARLY_FIELDS
    from sim.engine.run.result import RunResult
    from sim.engine.run.run import Cancelled, simulate
    from sim.export.formats import FORMATS, Wish, exported
    from sim.export.report import Report, read_report, report_of
    from sim.export.tables import csv_archive, csv_tables
    from sim.export.workbook import workbook
    from sim.law.explained.endings import endings
    from sim.law.explained.federal_rows import federal_rows, years_shown
    from sim.law.explained.simplifications import simplifications
    from sim.law.explained.state_rows import all_states, state_rows
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

_HOMES = {
    "sim.law.explained.endings": "endings",
    "sim.law.explained.federal_rows": "federal_rows years_shown",
    "sim.law.explained.simplifications": "simplifications",
    "sim.law.explained.state_rows": "all_states state_rows",
    "sim.engine.run.result": "TERMINAL_FIELDS YEARLY_FIELDS RunResult",
    "sim.engine.run.run": "Cancelled simulate",
    "sim.export.formats": "FORMATS Wish exported",
    "sim.export.report": "Report read_report report_of",
    "sim.export.tables": "csv_archive csv_tables",
    "sim.export.workbook": "workbook",
    "sim.law.version": "law_version",
    "sim.results.findings": "Findings",
    "sim.results.summary": "summary summary_json",
    "sim.scenario.load": "parse_scenario read_scenario scenario_from scenario_json scenario_sha256",
    "sim.scenario.models": "Scenario",
    "sim.scenario.samples": "SAMPLES sample_scenario",
    "sim.year.basis": "Beside YearBasis year_basis",
    "sim.year.bracket_map": "BracketMap MapKind bracket_map",
    "sim.year.lines": "return_lines shown_lines",
    "sim.year.moves": "Moves YearOutcome year_outcome",
}
"""The public names by the module that defines them; a test holds them against the imports above."""

_HOME_OF = {name: module for module, names in _HOMES.items() for name in names.split()}

if not TYPE_CHECKING:  # a type checker that saw this would believe in every name

    def __getattr__(name: str) -> Any:
        """Return a public name from its module, and keep it here; see PEP 562."""
        if name not in _HOME_OF:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        found = globals()[name] = getattr(import_module(_HOME_OF[name]), name)
        return found

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__})
