"""Charts that a spreadsheet draws itself, from the workbook's own cells."""

from typing import Any

import pandas as pd
import xlsxwriter
from pandas.api.types import is_numeric_dtype
from xlsxwriter.worksheet import Worksheet

from sim.results.tables import table_title
from sim.views.theme import LIGHT_COLORS

WEALTH, INCOME = "After-tax wealth, mean [real USD]", "Income, p50 [real USD/yr]"
SIZE = {"width": 760, "height": 380}


def sheet_name(table: str) -> str:
    """Return the name of a table's sheet: its title, as much of it as a sheet's name may hold."""
    return table_title(table)[:31]


def add_charts(book: xlsxwriter.Workbook, sheet: Worksheet, tables: dict[str, pd.DataFrame]) -> None:
    """Put the three native charts on a sheet: wealth, income by year, tax by kind."""
    places = iter(("A1", "A21", "A41"))
    for chart in (_wealth(book, tables), _income(book, tables), _tax(book, tables)):
        if chart is not None:
            chart.set_size(SIZE)
            sheet.insert_chart(next(places), chart)


def _wealth(book: xlsxwriter.Workbook, tables: dict[str, pd.DataFrame]) -> Any:
    table = tables["strategies"]
    if WEALTH not in table.columns:
        return None
    chart = book.add_chart({"type": "column"})
    chart.add_series(
        _series("strategies", list(table.columns).index(WEALTH), 1, len(table), 0, "After-tax wealth, mean")
    )
    return _titled(chart, "After-tax wealth at the horizon, mean", "Today's dollars", legend=False)


def _income(book: xlsxwriter.Workbook, tables: dict[str, pd.DataFrame]) -> Any:
    table = tables["income"]
    if not {INCOME, "Year", "Strategy"} <= set(table.columns):
        return None
    chart = book.add_chart({"type": "line"})
    column, year = list(table.columns).index(INCOME), list(table.columns).index("Year")
    for number, name in enumerate(dict.fromkeys(table["Strategy"])):
        rows = [index + 1 for index, found in enumerate(table["Strategy"]) if found == name]
        series = _series("income", column, rows[0], rows[-1], year, [sheet_name("income"), rows[0], 0])
        series["line"] = {"color": LIGHT_COLORS[number % 10], "width": 2.25}
        chart.add_series(series)
    return _titled(chart, "Retirement income, median path by year", "Today's dollars a year", legend=True)


def _tax(book: xlsxwriter.Workbook, tables: dict[str, pd.DataFrame]) -> Any:
    table = tables["lifetime_tax"]
    kinds = [
        index
        for index, name in enumerate(table.columns)
        if index
        and not name.startswith(("All taxes", "Tax if all"))
        and is_numeric_dtype(table[name])
        and float(table[name].abs().sum()) > 0
    ]
    if not kinds:
        return None
    chart = book.add_chart({"type": "column", "subtype": "stacked"})
    for number, column in enumerate(kinds):
        series = _series("lifetime_tax", column, 1, len(table), 0, [sheet_name("lifetime_tax"), 0, column])
        series["fill"] = {"color": LIGHT_COLORS[number % 10]}
        chart.add_series(series)
    return _titled(chart, "Lifetime tax by kind, mean", "Today's dollars", legend=True)


def _series(table: str, column: int, first: int, last: int, labels: int, name: Any) -> dict[str, Any]:
    sheet = sheet_name(table)
    return {
        "name": name,
        "categories": [sheet, first, labels, last, labels],
        "values": [sheet, first, column, last, column],
    }


def _titled(chart: Any, title: str, unit: str, legend: bool) -> Any:
    chart.set_title({"name": title, "name_font": {"size": 13}})
    chart.set_y_axis({"name": unit, "num_format": "$#,##0", "major_gridlines": {"visible": True}})
    chart.set_legend({"position": "bottom"} if legend else {"none": True})
    return chart
