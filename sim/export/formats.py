"""Every format a run can be exported in, by its short name. A new export is one line in `FORMATS`."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sim.export.form8949 import Table, csv_bytes
from sim.export.html import page
from sim.export.ics import calendar_bytes
from sim.export.letter import letter
from sim.export.paper import Letterhead
from sim.export.pdf import pdf
from sim.export.pdf_trades import Trades
from sim.export.report import Report, about, summary_export
from sim.export.tables import csv_archive
from sim.export.workbook import workbook
from sim.planner.advised import Advised, advised, advised_strategy
from sim.planner.harvest_plan import PlannedSale, PlanSettings, harvest_plan
from sim.planner.harvest_records import desk_table, harvest_records
from sim.planner.trade_list import stay_away, trade_list
from sim.planner.wash_calendar import WashCalendar, wash_calendar
from sim.results.what_to_do import action_table
from sim.scenario.models import Scenario

Progress = Callable[[float, str], None]


def _unheard(share: float, words: str) -> None:
    """Take a progress report that nobody waits for."""


@dataclass(frozen=True)
class Wish:
    """What a file is made of.

    Attributes
    ----------
    report : Report
        The run, of `report_of` or `read_report`.
    day : date
        That the file carries as its own.
    sales : tuple, optional
        Planned sales and the planner's settings; those that the run's answer advises if left out.
    letterhead : Letterhead
        A firm's name and logo on paper, and the adviser's note.
    done : mapping of str to str
        By the key of an action, the day on which it was ticked off, as YYYY-MM-DD.
    on_progress : callable
        Gets the share done, 0 to 1, and what is being made, from the formats that take long.

    See Also
    --------
    exported : Makes the file.

    Examples
    --------
    >>> from datetime import date
    >>> from sim.api import Findings, Wish, report_of, sample_scenario, simulate
    >>> findings = Findings(simulate(sample_scenario("no-taxable-account").with_paths(2)))
    >>> Wish(report_of(findings), date(2026, 1, 2)).sales is None
    True
    """

    report: Report
    day: date
    sales: tuple[tuple[PlannedSale, ...], PlanSettings] | None = None
    letterhead: Letterhead = field(default_factory=Letterhead)
    done: Mapping[str, str] = field(default_factory=dict)
    on_progress: Progress = _unheard


@dataclass(frozen=True)
class Format:
    """One kind of file: its name for people, what is in it, its ending and media type, and what makes it."""

    label: str
    words: str
    ending: str
    media_type: str
    make: Callable[[Wish], bytes]
    is_long: bool = False


def records_of(scenario: Scenario, sales: Sequence[PlannedSale], settings: PlanSettings) -> list[Table]:
    """Return the record sheets of planned sales, Form 8949 first; none where nothing is sold."""
    return list(harvest_records(scenario, sales, settings)) if sales else []


def calendar_of(scenario: Scenario, sales: Sequence[PlannedSale], settings: PlanSettings) -> WashCalendar:
    """Return the calendar of planned sales and of the days that matter."""
    outcomes = harvest_plan(scenario, sales, settings).outcomes
    return wash_calendar(scenario, sales, outcomes, settings)


def advice_of(wish: Wish) -> Advised:
    """Return what the run's answer advises, with the sales that were chosen in place of its own."""
    return advised(wish.report.scenario, advised_strategy(wish.report.summary["goal"]), wish.sales)


def _workbook(wish: Wish) -> bytes:
    found = advice_of(wish)
    records = records_of(wish.report.scenario, found.sales, found.settings)
    return workbook(wish.report, wish.day, records, action_table(found.actions, wish.done))


def _calendar(wish: Wish) -> bytes:
    found = advice_of(wish)
    note = "; ".join(f"{name}: {value}" for name, value in about(wish.report, wish.day))
    calendar = calendar_of(wish.report.scenario, found.sales, found.settings)
    return calendar_bytes(calendar, wish.day, note, found.actions)


