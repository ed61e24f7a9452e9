"""A result as a file: formats, letterhead, reports, record sheets."""

from typing import TYPE_CHECKING

from sim.api.loading import on_first_use

if TYPE_CHECKING:
    from sim.export.csv_text import csv_text as csv_text
    from sim.export.form8949 import csv_bytes as csv_bytes
    from sim.export.form8949 import workbook_bytes as workbook_bytes
    from sim.export.formats import Format as Format
    from sim.export.formats import export_file as export_file
    from sim.export.formats import export_files as export_files
    from sim.export.harvest_records import record_csv as record_csv
    from sim.export.harvest_records import record_workbook as record_workbook
    from sim.export.ics import calendar_bytes as calendar_bytes
    from sim.export.logo import logo_name as logo_name
    from sim.export.logo import read_logo as read_logo
    from sim.export.paper import Letterhead as Letterhead
    from sim.export.report import DISCLAIMER as DISCLAIMER
    from sim.export.report import REPORT_FILE as REPORT_FILE
    from sim.export.report import RUN_FILES as RUN_FILES
    from sim.export.report import report_json as report_json
    from sim.export.tables import csv_archive as csv_archive
    from sim.export.txf import BasisReported as BasisReported
    from sim.export.txf import txf_bytes as txf_bytes
    from sim.export.workbook import tables_workbook as tables_workbook
    from sim.files import check_targets as check_targets
    from sim.files import reason as reason
    from sim.files import write_files as write_files
    from sim.files import write_run as write_run
else:
    __getattr__, __dir__, __all__ = on_first_use(__name__)
