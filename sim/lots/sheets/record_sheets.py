"""A household's records as sheets: Form 8949, Schedule D, wash matches with their reasons, open lots."""

from dataclasses import asdict

from sim.lots.corporate_actions import AUTHORITY
from sim.lots.form8949 import (
    FORM_8949_COLUMNS,
    OPEN_LOT_COLUMNS,
    Form8949Row,
    form_8949_cells,
    open_lot_cells,
    open_lot_rows,
)
from sim.lots.reasons import MATCH_COLUMNS, match_table, open_window_sentences
from sim.lots.records import LedgerResult
from sim.lots.rounding import dollars, nearest_cent
from sim.lots.schedule_d import ScheduleD

SHEET_NAMES = ("Form 8949", "Schedule D", "Wash matches", "Not final", "Open lots")
BASIS_CHANGES = "Basis changes"
"""A sheet more, where a corporation did something to the shares."""
BASIS_COLUMNS = (
    *("date", "account", "lot_id", "symbol", "action", "basis_before", "basis_after", "cash", "gain", "new_lot"),
    "authority",
)
Cells = tuple[tuple[str, ...], list[list[object]]]
Table = tuple[str, tuple[str, ...], list[list[object]]]


def record_tables(result: LedgerResult, rows: list[Form8949Row], schedules: list[ScheduleD]) -> list[Table]:
    """Return (title, columns, rows of cells) for each of `SHEET_NAMES`, and the basis changes where there are any."""
    tables: list[Cells] = [
        form_8949_table(rows),
        schedule_d_table(schedules),
        (MATCH_COLUMNS, match_table(result)),
        (("note",), [[sentence] for sentence in open_window_sentences(result)]),
        open_lot_table(result),
    ]
    sheets = [(name, columns, cells) for name, (columns, cells) in zip(SHEET_NAMES, tables, strict=True)]
    if result.basis_changes:
        sheets.append((BASIS_CHANGES, *basis_change_table(result)))
    return sheets


def form_8949_table(rows: list[Form8949Row]) -> Cells:
    """Return the lines of Form 8949 as a table."""
    return FORM_8949_COLUMNS, [list(form_8949_cells(row)) for row in rows]


def open_lot_table(result: LedgerResult) -> Cells:
    """Return the shares still held as a table."""
    return OPEN_LOT_COLUMNS, [list(open_lot_cells(row)) for row in open_lot_rows(result)]


def coin_lots(result: LedgerResult) -> set[str]:
    """Return the lots of coins held directly, which Form 8949 has in boxes of their own."""
    return {lot_id for lot_id, bought in result.book.acquisitions.items() if bought.is_property}


def basis_change_table(result: LedgerResult) -> Cells:
    """Return what returns of capital, spin-offs, mergers and conversions did to each lot, with the section."""
    rows: list[list[object]] = []
    for change in result.basis_changes:
        amounts = (change.basis_before, change.basis_after, change.received, change.gain)
        rows.append(
            [
                *(change.day, change.account, change.lot_id, change.symbol, change.action.value),
                *(dollars(nearest_cent(amount)) for amount in amounts),
                change.new_lot,
                AUTHORITY[change.action],
            ]
        )
    return BASIS_COLUMNS, rows


def schedule_d_table(schedules: list[ScheduleD]) -> Cells:
    """Return Schedule D as a table: a row for each line and worksheet line, a column for each year."""
    by_year = [_lines(schedule) for schedule in schedules]
    names = list(by_year[0]) if by_year else []
    columns = ("line", *(str(schedule.year) for schedule in schedules))
    return columns, [[name, *(lines[name] for lines in by_year)] for name in names]


def _lines(schedule: ScheduleD) -> dict[str, object]:
    lines: dict[str, object] = {}
    for name, value in asdict(schedule).items():
        if isinstance(value, dict):
            lines |= {f"{name}: {inner}": "" if amount is None else amount for inner, amount in value.items()}
        elif name != "year":
            lines[name] = value
    return lines
