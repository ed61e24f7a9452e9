"""The public door of the simulator: what programs, pages and shell may use, in one list.

The list is the block of imports below, which is what type checkers see; `sim.api.loading` reads it, so that a name's
module is loaded when the name is first asked for: the first page needs neither kernels nor spreadsheets, and would
stand seconds later for them. Who asks for such a name within a function writes ``from sim import api`` and
``api.simulate``.

What else the app needs lies in the facets of the door beside this file, one a room: ``sim.api.scenario``,
``sim.api.results`` and so on. A name stands in one list only.
"""

from typing import TYPE_CHECKING

from sim.api.loading import on_first_use

if TYPE_CHECKING:
    from sim.engine.run.result import RunResult as RunResult
    from sim.engine.run.run import Canceled as Canceled
    from sim.engine.run.run import simulate as simulate
    from sim.errors import InputError as InputError
    from sim.errors import Problem as Problem
    from sim.export.formats import FORMATS as FORMATS
    from sim.export.formats import Wish as Wish
    from sim.export.formats import exported as exported
    from sim.export.report import read_report as read_report
    from sim.export.report import report_of as report_of
    from sim.export.tables import csv_tables as csv_tables
    from sim.importers.registry import import_content as import_content
    from sim.law.version import law_version as law_version
    from sim.lots.form8949 import form_8949_rows as form_8949_rows
    from sim.lots.ledger import run_ledger as run_ledger
    from sim.lots.reading.read_ledger import read_ledger as read_ledger
    from sim.lots.schedule_d import schedule_d as schedule_d
    from sim.market.sample import sample_market as sample_market
    from sim.planner.harvest_plan import PlannedSale as PlannedSale
    from sim.planner.harvest_plan import PlanSettings as PlanSettings
    from sim.planner.harvest_plan import harvest_plan as harvest_plan
    from sim.planner.wash_calendar import wash_calendar as wash_calendar
    from sim.results.findings import Findings as Findings
    from sim.results.summary import summary as summary
    from sim.results.summary import summary_json as summary_json
    from sim.scenario.models import Scenario as Scenario
    from sim.scenario.written.load import parse_scenario as parse_scenario
    from sim.scenario.written.load import read_scenario as read_scenario
    from sim.scenario.written.load import scenario_from as scenario_from
    from sim.scenario.written.load import scenario_json as scenario_json
    from sim.scenario.written.load import scenario_sha256 as scenario_sha256
    from sim.scenario.written.samples import SAMPLES as SAMPLES
    from sim.scenario.written.samples import sample_scenario as sample_scenario
    from sim.studies.attribution import attribution as attribution
    from sim.studies.find_best import find_best as find_best
    from sim.studies.safe_spending import safe_spending as safe_spending
    from sim.studies.tax_cost import tax_cost as tax_cost
    from sim.studies.timing_map import timing_map as timing_map
    from sim.studies.what_moves import what_moves as what_moves
    from sim.studies.worlds import worlds as worlds
    from sim.trace.recorder import record_path as record_path
    from sim.year.basis import year_basis as year_basis
    from sim.year.bracket_map import bracket_map as bracket_map
    from sim.year.moves import Moves as Moves
    from sim.year.moves import year_outcome as year_outcome
else:
    __getattr__, __dir__, __all__ = on_first_use(__name__)