def _trades(wish: Wish) -> bytes:
    found = advice_of(wish)
    _, columns, rows = desk_table(wish.report.scenario, found.sales, found.settings)
    return csv_bytes(columns, rows)


def _summary(wish: Wish) -> bytes:
    scenario, found = wish.report.scenario, advice_of(wish)
    trades = Trades(trade_list(scenario, found.sales, found.settings), stay_away(scenario, found.sales, found.settings))
    return pdf(wish.report, wish.day, wish.letterhead, wish.on_progress, trades, found)


def _letter(wish: Wish) -> bytes:
    return letter(wish.report, wish.day, wish.letterhead, advice_of(wish))


def _page(wish: Wish) -> bytes:
    return page(wish.report, wish.day, action_table(advice_of(wish).actions, wish.done))


FORMATS: dict[str, Format] = {
    "letter": Format(
        "Letter to the client (.pdf)",
        "One page: the answer, three reasons, what to do by when, and your note, with your firm's name on it.",
        "letter.pdf",
        "application/pdf",
        _letter,
    ),
    "pdf": Format(
        "Full report (.pdf)",
        "At most eight pages: the answer, what to do, key figures, charts and a table by year, the trade list, inputs "
        "and sources; where the difference comes from and the map of dates, once they are worked out under The answer.",
        "pdf",
        "application/pdf",
        _summary,
        is_long=True,
    ),
    "html": Format(
        "Interactive page (.html)",
        "One file that opens offline in any browser: interactive charts and every table.",
        "html",
        "text/html",
        _page,
        is_long=True,
    ),
    "xlsx": Format(
        "Workbook (.xlsx)",
        "Inputs, yearly tables, lots, charts; of the planned sales Form 8949, Schedule D and the trade list.",
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _workbook,
    ),
    "csv": Format(
        "Tables (.csv, zipped)",
        "Every table at full precision.",
        "csv.zip",
        "application/zip",
        lambda wish: csv_archive(wish.report.tables, about(wish.report, wish.day)),
    ),
    "trades": Format(
        "Trade list (.csv)",
        "For whoever trades: what to sell and buy, by account with lots and days, and what not to buy until when.",
        "trades.csv",
        "text/csv",
        _trades,
    ),
    "ics": Format(
        "Calendar (.ics)",
        "Dates of planned sales, what not to buy and until when, and the plan's own dates, with reminders.",
        "ics",
        "text/calendar",
        _calendar,
    ),
    "json": Format(
        "Figures (.json)",
        "Scenario, summary and tables for another program.",
        "results.json",
        "application/json",
        lambda wish: summary_export(wish.report, wish.day),
    ),
}


def exported(name: str, wish: Wish) -> bytes:
    """Return the file of this format; equal wishes give equal bytes.

    Parameters
    ----------
    name : str
        A key of `FORMATS`.
    wish : Wish
        What it is made of.

    Returns
    -------
    bytes
        The file.

    See Also
    --------
    csv_tables : The tables alone, as text.

    Examples
    --------
    >>> import json
    >>> from datetime import date
    >>> from sim.api import FORMATS, Findings, Wish, exported, report_of, sample_scenario, simulate
    >>> sorted(FORMATS)
    ['csv', 'html', 'ics', 'json', 'letter', 'pdf', 'trades', 'xlsx']
    >>> findings = Findings(simulate(sample_scenario("no-taxable-account").with_paths(2)))
    >>> content = exported("json", Wish(report_of(findings), date(2026, 1, 2)))
    >>> json.loads(content)["summary"]["n_paths"]
    2
    """
    return FORMATS[name].make(wish)


def export_file(name: str) -> str:
    """Return the name that a file of this format has beside its run."""
    return f"summary.{FORMATS[name].ending}" if name != "json" else "results.json"


def export_files() -> set[str]:
    """Return the names of all files that may be made beside a run; they go when another run takes its place."""
    return {export_file(name) for name in FORMATS}
